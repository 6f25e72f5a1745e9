"""What is deprecated says so in each answer and in the OpenAPI document; nothing else does."""

from __future__ import annotations

import datetime as dt

import pytest
from drf_spectacular.generators import SchemaGenerator

from chats.api.views import ScriptViewSet


@pytest.fixture
def deprecated(monkeypatch):
    """Scripts, for the time of a test."""
    monkeypatch.setattr(ScriptViewSet, "deprecated_since", dt.date(2027, 1, 1))
    monkeypatch.setattr(ScriptViewSet, "sunset", dt.date(2028, 1, 1))


def test_its_answers_name_both_days(deprecated, owner):
    answer = owner.get("scripts/")
    assert answer["Deprecation"] == "@1798761600"
    assert answer["Sunset"] == "Sat, 01 Jan 2028 00:00:00 GMT"
    assert "Deprecation" not in owner.get("notes/")


def test_the_document_marks_it(deprecated):
    paths = SchemaGenerator().get_schema(public=True)["paths"]
    assert paths["/api/v1/scripts/"]["get"]["deprecated"]
    assert "deprecated" not in paths["/api/v1/notes/"]["get"]
