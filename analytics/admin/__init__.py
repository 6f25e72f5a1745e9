"""What owners and admins see of money and statistics; each file registers its own."""

from analytics.admin import alerts, books, experiments, ledger, pay, reviews, sales_rules

__all__ = ["alerts", "books", "experiments", "ledger", "pay", "reviews", "sales_rules"]
