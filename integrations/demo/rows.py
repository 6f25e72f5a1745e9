"""Writes rows with COPY: columns are named once, values go out as PostgreSQL's text format."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

from django.db import models

FLUSH_ROWS = 10_000
_ESCAPE = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class Ids:
    """Time-ordered ids (UUIDv7) that come out the same for the same seed."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def at(self, moment: dt.datetime) -> str:
        """A new id for a row made at `moment`."""
        milliseconds = int(moment.timestamp() * 1000)
        noise = self._random.getrandbits(74)
        return f"{milliseconds:012x}7{noise >> 62:03x}{8 | (noise >> 60) & 3:x}{noise & (1 << 60) - 1:015x}"


class Table:
    """Collects rows of one model and copies them in chunks; close it before the transaction ends."""

    def __init__(self, cursor: Any, model: type[models.Model], columns: str) -> None:
        self._cursor = cursor
        names = columns.split()
        self._copy = f"COPY {model._meta.db_table} ({', '.join(names)}) FROM STDIN"
        self._lines: list[str] = []
        self.count = 0

    def add(self, *values: Any) -> None:
        """One row, in the order of the columns."""
        self._lines.append("\t".join(map(_text, values)))
        if len(self._lines) >= FLUSH_ROWS:
            self.flush()

    def flush(self) -> None:
        """Copy what is collected."""
        if not self._lines:
            return
        with self._cursor.copy(self._copy) as copy:
            copy.write("\n".join(self._lines) + "\n")
        self.count += len(self._lines)
        self._lines.clear()


def _text(value: Any) -> str:
    if value is None:
        return r"\N"
    if type(value) is str:
        return value.translate(_ESCAPE) if "\\" in value or "\n" in value or "\t" in value else value
    if value is True or value is False:
        return "t" if value else "f"
    return str(value)
