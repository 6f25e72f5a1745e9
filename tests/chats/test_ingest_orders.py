"""Messages may arrive in any order, in any chunks, any number of times and a piece at a time: the rows are the same.

Each example tells the truth of some messages in pieces, and compares what is stored with a recount in plain Python.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.tenancy import agency_scope
from chats.ingest import IncomingMedia, IncomingMessage, record_messages
from chats.models import Chat, CreatorMedia, MediaAttachment, Message, SentMedia
from tests import factories as f

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
LATER = dt.datetime(2026, 3, 9, tzinfo=dt.UTC)
FIELDS = ["html", "direction", "price", "unlocked", "tip", "read", "deleted", "media"]


@st.composite
def truths(draw) -> IncomingMessage:
    """A message as it is in the end. Few minutes, so that many were sent in the same one."""
    return IncomingMessage(
        fan_of_id=draw(st.sampled_from([7, 8])),
        of_message_id=draw(st.integers(1, 30)),
        direction=draw(st.sampled_from(["in", "out"])),
        sent_at=NOON + dt.timedelta(minutes=draw(st.integers(0, 3))),
        html=draw(st.sampled_from(["hello", "<p>hey <b>you</b></p>", "日本", "<p></p>"])),
        price=draw(st.sampled_from([Decimal(0), Decimal("9.99"), Decimal("9.99")])),
        unlocked=draw(st.sampled_from([None, False, True, True])),
        tip_amount=draw(st.sampled_from([None, None, Decimal(5)])),
        read_at=draw(st.sampled_from([None, LATER])),
        deleted_at=draw(st.sampled_from([None, None, LATER])),
        media=draw(
            st.sampled_from(
                [(), (IncomingMedia(1, "image", "https://cdn.test/1"), IncomingMedia(2, "video", duration=9))]
            )
        ),
    )


def piece(truth: IncomingMessage, fields: set[str]) -> IncomingMessage:
    """What a source tells that knows only these fields. A sale that is not known of yet is told as none."""
    unlocked = truth.unlocked if "unlocked" in fields else (False if truth.unlocked else None)
    return truth._replace(
        html=truth.html if "html" in fields else "",
        direction=truth.direction if "direction" in fields else "unknown",
        price=truth.price if "price" in fields else Decimal(0),
        unlocked=unlocked,
        tip_amount=truth.tip_amount if "tip" in fields else None,
        read_at=truth.read_at if "read" in fields else None,
        deleted_at=truth.deleted_at if "deleted" in fields else None,
        media=truth.media if "media" in fields else [item._replace(url="", duration=None) for item in truth.media[:1]],
    )


@st.composite
def deliveries(draw) -> list[list[IncomingMessage]]:
    """Chunks of pieces, some of them twice, in no order."""
    messages = draw(st.lists(truths(), max_size=8, unique_by=lambda m: (m.fan_of_id, m.of_message_id)))
    pieces = [
        piece(truth, fields)
        for truth in messages
        for fields in draw(st.lists(st.sets(st.sampled_from(FIELDS)), min_size=1, max_size=3))
    ]
    if pieces:
        pieces += draw(st.lists(st.sampled_from(pieces), max_size=6))
    pieces = draw(st.permutations(pieces))
    cuts = sorted(draw(st.lists(st.integers(0, len(pieces)), max_size=4)))
    return [pieces[start:end] for start, end in zip([0, *cuts], [*cuts, len(pieces)], strict=True)]


def expected_messages(pieces: list[IncomingMessage]) -> dict[tuple[int, int], tuple]:
    known = defaultdict(list)
    for told in pieces:
        known[told.fan_of_id, told.of_message_id].append(told)
    return {key: _all_that_was_told(told) for key, told in known.items()}


def _all_that_was_told(pieces: list[IncomingMessage]) -> tuple:
    reduced = {"hello": "hello", "<p>hey <b>you</b></p>": "hey you", "日本": "日本", "<p></p>": "", "": ""}
    fullest_last = sorted(pieces, key=lambda told: len(told.media))
    unlocked = {told.unlocked for told in pieces if told.price}
    tips = [told.tip_amount for told in pieces if told.tip_amount is not None]
    return (
        next((told.direction for told in pieces if told.direction != "unknown"), "unknown"),
        pieces[0].sent_at,
        max(reduced[told.html] for told in pieces),
        max(told.price for told in pieces),
        True if True in unlocked else (False if False in unlocked else None),
        tips[0] if tips else None,
        LATER if any(told.read_at for told in pieces) else None,
        LATER if any(told.deleted_at for told in pieces) else None,
        {item.of_media_id: (item.url, item.duration) for told in fullest_last for item in told.media},
    )


def stored_messages() -> dict[tuple[int, int], tuple]:
    media = defaultdict(dict)
    for item in MediaAttachment.objects.all():
        media[item.message_id][item.of_media_id] = item.url, item.duration
    return {
        (m.chat.fan_of_id, m.of_message_id): (
            m.direction, m.sent_at, m.text, m.price, m.unlocked, m.tip_amount, m.read_at, m.deleted_at, media[m.pk],
        )
        for m in Message.objects.select_related("chat")
    }  # fmt: skip


def expected_sent_media(messages: dict[tuple[int, int], tuple]) -> dict[tuple[int, int], tuple]:
    sent = defaultdict(list)
    for (fan, _), (direction, sent_at, _, _, unlocked, *_, media) in messages.items():
        for of_media_id in media if direction == "out" else ():
            sent[fan, of_media_id].append((sent_at, sent_at if unlocked else None))
    return {
        key: (min(at for at, _ in facts), min((bought for _, bought in facts if bought), default=None))
        for key, facts in sent.items()
    }


def stored_sent_media() -> dict[tuple[int, int], tuple]:
    rows = SentMedia.objects.values_list("chat__fan_of_id", "of_media_id", "sent_at", "bought_at")
    return {row[:2]: row[2:] for row in rows}


def expected_creator_media(messages: dict[tuple[int, int], tuple]) -> dict[int, dt.datetime]:
    last: dict[int, dt.datetime] = {}
    for direction, sent_at, *_, media in messages.values():
        for of_media_id in media if direction == "out" else ():
            last[of_media_id] = max(sent_at, last.get(of_media_id, sent_at))
    return last


def stored_creator_media() -> dict[int, dt.datetime]:
    return dict(CreatorMedia.objects.values_list("of_media_id", "last_sent_at"))


def expected_summary(fan: int, messages: dict[tuple[int, int], tuple]) -> tuple:
    """A chat's summary, counted by hand."""
    rows = sorted((m[1], key[1], m) for key, m in messages.items() if key[0] == fan and m[7] is None)
    if not rows:
        return None, None, "", "", None, 0
    answered = max(((at, of_id) for at, of_id, m in rows if m[0] == "out"), default=(NOON - dt.timedelta(days=1), 0))
    waiting = [m for at, of_id, m in rows if m[0] == "in" and (at, of_id) > answered]
    last = rows[-1][2]
    return (
        rows[0][0],
        last[1],
        last[2],
        last[0],
        waiting[0][1] if waiting else None,
        sum(m[6] is None for m in waiting),
    )


