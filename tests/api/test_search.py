"""Search through the API."""

from __future__ import annotations

import pytest

from chats.search.index import work_off
from tests import factories as f

pytestmark = pytest.mark.django_db
ADDRESS = "search/messages/"


@pytest.fixture
def hellos(world):
    """Five messages of the chatter's creator and one of the other."""
    for n in range(5):
        f.MessageFactory(chat=world.acme.chat, text=f"hello {n}")
    f.MessageFactory(chat=world.acme.other_chat, text="hello other", direction="out")
    work_off(world.acme.agency.pk)


def texts(rows) -> list[str]:
    return [row["text"] for row in rows]


def test_each_key_finds_what_it_may_see(world, api, hellos):
    everything = ["hello other", *(f"hello {n}" for n in (4, 3, 2, 1, 0))]
    assert texts(api(world.acme.keys["owner"]).rows(ADDRESS, q="hello")) == everything
    assert texts(api(world.acme.keys["chatter"]).rows(ADDRESS, q="hello")) == everything[1:]
    assert api(world.rival.keys["owner"]).rows(ADDRESS, q="hello") == []


def test_filters_and_pages(world, owner, hellos):
    assert texts(owner.rows(ADDRESS, q="hello", direction="out")) == ["hello other"]
    assert texts(owner.rows(ADDRESS, q="hello", creator=world.acme.other_creator.pk)) == ["hello other"]
    assert owner.rows(ADDRESS, q="hello", is_ppv="true") == []
    seen, address = [], f"{ADDRESS}?q=hello&page_size=4"
    while address:
        page = owner.get(address).json()
        seen += texts(page["results"])
        address = page["next"]
    assert seen == ["hello other", *(f"hello {n}" for n in (4, 3, 2, 1, 0))]


@pytest.mark.parametrize("query", [{}, {"q": "-a"}, {"q": "a", "cursor": "x"}, {"q": "a", "is_ppv": "maybe"}])
def test_a_question_without_sense_is_told_so(owner, query):
    assert owner.get(ADDRESS, **query).status_code == 400
