"""The CSV files that OnlyFansAPI.com makes as its data exports: how they are read, and what their values mean."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

from integrations.providers.importing import ImportFileError, parse_time

Line = TypeVar("Line")
_YES, _NO = {"true", "1"}, {"false", "0", ""}


class UnusableError(Exception):
    """A line that cannot be imported; the message is the reason, in a few words."""


def read_header(path: Path) -> list[str]:
    """The names of the columns. Raises `ImportFileError` for what is no CSV."""
    with _open(path) as rows:
        return next(rows, [])


def read_lines(
    path: Path,
    *,
    kind: str,
    columns: Sequence[str],
    optional: Sequence[str] = (),
    line: Callable[[dict[str, str]], Line],
) -> Iterator[Line | str]:
    """Each line of the export `kind`; one that cannot be imported as the reason. Memory does not grow with the file.

    `line` makes one of its columns, and may raise `UnusableError`. Raises `ImportFileError`.
    """
    with _open(path) as rows:
        header: list[str] = next(rows, [])
        if missing := [name for name in columns if name not in header]:
            raise ImportFileError(
                f"{path.name} is no {kind} export of OnlyFansAPI.com: it lacks the columns {', '.join(missing)}."
            )
        places = {name: header.index(name) for name in (*columns, *optional) if name in header}
        for row in rows:
            if not row:
                continue
            if len(row) != len(header):
                yield f"line with {len(row)} columns instead of {len(header)}"
                continue
            try:
                yield line({name: row[place].strip() for name, place in places.items()})
            except UnusableError as reason:
                yield str(reason)


@contextmanager
def _open(path: Path) -> Iterator[Any]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, strict=True)
            try:
                yield rows
            except csv.Error as error:
                raise ImportFileError(f"{path.name} is no CSV file at line {rows.line_num}: {error}.") from error
    except UnicodeDecodeError as error:
        raise ImportFileError(f"{path.name} is not text in UTF-8.") from error
    except OSError as error:
        raise ImportFileError(f"{path} cannot be read: {error.strerror}.") from error


def platform_id(text: str, of: str) -> int:
    """A number of the platform. Raises `UnusableError`."""
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        raise UnusableError(f"{of} without an id")
    return int(text)


def flag(text: str, name: str) -> bool:
    """True or false. Raises `UnusableError`."""
    if text.lower() not in _YES | _NO:
        raise UnusableError(f"{name} is neither true nor false")
    return text.lower() in _YES


def money(text: str, name: str) -> Decimal:
    """Dollars; empty is nothing. Raises `UnusableError`."""
    try:
        amount = Decimal(text or "0")
    except InvalidOperation:
        raise UnusableError(f"{name} is not a number") from None
    if not amount.is_finite():
        raise UnusableError(f"{name} is not a number")
    return amount


def moment(text: str) -> dt.datetime:
    """A time, in UTC. Raises `UnusableError`."""
    if (time := parse_time(text)) is None:
        raise UnusableError("date unreadable" if text else "date missing")
    return time
