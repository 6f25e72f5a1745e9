"""What a dashboard is asked for. Its fields are the address, so a page can be kept and passed on."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from agencies.models import Agency, Creator, Membership
from agencies.scope import Actor
from analytics.reports import EARLIEST, LATEST, Question

USUAL = "30"
RANGES = [
    ("today", "Today"), ("yesterday", "Yesterday"), ("7", "Last 7 days"), (USUAL, "Last 30 days"),
    ("90", "Last 90 days"), ("month", "This month"), ("last-month", "Last month"), ("year", "This year"),
    ("365", "Last 365 days"), ("days", "Other days"),
]  # fmt: skip
#: Days that one page looks back over.
MOST_DAYS = 366 * 5
BOUNDS = [MinValueValidator(EARLIEST), MaxValueValidator(LATEST)]


class DayInput(UnfoldAdminTextInputWidget):
    """The browser's own calendar."""

    input_type = "date"

    def format_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, dt.date) else value


class DashboardForm(forms.Form):
    """Which days, and whose. Call `question` for what it asks; an address with wrong values opens all the same."""

    range = forms.ChoiceField(choices=RANGES, required=False, label="Days", widget=UnfoldAdminSelectWidget)
    since = forms.DateField(required=False, label="From", widget=DayInput, validators=BOUNDS)
    until = forms.DateField(required=False, label="To", widget=DayInput, validators=BOUNDS)
    creator = forms.ModelChoiceField(
        Creator.objects.none(), required=False, empty_label="All creators", widget=UnfoldAdminSelectWidget
    )
    member = forms.ModelChoiceField(
        Membership.objects.none(), required=False, empty_label="Whole team", label="Who", widget=UnfoldAdminSelectWidget
    )

    def __init__(self, data: Any, *, actor: Actor, with_member: bool = True) -> None:
        super().__init__({**data.dict(), "range": data.get("range") or USUAL})
        self._actor = actor
        self.agency: Agency = Agency.objects.visible_to(actor).get()
        choices: dict[str, Any] = self.fields
        choices["creator"].queryset = Creator.objects.visible_to(actor)
        choices["member"].queryset = Membership.objects.visible_to(actor).select_related("user")
        if not with_member:
            del self.fields["member"]

    def question(self) -> Question:
        """What is asked for; what cannot be read counts as not given."""
        self.is_valid()
        wanted = self.cleaned_data
        today = timezone.now().astimezone(ZoneInfo(self.agency.timezone)).date()
        since, until = span_of(wanted.get("range") or USUAL, today, wanted.get("since"), wanted.get("until"))
        creator, member = wanted.get("creator"), wanted.get("member")
        return Question(
            actor=self._actor,
            timezone=self.agency.timezone,
            since=since,
            until=until,
            creators=frozenset([creator.pk] if creator else ()),
            members=frozenset([member.pk] if member else ()),
        )


def span_of(
    name: str, today: dt.date, since: dt.date | None = None, until: dt.date | None = None
) -> tuple[dt.date, dt.date]:
    """The first and last day of a range of `RANGES`; of other days, those given, in either order."""
    first = today.replace(day=1)
    if name == "days":
        ends = sorted([since or until or today, until or today])
        return max(ends[0], ends[1] - dt.timedelta(days=MOST_DAYS - 1)), ends[1]
    if name == "yesterday":
        return (today - dt.timedelta(days=1),) * 2
    if name == "last-month":
        end = first - dt.timedelta(days=1)
        return end.replace(day=1), end
    starts = {"today": today, "month": first, "year": first.replace(month=1)}
    return starts.get(name) or today - dt.timedelta(days=int(name) - 1), today
