"""What is exported and imported by another agency is the same there, as far as OF-Scraper's file can hold it.

It holds who sent what and when, text, price, what is gone, media with their kind, address, length and preview, and the
fans' usernames. It holds none of: whether and when a fan bought, tips, read marks, who of the team wrote, where we had
it from, when it went (only that it did), thumbnails, what only we know of a fan.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.models import Agency
from agencies.tenancy import agency_scope
from chats.ingest import IncomingFan, IncomingMedia, IncomingMessage, record_messages
from chats.models import Chat, MediaAttachment, Message
from chats.richtext import platform_html
from tests import factories as f
from tests.integrations.ofscraper_files import ACCOUNT, CREATORS_FILE, FAN, content, run_command, run_export

pytestmark = pytest.mark.django_db

FANS = [FAN, FAN + 1, FAN + 2]
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
media = st.builds(
    IncomingMedia,
    of_media_id=st.integers(1, 2**63 - 1),
    media_type=st.sampled_from(["image", "video", "audio"]),
    url=st.sampled_from(["", "https://cdn.test/a?b=c&d=\N{SNOWMAN}"]),
    duration=st.none() | st.integers(0, 99 * 86_400),
    is_preview=st.booleans(),
    thumbnail_url=st.just(""),
)
NOT_TOLD = ("unlocked", "unlocked_at", "tip_amount", "read_at")
messages = st.builds(
    IncomingMessage,
    fan_of_id=st.sampled_from(FANS),
    of_message_id=st.integers(1, 2**63 - 1),
    direction=st.sampled_from(["in", "out", "unknown"]),
    sent_at=st.datetimes(dt.datetime(2016, 1, 1), dt.datetime(2026, 1, 1), timezones=st.just(dt.UTC)),
    html=words.map(platform_html),
    price=st.sampled_from([Decimal(0), Decimal("9.99"), Decimal(50), Decimal("99999999.99")]),
    deleted_at=st.none() | st.just(dt.datetime(2026, 1, 2, tzinfo=dt.UTC)),
    media=st.lists(media, max_size=3),
    is_tip=st.just(False),
    **dict.fromkeys(NOT_TOLD, st.none()),
)
fans = st.dictionaries(st.sampled_from(FANS), words.map(str.strip).filter(bool))


def as_told(agency: Agency, *, through_a_file: bool = False) -> dict[str, set[Any]]:
    """All that a file can tell again; `through_a_file` as it will tell it."""
    with agency_scope(agency.pk):
        # A chat in which the creator has said nothing reads as one of which nobody recorded who spoke.
        heard = set(Message.objects.filter(direction="out").values_list("chat_id", flat=True))
        return {
            "chats": {
                (c.fan_of_id, c.fan_username or f"u{c.fan_of_id}", c.first_message_at, c.last_message_at)
                for c in Chat.objects.all()
            },
            "messages": {
                (
                    m.chat.fan_of_id, m.of_message_id,
                    "unknown" if through_a_file and m.chat_id not in heard else m.direction,
                    m.text, m.is_ppv, m.price, m.sent_at, m.deleted_at is not None, m.status,
                )
                for m in Message.objects.select_related("chat")
            },
            "media": {
                (
                    a.message.chat.fan_of_id, a.message.of_message_id, a.of_media_id, a.media_type, a.url, a.duration,
                    a.is_preview,
                )
                for a in MediaAttachment.objects.select_related("message__chat")
            },
        }  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(messages, min_size=1, max_size=15), names=fans)
def test_another_agency_gets_the_same(db, told, names):
    with transaction.atomic(), tempfile.TemporaryDirectory() as directory:
        ours, theirs = f.AgencyFactory(), f.AgencyFactory()
        luna, _ = [f.CreatorFactory(agency=agency, username="luna", of_user_id=ACCOUNT) for agency in (ours, theirs)]
        people = [IncomingFan(of_id, name) for of_id, name in names.items() if of_id in {m.fan_of_id for m in told}]
        record_messages(agency_id=ours.pk, creator_id=luna.pk, messages=told, fans=people, source="test")
        path = Path(directory) / "user_data.db"
        run_export(path, ours)
        summary = run_command(path, theirs, creator="luna", account="creator")
        assert summary["skipped"] == 0
        assert as_told(theirs) == as_told(ours, through_a_file=True)
        # And once more nothing is lost.
        again = Path(directory) / "again.db"
        run_export(again, theirs)
        assert run_command(again, theirs, creator="luna", account="creator")["unchanged"] == summary["messages"]
        transaction.set_rollback(True)


def test_the_genuine_file_comes_back_with_all_that_we_know_of_it(scope, path):
    rival = f.AgencyFactory()
    run_command(CREATORS_FILE, scope, creator="luna")
    run_export(path, scope)
    run_command(path, rival, creator="luna")
    assert content(rival) == content(scope)


def test_back_in_its_own_agency_it_changes_nothing_and_takes_nothing_away(scope, path):
    luna = f.CreatorFactory(agency=scope, username="luna", of_user_id=ACCOUNT)
    now = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
    sold = IncomingMessage(FAN, 1, "out", now, "for you", Decimal(5), unlocked=True, unlocked_at=now, read_at=now)
    tip = IncomingMessage(FAN, 2, "in", now, "thanks", is_tip=True, tip_amount=Decimal(20))
    alone = IncomingMessage(FAN + 1, 3, "in", now, "hello?")
    rob = IncomingFan(FAN, "rob673", "Rob")
    record_messages(agency_id=scope.pk, creator_id=luna.pk, messages=[sold, tip, alone], fans=[rob], source="api")
    Chat.objects.filter(fan_of_id=FAN + 1).update(fan_username=f"u{FAN + 1}")
    before = content(scope)
    run_export(path, scope)
    assert run_command(path, scope)["unchanged"] == 3
    assert content(scope) == before


def test_a_gif_comes_back_as_the_video_that_ofscraper_calls_it(scope, path):
    luna = f.CreatorFactory(agency=scope, username="luna", of_user_id=ACCOUNT)
    message = f.MessageFactory(chat=f.ChatFactory(creator=luna), of_message_id=1)
    f.MediaAttachmentFactory(message=message, media_type="gif")
    run_export(path, scope)
    rival = f.AgencyFactory()
    run_command(path, rival, creator="luna", account="creator")
    with agency_scope(rival.pk):
        assert MediaAttachment.objects.get().media_type == "video"
