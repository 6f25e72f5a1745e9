"""What owners and admins see of money and statistics; each file registers its own."""

from analytics.admin import alerts, books, pay

__all__ = ["alerts", "books", "pay"]
