"""Pages and filters: nothing twice, nothing missing, and exact values."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from agencies.tenancy import agency_scope
from chats.summary import refresh_summaries
from tests import factories as f

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 5, 1, 12, 0, 0, 120_000, tzinfo=dt.UTC)


def walked(api, path, **filters):
    """The ids of all pages, in the order in which they come."""
    page, seen = api.get(path, **filters).json(), []
    while True:
        seen += [row["id"] for row in page["results"]]
        if page["next"] is None:
            return seen
        page = api.get(page["next"]).json()


@pytest.mark.parametrize("page_size", [1, 2, 3, 7])
def test_ties_in_the_sort_key_are_neither_repeated_nor_lost(world, owner, page_size):
    chat = f.ChatFactory(creator=world.acme.creator)
    made = {str(f.MessageFactory(chat=chat, sent_at=NOON).pk) for _ in range(7)}
    seen = walked(owner, "messages/", chat=chat.pk, page_size=page_size)
    assert len(seen) == len(made)
    assert set(seen) == made
    assert seen == sorted(made, reverse=True)


def test_equal_inbox_ranks_are_neither_repeated_nor_lost(world, owner):
    made = {str(f.ChatFactory(creator=world.acme.creator, tags=["same"]).pk) for _ in range(5)}
    seen = walked(owner, "chats/", tag="same", page_size=2)
    assert len(seen) == 5
    assert set(seen) == made


def test_equal_sums_are_neither_repeated_nor_lost(world, owner):
    for _ in range(4):
        f.FanStatsFactory(chat=f.ChatFactory(creator=world.acme.creator), total_spent=Decimal("12.30"))
    seen = walked(owner, "fan-stats/", page_size=1, min_spent="12.30")
    assert len(seen) == len(set(seen)) == 4


def test_the_next_address_keeps_the_filters(world, owner):
    for _ in range(3):
        f.MessageFactory(chat=world.acme.chat, direction="out")
    page = owner.get("messages/", direction="out", page_size=1).json()
    following = owner.get(page["next"]).json()["results"]
    assert {row["direction"] for row in following} == {"out"}
    assert following != page["results"]


def test_a_changed_cursor_is_refused(world, owner, parameters):
    following = owner.get("messages/", page_size=1).json()["next"]
    start = following.index("cursor=") + len("cursor=")
    for place in (start, start + 5, len(following) - 1 if "&" not in following[start:] else start + 9):
        changed = following[:place] + ("A" if following[place] != "A" else "B") + following[place + 1 :]
        assert parameters(owner.get(changed)) == {"cursor"}


def test_a_cursor_of_another_agency_shows_nothing_of_it(world, owner, api):
    following = owner.get("messages/", page_size=1).json()["next"]
    shown = api(world.rival.keys["owner"]).get(following).json()["results"]
    assert {row["chat"] for row in shown} <= {str(world.rival.chat.pk), str(world.rival.other_chat.pk)}


def test_a_message_shows_exact_money_and_times_in_utc(world, owner):
    chat = f.ChatFactory(creator=world.acme.creator)
    eastern = NOON.astimezone(dt.timezone(dt.timedelta(hours=-5)))
    f.MessageFactory(chat=chat, is_tip=True, tip_amount=Decimal("1234567.10"), sent_at=eastern, text='"+00:00" \u2603')
    (row,) = owner.rows("messages/", chat=chat.pk)
    assert (row["tip_amount"], row["price"]) == ("1234567.10", "0.00")
    assert (row["sent_at"], row["read_at"]) == ("2026-05-01T12:00:00.120000Z", None)
    assert row["text"] == '"+00:00" \u2603'


def test_times_are_utc_for_a_person_who_lives_elsewhere_too(world, client):
    person = world.acme.owner.user
    person.timezone = "America/New_York"
    person.save()
    client.force_login(person)
    rows = client.get("/api/v1/messages/").json()["results"]
    assert all(row["sent_at"].endswith("Z") for row in rows)


def test_a_message_carries_its_media_in_order(world, owner):
    message = f.MessageFactory(chat=world.acme.chat)
    made = [f.MediaAttachmentFactory(message=message, of_media_id=number, duration=30) for number in (7, 5)]
    row = owner.get(f"messages/{message.pk}/").json()
    assert [item["of_media_id"] for item in row["media"]] == [7, 5]
    assert [item["id"] for item in row["media"]] == [str(media.pk) for media in made]
    assert row["media"][0]["duration"] == 30


def test_paid_messages_filter_by_what_became_of_them(world, owner):
    chat = f.ChatFactory(creator=world.acme.creator)
    paid = {"chat": chat, "direction": "out", "is_ppv": True, "price": "9.00"}
    made = {state: f.MessageFactory(**paid, unlocked=state) for state in (True, False, None)}
    f.MessageFactory(chat=chat)
    assert len(owner.rows("messages/", chat=chat.pk, is_ppv="true")) == 3
    assert len(owner.rows("messages/", chat=chat.pk, is_ppv="false")) == 1
    for word, state in (("true", True), ("false", False), ("unknown", None)):
        shown = owner.rows("messages/", chat=chat.pk, is_ppv="true", unlocked=word)
        assert [row["id"] for row in shown] == [str(made[state].pk)]


def test_since_is_inclusive_and_until_is_not(world, owner):
    chat = f.ChatFactory(creator=world.acme.creator)
    for hours in range(3):
        f.MessageFactory(chat=chat, sent_at=NOON + dt.timedelta(hours=hours))
    moment = (NOON + dt.timedelta(hours=1)).isoformat()
    assert len(owner.rows("messages/", chat=chat.pk, since=moment)) == 2
    assert len(owner.rows("messages/", chat=chat.pk, until=moment)) == 1
    assert len(owner.rows("messages/", chat=chat.pk, since=moment.replace("+00:00", "Z"))) == 2


def test_messages_filter_by_creator_and_by_the_platforms_id(world, owner):
    message = f.MessageFactory(chat=world.acme.chat, of_message_id=2**62)
    of_creator = owner.rows("messages/", creator=world.acme.creator.pk)
    assert {row["chat"] for row in of_creator} == {str(world.acme.chat.pk)}
    assert [row["id"] for row in owner.rows("messages/", of_message_id=2**62)] == [str(message.pk)]


def test_chats_filter_by_tag_creator_fan_and_unread(world, owner):
    chat = f.ChatFactory(creator=world.acme.creator, tags=["vip", "new"], fan_display_name="Zoë Example", fan_of_id=77)
    f.MessageFactory(chat=chat)
    with agency_scope(world.acme.agency.pk):
        refresh_summaries(world.acme.agency.pk, [chat.pk])
    ours = [str(chat.pk)]
    assert [row["id"] for row in owner.rows("chats/", tag="vip")] == ours
    assert [row["id"] for row in owner.rows("chats/", search="ZOË")] == ours
    assert [row["id"] for row in owner.rows("chats/", fan_of_id=77)] == ours
    assert ours[0] in {row["id"] for row in owner.rows("chats/", unread="true", awaiting="true")}
    owner.post(f"chats/{chat.pk}/read/", {})
    assert ours[0] not in {row["id"] for row in owner.rows("chats/", unread="true")}
    assert ours[0] in {row["id"] for row in owner.rows("chats/", unread="false", creator=world.acme.creator.pk)}


def test_filters_given_with_other_values_are_not_mixed_up(world, owner):
    """Lists are compiled once for a set of filters: what one request asked must not stay for the next."""
    for chat in (world.acme.chat, world.acme.other_chat, world.acme.chat):
        assert {row["chat"] for row in owner.rows("messages/", chat=chat.pk)} == {str(chat.pk)}
    for word, length in (("main", 1), ("other", 1), ("acme", 2)):
        assert len(owner.rows("chats/", search=word)) == length


def test_what_one_actor_asked_shows_nothing_to_the_next(world, api):
    """The same for who asks: agencies, roles and limits take turns on the same statement."""
    for _ in range(2):
        for side in (world.acme, world.rival):
            for role, chats in (("owner", 2), ("chatter", 1), ("admin", 2)):
                rows = api(side.keys[role]).rows("chats/")
                ours = {str(side.creator.pk), str(side.other_creator.pk)}
                assert {row["creator"] for row in rows} <= ours
                assert len(rows) == chats


def test_a_key_without_creators_sees_no_chat(world, api):
    nobody = f.ApiKeyFactory(agency=world.acme.agency, role="chatter")
    assert api(nobody).rows("chats/") == []
    assert api(nobody).rows("messages/", chat=world.acme.chat.pk) == []


def test_a_page_of_messages_costs_the_same_queries_for_few_and_many(world, owner, django_assert_num_queries):
    for _ in range(30):
        f.MediaAttachmentFactory(message=f.MessageFactory(chat=world.acme.chat))
    owner.get("messages/")  # notes the key's first use
    for page_size in (1, 100):
        # key, savepoint, scope, page, scope, release
        with django_assert_num_queries(6):
            owner.get("messages/", page_size=page_size)
