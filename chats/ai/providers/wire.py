"""The way to services whose address somebody has typed: into no network that is not meant, and never without an end.

The name is resolved here and the connection made to the very address that was looked at. Redirects are not followed
and no proxy is used; what is packed is refused, because a little of it may become very much.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import AsyncIterator

import httpx2
from django.conf import settings

from agencies.addresses import Address, is_private, is_public

#: Bytes of one answer that are read; a draft of the greatest length in the wordiest stream is less.
MOST_BYTES = 4_000_000
CONNECT_SECONDS = 5.0


class ForbiddenAddressError(httpx2.ConnectError):
    """We may not go there."""


class TooMuchError(httpx2.ReadError):
    """The answer is longer than anything that was asked for."""


class GuardedTransport(httpx2.AsyncHTTPTransport):
    """Goes to public addresses by https, and to private ones where the operator allows it."""

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        host, port = request.url.host, request.url.port or (443 if request.url.scheme == "https" else 80)
        url, refused = request.url, None
        request.extensions = {**request.extensions, "sni_hostname": host}
        for address in await _addresses(host, port, is_secret=request.url.scheme == "https"):
            request.url = url.copy_with(host=str(address))
            try:
                response = await super().handle_async_request(request)
            except httpx2.ConnectError as error:
                refused = error
                continue
            return await _limited(response)
        raise refused or httpx2.ConnectError("The host has no address.")


async def _addresses(host: str, port: int, *, is_secret: bool) -> list[Address]:
    """Where a host is. Raises `ForbiddenAddressError` if we may not go to each of its addresses."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpx2.ConnectError("The host is not known.") from error
    addresses = list(dict.fromkeys(ipaddress.ip_address(str(place[0]).partition("%")[0]) for *_, place in found))
    for address in addresses:
        if not _is_open(address, is_secret=is_secret):
            raise ForbiddenAddressError("We may not go there.")
    return addresses


def _is_open(address: Address, *, is_secret: bool) -> bool:
    return (is_secret and is_public(address)) or (settings.AI_PRIVATE_ADDRESSES and is_private(address))


async def _limited(response: httpx2.Response) -> httpx2.Response:
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        await response.aclose()
        raise httpx2.DecodingError("The answer is packed.")
    assert isinstance(response.stream, httpx2.AsyncByteStream)  # noqa: S101  (what the async transport makes)
    return httpx2.Response(
        response.status_code,
        headers=response.headers,
        stream=_Beginning(response.stream),
        extensions=response.extensions,
    )


class _Beginning(httpx2.AsyncByteStream):
    """A body until `MOST_BYTES` of it are read."""

    def __init__(self, whole: httpx2.AsyncByteStream) -> None:
        self._whole = whole

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = MOST_BYTES
        async for part in self._whole:
            left -= len(part)
            if left < 0:
                raise TooMuchError("The answer is too long.")
            yield part

    async def aclose(self) -> None:
        await self._whole.aclose()