def stored_summaries() -> dict[int, tuple]:
    rows = Chat.objects.values_list(
        "fan_of_id", "first_message_at", "last_message_at", "last_message_preview", "last_message_direction",
        "awaiting_reply_since", "unread_count",
    )  # fmt: skip
    return {row[0]: row[1:] for row in rows}


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chunks=deliveries())
def test_what_is_stored_is_all_that_was_told_however_it_came(db, chunks):
    creator = f.CreatorFactory()
    with agency_scope(creator.agency_id):
        for chunk in chunks:
            record_messages(agency_id=creator.agency_id, creator_id=creator.pk, messages=chunk, source="test")
        expected = expected_messages([told for chunk in chunks for told in chunk])
        assert stored_messages() == expected
        assert stored_sent_media() == expected_sent_media(expected)
        assert stored_creator_media() == expected_creator_media(expected)
        assert stored_summaries() == {fan: expected_summary(fan, expected) for fan, _ in expected}


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chunks=deliveries())
def test_every_message_is_counted_once_as_created_updated_or_unchanged(db, chunks):
    creator = f.CreatorFactory()
    for chunk in chunks:
        done = record_messages(agency_id=creator.agency_id, creator_id=creator.pk, messages=chunk, source="test")
        assert done.created + done.updated + done.unchanged + done.skipped.total() == len(chunk)
    with agency_scope(creator.agency_id):
        assert Message.objects.count() == len({(m.fan_of_id, m.of_message_id) for chunk in chunks for m in chunk})
