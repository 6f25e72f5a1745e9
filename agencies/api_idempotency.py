"""`Idempotency-Key`: a POST that is sent again, because its answer was lost, happens once.

The mark of the first request is written in the transaction of its effect, so both stand or neither. Who comes with
the same key meanwhile waits at the unique key for that transaction to end, and then finds the answer, or, if it
was rolled back, is the first. Answers below 500 are kept, refusals too: a new attempt is a new key.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from rest_framework import exceptions
from rest_framework.request import Request

from agencies.api_defaults import OrjsonRenderer
from agencies.api_errors import PROBLEM_TYPE, ConflictError, WrongHeadersError
from agencies.models import IdempotentRequest
from agencies.tenancy import agency_scope

HEADER, REPLAYED = "Idempotency-Key", "Idempotent-Replayed"
#: What a key looks like, and how long it is remembered.
WELL_FORMED = re.compile(r"[ -~]{1,255}")
KEPT_FOR = dt.timedelta(hours=24)


class KeyReusedError(exceptions.APIException):
    """The key marks another request."""

    status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    default_detail = (
        "This Idempotency-Key came with another request (path or body): give each request a key of its own."
    )
    default_code = "idempotency_key_reused"


class ShownOnceError(ConflictError):
    """The request is done, and its answer cannot be given again."""

    default_detail = (
        "This was done already. The secret was shown once and is kept nowhere: rotate the key to get another."
    )
    default_code = "secret_shown_once"


def answer_once(view: Any, handler: Callable[..., Any], key: str, request: Request, *args: Any, **kwargs: Any) -> Any:
    """What `handler` answers, or has answered when the same sender came with the same `key`.

    Raises `WrongHeadersError`, `KeyReusedError` and, for an answer that held a secret, `ShownOnceError`.
    """
    if not WELL_FORMED.fullmatch(key):
        raise WrongHeadersError({HEADER: "Give 1 to 255 printable ASCII characters."})
    fingerprint = _fingerprint(request)
    row, is_first = _marked(view.actor, key, fingerprint)
    if not is_first:
        return _replay(row, fingerprint)
    with transaction.atomic():
        try:
            response = handler(request, *args, **kwargs)
        except Exception as error:
            # A refusal undoes what was written here, and the mark stays. A bug goes through, and takes the mark along.
            response = view.handle_exception(error)
    row.status = response.status_code
    if response.status_code >= HTTPStatus.BAD_REQUEST or not view.shows_secret():
        row.body = OrjsonRenderer().render(response.data).decode()
    row.save(update_fields=["status", "body"])
    return response


def _marked(actor: Any, key: str, fingerprint: str) -> tuple[IdempotentRequest, bool]:
    mark = {"agency_id": actor.agency_id, "sender": actor.api_key_id or actor.user_id, "key": key}
    row, is_first = IdempotentRequest.objects.get_or_create(**mark, defaults={"fingerprint": fingerprint})
    if not is_first and row.created_at < timezone.now() - KEPT_FOR:
        row.delete()
        return IdempotentRequest.objects.get_or_create(**mark, defaults={"fingerprint": fingerprint})
    return row, is_first


def _fingerprint(request: Any) -> str:
    asked = f"{request.method} {request.get_full_path()}\n".encode()
    return hashlib.sha256(asked + request._request.body).hexdigest()


def _replay(row: IdempotentRequest, fingerprint: str) -> HttpResponse:
    if row.fingerprint != fingerprint:
        raise KeyReusedError
    if row.body is None or row.status is None:
        raise ShownOnceError
    kind = PROBLEM_TYPE if row.status >= HTTPStatus.BAD_REQUEST else OrjsonRenderer.media_type
    return HttpResponse(row.body, status=row.status, content_type=kind, headers={REPLAYED: "true"})


def forget_requests(*, agency_id: UUID) -> int:
    """Delete the marks of an agency that nobody can come back to; returns how many."""
    with agency_scope(agency_id):
        old = IdempotentRequest.objects.filter(agency_id=agency_id, created_at__lt=timezone.now() - KEPT_FOR)
        return int(old.delete()[0])
