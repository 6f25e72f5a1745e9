"""Nothing is sent twice that a client has, and nothing overwritten that it has not seen.

An ETag is a hash of what is sent. It saves the way to the client and not the work here: to know it, the answer must
be made. What gzip has made weak on its way (`W/"…"`) is taken back like the strong one, also by `If-Match`: both
stand for the same bytes before compression.
"""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from django.utils.http import parse_etags, quote_etag
from rest_framework import exceptions

from agencies.api_errors import WrongHeadersError


class PreconditionFailedError(exceptions.APIException):
    """The row is not any more what the client has seen."""

    status_code = HTTPStatus.PRECONDITION_FAILED
    default_detail = "The row has changed meanwhile. Read it again, and decide anew."
    default_code = "precondition_failed"


def etag_of(content: bytes) -> str:
    """The entity tag of what is sent."""
    return quote_etag(hashlib.md5(content, usedforsecurity=False).hexdigest())


def tag(request: HttpRequest, response: Any) -> None:
    """Give a finished answer its ETag; empty it (304) if the client has it already."""
    response.headers["ETag"] = etag = etag_of(response.content)
    known = _named(request.headers.get("If-None-Match", ""))
    if etag in known or "*" in known:
        response.status_code = HTTPStatus.NOT_MODIFIED
        response.content = b""
        del response.headers["Content-Type"]


def require_unchanged(wanted: str, content: bytes) -> None:
    """Raise `PreconditionFailedError` unless `content` is what `If-Match: wanted` names."""
    known = _named(wanted)
    if not known:
        raise WrongHeadersError({"If-Match": "Give the ETag that came with the row, in its quotes."})
    if etag_of(content) not in known and "*" not in known:
        raise PreconditionFailedError


def _named(header: str) -> set[str]:
    return {etag.removeprefix("W/") for etag in parse_etags(header)}
