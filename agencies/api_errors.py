"""Every error of the API as problem details (RFC 9457), with three members of our own.

`code` names the kind of error for programs and never changes; `request_id` stands in the log lines of the request
too; `errors` says what is wrong where: of the body by JSON `pointer` ("" is the whole body), of the query string by
`parameter`, of the headers by `header`. What is no field of the body is never given as pointer, so that a client can
show a message beside the field that it is about without knowing the endpoint.
"""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, JsonResponse, UnreadablePostError
from django.utils.encoding import escape_uri_path
from rest_framework import exceptions
from rest_framework.fields import get_error_detail
from rest_framework.response import Response

PROBLEM_TYPE = "application/problem+json"


class WrongParametersError(exceptions.ValidationError):
    """Something in the query string means nothing; `detail` goes by parameter."""

    place: ClassVar[str] = "parameter"


class WrongHeadersError(exceptions.ValidationError):
    """A header means nothing; `detail` goes by header."""

    place: ClassVar[str] = "header"


class ConflictError(exceptions.APIException):
    """What is asked for contradicts a row that exists, or that others need."""

    status_code = HTTPStatus.CONFLICT
    default_detail = "This contradicts a row that exists."
    default_code = "conflict"


class TooLargeError(exceptions.APIException):
    """The body is longer than `DATA_UPLOAD_MAX_MEMORY_SIZE`."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_detail = "The body is too long to be taken as one request: send it in parts."
    default_code = "too_large"


def problem(request: HttpRequest, status: int, code: str, detail: str) -> dict[str, Any]:
    """Problem details of what went wrong with `request`."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "code": code,
        "detail": detail,
        "instance": escape_uri_path(request.path),
        "request_id": getattr(request, "request_id", None),
    }


def problem_response(request: HttpRequest, status: int, code: str, detail: str) -> JsonResponse:
    """The same as an answer, where REST framework is not at work."""
    return JsonResponse(problem(request, status, code, detail), status=status, content_type=PROBLEM_TYPE)


def nothing_here(request: HttpRequest) -> JsonResponse:
    """The answer at an address that there is not."""
    hint = "" if request.path.endswith("/") else " Addresses end in a slash."
    return problem_response(request, HTTPStatus.NOT_FOUND, "not_found", f"There is nothing at this address.{hint}")


def problem_details(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to an error in a view; undoes what the request has written.

    Returns None for what is a bug, so that Django answers 500.
    """
    error = _as_api_exception(error)
    if not isinstance(error, exceptions.APIException):
        return None
    request = context["request"]
    if getattr(request, "actor", None) is not None and connection.in_atomic_block:
        # The scope's transaction is open; a stranger has none, nor has whoever has sent a stream.
        transaction.set_rollback(True)
    said = error.detail if isinstance(error.detail, str) else error.default_detail
    answer = problem(request, error.status_code, getattr(said, "code", error.default_code), str(said))
    if error.status_code == HTTPStatus.BAD_REQUEST:
        answer["errors"] = list(_placed(error.detail, getattr(error, "place", "pointer")))
    headers = {"WWW-Authenticate": scheme} if (scheme := getattr(error, "auth_header", None)) else {}
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    return Response(answer, status=error.status_code, headers=headers, content_type=PROBLEM_TYPE)


def _placed(detail: Any, place: str, path: str = "") -> Iterator[dict[str, str]]:
    """Each message with its code and the place that it is about."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            whole = name in ("non_field_errors", "__all__")
            yield from _placed(inner, place, path if whole else f"{path}/{name}")
    elif isinstance(detail, list):
        for index, inner in enumerate(detail):
            yield from _placed(inner, place, path if isinstance(inner, str) else f"{path}/{index}")
    else:
        where = path if place == "pointer" else path.removeprefix("/")
        yield {place: where, "code": getattr(detail, "code", "invalid"), "detail": str(detail)}


def _as_api_exception(error: Exception) -> Exception:
    if isinstance(error, Http404):
        return exceptions.NotFound()
    if isinstance(error, PermissionDenied):
        return exceptions.PermissionDenied()
    if isinstance(error, DjangoValidationError):
        return exceptions.ValidationError(get_error_detail(error))
    if isinstance(error, RequestDataTooBig):
        return TooLargeError()
    if isinstance(error, UnreadablePostError):
        return exceptions.ParseError("The body broke off, or nothing more of it came for too long.")
    if isinstance(error, ProtectedError):
        return ConflictError("Other rows need this one, so it cannot be deleted.")
    if isinstance(error, IntegrityError):
        return ConflictError()
    return error
