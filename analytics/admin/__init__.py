"""What owners and admins see of money and statistics; each file registers its own."""

from analytics.admin import books, ledger, sales_rules

__all__ = ["books", "ledger", "sales_rules"]
