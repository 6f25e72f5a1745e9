"""Whatever happens in whatever order: the statistics are those of somebody who counts the rows by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from agencies.tenancy import agency_scope
from analytics.folding.fold import fold
from analytics.folding.recount import recount
from analytics.ledger import IncomingTransaction, record_transactions
from analytics.models import SalesRules, Transaction
from chats.ingest import IncomingFan, IncomingMessage, record_messages
from chats.models import AIResponse, Message
from tests import factories as f
from tests.analytics.books import Books

#: The clocks of Berlin are put forward on the 29th of March 2026 and back on the 25th of October.
STARTS = [dt.datetime(2026, 3, 28, 20, tzinfo=dt.UTC), dt.datetime(2026, 10, 24, 20, tzinfo=dt.UTC)]
#: Few enough that messages come to stand beside each other, and now and then at the very same time.
TIMES = st.builds(
    lambda start, hours, minutes: start + dt.timedelta(hours=hours, minutes=minutes),
    st.sampled_from([STARTS[0]] * 3 + STARTS), st.integers(0, 60), st.sampled_from([0, 7]),
)  # fmt: skip
PRICES = st.sampled_from([Decimal("3.33"), Decimal(20), Decimal("199.99")])
FANS = st.sampled_from([1, 1, 1, 2])
CREATORS = st.sampled_from([0, 0, 0, 1])
IDS = st.integers(1, 5)


class Agency(RuleBasedStateMachine):
    """An agency to which everything happens that can, counted after each event."""

    @initialize(zone=st.sampled_from(["Europe/Berlin", "America/St_Johns", "Asia/Kolkata"]))
    def open(self, zone: str) -> None:
        self.agency = f.AgencyFactory(timezone=zone)
        self.creators = [f.CreatorFactory(agency=self.agency) for _ in range(2)]
        self.members = [f.MembershipFactory(agency=self.agency) for _ in range(2)]
        # What has never been counted is counted as a whole; from here on it is what changes.
        assert fold(self.agency.pk)

    @rule(
        fan=FANS, number=IDS, at=TIMES, direction=st.sampled_from(["in", "out", "unknown"]), creator=CREATORS,
        price=st.none() | PRICES, unlocked=st.sampled_from([None, True, False]), tip=st.none() | PRICES,
    )  # fmt: skip
    def told(self, fan, number, at, direction, creator, price, unlocked, tip) -> None:
        """A message comes in from outside: for the first time, once more, or with other words."""
        is_tip = tip is not None and direction == "in"
        message = IncomingMessage(
            fan_of_id=fan, of_message_id=number, direction=direction, sent_at=at, html="hey",
            price=price if price and direction == "out" else Decimal(0), unlocked=unlocked if price else None,
            unlocked_at=at + dt.timedelta(minutes=7) if price and unlocked else None,
            is_tip=is_tip, tip_amount=tip if is_tip else None,
        )  # fmt: skip
        record_messages(
            agency_id=self.agency.pk, creator_id=self.creators[creator].pk, messages=[message], source="test"
        )

    @rule(at=TIMES, member=st.integers(0, 1), price=st.none() | PRICES, mass=st.booleans(), data=st.data())
    def written(self, at, member, price, mass, data) -> None:
        """One of the team writes."""
        chat = self._one(data, f.Chat)
        if chat:
            f.MessageFactory(
                chat=chat, direction="out", sent_at=at, sent_by=self.members[member], of_message_id=None,
                is_ppv=bool(price), price=price or 0, unlocked=False if price else None,
                source="mass" if mass else "inbox",
            )  # fmt: skip

    @rule(data=st.data(), at=TIMES)
    def moved(self, data, at) -> None:
        self._change(data, sent_at=at)

    @rule(data=st.data(), status=st.sampled_from(["sent", "failed"]))
    def arrived_or_failed(self, data, status) -> None:
        self._change(data, direction="out", status=status)

    @rule(data=st.data(), at=TIMES)
    def deleted_on_the_platform(self, data, at) -> None:
        self._change(data, deleted_at=at)

    @rule(data=st.data())
    def taken_back(self, data) -> None:
        message = self._one(data, Message)
        if message:
            with agency_scope(self.agency.pk):
                message.delete()

    @rule(data=st.data(), at=TIMES)
    def bought(self, data, at) -> None:
        self._change(data, is_ppv=True, unlocked=True, unlocked_at=at)

    @rule(
        number=IDS, fan=st.none() | FANS, kind=st.sampled_from(["subscription", "renewal", "tip", "ppv", "post"]),
        gross=PRICES, at=TIMES, back=st.booleans(), creator=CREATORS, named=st.booleans(),
    )  # fmt: skip
    def paid(self, number, fan, kind, gross, at, back, creator, named) -> None:
        """The platform's books tell of money, or tell of it once more."""
        told = IncomingTransaction(
            of_transaction_id=f"t{number}" if named else None, kind=kind, gross=gross, fee=gross / 5, occurred_at=at,
            fan=IncomingFan(fan) if fan else None, is_reversed=back,
        )._replace(fee=(gross / 5).quantize(Decimal("0.01")))  # fmt: skip
        record_transactions(
            agency_id=self.agency.pk, creator_id=self.creators[creator].pk, transactions=[told], source="test"
        )

    @rule(data=st.data())
    def drafted(self, data) -> None:
        """One of our messages turns out to have been an AI's draft, and now and then two say so."""
        with agency_scope(self.agency.pk):
            ours = list(Message.objects.filter(direction="out").select_related("chat").order_by("pk"))
        if ours:
            message = data.draw(st.sampled_from(ours))
            f.AIResponseFactory(chat=message.chat, status="accepted", sent_message=message)

    @rule(data=st.data())
    def not_drafted_after_all(self, data) -> None:
        draft = self._one(data, AIResponse)
        if draft:
            with agency_scope(self.agency.pk):
                draft.sent_message = None
                draft.save()

    @rule(data=st.data(), member=st.none() | st.integers(0, 1))
    def given_by_hand(self, data, member) -> None:
        sale = self._one(data, Transaction)
        if sale:
            with agency_scope(self.agency.pk):
                sale.attributed_to = None if member is None else self.members[member]
                sale.attribution = "by hand"
                sale.save()

    @rule(data=st.data())
    def struck_out(self, data) -> None:
        """Somebody deletes a movement of money that no message tells of."""
        sale = self._one(data, Transaction)
        if sale and sale.message_id is None:
            with agency_scope(self.agency.pk):
                sale.delete()

    @rule(hours=st.sampled_from([1, 24, 100]), subscriptions=st.sampled_from(["nobody", "last writer"]))
    def ruled(self, hours, subscriptions) -> None:
        with agency_scope(self.agency.pk):
            SalesRules.objects.update_or_create(
                agency_id=self.agency.pk,
                defaults={"window_hours": hours, "subscription_rule": subscriptions, "renewal_rule": subscriptions},
            )
        recount(self.agency.pk)

    @invariant()
    def is_counted_right(self) -> None:
        if not hasattr(self, "agency"):
            return
        while fold(self.agency.pk):
            pass
        with agency_scope(self.agency.pk):
            assert Books(self.agency).differences() == []

    def _settled(self) -> None:
        """Each message that was paid for has its sale once, and each sale has one of the reasons."""
        for message in Message.objects.all():
            kinds = [("ppv", message.price)] * bool(message.unlocked and message.price)
            kinds += [("tip", message.tip_amount)] * bool(message.tip_amount)
            assert [(s.kind, s.gross) for s in message.transactions.order_by("kind")] == kinds
        for sale in Transaction.objects.all():
            assert sale.attribution
            assert sale.day == sale.occurred_at.astimezone(ZoneInfo(self.agency.timezone)).date()

    def teardown(self) -> None:
        if hasattr(self, "agency"):
            with agency_scope(self.agency.pk):
                self._settled()
            assert recount(self.agency.pk, verify=True) == {}

    def _one(self, data: Any, model: Any) -> Any:
        with agency_scope(self.agency.pk):
            rows = list(model.objects.order_by("pk"))
        return data.draw(st.sampled_from(rows)) if rows else None

    def _change(self, data: Any, **values: Any) -> None:
        with agency_scope(self.agency.pk):
            wanted = {name: values[name] for name in ("direction", "is_ppv") if name in values}
            rows = list(Message.objects.filter(**wanted).order_by("pk"))
            if not rows:
                return
            row = data.draw(st.sampled_from(rows))
            for name, value in values.items():
                setattr(row, name, value)
            row.save()


@pytest.mark.django_db(transaction=True)
def test_any_sequence_of_events_is_counted_right():
    run_state_machine_as_test(
        Agency,
        settings=settings(
            max_examples=40,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
