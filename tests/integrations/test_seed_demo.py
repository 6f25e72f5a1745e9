from __future__ import annotations

import datetime as dt
import hashlib

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from agencies.models import Agency, Membership
from agencies.tenancy import agency_scope
from analytics.folding.recount import recount
from analytics.models import FanStats, Transaction
from chats.models import Chat, Message
from chats.summary import refresh_summaries
from integrations.demo.seeding import seed
from tests import factories as f

pytestmark = [pytest.mark.django_db, pytest.mark.unnoted("nobody follows a demo that begins")]
NOW = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _debug(settings):
    settings.DEBUG = True


def demo() -> Agency:
    return Agency.objects.get(slug="demo")


def content(agency) -> str:
    """A fingerprint of what was said and bought, ids of people and creators aside."""
    with agency_scope(agency.pk), connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(concat_ws('|', m.id, fan_username, text, price, unlocked, tip_amount, sent_at), ';' "
            "ORDER BY m.id) FROM chats_message m JOIN chats_chat c ON c.id = m.chat_id"
        )
        return hashlib.sha256(cursor.fetchone()[0].encode()).hexdigest()


def test_it_makes_exactly_as_many_messages_as_asked():
    done = seed(now=NOW, chats=20, messages_per_chat=30, password="x")
    assert (done.chats, done.messages) == (22, 660)
    with agency_scope(demo().pk):
        assert Message.objects.count() == 600


def test_the_same_arguments_give_the_same_chats():
    prints = []
    for _ in range(2):
        with transaction.atomic():
            seed(now=NOW, chats=10, messages_per_chat=20, password="x")
            prints.append(content(demo()))
            transaction.set_rollback(True)
    assert prints[0] == prints[1]


def test_the_summaries_are_those_of_the_messages():
    seed(now=NOW, chats=40, messages_per_chat=25, password="x")
    columns = ["unread_count", "awaiting_reply_since", "last_message_at", "last_message_preview"]
    with agency_scope(demo().pk):
        before = list(Chat.objects.order_by("id").values(*columns))
        refresh_summaries(demo().pk, list(Chat.objects.values_list("pk", flat=True)))
        assert list(Chat.objects.order_by("id").values(*columns)) == before
        assert Chat.objects.unread().exists()
        assert Chat.objects.awaiting_reply().filter(unread_count=0).exists()


def test_the_statistics_add_up_to_the_books():
    seed(now=NOW, chats=40, messages_per_chat=50, password="x")
    recount(demo().pk)
    with agency_scope(demo().pk):
        assert FanStats.objects.count() == 40
        for stats in FanStats.objects.select_related("chat"):
            booked = sum(Transaction.objects.filter(chat=stats.chat).values_list("gross", flat=True))
            assert stats.total_spent == booked
        assert Transaction.objects.filter(kind="tip").exists()
        assert Transaction.objects.filter(kind="ppv").exists()


def test_offers_are_unlocked_locked_or_not_known():
    seed(now=NOW, chats=20, messages_per_chat=50, password="x")
    with agency_scope(demo().pk):
        assert set(Message.objects.filter(is_ppv=True).values_list("unlocked", flat=True)) == {True, False, None}


def test_everybody_can_log_in_and_the_chatter_lacks_the_last_creator():
    call_command("seed_demo", "--chats=8", "--messages-per-chat=5")
    for role in ("owner", "admin", "chatter"):
        assert Client().login(email=f"{role}@demo.test", password="demo-password")
    chatter = Membership.objects.get(agency=demo(), role="chatter")
    with agency_scope(demo().pk):
        assert chatter.assignments.count() == 3


def test_nothing_lies_in_the_future():
    seed(now=timezone.now(), chats=30, messages_per_chat=10, password="x")
    with agency_scope(demo().pk):
        assert not Message.objects.filter(sent_at__gt=timezone.now()).exists()


def test_if_empty_leaves_an_installation_in_use_alone():
    f.AgencyFactory(slug="real")
    call_command("seed_demo", "--if-empty")
    assert not Agency.objects.filter(slug="demo").exists()


def test_a_second_time_it_says_that_the_data_is_there():
    call_command("seed_demo", "--chats=1", "--messages-per-chat=1")
    with pytest.raises(CommandError, match="already; nothing was changed"):
        call_command("seed_demo")


def test_it_refuses_where_well_known_passwords_would_be_a_hole(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="only under DEBUG"):
        call_command("seed_demo")
    assert not Agency.objects.exists()


@pytest.mark.parametrize("option", ["--chats=0", "--messages-per-chat=-1"])
def test_it_refuses_a_size_that_makes_no_sense(option):
    with pytest.raises(CommandError, match="at least 1"):
        call_command("seed_demo", option)


def test_what_is_out_of_the_ordinary_can_be_seen():
    seed(now=NOW, chats=20, messages_per_chat=50, password="x")
    with agency_scope(demo().pk):
        assert Message.objects.filter(status="failed").exclude(failure_reason="").exists()
        assert max(len(text) for text in Message.objects.values_list("text", flat=True)) > 1_200
        assert Chat.objects.exclude(fan_timezone="").exists()
        fans = list(Chat.objects.values_list("fan_of_id", flat=True))
        assert len(set(fans)) < len(fans)
        assert Transaction.objects.filter(kind="renewal").exists()
