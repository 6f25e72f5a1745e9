"""Values in the JSON of services: each is what it must be, or the event says too little."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from integrations.inbound.facts import UnclearError
from integrations.providers.importing import parse_time

Told = Mapping[str, Any]
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


def part(told: Any, name: str) -> Told:
    """An object inside an object; empty if there is none."""
    found = told.get(name) if isinstance(told, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def platform_id(told: Any, of: str) -> int:
    """An id, which is a number here and text there. Raises `UnclearError`."""
    if isinstance(told, bool) or not isinstance(told, int | str) or not str(told).isascii() or not str(told).isdigit():
        raise UnclearError(f"the id of the {of} is missing")
    return int(told)


def moment(told: Any, of: str) -> dt.datetime:
    """A time with its offset. Raises `UnclearError`."""
    found = parse_time(told) if isinstance(told, str) else None
    if found is None:
        raise UnclearError(f"the time of the {of} is missing")
    return found


def dollars(told: Any, of: str) -> Decimal:
    """An amount: a number, or text as in "$1,045.00". Raises `UnclearError`."""
    if isinstance(told, str) and (number := _NUMBER.search(told)):
        told = number[0].replace(",", "")
    try:
        # By way of text, because 9.99 is no exact float.
        amount = None if isinstance(told, bool) else Decimal(str(told)).quantize(Decimal("0.01"))
    except InvalidOperation:
        amount = None
    if amount is None or not amount.is_finite():
        raise UnclearError(f"the amount of the {of} is missing")
    return amount
