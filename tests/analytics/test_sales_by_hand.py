"""Sales that people and programs record, and give to members whatever the rules say."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from agencies.models import AuditEvent
from agencies.scope import Actor
from agencies.tenancy import agency_scope
from analytics.folding.fold import fold
from analytics.folding.recount import recount
from analytics.models import MemberDay, Transaction
from analytics.sales import give_sale, leave_to_rules, record_sale
from tests import factories as f

pytestmark = pytest.mark.django_db(transaction=True)
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.fixture
def owner():
    return f.MembershipFactory(role="owner")


@pytest.fixture
def member(owner):
    return f.MembershipFactory(agency=owner.agency)


@pytest.fixture
def chat(owner):
    return f.ChatFactory(creator=f.CreatorFactory(agency=owner.agency))


@pytest.fixture
def tip(owner, member, chat):
    """A tip of $10 that is the member's, who wrote last."""
    f.MessageFactory(chat=chat, sent_at=NOON, direction="out", sent_by=member)
    f.MessageFactory(chat=chat, sent_at=NOON + dt.timedelta(hours=1), is_tip=True, tip_amount="10.00")
    count(owner)
    return only(owner)


def count(owner) -> None:
    while fold(owner.agency_id):
        pass
    assert recount(owner.agency_id, verify=True) == {}


def only(owner) -> Transaction:
    with agency_scope(owner.agency_id):
        return Transaction.objects.get()


def do(service, person, **values):
    with agency_scope(person.agency_id):
        return service(actor=Actor.from_membership(person), **values)


def earned(member) -> Decimal:
    with agency_scope(member.agency_id):
        return sum(MemberDay.objects.filter(member=member).values_list("net", flat=True), Decimal(0))


class TestGiving:
    def test_it_stays_theirs_and_their_figures_follow(self, owner, member, tip):
        assert earned(member) == 8
        do(give_sale, owner, sale=tip, member=owner)
        count(owner)
        assert (only(owner).attributed_to_id, only(owner).attribution) == (owner.pk, "by hand")
        assert (earned(member), earned(owner)) == (0, 8)

    def test_it_may_be_nobodys(self, owner, member, tip):
        do(give_sale, owner, sale=tip, member=None)
        count(owner)
        assert (only(owner).attributed_to_id, only(owner).attribution) == (None, "by hand")
        assert earned(member) == 0

    def test_the_rules_can_have_it_back(self, owner, member, tip):
        do(give_sale, owner, sale=tip, member=owner)
        do(leave_to_rules, owner, sale=tip)
        count(owner)
        assert (only(owner).attributed_to_id, only(owner).attribution) == (member.pk, "last writer")
        assert (earned(member), earned(owner)) == (8, 0)

    def test_both_are_audited(self, owner, tip):
        do(give_sale, owner, sale=tip, member=owner)
        do(leave_to_rules, owner, sale=tip)
        with agency_scope(owner.agency_id):
            actions = AuditEvent.objects.filter(object_id=str(tip.pk)).order_by("created_at")
            assert list(actions.values_list("action", flat=True)) == ["given by hand", "left to the rules"]

    def test_chatters_may_not(self, member, tip):
        for service, values in ((give_sale, {"member": member}), (leave_to_rules, {})):
            with pytest.raises(PermissionDenied):
                do(service, member, sale=tip, **values)


class TestRecording:
    def sale(self, chat, **values) -> Transaction:
        told = {"kind": "tip", "gross": Decimal(10), "fee": Decimal(2), "net": Decimal(8), "occurred_at": NOON}
        return Transaction(creator=chat.creator, chat=chat, **{**told, **values})

    def test_what_a_message_has_told_becomes_what_is_told_now(self, owner, chat, tip):
        told = self.sale(
            chat, of_transaction_id="t1", fee=Decimal(1), net=Decimal(9), occurred_at=NOON + dt.timedelta(hours=1)
        )
        assert do(record_sale, owner, sale=told).pk == tip.pk
        count(owner)
        assert (only(owner).of_transaction_id, only(owner).fee) == ("t1", Decimal(1))

    def test_what_was_recorded_first_is_found_by_the_message(self, owner, chat):
        do(record_sale, owner, sale=self.sale(chat))
        f.MessageFactory(chat=chat, sent_at=NOON + dt.timedelta(minutes=1), is_tip=True, tip_amount="10.00")
        count(owner)
        assert only(owner).message_id

    def test_a_message_is_paid_for_once(self, owner, chat, tip):
        told = self.sale(chat, message_id=tip.message_id, of_transaction_id="t1")
        assert do(record_sale, owner, sale=told).pk == tip.pk
        with pytest.raises(ValidationError, match="recorded already"):
            do(record_sale, owner, sale=self.sale(chat, message_id=tip.message_id, of_transaction_id="t2"))

    def test_a_chargeback_is_whose_what_it_takes_back_was(self, owner, member, chat, tip):
        back = self.sale(chat, kind="chargeback", gross=Decimal(-10), fee=Decimal(-2), net=Decimal(-8))
        recorded = do(record_sale, owner, sale=back, reverses=tip)
        count(owner)
        with agency_scope(owner.agency_id):
            recorded.refresh_from_db()
        assert (recorded.attributed_to_id, recorded.attribution) == (member.pk, "original")
        assert earned(member) == 0

    def test_it_follows_what_it_takes_back_to_the_platforms_id(self, owner, chat, tip):
        back = self.sale(chat, kind="chargeback", gross=Decimal(-10), fee=Decimal(-2), net=Decimal(-8))
        recorded = do(record_sale, owner, sale=back, reverses=tip)
        told = self.sale(chat, of_transaction_id="t1", occurred_at=NOON + dt.timedelta(hours=1))
        do(record_sale, owner, sale=told)
        with agency_scope(owner.agency_id):
            recorded.refresh_from_db()
        assert recorded.of_transaction_id == "reversal of t1"

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"gross": Decimal(-10), "fee": Decimal(-2), "net": Decimal(-8)}, "__all__"),
            ({"kind": "chargeback"}, "gross"),
            ({"fee": Decimal(11), "net": Decimal(-1)}, "fee"),
            ({"net": Decimal(10)}, "__all__"),
            ({"occurred_at": timezone.now() + dt.timedelta(days=2)}, "occurred_at"),
            ({"occurred_at": dt.datetime(2001, 1, 1, tzinfo=dt.UTC)}, "occurred_at"),
        ],
    )
    def test_what_cannot_be_is_refused(self, owner, chat, wrong, field):
        with pytest.raises(ValidationError) as error:
            do(record_sale, owner, sale=self.sale(chat, **wrong))
        assert set(error.value.message_dict) == {field}

    def test_a_fan_of_another_creator_is_refused(self, owner, chat):
        other = f.CreatorFactory(agency=owner.agency)
        with pytest.raises(ValidationError, match="another creator"):
            do(record_sale, owner, sale=Transaction(
                creator=other, chat=chat, kind="tip", gross=1, fee=0, net=1, occurred_at=NOON
            ))  # fmt: skip

    def test_chatters_may_not(self, member, chat):
        with pytest.raises(PermissionDenied):
            do(record_sale, member, sale=self.sale(chat))
