"""Rules about sales: seen before they hold, saved, and applied to everything that was sold before."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from procrastinate.contrib.django.models import ProcrastinateJob

from agencies.models import AuditEvent
from agencies.scope import Actor
from agencies.tenancy import agency_scope
from analytics import sales_rules
from analytics.folding.fold import fold
from analytics.folding.recount import recount
from analytics.models import MemberDay, SalesRules, Transaction
from analytics.sales_rules import apply_some, preview_rules, rules_of, save_rules
from analytics.tasks import apply_rules
from tests import factories as f
from tests.analytics.books import Books

pytestmark = pytest.mark.django_db(transaction=True)
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.fixture
def owner():
    return f.MembershipFactory(role="owner")


@pytest.fixture
def agency(owner):
    return owner.agency


@pytest.fixture
def member(agency):
    return f.MembershipFactory(agency=agency)


@pytest.fixture
def chat(agency, member):
    """A fan who was written to at noon, tips $10 two hours later, and $20 the day after next."""
    chat = f.ChatFactory(creator=f.CreatorFactory(agency=agency))
    f.MessageFactory(chat=chat, sent_at=NOON, direction="out", sent_by=member)
    for hours, amount in ((2, "10.00"), (47, "20.00")):
        tipped_at = NOON + dt.timedelta(hours=hours)
        f.MessageFactory(chat=chat, sent_at=tipped_at, is_tip=True, tip_amount=amount)
    count(agency)
    return chat


def count(agency) -> None:
    while fold(agency.pk):
        pass


def change(owner, **values) -> SalesRules:
    with agency_scope(owner.agency_id):
        rules = rules_of(owner.agency_id)
        for name, value in values.items():
            setattr(rules, name, value)
        return save_rules(actor=Actor.from_membership(owner), rules=rules)


def preview(owner, **values):
    with agency_scope(owner.agency_id):
        return preview_rules(actor=Actor.from_membership(owner), rules=SalesRules(agency_id=owner.agency_id, **values))


def sales(agency) -> list[tuple]:
    with agency_scope(agency.pk):
        return list(
            Transaction.objects.order_by("gross").values_list("gross", "fee", "attributed_to_id", "attribution")
        )


def adds_up(agency) -> bool:
    """Whether the statistics are those of the books as they are."""
    count(agency)
    with agency_scope(agency.pk):
        return Books(agency).differences() == []


def is_counted(agency) -> bool:
    """Whether a recount would change nothing, neither whose sales are nor what they add up to."""
    return adds_up(agency) and recount(agency.pk, verify=True) == {}


class TestPreview:
    def test_it_tells_from_whom_to_whom_how_many_and_how_much(self, owner, member, chat):
        found = preview(owner, window_hours=48)
        assert found.moves == [("tip", None, member.pk, 1, Decimal("16.00"))]
        assert (found.sales, found.net, found.charged) == (1, Decimal(16), 0)

    def test_it_tells_what_another_share_of_the_platform_leaves(self, owner, chat):
        found = preview(owner, platform_fee_percent=Decimal(10))
        assert (found.moves, found.charged, found.charged_net) == ([], 2, Decimal("3.00"))

    def test_it_changes_nothing(self, owner, agency, chat):
        before = sales(agency)
        preview(owner, window_hours=1, tip_rule="nobody", platform_fee_percent=Decimal(0))
        assert sales(agency) == before
        with agency_scope(agency.pk):
            assert not SalesRules.objects.exists()

    def test_what_it_tells_is_what_applying_does(self, owner, agency, member, chat):
        found = preview(owner, tip_rule="nobody")
        change(owner, tip_rule="nobody")
        apply_rules.func(str(agency.pk))
        assert [(move.before, move.after, move.sales) for move in found.moves] == [(member.pk, None, 1)]
        assert [sale[2:] for sale in sales(agency)] == [(None, "rule")] * 2
        assert preview(owner, tip_rule="nobody").moves == []


class TestApplying:
    def test_all_sales_follow_and_so_do_the_members_days(self, owner, agency, member, chat):
        change(owner, window_hours=48, platform_fee_percent=Decimal(10))
        apply_rules.func(str(agency.pk))
        assert sales(agency) == [
            (Decimal(10), Decimal(1), member.pk, "last writer"), (Decimal(20), Decimal(2), member.pk, "last writer"),
        ]  # fmt: skip
        with agency_scope(agency.pk):
            assert sum(MemberDay.objects.values_list("net_tip", flat=True)) == 27
            assert SalesRules.objects.get().applied_at is not None
        assert is_counted(agency)

    def test_it_goes_in_parts_and_tells_how_far_it_is(self, owner, agency, chat, monkeypatch):
        monkeypatch.setattr(sales_rules, "SALES_AT_ONCE", 1)
        change(owner, tip_rule="nobody")
        assert apply_some(agency.pk)
        with agency_scope(agency.pk):
            rules = SalesRules.objects.get()
        assert (rules.sales_applied, rules.sales_to_apply, rules.applied_at) == (1, 2, None)
        assert adds_up(agency)
        apply_rules.func(str(agency.pk))
        assert {sale[3] for sale in sales(agency)} == {"rule"}

    def test_rules_that_change_meanwhile_are_applied_from_the_beginning(self, owner, agency, member, chat, monkeypatch):
        monkeypatch.setattr(sales_rules, "SALES_AT_ONCE", 1)
        change(owner, tip_rule="nobody")
        apply_some(agency.pk)
        change(owner, tip_rule="last writer", window_hours=48)
        apply_rules.func(str(agency.pk))
        assert {sale[2] for sale in sales(agency)} == {member.pk}

    def test_doing_it_again_does_no_harm(self, owner, agency, chat):
        change(owner, window_hours=48)
        for _ in range(2):
            apply_rules.func(str(agency.pk))
        before = sales(agency)
        change(owner, window_hours=48)
        apply_rules.func(str(agency.pk))
        assert sales(agency) == before
        assert is_counted(agency)

    def test_the_sum_that_the_platform_told_stays(self, owner, agency, chat):
        f.TransactionFactory(creator=chat.creator, chat=chat, of_transaction_id="t1", gross="7.00", fee="2", net="5")
        change(owner, platform_fee_percent=Decimal(10))
        apply_rules.func(str(agency.pk))
        assert (Decimal(7), Decimal(2)) in [sale[:2] for sale in sales(agency)]

    def test_what_was_given_by_hand_stays(self, owner, agency, chat):
        with agency_scope(agency.pk):
            sale = Transaction.objects.get(gross=10)
            sale.attributed_to, sale.attribution = owner, "by hand"
            sale.save()
        change(owner, tip_rule="nobody")
        apply_rules.func(str(agency.pk))
        assert sales(agency)[0][2:] == (owner.pk, "by hand")

    def test_without_a_sale_there_is_nothing_to_wait_for(self, owner, agency):
        change(owner, window_hours=48)
        apply_rules.func(str(agency.pk))
        with agency_scope(agency.pk):
            assert SalesRules.objects.get().applied_at is not None


class TestSaving:
    def test_it_is_audited_with_what_it_was_before(self, owner, agency):
        change(owner, window_hours=48)
        change(owner, window_hours=12)
        with agency_scope(agency.pk):
            first, last = AuditEvent.objects.filter(object_type="analytics.salesrules").order_by("created_at")
        assert (first.action, first.changes["window_hours"]) == ("added", ["24", "48"])
        assert (last.action, last.changes) == ("changed", {"fields": ["window_hours"], "window_hours": ["48", "12"]})

    def test_a_job_applies_them(self, owner, agency):
        change(owner, window_hours=48)
        waiting = ProcrastinateJob.objects.filter(task_name="analytics.apply_rules", status="todo")
        assert waiting.filter(args={"agency_id": str(agency.pk)}).count() == 1

    def test_chatters_may_not(self, member):
        with pytest.raises(PermissionDenied):
            change(member, window_hours=48)
        with pytest.raises(PermissionDenied):
            preview(member, window_hours=48)

    @pytest.mark.parametrize("wrong", [{"window_hours": 0}, {"platform_fee_percent": Decimal(101)}, {"tip_rule": "x"}])
    def test_figures_that_make_no_sense_are_refused(self, owner, wrong):
        with pytest.raises(ValidationError):
            change(owner, **wrong)
