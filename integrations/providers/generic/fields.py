"""Where something stands in JSON whose shape only a configuration knows, and reading it as what it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from chats.ingest import IncomingFan
from integrations.inbound.facts import UnclearError
from integrations.providers.values import dollars, moment, platform_id

#: What one dollar is in each unit of money.
MONEY = {"dollars": 1, "cents": 100, "thousandths": 1000}


def at(told: Any, path: str) -> Any:
    """What stands at a path like `data.items.0.id`, None if nothing does; `=tip` is the word itself."""
    if path.startswith("="):
        return path[1:]
    for part in path.split("."):
        if isinstance(told, Mapping):
            told = told.get(part)
        elif isinstance(told, list) and part.isdigit() and int(part) < len(told):
            told = told[int(part)]
        else:
            return None
    return told


class Fields:
    """The fields of one event or answer, each read as what it is; `units` make a dollar.

    What must be there and is not raises `UnclearError`.
    """

    def __init__(self, told: Any, paths: Mapping[str, str], units: int) -> None:
        self._told, self._paths, self._units = told, paths, units

    def get(self, name: str) -> Any:
        """As it was told; None if it was not."""
        return at(self._told, self._paths[name]) if name in self._paths else None

    def text(self, name: str) -> str:
        """As text; empty if it was not told."""
        found = self.get(name)
        return "" if found is None else str(found)

    def id(self, name: str) -> int:
        """As a number of the platform."""
        return platform_id(self.get(name), name)

    def money(self, name: str) -> Decimal | None:
        """In dollars, None if it was not told."""
        found = self.get(name)
        return None if found in (None, "") else (dollars(found, name) / self._units).quantize(Decimal("0.01"))

    def amount(self, name: str) -> Decimal:
        """In dollars."""
        found = self.money(name)
        if found is None:
            raise UnclearError(f"{name} is missing")
        return found

    def time(self, name: str) -> dt.datetime:
        """An ISO 8601 time, or seconds or milliseconds since 1970."""
        found = self.get(name)
        if isinstance(found, int | float) and not isinstance(found, bool):
            seconds = found / 1000 if found > 10**11 else found
            try:
                return dt.datetime.fromtimestamp(seconds, dt.UTC)
            except (ValueError, OverflowError, OSError) as error:
                raise UnclearError(f"{name} is no time") from error
        return moment(found, name)

    @property
    def fan(self) -> IncomingFan:
        """Who it is about."""
        return IncomingFan(self.id("fan_id"), self.text("fan_username"), self.text("fan_name"), self.text("fan_avatar"))
