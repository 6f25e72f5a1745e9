"""Whatever is sent to any operation, by whomever: no crash, and no answer that the OpenAPI document does not tell of.

Schemathesis makes the requests out of the document, right ones and wrong ones, so that a new operation is taken up by
itself. They go to the real application on the real database; each is undone before the next.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import schemathesis
import yaml
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from agencies.tenancy import agency_scope
from ofagency.api_urls import router

pytestmark = pytest.mark.django_db
CHECKS: list[Any] = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
    response_headers_conformance,
]  # fmt: skip
#: Requests of each kind (right and wrong) to each operation, by who sends them; nobody is refused before anything.
EXAMPLES = {"owner": 8, "admin": 3, "chatter": 5, "nobody": 1}
VIEWS = {prefix: viewset for prefix, viewset, _ in router.registry}


def _load() -> Any:
    out = io.StringIO()
    call_command("spectacular", stdout=out)
    schema = schemathesis.openapi.from_dict(yaml.safe_load(out.getvalue()))
    schema.app = get_wsgi_application()
    return schema


OPERATIONS = {result.ok().label: result.ok() for result in _load().get_all_operations()}


@pytest.fixture(autouse=True)
def _connection_stays() -> Iterator[None]:
    """As in Django's test client: a request must not end the transaction of the test."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def ids(world: SimpleNamespace) -> dict[str, str]:
    """Ids that there are, by the names of fields and by the paths of their lists."""
    acme = world.acme
    known = {
        "chat": acme.chat.pk, "creator": acme.creator.pk, "membership": acme.idle_chatter.pk,
        "author": acme.chatter.pk, "assigned_to": acme.chatter.pk, "sent_to": acme.chat.pk,
    }  # fmt: skip
    with agency_scope(acme.agency.pk):
        for prefix, viewset in VIEWS.items():
            first = viewset.queryset.model.objects.all()[:1].values_list("pk", flat=True)
            known[prefix] = next(iter(first), acme.agency.pk)
    return {name: str(pk) for name, pk in known.items()}


@pytest.mark.parametrize("label", sorted(OPERATIONS))
def test_it_answers_as_the_document_says(world: SimpleNamespace, ids: dict[str, str], label: str) -> None:
    for role, examples in EXAMPLES.items():
        key = world.acme.keys.get(role)
        _send(OPERATIONS[label], {"Authorization": f"Api-Key {key.key}"} if key else {}, 2 * examples, ids)


def _send(operation: Any, headers: dict[str, str], examples: int, ids: dict[str, str]) -> None:
    kinds = st.sampled_from([GenerationMode.POSITIVE, GenerationMode.NEGATIVE])

    @settings(
        max_examples=examples, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=kinds.flatmap(lambda kind: operation.as_strategy(generation_mode=kind)), is_known=st.booleans())
    def send(case: Any, is_known: bool) -> None:
        if is_known:
            _point_at_what_there_is(case, ids)
        case.headers = {name: value for name, value in (case.headers or {}).items() if name.lower() != "authorization"}
        with transaction.atomic():
            response = case.call(headers={"Accept-Encoding": "identity", **headers})
            transaction.set_rollback(True)
        case.validate_response(response, checks=CHECKS)

    send()


def _point_at_what_there_is(case: Any, ids: dict[str, str]) -> None:
    prefix = re.sub(r"^/api/v1/([\w-]+)/.*", r"\1", case.path)
    if "id" in (case.path_parameters or {}):
        case.path_parameters["id"] = ids[prefix]
    for part in (case.body, case.query):
        if isinstance(part, dict):
            part.update({name: ids[name] for name in part.keys() & ids.keys()})
