"""What owners and admins see of money and statistics; each file registers its own."""

from analytics.admin import alerts, books, ledger, pay, reviews, sales_rules

__all__ = ["alerts", "books", "ledger", "pay", "reviews", "sales_rules"]
