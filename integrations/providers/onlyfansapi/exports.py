"""Which of OnlyFansAPI.com's exports a file is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from integrations.providers.importing import Summary
from integrations.providers.onlyfansapi import message_export, transaction_export
from integrations.providers.onlyfansapi.export import read_header


def import_export(*, path: Path, **asked: Any) -> Summary:
    """Import messages or transactions, whichever the columns say; takes and raises what the importers do."""
    if set(transaction_export.COLUMNS) <= set(read_header(path)):
        return transaction_export.import_transactions(path=path, **asked)
    return message_export.import_messages(path=path, **asked)
