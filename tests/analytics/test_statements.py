"""Statements follow the numbers until they are locked, and never change from then on."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ProtectedError
from django.utils import timezone

from agencies.models import AuditEvent, Membership
from agencies.tenancy import agency_scope
from analytics.models import CommissionPlan, Statement, StatementLine
from analytics.payroll import services
from analytics.payroll.drafts import differences
from analytics.payroll.terms import month_at, months_before
from tests import factories as f
from tests.analytics.pay import APRIL, MARCH, Payee
from tests.races import at_once

pytestmark = pytest.mark.django_db
MAY = dt.date(2024, 5, 1)


@pytest.fixture
def payee():
    payee = Payee()
    payee.sells(100, payee.at(2024, 3, 3, 12), of_transaction_id="t1")
    return payee


def take_back(payee, net=-100):
    """The platform takes the sale back; its books say when the sale was."""
    payee.sells(net, payee.at(2024, 3, 3, 12), "chargeback", of_transaction_id="reversal of t1")


def audited(payee) -> list[str]:
    with agency_scope(payee.agency.pk):
        return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


class TestDrafts:
    def test_a_draft_says_what_is_true_when_it_is_drawn_up(self, payee):
        assert payee.draw_up().total == 10
        payee.sells(50, payee.at(2024, 3, 4, 12))
        assert payee.draw_up().total == 15
        with agency_scope(payee.agency.pk):
            assert Statement.objects.count() == 1

    def test_a_draft_of_which_nothing_changed_keeps_its_lines(self, payee):
        with agency_scope(payee.agency.pk):
            before = list(payee.draw_up().lines.values_list("pk", flat=True))
            assert list(payee.draw_up().lines.values_list("pk", flat=True)) == before
        assert audited(payee) == ["drew up statement"]

    def test_what_was_added_by_hand_stays_and_stands_last(self, payee):
        payee.adjusts(payee.draw_up(), "25.00")
        payee.adjusts(payee.draw_up(), "-5.00", "Advance")
        payee.sells(50, payee.at(2024, 3, 4, 12), "tip")
        assert payee.lines() == [
            ("ppv", Decimal(10)), ("tip", Decimal(5)), ("adjustment", Decimal(25)), ("adjustment", Decimal(-5)),
        ]  # fmt: skip

    def test_a_month_that_has_not_begun_has_none(self, payee):
        for month in (dt.date(2999, 1, 1), dt.date(1, 1, 1)):
            with pytest.raises(ValidationError):
                payee.draw_up(month)

    def test_everybody_with_a_plan_gets_one_and_nobody_else(self, payee):
        other, former = f.MembershipFactory(agency=payee.agency), f.MembershipFactory(agency=payee.agency)
        f.PlanAssignmentFactory(membership=other, plan=payee.plan, starts_on=dt.date(2024, 3, 31))
        f.PlanAssignmentFactory(membership=former, plan=payee.plan, starts_on=dt.date(2024, 1, 1))
        f.PlanAssignmentFactory(membership=former, plan=None, starts_on=MARCH)
        with agency_scope(payee.agency.pk):
            drawn = services.draw_up(actor=payee.actor(), month=MARCH)
        assert {row.membership_id for row in drawn} == {payee.member.pk, other.pk}

    def test_a_chatter_draws_up_and_locks_nothing(self, payee):
        chatter, statement = payee.actor(payee.member), payee.draw_up()
        with agency_scope(payee.agency.pk):
            with pytest.raises(PermissionDenied):
                services.draw_up(actor=chatter, month=MARCH)
            with pytest.raises(PermissionDenied):
                services.lock(actor=chatter, statement=statement)

    def test_an_open_shift_counts_until_now_and_says_so(self):
        payee = Payee(hourly_rate=60)
        month = month_at(payee.agency, timezone.now())
        payee.works(max(timezone.now() - dt.timedelta(minutes=10), payee.at(month.year, month.month, 1)), None)
        (said,) = payee.words(month)
        assert said.endswith("; one is still open and counts until now")

    def test_the_queries_are_as_many_for_three_as_for_one(self, payee, django_assert_max_num_queries):
        for _ in range(2):
            member = f.MembershipFactory(agency=payee.agency)
            f.PlanAssignmentFactory(membership=member, plan=payee.plan, starts_on=MARCH)
        with agency_scope(payee.agency.pk):
            services.draw_up(actor=payee.actor(), month=MARCH)
            actor = payee.actor()
            with django_assert_max_num_queries(16):
                services.draw_up(actor=actor, month=MARCH)


class TestLocking:
    def test_what_is_locked_does_not_change(self, payee):
        payee.lock()
        payee.sells(50, payee.at(2024, 3, 4, 12))
        with agency_scope(payee.agency.pk):
            CommissionPlan.objects.update(ppv_percent=90)
        assert payee.draw_up().total == 10

    def test_it_is_brought_up_to_date_first(self, payee):
        payee.draw_up()
        payee.sells(50, payee.at(2024, 3, 4, 12))
        assert payee.lock().total == 15

    def test_a_month_that_is_not_over_cannot_be_locked(self, payee):
        with pytest.raises(ValidationError, match="not over yet"):
            payee.lock(month_at(payee.agency, timezone.now()))

    def test_it_cannot_be_locked_twice_or_written_to(self, payee):
        statement = payee.lock()
        with agency_scope(payee.agency.pk):
            with pytest.raises(ValidationError, match="locked"):
                services.lock(actor=payee.actor(), statement=statement)
            with pytest.raises(ValidationError, match="locked"):
                services.held_draft(statement)

    def test_no_role_may_change_it_or_its_lines(self, payee):
        payee.adjusts(payee.draw_up(), 5)
        statement, owner = payee.lock(), payee.actor()
        with agency_scope(payee.agency.pk):
            rows = [statement, *StatementLine.objects.select_related("statement")]
        assert not any(owner.may(action, row) for action in ("change", "delete") for row in rows)

    def test_whoever_was_paid_stays(self, payee):
        payee.lock()
        with pytest.raises(ProtectedError), agency_scope(payee.agency.pk):
            Membership.objects.filter(pk=payee.member.pk).delete()

    def test_an_owner_unlocks_it_with_a_reason_that_the_audit_keeps(self, payee):
        statement = payee.lock()
        payee.sells(50, payee.at(2024, 3, 4, 12))
        assert payee.unlock(statement).total == 15
        with agency_scope(payee.agency.pk):
            event = AuditEvent.objects.get(action="unlocked statement")
        assert event.changes == {"reason": "a mistake"}

    def test_an_admin_does_not_unlock_it_and_nobody_does_without_a_reason(self, payee):
        statement = payee.lock()
        admin = payee.actor(f.MembershipFactory(agency=payee.agency, role="admin"))
        with agency_scope(payee.agency.pk):
            with pytest.raises(PermissionDenied):
                services.unlock(actor=admin, statement=statement, reason="please")
            with pytest.raises(ValidationError, match="why"):
                services.unlock(actor=payee.actor(), statement=statement, reason=" ")


class TestCorrections:
    def test_a_late_chargeback_goes_into_the_next_draft(self, payee):
        payee.lock()
        take_back(payee)
        assert payee.lines(APRIL) == [("correction", Decimal(-10))]
        assert payee.words(APRIL) == ["Correction of March 2024: $10.00 when it was locked, $0.00 by now"]

    def test_it_is_carried_once(self, payee):
        payee.lock()
        take_back(payee)
        payee.lock(APRIL)
        assert payee.lines(MAY) == []
        assert payee.lines(APRIL) == [("correction", Decimal(-10))]

    def test_only_one_of_two_drafts_carries_it(self, payee):
        payee.lock()
        take_back(payee)
        assert [*payee.lines(MAY), *payee.lines(APRIL), *payee.lines(MAY)] == [("correction", Decimal(-10))] * 2

    def test_what_changes_once_more_is_carried_once_more(self, payee):
        payee.lock()
        take_back(payee, -60)
        payee.lock(APRIL)
        payee.sells(-40, payee.at(2024, 3, 3, 13), "chargeback")
        assert payee.lines(MAY) == [("correction", Decimal(-4))]

    def test_what_is_right_again_takes_the_correction_out_of_a_draft(self, payee):
        payee.lock()
        take_back(payee)
        payee.lines(APRIL)
        payee.sells(100, payee.at(2024, 3, 5, 12))
        assert payee.lines(APRIL) == []

    def test_a_plan_that_is_changed_corrects_nothing(self, payee):
        payee.lock()
        with agency_scope(payee.agency.pk):
            CommissionPlan.objects.update(ppv_percent=90)
        payee.paid_by(dt.date(2024, 3, 2), ppv_percent=50)
        assert payee.lines(APRIL) == []

    def test_another_time_zone_of_the_agency_corrects_nothing(self, payee):
        payee.sells(70, payee.at(2024, 3, 31, 23, 59))
        payee.lock()
        payee.agency.timezone = "Asia/Kolkata"
        payee.agency.save()
        assert [kind for kind, _ in payee.lines(APRIL)] == ["ppv"]

    def test_the_difference_is_known_until_it_is_carried(self, payee):
        statement = payee.lock()
        take_back(payee)
        with agency_scope(payee.agency.pk):
            found = differences(statements=[statement], agency=payee.agency, now=timezone.now())[statement.pk]
        assert (found.then, found.now, found.open) == (10, 0, -10)
        payee.lines(APRIL)
        with agency_scope(payee.agency.pk):
            found = differences(statements=[statement], agency=payee.agency, now=timezone.now())[statement.pk]
        assert (found.carried, found.open) == (-10, 0)

    def test_a_month_is_not_unlocked_while_a_locked_one_corrects_it(self, payee):
        march = payee.lock()
        take_back(payee)
        april = payee.lock(APRIL)
        with pytest.raises(ValidationError, match="April 2024 is locked"):
            payee.unlock(march)
        payee.unlock(april)
        assert payee.unlock(march).total == 0
        with agency_scope(payee.agency.pk):
            april.refresh_from_db()
        assert april.total == 0

    def test_adjustments_and_corrections_are_no_difference(self, payee):
        payee.adjusts(payee.draw_up(), 500)
        payee.lock()
        take_back(payee)
        payee.lock(APRIL)
        assert payee.lines(MAY) == []


def test_months_are_counted_over_the_turn_of_a_year():
    assert [months_before(MARCH, n) for n in (0, 2, 3)] == [MARCH, dt.date(2024, 1, 1), dt.date(2023, 12, 1)]


@pytest.mark.django_db(transaction=True)
def test_two_who_draw_up_at_once_make_one_statement():
    payee = Payee()
    payee.sells(100, payee.at(2024, 3, 3, 12))
    assert at_once(payee.draw_up, payee.draw_up).total == 10
    with agency_scope(payee.agency.pk):
        assert (Statement.objects.count(), StatementLine.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_who_draws_up_while_another_locks_changes_nothing():
    payee = Payee()
    payee.sells(100, payee.at(2024, 3, 3, 12))
    payee.draw_up()

    def later():
        payee.sells(100, payee.at(2024, 3, 4, 12))
        return payee.draw_up()

    assert at_once(payee.lock, later).total == 10
