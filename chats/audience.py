"""Who a mass message is for: a form that checks what was chosen, and the same words as a query.

The form also reads what a mass message keeps in `filters`, so that nothing unchecked becomes a query.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, Value, When
from django.utils import timezone

from chats.models import Chat, Message, SentMedia
from chats.models.chat import Direction

#: A preview counts no further than this many fans, so that it costs no more in a big agency.
COUNTED_AT_MOST = 100_000
FANS_SHOWN = 20

#: Why a fan who fits is left out. The first that holds is the one that is told.
REASONS = {
    "tagged": "carries a tag that you leave out",
    "waiting": "waits for an answer",
    "messaged": "was messaged by us a short time ago",
    "bought": "has bought this media",
    "had": "has been sent this media",
}


def _days(label: str) -> forms.IntegerField:
    return forms.IntegerField(required=False, min_value=1, max_value=3650, label=label)


def _dollars(label: str) -> forms.DecimalField:
    return forms.DecimalField(required=False, min_value=0, max_value=10_000_000, decimal_places=2, label=label)


class AudienceForm(forms.Form):
    """Which fans of the creator it goes to, and which of those it leaves out."""

    tags = forms.CharField(required=False, max_length=400, label="Tags, separated by commas")
    tags_match = forms.ChoiceField(
        required=False, choices=[("any", "any of these tags"), ("all", "all of these tags")], label="Fans who have"
    )
    spent_from = _dollars("Spent at least $")
    spent_to = _dollars("Spent at most $")
    subscription = forms.ChoiceField(
        required=False,
        choices=[
            ("", "whatever it is"),
            ("active", "active"),
            ("expired", "expired"),
            ("expiring", "active, and ends soon"),
        ],
        label="Subscription",
    )
    expiring_days = _days("Ends within days")
    active_days = _days("Wrote within days")
    silent_days = _days("Has not written for days")
    chats = forms.ChoiceField(
        required=False,
        choices=[("", "all"), ("unread", "unread"), ("waiting", "waiting for an answer")],
        label="Chats",
    )
    exclude_hours = forms.IntegerField(
        required=False, min_value=1, max_value=8760, label="Fans we have messaged within hours"
    )
    exclude_bought = forms.BooleanField(required=False, label="Fans who have bought one of these media")
    exclude_had = forms.BooleanField(required=False, label="Fans who have been sent one of these media")
    exclude_waiting = forms.BooleanField(
        required=False, label="Fans who wait for an answer", help_text="The message would count as the answer."
    )
    exclude_tags = forms.CharField(required=False, max_length=400, label="Fans with one of these tags")

    #: What a new mass message starts with.
    DEFAULTS = {"exclude_waiting": True, "exclude_hours": 24, "tags_match": "any"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        low, high = cleaned.get("spent_from"), cleaned.get("spent_to")
        if low is not None and high is not None and low > high:
            self.add_error("spent_to", "This is less than “at least”: nobody can fit both.")
        if cleaned.get("subscription") == "expiring" and not cleaned.get("expiring_days"):
            self.add_error("expiring_days", "Say within how many days the subscription ends.")
        return cleaned

    def as_filters(self) -> dict[str, Any]:
        """What was chosen, as JSON; read again by `AudienceForm(filters)`."""
        return {
            name: str(value) if not isinstance(value, bool | int) else value
            for name, value in self.cleaned_data.items()
            if name in AudienceForm.base_fields and value not in (None, "", False)
        }


@dataclass(frozen=True)
class Preview:
    """How many get it, the first of them, and how many do not and why; `is_capped` if not all were counted."""

    included: int
    excluded: list[tuple[str, int]]
    fans: list[Chat]
    is_capped: bool


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(word.strip().lower() for word in text.split(",") if word.strip()))


def matching(chats: Any, chosen: dict[str, Any]) -> Any:
    """Those of `chats` whose fan fits what was chosen (cleaned data of the form)."""
    now = timezone.now()
    if tags := _words(chosen.get("tags") or ""):
        chats = chats.filter(**{"tags__contains" if chosen.get("tags_match") == "all" else "tags__overlap": tags})
    # Fans without statistics have spent nothing that we know of.
    if low := chosen.get("spent_from"):
        chats = chats.filter(fan_stats__total_spent__gte=low)
    if (high := chosen.get("spent_to")) is not None:
        chats = chats.filter(Q(fan_stats__total_spent__lte=high) | Q(fan_stats__isnull=True))
    chats = chats.filter(_subscription(chosen, now))
    if days := chosen.get("active_days"):
        chats = chats.filter(_wrote_since(now - dt.timedelta(days=days)))
    if days := chosen.get("silent_days"):
        chats = chats.exclude(_wrote_since(now - dt.timedelta(days=days)))
    if chosen.get("chats") == "unread":
        chats = chats.unread()
    return chats.awaiting_reply() if chosen.get("chats") == "waiting" else chats


def _subscription(chosen: dict[str, Any], now: dt.datetime) -> Q:
    over = Q(subscription_active=False) | Q(subscription_expires_at__lte=now)
    match chosen.get("subscription"):
        case "active":
            return Q(subscription_active=True) & (
                Q(subscription_expires_at__isnull=True) | Q(subscription_expires_at__gt=now)
            )
        case "expired":
            return over
        case "expiring":
            end = now + dt.timedelta(days=chosen["expiring_days"])
            return Q(subscription_active=True, subscription_expires_at__gt=now, subscription_expires_at__lte=end)
    return Q()


def _said(direction: str, since: dt.datetime) -> Q:
    """Whether one side wrote since then: along the thread's index, and only in chats where somebody did."""
    of_chat = Message.objects.filter(agency_id=OuterRef("agency_id"), chat_id=OuterRef("pk"))
    said = of_chat.filter(sent_at__gte=since, direction=direction, deleted_at__isnull=True)
    return Q(last_message_at__gte=since, last_message_at__isnull=False) & Q(Exists(said))


