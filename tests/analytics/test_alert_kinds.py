"""What each kind of alert rule sees: over the limit at the border exactly, and only of whom it is about."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone

from agencies.tenancy import agency_scope
from analytics.alerts.checking import look
from analytics.alerts.reply_time import REPLIES
from analytics.alerts.sales import last_hour, length
from chats.models import Chat
from chats.summary import refresh_summaries
from tests import factories as f

pytestmark = pytest.mark.django_db
#: A Monday, 15:30 in Berlin.
NOW = dt.datetime(2026, 3, 2, 14, 30, tzinfo=dt.UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def ago(minutes: float = 0, **more: float) -> dt.datetime:
    return NOW - dt.timedelta(minutes=minutes, **more)


@pytest.fixture
def agency():
    agency = f.AgencyFactory(timezone="Europe/Berlin")
    with agency_scope(agency.pk):
        yield agency


@pytest.fixture
def mia(agency):
    return f.CreatorFactory(agency=agency, display_name="Mia")


@pytest.fixture
def nora(agency):
    return f.CreatorFactory(agency=agency, display_name="Nora")


def sees(rule, now=NOW):
    """All that a rule sees."""
    with agency_scope(rule.agency_id):
        return look(rule.agency_id, [rule], now)[rule.pk]


def only(rule, now=NOW):
    (seen,) = sees(rule, now)
    return seen


def waits(creator, minutes: float, **options) -> Chat:
    return f.ChatFactory(creator=creator, awaiting_reply_since=ago(minutes), last_message_at=ago(minutes),
                         first_message_at=ago(minutes), **options)  # fmt: skip


def conversation(creator, *lines, chat=None) -> Chat:
    """A chat of lines (who, minutes ago)."""
    chat = chat or f.ChatFactory(creator=creator)
    for direction, minutes in lines:
        f.MessageFactory(chat=chat, direction=direction, sent_at=ago(minutes))
    refresh_summaries(chat.agency_id, [chat.pk])
    return chat


class TestFansWaiting:
    def rule(self, agency, limit=2, **options):
        return f.AlertRuleFactory(agency=agency, kind="fans_waiting", limit=Decimal(limit), **options)

    def test_more_than_the_limit_is_over_and_the_limit_is_not(self, agency, mia):
        waits(mia, 5), waits(mia, 6, unread_count=1)
        assert not only(self.rule(agency)).is_over
        waits(mia, 7)
        assert only(self.rule(agency)).is_over

    def test_it_says_so_in_words(self, agency, mia):
        waits(mia, 5)
        assert only(self.rule(agency, 0, creator=mia)).words == "1 fan of Mia waits for an answer; the limit is 0."
        waits(mia, 5)
        assert only(self.rule(agency)).words == "2 fans wait for an answer; the limit is 2."

    def test_a_rule_about_a_creator_counts_the_fans_of_nobody_else(self, agency, mia, nora):
        waits(mia, 5), waits(nora, 5), waits(nora, 5)
        assert [only(self.rule(agency, creator=c)).value for c in (mia, nora, None)] == [1, 2, 3]

    def test_who_is_put_off_or_forgotten_does_not_wait(self, agency, mia):
        waits(mia, 5, snoozed_until=ago(-1))
        waits(mia, 15 * 24 * 60)
        waits(mia, 15 * 24 * 60, unread_count=1)
        waits(mia, 5, snoozed_until=ago(1))
        assert only(self.rule(agency)).value == 1

    def test_creators_whom_the_agency_does_not_run_any_more_do_not_count(self, agency):
        waits(f.CreatorFactory(agency=agency, is_active=False), 5)
        assert only(self.rule(agency)).value == 0

    def test_another_agencys_fans_do_not_count(self, agency, mia):
        waits(f.CreatorFactory(), 5)
        assert only(self.rule(agency)).value == 0


class TestLongestWait:
    def rule(self, agency, limit=10, **options):
        return f.AlertRuleFactory(agency=agency, kind="longest_wait", limit=Decimal(limit), **options)

    def test_a_second_more_than_the_limit_is_over_and_the_limit_is_not(self, agency, mia):
        waits(mia, 3), waits(mia, 10)
        assert not only(self.rule(agency)).is_over
        assert only(self.rule(agency), NOW + dt.timedelta(seconds=1)).is_over

    def test_nobody_waits(self, agency, mia):
        assert only(self.rule(agency, creator=mia)).words == "No fan of Mia waits for an answer."

    def test_it_is_about_one_creator_if_it_says_so(self, agency, mia, nora):
        waits(mia, 30), waits(nora, 5)
        assert not only(self.rule(agency, creator=nora)).is_over
        assert (
            only(self.rule(agency, creator=mia)).words
            == "A fan of Mia has waited for 30 min 0 s; the limit is 10 minutes."
        )


class TestReplyTime:
    def rule(self, agency, limit=10, **options):
        return f.AlertRuleFactory(agency=agency, kind="reply_time", limit=Decimal(limit), window_minutes=30, **options)

    def test_a_median_above_the_limit_is_over_and_the_limit_is_not(self, agency, mia):
        conversation(mia, ("in", 20), ("out", 10))
        assert not only(self.rule(agency)).is_over
        conversation(mia, ("in", 26), ("out", 5))
        assert only(self.rule(agency)).is_over

    def test_it_is_the_median_of_all_replies_and_says_so(self, agency, mia):
        for waited in (1, 2, 25):
            conversation(mia, ("in", waited + 2), ("out", 2))
        words = "The median reply time of Mia in the last 30 minutes is 2 min 0 s (3 replies); the limit is 10 minutes."
        assert only(self.rule(agency, creator=mia)).words == words

    def test_a_reply_from_before_the_window_does_not_count(self, agency, mia):
        conversation(mia, ("in", 50), ("out", 30))
        assert only(self.rule(agency)).value is None
        conversation(mia, ("in", 50), ("out", 29.99))
        assert only(self.rule(agency)).is_over

    def test_the_fan_waits_from_the_first_message_that_nobody_has_answered(self, agency, mia):
        conversation(mia, ("in", 90), ("out", 80), ("in", 20), ("in", 12), ("out", 10), ("out", 9))
        assert only(self.rule(agency)).value == 10

    def test_who_writes_again_behind_a_reply_has_been_answered_all_the_same(self, agency, mia):
        conversation(mia, ("in", 25), ("out", 5), ("in", 2))
        assert only(self.rule(agency)).value == 20

    def test_mass_messages_and_failed_and_deleted_ones_are_no_replies(self, agency, mia):
        for options in ({"source": "mass"}, {"status": "failed"}, {"deleted_at": NOW}):
            chat = f.ChatFactory(creator=mia)
            f.MessageFactory(chat=chat, direction="out", sent_at=ago(5), **options)
            conversation(mia, ("in", 25), chat=chat)
        assert only(self.rule(agency)).value is None

    def test_each_rule_has_its_own_window_and_creator(self, agency, mia, nora):
        conversation(mia, ("in", 4), ("out", 3))
        conversation(nora, ("in", 100), ("out", 40))
        short = self.rule(agency, creator=nora)
        long = f.AlertRuleFactory(agency=agency, kind="reply_time", limit=10, window_minutes=60, creator=nora)
        seen = look(agency.pk, [short, long], NOW)
        assert [seen[rule.pk][0].value for rule in (short, long)] == [None, 60]

    def test_without_a_reply_nothing_is_judged(self, agency, mia):
        said = "No fan was answered in the last 30 minutes: there is no reply time."
        assert only(self.rule(agency)).words == said

    def test_it_walks_indexes_and_never_the_history(self, agency, mia):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            values = {"agency": agency.pk, "since": ago(30), "now": NOW, "chats": [mia.pk], "creators": [mia.pk]}
            cursor.execute("EXPLAIN " + REPLIES, values)
            plan = [line for (line,) in cursor]
        assert all("Index" in line for line in plan if "on chats_message" in line)


class TestSales:
    def rule(self, agency, limit=50, **options):
        return f.AlertRuleFactory(agency=agency, kind="sales", limit=Decimal(limit), **options)

    def sold(self, creator, net, *, day=dt.date(2026, 3, 2), hour=14):
        by_hour = [Decimal(0)] * 24
        by_hour[hour] = Decimal(net)
        return f.CreatorDayFactory(creator=creator, day=day, net_by_hour=by_hour)

    def history(self, creator, net=100, weeks=8, **options):
        """So many weeks in which the hour brought that, and a first day before them."""
        first = options.pop("day", dt.date(2026, 3, 2))
        for week in range(1, weeks + 1):
            self.sold(creator, net, day=first - dt.timedelta(weeks=week), **options)
        f.CreatorDayFactory(creator=creator, day=first - dt.timedelta(weeks=weeks, days=1))

    def test_less_than_the_share_of_the_usual_is_over_and_the_share_is_not(self, agency, mia):
        self.history(mia)
        today = self.sold(mia, 50)
        assert not only(self.rule(agency)).is_over
        today.net_by_hour[14] = Decimal("49.99")
        today.save()
        assert only(self.rule(agency)).is_over

    def test_it_says_so_in_words(self, agency, mia):
        self.history(mia)
        self.sold(mia, "18.50")
        words = "Sales of Mia from 14:00 to 15:00 were $18.50, 18.5% of the usual $100.00; the limit is 50%."
        assert only(self.rule(agency, creator=mia)).words == words

    def test_an_hour_without_a_sale_is_over(self, agency, mia):
        self.history(mia)
        assert only(self.rule(agency)).is_over

    def test_usual_is_the_mean_of_eight_weeks_with_empty_ones(self, agency, mia):
        self.history(mia, weeks=9)
        for day in agency_days(mia)[:4]:
            day.delete()
        assert "usual $50.00" in only(self.rule(agency)).words

    def test_weeks_before_the_history_do_not_count_as_empty(self, agency, mia):
        self.history(mia, weeks=5)
        assert "usual $100.00" in only(self.rule(agency)).words

    def test_without_four_weeks_of_history_it_is_silent_and_says_so(self, agency, mia):
        assert only(self.rule(agency)).value is None
        self.history(mia, weeks=3)
        seen = only(self.rule(agency))
        assert (seen.is_over, seen.value) == (False, None)
        assert seen.words == "Statistics do not go back 4 weeks: nothing is usual yet."

    def test_an_hour_in_which_little_is_usual_is_not_judged(self, agency, mia):
        self.history(mia, net=19)
        assert only(self.rule(agency)).value is None
        assert only(self.rule(agency, least_usual=19)).is_over

    def test_creators_are_added_up_unless_it_is_about_one(self, agency, mia, nora):
        self.history(mia), self.history(nora)
        self.sold(mia, 100)
        assert not only(self.rule(agency)).is_over
        assert only(self.rule(agency, creator=nora)).is_over

    def test_another_agencys_sales_are_not_ours(self, agency, mia):
        self.history(f.CreatorFactory())
        assert only(self.rule(agency)).value is None

    def test_an_hour_is_judged_ten_minutes_behind_its_end(self):
        end = dt.datetime(2026, 3, 2, 15, tzinfo=BERLIN)
        assert last_hour(end, BERLIN) == dt.datetime(2026, 3, 2, 14)
        assert last_hour(end - dt.timedelta(seconds=1), BERLIN) == dt.datetime(2026, 3, 2, 13)

    def test_only_then(self, agency, mia):
        self.history(mia)
        assert "14:00 to 15:00" in only(self.rule(agency), ago(20)).words
        assert "14:00 to 15:00" not in only(self.rule(agency), ago(21)).words

    def test_the_hour_that_clocks_leave_out_is_no_hour(self):
        gap = dt.datetime(2026, 3, 29, 2)
        assert length(gap, BERLIN) == 0
        assert last_hour(dt.datetime(2026, 3, 29, 3, 15, tzinfo=BERLIN), BERLIN) == gap.replace(hour=1)

    def test_the_hour_that_comes_twice_is_over_behind_the_second_and_twice_as_long(self):
        twice = dt.datetime(2026, 10, 25, 2)
        assert length(twice, BERLIN) == 2
        assert last_hour(dt.datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1), BERLIN) == twice.replace(hour=1)
        assert last_hour(dt.datetime(2026, 10, 25, 3, 5, tzinfo=BERLIN), BERLIN) == twice

    def test_a_week_that_left_the_hour_out_does_not_make_it_less_usual(self, agency, mia):
        sunday = dt.date(2026, 4, 5)
        self.history(mia, day=sunday, hour=2)
        gap = next(day for day in agency_days(mia) if day.day == dt.date(2026, 3, 29))
        gap.net_by_hour = [Decimal(0)] * 24
        gap.save()
        now = dt.datetime(2026, 4, 5, 3, 30, tzinfo=BERLIN)
        assert "usual $100.00" in only(self.rule(agency), now).words

    def test_an_hour_twice_as_long_usually_brings_twice_as_much(self, agency, mia):
        self.history(mia, day=dt.date(2026, 10, 25), hour=2)
        now = dt.datetime(2026, 10, 25, 3, 30, tzinfo=BERLIN)
        assert "usual $200.00" in only(self.rule(agency), now).words


def agency_days(creator):
    """The days of a creator, the latest first."""
    return list(creator.days.order_by("-day"))


class TestFanSpending:
    def rule(self, agency, limit=100, **options):
        return f.AlertRuleFactory(agency=agency, kind="fan_spending", limit=Decimal(limit), **options)

    def paid(self, chat, gross, minutes=5.0, **options):
        told = {"kind": "ppv", "gross": Decimal(gross), "fee": 0, "net": Decimal(gross), **options}
        return f.TransactionFactory(creator=chat.creator, chat=chat, occurred_at=ago(minutes), **told)

    def test_a_cent_more_than_the_limit_is_over_and_the_limit_is_not(self, agency, mia):
        chat = f.ChatFactory(creator=mia, fan_display_name="Rob")
        self.paid(chat, 60), self.paid(chat, 40)
        assert sees(self.rule(agency)) == []
        self.paid(chat, "0.01")
        seen = only(self.rule(agency))
        assert (seen.is_over, seen.chat_id, seen.creator_id) == (True, chat.pk, mia.pk)
        assert seen.words == "Rob has paid Mia $100.01 within 24 hours; the limit is $100.00."

    def test_what_was_paid_24_hours_ago_does_not_count(self, agency, mia):
        chat = f.ChatFactory(creator=mia)
        self.paid(chat, 101, minutes=24 * 60)
        assert sees(self.rule(agency)) == []
        self.paid(chat, 101, minutes=24 * 60 - 1)
        assert only(self.rule(agency)).value == 101

    def test_a_chargeback_is_not_taken_off(self, agency, mia):
        chat = f.ChatFactory(creator=mia)
        self.paid(chat, 101)
        self.paid(chat, -101, kind="chargeback")
        assert only(self.rule(agency)).is_over

    def test_fans_are_seen_each_by_themselves(self, agency, mia, nora):
        rob, tom, una = (f.ChatFactory(creator=c) for c in (mia, mia, nora))
        for chat, gross in ((rob, 90), (tom, 200), (una, 300)):
            self.paid(chat, gross)
        assert [seen.chat_id for seen in sees(self.rule(agency))] == [una.pk, tom.pk]
        assert [seen.chat_id for seen in sees(self.rule(agency, creator=mia))] == [tom.pk]

    def test_another_agencys_fans_are_not_ours(self, agency, mia):
        stranger = f.ChatFactory()
        self.paid(stranger, 500)
        assert sees(self.rule(agency)) == []


def test_stretches_of_the_inbox_hold_the_chats_that_are_asked_for(agency, mia):
    """Whatever is read or waits, at the border and around it."""
    times, some = (1, 29, 30, 31, 10_000), itertools.count()
    for unread, last, waiting in itertools.product((0, 1), times, (None, *times)):
        waiting = None if waiting is None or waiting < last else ago(waiting)
        f.ChatFactory(creator=mia, fan_of_id=next(some), unread_count=unread, first_message_at=ago(20_000),
                      last_message_at=ago(last), awaiting_reply_since=waiting)  # fmt: skip
    chats = Chat.objects.filter(agency_id=agency.pk).order_by("pk")
    waiting = [chat for chat in chats if chat.awaiting_reply_since and chat.awaiting_reply_since >= ago(30)]
    others = [chat for chat in chats if not chat.awaiting_reply_since and chat.last_message_at >= ago(30)]
    assert {*chats.waiting_since(ago(30))} == {*waiting}
    assert {*chats.written_since(ago(30))} == {*waiting, *others}


def test_all_rules_of_a_kind_are_asked_in_the_same_queries(agency, mia, django_assert_max_num_queries):
    kinds = ("reply_time", "longest_wait", "fans_waiting", "sales", "fan_spending")
    chat = waits(mia, 5)
    f.TransactionFactory(creator=mia, chat=chat, gross=500, fee=0, net=500, occurred_at=ago(1))
    rules = [f.AlertRuleFactory(agency=agency, kind=kind, limit=1) for kind in kinds for _ in range(5)]
    with django_assert_max_num_queries(12) as many:
        look(agency.pk, rules, NOW)
    with django_assert_max_num_queries(len(many)):
        look(agency.pk, rules[::5], NOW)


def test_no_rule_asks_nothing(agency, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert look(agency.pk, [], timezone.now()) == {}
