from __future__ import annotations

import datetime as dt
import hashlib

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Count, Sum
from django.test import Client
from django.utils import timezone

from agencies.models import Agency, Membership, Shift
from agencies.tenancy import agency_scope
from analytics.folding.recount import recount
from analytics.models import FanStats, MemberDay, Subscription, Transaction
from chats.models import AIResponse, Chat, FanSummary, GuardEvent, Message, Translation
from chats.summary import refresh_summaries
from integrations.demo.content import TRANSLATIONS
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
    for name in ("owner", "admin", "chatter", "dana", "eli"):
        assert Client().login(email=f"{name}@demo.test", password="demo-password")
    chatter = Membership.objects.get(agency=demo(), user__email="chatter@demo.test")
    with agency_scope(demo().pk):
        assert chatter.assignments.count() == 3


def test_several_chatters_share_the_work_each_in_their_own_way():
    seed(now=NOW, chats=40, messages_per_chat=80, password="x")
    recount(demo().pk)
    with agency_scope(demo().pk):
        figures = MemberDay.objects.values("member__user__name").annotate(
            ppv=Sum("ppv_sent"), value=Sum("ppv_sent_value"), seconds=Sum("reply_seconds"), replies=Sum("replies")
        )
        found = {row["member__user__name"].split()[0]: row for row in figures}
        assert set(found) == {"Chris", "Dana", "Eli"}
        wait = {name: row["seconds"] / row["replies"] for name, row in found.items()}
        assert wait["Dana"] < wait["Chris"] < wait["Eli"]
        price = {name: row["value"] / row["ppv"] for name, row in found.items()}
        assert price["Dana"] > price["Chris"]
        assert Shift.objects.filter(ended_at__isnull=False).order_by().values("membership").distinct().count() == 3


def test_days_and_hours_have_their_patterns():
    seed(now=NOW, chats=40, messages_per_chat=80, password="x")
    with agency_scope(demo().pk):
        received = Message.objects.filter(direction="in", sent_at__gte=NOW - dt.timedelta(days=60)).order_by()
        by_hour = dict(received.values_list("sent_at__hour").annotate(number=Count("pk")))
        assert sum(by_hour.get(hour, 0) for hour in range(17, 23)) > 3 * sum(by_hour.get(h, 0) for h in range(1, 7))
        assert received.values("sent_at__date").distinct().count() > 50
        assert Message.objects.filter(source="mass", is_ppv=True, unlocked=True).exists()


def test_there_is_history_of_money_and_of_drafts():
    seed(now=NOW, chats=40, messages_per_chat=80, password="x")
    with agency_scope(demo().pk):
        assert set(Transaction.objects.values_list("kind", flat=True)) == set(Transaction.Kind.values)
        assert not Transaction.objects.filter(occurred_at__gt=NOW).exists()
        periods = Subscription.objects.order_by().values("chat").annotate(number=Count("pk"))
        assert max(row["number"] for row in periods) > 3
        assert set(Subscription.objects.values_list("status", flat=True)) == set(Subscription.Status.values)
        soon = Subscription.objects.filter(status="active", expires_at__lt=NOW + dt.timedelta(days=3))
        assert soon.exists()
        drafts = AIResponse.objects.exclude(status="suggested").order_by()
        assert drafts.values("provider", "prompt_version").distinct().count() > 3
        assert drafts.filter(cost__gt=0).exists()
        assert set(drafts.values_list("status", flat=True)) >= {"accepted", "edited", "rejected"}


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
        assert Translation.objects.filter(message__text__in=TRANSLATIONS).exists()


def test_what_guard_and_ai_have_read_can_be_seen():
    seed(now=timezone.now(), chats=20, messages_per_chat=50, password="x")
    with agency_scope(demo().pk):
        assert sorted(GuardEvent.objects.values_list("status", flat=True)) == ["dismissed", "open", "open"]
        assert FanSummary.objects.count() == 20
        for summary in FanSummary.objects.all():
            sources = [pk for fact in summary.facts for pk in fact["messages"]]
            assert Message.objects.filter(chat_id=summary.chat_id, direction="in", pk__in=sources).count() == len(
                sources
            )
