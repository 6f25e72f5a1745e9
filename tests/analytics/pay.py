"""People who are paid, and what they sell and work; times are those of the agency's clocks."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from agencies.models import Membership
from agencies.scope import Actor
from agencies.tenancy import agency_scope
from analytics.models import CommissionPlan, Statement, StatementLine, Transaction
from analytics.payroll import services
from tests import factories as f

MARCH, APRIL = dt.date(2024, 3, 1), dt.date(2024, 4, 1)


class Payee:
    """A chatter of an agency in Berlin, paid 10 % of everything unless told otherwise. The owner acts."""

    def __init__(self, zone: str = "Europe/Berlin", **plan: Any) -> None:
        self.agency = f.AgencyFactory(timezone=zone)
        self.zone = ZoneInfo(zone)
        self.owner = f.MembershipFactory(agency=self.agency, role="owner")
        self.member = f.MembershipFactory(agency=self.agency)
        self.creator = f.CreatorFactory(agency=self.agency)
        self.plan = self.paid_by(dt.date(2024, 1, 1), **plan)

    def paid_by(self, starts_on: dt.date, tiers: tuple[tuple[int, int], ...] = (), **plan: Any) -> CommissionPlan:
        """A plan that begins on that day."""
        percents = {f"{kind}_percent": Decimal(10) for kind in ("ppv", "tip", "subscription", "renewal")}
        made = f.CommissionPlanFactory(agency=self.agency, **{**percents, **plan})
        for from_net, percent_more in tiers:
            f.PlanTierFactory(plan=made, from_net=from_net, percent_more=percent_more)
        f.PlanAssignmentFactory(membership=self.member, plan=made, starts_on=starts_on)
        return made

    def at(self, *local: int) -> dt.datetime:
        return dt.datetime(*local, tzinfo=self.zone)

    def sells(self, net: Any, at: dt.datetime, kind: str = "ppv", **more: Any) -> Transaction:
        """Something that brought `net` dollars, or took them back."""
        money = {"gross": Decimal(net), "fee": Decimal(0), "net": Decimal(net)}
        more = {"attributed_to": self.member, **more}
        return f.TransactionFactory(creator=self.creator, kind=kind, occurred_at=at, **money, **more)

    def works(self, start: dt.datetime, end: dt.datetime | None, idle: int = 0) -> Any:
        return f.ShiftFactory(membership=self.member, started_at=start, ended_at=end, idle_seconds=idle)

    def actor(self, member: Membership | None = None) -> Actor:
        with agency_scope(self.agency.pk):
            return Actor.from_membership(member or self.owner)

    def draw_up(self, month: dt.date = MARCH) -> Statement:
        with agency_scope(self.agency.pk):
            (statement,) = services.draw_up(actor=self.actor(), month=month, members=[self.member.pk])
        return statement

    def lock(self, month: dt.date = MARCH) -> Statement:
        with agency_scope(self.agency.pk):
            return services.lock(actor=self.actor(), statement=self.draw_up(month))

    def unlock(self, statement: Statement, reason: str = "a mistake") -> Statement:
        with agency_scope(self.agency.pk):
            return services.unlock(actor=self.actor(), statement=statement, reason=reason)

    def adjusts(self, statement: Statement, amount: Any, reason: str = "Bonus") -> StatementLine:
        return f.StatementLineFactory(statement=statement, amount=Decimal(amount), description=reason)

    def lines(self, month: dt.date = MARCH) -> list[tuple[str, Decimal]]:
        """The kinds and amounts of the month, drawn up anew."""
        statement = self.draw_up(month)
        with agency_scope(self.agency.pk):
            rows = list(statement.lines.values_list("kind", "amount"))
        assert statement.total == sum(amount for _, amount in rows)
        return rows

    def words(self, month: dt.date = MARCH) -> list[str]:
        statement = self.draw_up(month)
        with agency_scope(self.agency.pk):
            return list(statement.lines.values_list("description", flat=True))
