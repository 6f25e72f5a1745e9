"""The OpenAPI document is whole, and says what the endpoints do."""

from __future__ import annotations

import io

import pytest
import yaml
from django.core.management import call_command

from agencies.api_shape import references
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
