"""Statements as a table: one row for each line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from analytics.models import StatementLine

COLUMNS = [
    "Month", "Member", "Email", "Status", "Kind", "Description", "Quantity", "Base", "Rate", "Amount", "Currency",
]  # fmt: skip


def rows_of(lines: Iterable[StatementLine]) -> Iterator[tuple[Any, ...]]:
    """The rows of lines that come with their statement, its member and the account."""
    for line in lines:
        statement = line.statement
        yield (
            f"{statement.month:%Y-%m}",
            statement.membership.user.name,
            statement.membership.user.email,
            statement.get_status_display(),
            line.get_kind_display(),
            line.description,
            line.quantity,
            line.base,
            line.rate,
            line.amount,
            statement.currency,
        )
