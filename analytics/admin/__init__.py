"""What owners and admins see of money and statistics; each file registers its own."""

from analytics.admin import books, reviews

__all__ = ["books", "reviews"]
