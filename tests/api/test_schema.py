"""The OpenAPI document is whole, and says what the endpoints do."""

from __future__ import annotations

import io

import jsonschema
import pytest
import yaml
from django.core.management import call_command

from agencies.api_shape import references
from integrations.webhooks.events import EVENTS, TEST
from ofagency.api_urls import router


@pytest.fixture(scope="module")
def schema() -> dict:
    out = io.StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)
    return yaml.safe_load(out.getvalue())


def operations(schema):
    return [(path, method, operation) for path, item in schema["paths"].items() for method, operation in item.items()]


def test_every_endpoint_is_in_it(schema):
    assert {f"/api/v1/{prefix}/" for prefix, _, _ in router.registry} <= set(schema["paths"])


def test_every_operation_tells_its_errors_as_problems(schema):
    for path, method, operation in operations(schema):
        expected = {"401", "403"}
        expected |= {"400"} | ({"404"} if "{id}" in path else set())
        expected |= {"415"} if "requestBody" in operation else set()
        expected |= {"409"} if method != "get" else set()
        assert expected <= set(operation["responses"]), (path, method)
        for status in expected:
            content = operation["responses"][status]["content"]
            assert content["application/problem+json"]["schema"]["$ref"].endswith("/Problem")


def test_what_can_be_asked_conditionally_says_so(schema):
    for path, method, operation in operations(schema):
        header, status = {"get": ("If-None-Match", "304"), "post": (None, None)}.get(method, ("If-Match", "412"))
        if header:
            assert header in {p["name"] for p in operation["parameters"] if p["in"] == "header"}, (path, method)
            assert status in operation["responses"]


def test_every_declared_filter_is_a_parameter(schema):
    for prefix, viewset, _ in router.registry:
        named = {parameter["name"] for parameter in schema["paths"][f"/api/v1/{prefix}/"]["get"]["parameters"]}
        assert {"cursor", "page_size", *getattr(viewset.filterset_class, "base_filters", ())} <= named


def test_fields_and_references_that_can_be_asked_for_are_listed_with_each_endpoint(schema):
    for prefix, viewset, _ in router.registry:
        for path in (f"/api/v1/{prefix}/", f"/api/v1/{prefix}/{{id}}/"):
            offered = {p["name"]: p["schema"] for p in schema["paths"][path]["get"]["parameters"]}
            assert offered["fields"]["items"]["enum"] == viewset.serializer_class.Meta.fields
            expandable = offered.get("expand", {}).get("items", {}).get("enum", [])
            assert expandable == list(references(viewset))


def test_every_operation_wants_a_key_or_a_session(schema):
    for _, _, operation in operations(schema):
        assert {"ApiKey"} in [set(way) for way in operation["security"]]
        assert {} not in operation["security"]


def test_every_operation_parameter_and_field_is_described(schema):
    """A new one whose name says nothing of itself gets its words in `ofagency/api_words.py`, or a help text."""
    silent = [
        f"{method} {path} {thing.get('name', '')}"
        for path, method, operation in operations(schema)
        for thing in ({**operation, "name": "itself"}, *operation.get("parameters", ()))
        if not thing.get("description")
    ]
    silent += [
        f"{name}.{field}"
        for name, component in schema["components"]["schemas"].items()
        for field, part in component.get("properties", {}).items()
        if not (part.get("description") or "$ref" in str(part))
    ]
    assert silent == []


def test_every_example_fits_what_it_is_an_example_of(schema):
    components = schema["components"]["schemas"]
    resources = {name: one for name, one in components.items() if "examples" in one}
    assert {"Chat", "Message", "MessageRequest", "Transaction", "Problem", "WebhookEndpoint"} <= resources.keys()
    for name in resources:
        document = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": components}}
        check = jsonschema.Draft202012Validator(document, format_checker=jsonschema.FormatChecker())
        problems = [f"{name}: {error.message}" for error in check.iter_errors(components[name]["examples"][0])]
        assert problems == []


def test_the_events_that_endpoints_are_told_stand_in_it(schema):
    assert {*EVENTS, TEST} == schema["webhooks"].keys()
