"""The services that can be connected: one line for each."""

from __future__ import annotations

from integrations.models import Connection
from integrations.providers.base import Provider
from integrations.providers.generic.provider import Generic
from integrations.providers.onlyfansapi.provider import OnlyFansApi

PROVIDERS: dict[str, Provider] = {provider.name: provider for provider in (OnlyFansApi(), Generic())}


def provider_of(connection: Connection) -> Provider:
    """The service of a connection. Raises `LookupError` for one that is not known any more."""
    return PROVIDERS[connection.provider]
