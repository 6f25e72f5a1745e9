"""Alerts are raised once, keep the worst, end by themselves, and come again when it is time."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from agencies.models import AuditEvent, Change
from agencies.scope import Actor
from agencies.tenancy import agency_scope
from analytics.alerts.acknowledging import acknowledge
from analytics.alerts.checking import check
from analytics.models import Alert, AlertRule
from analytics.tasks import fold
from chats.models import Chat
from tests import factories as f
from tests.races import at_once

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 2, 14, 30, tzinfo=dt.UTC)


def later(minutes: float = 0, **more: float) -> dt.datetime:
    return NOW + dt.timedelta(minutes=minutes, **more)


@pytest.fixture
def mia():
    creator = f.CreatorFactory(display_name="Mia")
    with agency_scope(creator.agency_id):
        yield creator


@pytest.fixture
def rule(mia):
    return f.AlertRuleFactory(agency=mia.agency, kind="fans_waiting", limit=0, quiet_minutes=30)


@pytest.fixture
def spending(mia):
    return f.AlertRuleFactory(agency=mia.agency, kind="fan_spending", limit=100)


@pytest.fixture
def owner(mia):
    return Actor.from_membership(f.MembershipFactory(agency=mia.agency, role="owner"))


def wait(creator, number: int) -> None:
    """So many fans of the creator wait."""
    Chat.objects.filter(creator=creator).update(awaiting_reply_since=None)
    for _ in range(number):
        f.ChatFactory(creator=creator, awaiting_reply_since=NOW - dt.timedelta(minutes=5))


def pay(chat, gross, at=NOW, **options) -> None:
    f.TransactionFactory(creator=chat.creator, chat=chat, gross=gross, fee=0, net=gross, occurred_at=at, **options)


def check_at(rule, minutes: float = 0) -> list[Alert]:
    """All alerts of a rule behind a check at that time, the first first."""
    check(rule.agency_id, now=later(minutes))
    return alerts_of(rule)


def alerts_of(rule) -> list[Alert]:
    with agency_scope(rule.agency_id):
        return list(Alert.objects.filter(rule=rule).order_by("pk"))


class TestRaising:
    def test_an_alert_is_raised_once_and_keeps_the_worst_moment(self, rule, mia):
        wait(mia, 2)
        (alert,) = check_at(rule)
        assert (alert.value, alert.raised_at, alert.creator_id, alert.chat_id) == (2, NOW, None, None)
        for number in (3, 1):
            wait(mia, number)
            (alert,) = check_at(rule, 1)
        assert (alert.value, alert.words) == (3, "3 fans wait for an answer; the limit is 0.")
        assert (alert.raised_at, alert.resolved_at) == (NOW, None)

    def test_of_sales_the_least_is_the_worst(self, mia):
        alert = Alert(rule=AlertRule(kind="sales"), value=Decimal(30))
        assert [alert.is_worse_than(Decimal(value)) for value in (20, 40)] == [False, True]

    def test_it_is_over_as_soon_as_it_is_not_so_any_more(self, rule, mia):
        wait(mia, 1)
        check_at(rule)
        wait(mia, 0)
        (alert,) = check_at(rule, 5)
        assert alert.resolved_at == later(5)

    def test_it_comes_again_behind_the_quiet_minutes_and_not_before(self, rule, mia):
        wait(mia, 1)
        check_at(rule)
        wait(mia, 0)
        check_at(rule, 5)
        wait(mia, 1)
        assert len(check_at(rule, 34)) == 1
        assert len(check_at(rule, 35)) == 2

    def test_rules_about_different_creators_are_apart(self, rule, mia):
        nora = f.CreatorFactory(agency=mia.agency)
        rules = [f.AlertRuleFactory(agency=mia.agency, limit=0, creator=creator) for creator in (mia, nora)]
        wait(nora, 1)
        check(mia.agency_id, now=NOW)
        assert [len(alerts_of(one)) for one in rules] == [0, 1]
        assert alerts_of(rules[1])[0].creator_id == nora.pk

    def test_a_rule_that_is_switched_off_raises_nothing_and_ends_what_is_open(self, rule, mia):
        wait(mia, 1)
        check_at(rule)
        AlertRule.objects.update(is_active=False)
        (alert,) = check_at(rule, 1)
        assert alert.resolved_at == later(1)
        assert len(check_at(rule, 500)) == 1

    def test_another_agency_is_left_alone(self, rule, mia):
        theirs = f.AlertRuleFactory(limit=0)
        wait(mia, 1)
        assert len(check_at(rule)) == 1
        assert alerts_of(theirs) == []

    def test_an_agency_without_rules_costs_one_query(self, mia, django_assert_num_queries):
        with django_assert_num_queries(5):  # savepoint, scope, rules, scope, release
            check(mia.agency_id)

    def test_it_costs_the_same_for_few_and_many_rules(self, rule, mia, django_assert_num_queries):
        for _ in range(2):
            with django_assert_num_queries(10):
                check(mia.agency_id, now=NOW)
            for _ in range(5):
                f.AlertRuleFactory(agency=mia.agency, limit=9)

    def test_the_database_keeps_to_one_open_alert(self, rule):
        f.AlertFactory(rule=rule)
        with pytest.raises(IntegrityError), transaction.atomic():
            f.AlertFactory(rule=rule)


class TestSpending:
    def test_each_fan_has_an_alert(self, spending, mia):
        rob, tom = f.ChatFactory(creator=mia), f.ChatFactory(creator=mia)
        pay(rob, 200), pay(tom, 300)
        alerts = check_at(spending)
        assert {(alert.chat_id, alert.creator_id, alert.value) for alert in alerts} == {
            (rob.pk, mia.pk, 200), (tom.pk, mia.pk, 300),
        }  # fmt: skip

    def test_what_is_told_late_counts(self, spending, mia):
        rob = f.ChatFactory(creator=mia)
        assert check_at(spending, 600) == []
        pay(rob, 200)
        assert len(check_at(spending, 600)) == 1

    def test_it_stays_for_24_hours_and_keeps_the_most(self, spending, mia):
        rob = f.ChatFactory(creator=mia)
        pay(rob, 150, at=later(-1430)), pay(rob, 50)
        check_at(spending)
        (alert,) = check_at(spending, 20)
        assert (alert.value, alert.resolved_at) == (200, None)
        assert check_at(spending, 1439)[0].resolved_at is None
        assert check_at(spending, 1440)[0].resolved_at == later(1440)

    def test_who_goes_on_for_another_day_is_told_of_again(self, spending, mia):
        rob = f.ChatFactory(creator=mia)
        pay(rob, 150), pay(rob, 150, at=later(1400))
        check_at(spending)
        check_at(spending, 1440)
        assert len(check_at(spending, 1441)) == 2

    def test_acknowledging_ends_it_and_there_is_one_in_24_hours(self, spending, mia, owner):
        rob = f.ChatFactory(creator=mia)
        now = timezone.now()
        pay(rob, 150, at=now)
        check(mia.agency_id, now=now)
        acknowledge(actor=owner, alerts=Alert.objects.all())
        check(mia.agency_id, now=now + dt.timedelta(hours=1))
        (alert,) = alerts_of(spending)
        assert alert.resolved_at == alert.acknowledged_at

    def test_the_fan_is_flagged_if_the_rule_says_so(self, spending, mia):
        rob = f.ChatFactory(creator=mia, tags=["vip"])
        pay(rob, 150)
        check_at(spending)
        rob.refresh_from_db()
        assert rob.tags == ["vip"]
        flagging = f.AlertRuleFactory(agency=mia.agency, kind="fan_spending", limit=120, flags_fan=True, name="Care")
        check_at(flagging)
        rob.refresh_from_db()
        assert rob.tags == ["vip", "flag:spending"]
        assert AuditEvent.objects.get(object_id=str(rob.pk)).actor_label == "alert rule Care"


class TestAcknowledging:
    def test_it_says_who_when_and_what(self, rule, owner):
        f.AlertFactory(rule=rule)
        assert acknowledge(actor=owner, alerts=Alert.objects.all(), comment=" Chris helps. ") == 1
        alert = Alert.objects.get()
        assert (alert.acknowledged_by_id, alert.comment) == (owner.membership_id, "Chris helps.")
        assert alert.acknowledged_at
        assert AuditEvent.objects.get(action="acknowledged alert").object_id == str(alert.pk)

    def test_what_somebody_has_acknowledged_stays_theirs(self, rule, owner):
        f.AlertFactory(rule=rule)
        acknowledge(actor=owner, alerts=Alert.objects.all(), comment="first")
        assert acknowledge(actor=owner, alerts=Alert.objects.all(), comment="second") == 0
        assert Alert.objects.get().comment == "first"

    def test_it_ends_nothing_that_goes_on(self, rule, mia, owner):
        wait(mia, 1)
        check_at(rule)
        acknowledge(actor=owner, alerts=Alert.objects.all())
        assert check_at(rule, 1)[0].resolved_at is None


@pytest.mark.django_db(transaction=True)
class TestBehindTheCommit:
    """Each in transactions of its own."""

    @pytest.fixture
    def mia(self):
        return f.CreatorFactory(display_name="Mia")

    def test_two_who_check_at_once_raise_one(self, rule, mia):
        f.ChatFactory(creator=mia, awaiting_reply_since=timezone.now())
        assert at_once(lambda: check(mia.agency_id), lambda: check(mia.agency_id)) is None
        assert len(alerts_of(rule)) == 1

    def test_what_a_fan_has_paid_is_looked_at_as_soon_as_it_is_counted(self, spending, rule, mia):
        chat = f.ChatFactory(creator=mia, awaiting_reply_since=timezone.now())
        pay(chat, 150, at=timezone.now())
        fold.func(str(mia.agency_id))
        assert (len(alerts_of(spending)), len(alerts_of(rule))) == (1, 0)

    def test_those_who_follow_are_told_of_both_ends(self, rule, mia):
        now = timezone.now()
        chat = f.ChatFactory(creator=mia, awaiting_reply_since=now)
        check(mia.agency_id, now=now)
        with agency_scope(mia.agency_id):
            Chat.objects.filter(pk=chat.pk).update(awaiting_reply_since=None)
        check(mia.agency_id, now=now + dt.timedelta(minutes=1))
        with agency_scope(mia.agency_id):
            told = Change.objects.filter(told_as="alert").values_list("event", flat=True)
            assert {*told} == {"created", "raised", "changed", "resolved"}
