"""Requests to addresses that people type must not reach into the operator's network.

The name is resolved here and the connection made to the very address that was looked at, so that a name which answers
differently the second time gains nothing. Nothing is followed: httpcore knows no redirects, and no proxies.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import httpcore
from django.conf import settings
from django.core.exceptions import ValidationError

from agencies.addresses import Address, is_public, meant


def beginning(chunks: Iterable[bytes], most: int, ends: float) -> bytes:
    """How an answer begins: its first bytes, `most` of them or a few more. The rest is left unread, however long it is,
    and however slowly it comes: nothing is read after `ends`, in seconds of the monotonic clock."""
    read = b""
    for chunk in chunks:
        read += chunk
        if len(read) >= most or time.monotonic() > ends:
            break
    return read


class ForbiddenAddressError(httpcore.ConnectError):
    """The address is inside the operator's network, or is no address of a host at all."""


class GuardedBackend(httpcore.SyncBackend):
    """Connects to public addresses, and to those that the operator allows (`WEBHOOKS_ALLOWED_NETWORKS`)."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        error: Exception | None = None
        for address in resolve(host, port):
            try:
                return super().connect_tcp(str(address), port, timeout, local_address, socket_options)
            except httpcore.ConnectError as refused:
                error = refused
        raise error or httpcore.ConnectError(f"{host} has no address.")

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        raise ForbiddenAddressError("Only hosts are reached.")


def resolve(host: str, port: int) -> list[Address]:
    """The addresses of a host. Raises `ForbiddenAddressError` if we may not go to each of them, `ConnectError` if it
    has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"The host {host} is not known.") from error
    addresses = list(dict.fromkeys(ipaddress.ip_address(str(place[0]).partition("%")[0]) for *_, place in found))
    for address in addresses:
        if not is_open(address):
            raise ForbiddenAddressError(
                f"{host} is {address}, which is not public. The operator can allow it: WEBHOOKS_ALLOWED_NETWORKS."
            )
    return addresses


def is_open(address: Address) -> bool:
    """Whether we may go there."""
    return is_public(address) or is_allowed(address)


def is_allowed(address: Address) -> bool:
    """Whether the operator has opened a network of their own that holds it."""
    return any(meant(address) in ipaddress.ip_network(network) for network in settings.WEBHOOKS_ALLOWED_NETWORKS)


def check_address(url: str) -> None:
    """Raise `ValidationError` with what is wrong with an address that somebody typed."""
    parts = urlsplit(url)
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise ValidationError("The port is none.") from None
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise ValidationError("Give an address that begins with https://.")
    if parts.username or parts.password:
        raise ValidationError("Leave name and password out: requests are signed.")
    try:
        addresses = resolve(parts.hostname, port)
    except httpcore.ConnectError as error:
        raise ValidationError(str(error)) from error
    if parts.scheme == "http" and not all(map(is_allowed, addresses)):
        raise ValidationError("Use https://: messages of fans do not go over the internet for all to read.")