def _wrote_since(since: dt.datetime) -> Q:
    return _said(Direction.IN, since)


def reason_to_leave_out(chosen: dict[str, Any], of_media_ids: Collection[int]) -> Case | Value:
    """A key of `REASONS` for a chat that is left out, else ''."""
    whens = []
    if tags := _words(chosen.get("exclude_tags") or ""):
        whens.append(When(tags__overlap=tags, then=Value("tagged")))
    if chosen.get("exclude_waiting"):
        whens.append(When(awaiting_reply_since__isnull=False, then=Value("waiting")))
    if hours := chosen.get("exclude_hours"):
        since = timezone.now() - dt.timedelta(hours=hours)
        whens.append(When(_said(Direction.OUT, since), then=Value("messaged")))
    had = SentMedia.objects.filter(
        agency_id=OuterRef("agency_id"), chat_id=OuterRef("pk"), of_media_id__in=list(of_media_ids)
    )
    if of_media_ids and chosen.get("exclude_bought"):
        whens.append(When(Exists(had.filter(bought_at__isnull=False)), then=Value("bought")))
    if of_media_ids and chosen.get("exclude_had"):
        whens.append(When(Exists(had), then=Value("had")))
    return Case(*whens, default=Value(""), output_field=CharField()) if whens else Value("", output_field=CharField())


def recipients(chats: Any, chosen: dict[str, Any], of_media_ids: Collection[int]) -> Any:
    """Those of `chats` who get it."""
    return matching(chats, chosen).annotate(left_out=reason_to_leave_out(chosen, of_media_ids)).filter(left_out="")


def preview(chats: Any, chosen: dict[str, Any], of_media_ids: Collection[int]) -> Preview:
    """Two queries: counts by reason over at most `COUNTED_AT_MOST` fans, and the first who get it."""
    fitting = matching(chats, chosen).order_by().values("pk")[: COUNTED_AT_MOST + 1]
    counted = (
        chats.filter(pk__in=fitting)
        .order_by()
        .annotate(left_out=reason_to_leave_out(chosen, of_media_ids))
        .values_list("left_out")
        .annotate(fans=Count("pk"))
    )
    numbers = dict(counted)
    is_capped = sum(numbers.values()) > COUNTED_AT_MOST
    shown = recipients(chats, chosen, of_media_ids).for_list().select_related("fan_stats").in_inbox_order()
    return Preview(
        included=numbers.pop("", 0),
        excluded=[(reason, numbers[key]) for key, reason in REASONS.items() if key in numbers],
        fans=list(shown[:FANS_SHOWN]),
        is_capped=is_capped,
    )
