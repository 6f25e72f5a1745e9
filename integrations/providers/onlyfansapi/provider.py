"""OnlyFansAPI.com, as the registry of providers knows it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from integrations.inbound.facts import Event
from integrations.models import Connection
from integrations.providers.base import Ability
from integrations.providers.onlyfansapi import events
from integrations.providers.onlyfansapi.client import OnlyFansApiService


class OnlyFansApi:
    """https://docs.onlyfansapi.com"""

    name = "onlyfansapi"
    label = "OnlyFansAPI.com"
    is_configured = False

    def abilities(self, config: Any) -> frozenset[Ability]:
        """All that there are."""
        return frozenset(Ability)

    def is_signed(self, config: Any, body: bytes, headers: Mapping[str, str], secrets: Collection[str]) -> bool:
        """By the header `Signature`."""
        return events.is_signed(body, headers.get("signature", ""), secrets)

    def delivery_key(self, config: Any, headers: Mapping[str, str]) -> str:
        """Stable over retries and redeliveries; what passes (typing, online) has none."""
        return headers.get("x-ofapi-idempotency-key", "")

    def read(self, config: Any, told: Any) -> Event:
        """What the event says. Raises `UnclearError`."""
        return events.read(told)

    def open(self, connection: Connection) -> OnlyFansApiService:
        """Raises `NoAccessError` if the stored key cannot be used."""
        return OnlyFansApiService(connection)
