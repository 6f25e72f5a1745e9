"""Some fields only, and references as the rows they name: in one statement, and never more than one may see."""

from __future__ import annotations

import pytest

from agencies import api_pages
from agencies.api_shape import references
from agencies.api_sql import KEPT
from ofagency.api_urls import router
from tests import factories as f

pytestmark = pytest.mark.django_db
ENDPOINTS = {prefix: viewset for prefix, viewset, _ in router.registry}
PREFIX_OF = {viewset: prefix for prefix, viewset in ENDPOINTS.items()}
EXPANDABLE = [(prefix, name) for prefix, viewset in ENDPOINTS.items() for name in references(viewset)]


@pytest.fixture
def message(world) -> str:
    """The address of a message that a colleague of the chatter has written to the chatter's fan."""
    written = f.MessageFactory(chat=world.acme.chat, sent_by=world.acme.owner, direction="out")
    return f"messages/{written.pk}/"


def test_a_list_has_only_the_named_fields_in_the_serializers_order(owner):
    for row in owner.rows("messages/", fields="text,id,chat"):
        assert list(row) == ["id", "chat", "text"]


def test_a_row_has_only_the_named_fields(owner, message):
    assert list(owner.get(message, fields="text").json()) == ["text"]


@pytest.mark.parametrize("prefix", ENDPOINTS)
def test_each_field_can_be_asked_for_alone_and_is_as_in_the_whole_row(owner, prefix):
    whole = owner.rows(f"{prefix}/")
    for name in ENDPOINTS[prefix].serializer_class.Meta.fields:
        assert owner.rows(f"{prefix}/", fields=name) == [{name: row[name]} for row in whole]


def test_pages_follow_each_other_without_the_fields_that_order_them(world, owner):
    every = [row["text"] for row in owner.rows("messages/")]
    page, seen = owner.get("messages/", fields="text", page_size=3).json(), []
    while True:
        seen += [row["text"] for row in page["results"]]
        if page["next"] is None:
            break
        page = owner.get(page["next"]).json()
    assert seen == every


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"fields": "id,nonsense"}, "fields"),
        ({"fields": "id,"}, "fields"),
        ({"fields": "agency"}, "fields"),
        ({"expand": "nonsense"}, "expand"),
        ({"expand": "text"}, "expand"),
        ({"expand": "chat.creator"}, "expand"),
        ({"fields": "id,text", "expand": "chat"}, "expand"),
    ],
)
def test_a_name_that_means_nothing_is_refused_with_what_there_is(owner, parameters, message, query, name):
    for path in ("messages/", message):
        assert parameters(owner.get(path, **query)) == {name}


def test_something_can_be_expanded():
    assert {("messages", "chat"), ("messages", "sent_by"), ("chats", "creator")} <= set(EXPANDABLE)


@pytest.mark.parametrize(("prefix", "name"), EXPANDABLE, ids="-".join)
def test_an_expanded_reference_is_the_row_as_its_own_endpoint_shows_it(owner, prefix, name):
    there = PREFIX_OF[references(ENDPOINTS[prefix])[name]]
    plain, expanded = owner.rows(f"{prefix}/"), owner.rows(f"{prefix}/", expand=name)
    for row, shown in zip(plain, expanded, strict=True):
        expected = owner.get(f"{there}/{row[name]}/").json() if row[name] else None
        assert shown == {**row, name: expected}
        assert list(shown) == list(row)
        assert not expected or list(shown[name]) == list(expected)


def test_several_references_are_expanded_at_once_also_in_one_row(world, owner, message):
    shown = owner.get(message, expand="chat,sent_by").json()
    assert shown["chat"]["creator"] == str(world.acme.creator.pk)
    assert shown["sent_by"]["email"] == "owner@acme.test"


def test_found_messages_can_be_cut_and_expanded(owner):
    (found,) = owner.rows("search/messages/", q="acme-main-offer", fields="chat,text", expand="chat")
    assert (found["text"], found["chat"]["fan_username"]) == ("acme-main-offer", "acme-main-fan")


def test_what_the_actor_may_not_see_stays_an_id(world, api, message):
    """A chatter sees no other member."""
    shown = api(world.acme.keys["chatter"]).get(message, expand="chat,sent_by").json()
    assert shown["sent_by"] == str(world.acme.owner.pk)
    assert shown["chat"]["id"] == str(world.acme.chat.pk)


def test_one_actors_expansion_shows_nothing_to_the_next(world, api):
    for side in (world.acme, world.rival, world.acme):
        rows = api(side.keys["owner"]).rows("chats/", expand="creator")
        assert {row["creator"]["username"] for row in rows} == {side.creator.username, side.other_creator.username}


@pytest.mark.parametrize(("prefix", "name"), EXPANDABLE, ids="-".join)
def test_expanding_costs_no_query_more(owner, prefix, name, django_assert_num_queries):
    owner.get(f"{prefix}/", expand=name)
    for page_size in (1, 200):
        with django_assert_num_queries(6):
            owner.get(f"{prefix}/", expand=name, page_size=page_size)


def test_the_same_wish_in_another_order_is_the_same_statement(owner):
    owner.get("messages/", fields="id,text,chat", expand="chat")
    before = api_pages._page_statement.cache_info().misses
    owner.get("messages/", fields="chat, text,id,id", expand="chat,chat")
    assert api_pages._page_statement.cache_info().misses == before


def test_wishes_without_end_are_not_all_kept():
    for statements in (api_pages._page_statement, api_pages._row_statement):
        assert statements.cache_info().maxsize == KEPT
