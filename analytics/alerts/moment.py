"""What rules look at, and what they see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from agencies.models import Agency, Creator
from analytics.models import AlertRule

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Moment:
    """An agency at a time. `creators` are the names of those who are active: nobody else is looked at."""

    agency_id: UUID
    now: dt.datetime
    zone: ZoneInfo
    creators: dict[UUID, str]

    @classmethod
    def of(cls, agency_id: UUID, now: dt.datetime) -> Moment:
        """Call in the agency's scope."""
        zone = Agency.objects.values_list("timezone", flat=True).get(pk=agency_id)
        creators = Creator.objects.filter(agency_id=agency_id, is_active=True)
        return cls(agency_id, now, ZoneInfo(zone), {creator.pk: str(creator) for creator in creators})

    def about(self, rule: AlertRule) -> Collection[UUID]:
        """The creators that a rule is about."""
        return self.creators.keys() if rule.creator_id is None else self.creators.keys() & {rule.creator_id}

    def whose(self, rule: AlertRule) -> str:
        """ " of Mia", or nothing for a rule about all."""
        return f" of {self.creators.get(rule.creator_id, 'nobody')}" if rule.creator_id else ""


@dataclass(frozen=True)
class Seen:
    """What a rule sees. `value` (in the unit of the limit) is None where there is nothing to judge; `words` say why."""

    words: str
    value: Decimal | None = None
    is_over: bool = False
    creator_id: UUID | None = None
    chat_id: UUID | None = None


#: What each of the rules of a kind sees, by their keys; an empty list where there is nobody to tell of.
Look = Callable[[Moment, list[AlertRule]], dict[UUID, list[Seen]]]


@dataclass(frozen=True)
class Kind:
    """A kind of rule: the question it asks, the unit of its limit, and what may be done about an alert.

    An alert of a kind that is `about_fans` lasts until somebody acknowledges it, 24 hours at most.
    """

    name: AlertRule.Kind
    question: str
    unit: str
    advice: str
    look: Look
    about_fans: bool = False


def plain(number: Any) -> str:
    """A limit as people write it: 10, 2.5."""
    return f"{Decimal(number):,.2f}".rstrip("0").rstrip(".")
