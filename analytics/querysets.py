"""What can be asked of the books and of reviews. Everything starts from `visible_to(actor)`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateTimeField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, Coalesce, Lag, Lead, Least, Now

from agencies.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from analytics.models import MessageReview

#: A period that begins within so much after the one before has renewed it.
GRACE = dt.timedelta(days=1)

# Sources tell of an end late or never, so `status` alone says little. Active without an end: none is known (NULL). Not
# active any more, with an end to come or none: it is over by now.
_OWN_END = Case(
    When(status="active", then=F("expires_at")),
    default=Least(Coalesce(F("expires_at"), F("started_at")), Now()),
    output_field=DateTimeField(),
)
#: Until when the next period may begin and be a renewal.
_REACH = Coalesce(
    ExpressionWrapper(_OWN_END + Value(GRACE), output_field=DateTimeField()), Cast(Value("infinity"), DateTimeField())
)


class TransactionQuerySet(ScopedQuerySet):
    """Movements of money."""

    def totals(self, at_most: int) -> dict[str, Any] | None:
        """The `number` of these movements and their `gross`, `fee` and `net` in dollars; None of more than that."""
        sums = {name: Sum(name, default=0) for name in ("gross", "fee", "net")}
        found: dict[str, Any] = self.order_by()[: at_most + 1].aggregate(number=Count("pk"), **sums)
        return found if found["number"] <= at_most else None


class SubscriptionQuerySet(ScopedQuerySet):
    """Questions about periods of subscriptions, answered from when they begin and end."""

    def with_history(self) -> Self:
        """What each period follows, and what became of it: `is_renewal`, `is_renewed`, `ends_at`, `held_until`.

        One that begins no later than `GRACE` after the end of the one before is its renewal. `held_until` is when the
        next takes over from one that was renewed, else its end.
        """
        earlier = self._siblings().filter(started_at__lt=OuterRef("started_at")).order_by("-started_at")
        return self._told(self._next_start(), Subquery(earlier.annotate(reach=_REACH).values("reach")[:1]))

    def with_whole_history(self) -> Self:
        """The same in one walk along the rows, which have to be all periods of their fans."""
        fan: dict[str, Any] = {"partition_by": [F("agency_id"), F("chat_id")], "order_by": "started_at"}
        return self._told(Window(Lead("started_at"), **fan), Window(Lag(_REACH), **fan))

    def _told(self, next_start: Any, reached: Any) -> Self:
        is_renewed = Q(next_start__lte=_REACH)
        return self.alias(next_start=next_start, reached=reached).annotate(
            ends_at=Least(F("next_start"), _OWN_END),
            is_renewal=_is(Q(reached__gte=F("started_at"))),
            is_renewed=_is(is_renewed),
            held_until=Case(When(is_renewed, then=F("next_start")), default=Least(F("next_start"), _OWN_END)),
        )

    def with_end(self) -> Self:
        """When each period ends or ended: at its end, or when the next began. NULL as long as no end is known."""
        return self.alias(next_start=self._next_start()).annotate(ends_at=Least(F("next_start"), _OWN_END))

    def running(self, at: Any = None) -> Self:
        """Those that ran `at` a moment (now, if none is given)."""
        at = at or Now()
        return self.with_end().filter(Q(ends_at=None) | Q(ends_at__gt=at), started_at__lte=at)

    def over(self) -> Self:
        """Those that have come to their end."""
        return self.with_end().filter(ends_at__lte=Now())

    def expiring_within(self, days: int, now: dt.datetime) -> Self:
        """Those that run `now` and end in so many days, unless they are renewed; the first first."""
        soon = self.running(now).filter(expires_at__gt=now, expires_at__lte=now + dt.timedelta(days=days))
        return soon.order_by("expires_at", "pk")

    def ended_between(self, since: dt.datetime, until: dt.datetime) -> Self:
        """Those that came to their end from `since` on and before `until`, with their history."""
        # Whose own end was before has no other.
        could = self.filter(Q(expires_at=None) | Q(expires_at__gte=since), started_at__lt=until)
        return could.with_history().filter(ends_at__gte=since, ends_at__lt=until)

    def _next_start(self) -> Subquery:
        later = self._siblings().filter(started_at__gt=OuterRef("started_at")).order_by("started_at")
        return Subquery(later.values("started_at")[:1])

    def _siblings(self) -> Any:
        """The periods of the same fan with the same creator, for a sub-query."""
        return self.model._default_manager.filter(agency_id=OuterRef("agency_id"), chat_id=OuterRef("chat_id"))


def _is(condition: Q) -> Coalesce:
    return Coalesce(ExpressionWrapper(condition, output_field=BooleanField()), Value(False))


class ReviewQuerySet(ScopedQuerySet):
    """Questions about reviews of messages."""

    def of_sender(self, membership_id: UUID | None) -> Self:
        """Of messages that this member has sent; nobody (None) has sent none."""
        return self.filter(message__sent_by_id=membership_id) if membership_id else self.none()

    def unseen(self) -> Self:
        """Those that the sender has not looked at yet."""
        return self.filter(seen_at__isnull=True)

    def for_feedback(self) -> Self:
        """With what the sender is shown, latest first."""
        return self.select_related("message__chat__creator", "reviewer__user").order_by("-reviewed_at", "-id")

    def behind(self, review: MessageReview) -> Self:
        """Those that were given before `review`: the next page."""
        earlier = Q(reviewed_at__lt=review.reviewed_at) | Q(reviewed_at=review.reviewed_at, id__lt=review.pk)
        return self.filter(earlier)
