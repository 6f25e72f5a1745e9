"""Rows that are written by a statement that was compiled before."""

from __future__ import annotations

from decimal import Decimal

import pytest

from agencies.tenancy import agency_scope
from chats.models import AIResponse
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def chat(db):
    chat = f.ChatFactory()
    with agency_scope(chat.agency_id):
        yield chat


def row(chat, **fields) -> AIResponse:
    return AIResponse(agency_id=chat.agency_id, chat=chat, provider="Hosted", draft_text="Hello", **fields)


def stored(chat) -> list[AIResponse]:
    return list(AIResponse.objects.filter(agency_id=chat.agency_id).order_by("number"))


def test_each_row_holds_what_it_was_given(chat):
    one = row(chat, number=1, origin={"label": "“1”"}, price=Decimal("9.99"), of_media_ids=[7, 8])
    two = row(chat, number=2)
    assert AIResponse.objects.insert([one, two]) == [one, two]
    names = [field.attname for field in AIResponse._meta.concrete_fields]
    for written, given in zip(stored(chat), (one, two), strict=True):
        assert [getattr(written, name) for name in names] == [getattr(given, name) for name in names]


def test_what_was_inserted_is_changed_when_it_is_saved(chat):
    (made,) = AIResponse.objects.insert([row(chat)])
    made.status = "expired"
    made.save()
    assert [draft.status for draft in stored(chat)] == ["expired"]


def test_where_there_is_nothing_to_insert_nothing_is_asked(chat, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert AIResponse.objects.insert([]) == []
