"""What the list of messages is narrowed to, and the verdict on one of them."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils import timezone
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from agencies.models import Agency, Creator, Membership
from agencies.scope import Actor
from analytics.models import MessageReview
from analytics.reports import EARLIEST, LATEST
from analytics.review.finding import BEHIND, CONDITIONS, NOBODY, Wanted

#: Days back to the first day, and days up to the last, from today.
PERIODS = {"today": (0, 0), "yesterday": (1, 1), "7": (6, 0), "30": (29, 0)}
USUAL = "7"
#: The verdict that takes a verdict back.
WITHDRAWN = "none"


def _choice(label: str, *choices: tuple[str, str]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=UnfoldAdminSelectWidget)


def _day(label: str) -> forms.DateField:
    widget = UnfoldAdminTextInputWidget(attrs={"type": "date"})
    bounds = [MinValueValidator(EARLIEST), MaxValueValidator(LATEST)]
    return forms.DateField(label=label, required=False, widget=widget, validators=bounds)


class MessageFilter(forms.Form):
    """Which messages are shown. All of it stands in the address; days are the agency's."""

    period = _choice(
        "Sent", ("today", "today"), ("yesterday", "yesterday"), ("7", "last 7 days"), ("30", "last 30 days")
    )
    first = _day("or from")
    last = _day("to")
    creator = forms.ModelChoiceField(
        Creator.objects.none(), required=False, empty_label="all", widget=UnfoldAdminSelectWidget
    )
    sender = _choice("Sender")
    offer = _choice(
        "Price", ("", "all"), ("ppv", "PPVs"), ("bought", "PPVs bought"), ("not-bought", "PPVs not bought"),
        ("not-known", "not known if bought"),
    )  # fmt: skip
    draft = _choice("Written by", ("", "all"), ("ai", "AI draft"), ("own", "without AI"))
    review = _choice(
        "Review", ("", "all"), ("none", "not reviewed"), ("any", "reviewed"), ("good", "good"),
        ("needs-work", "needs work"),
    )  # fmt: skip

    def __init__(self, data: QueryDict, *, actor: Actor) -> None:
        given = data.copy()
        given.setdefault("period", USUAL)
        super().__init__(given, label_suffix="")
        self._actor = actor
        self.zone = ZoneInfo(Agency.objects.visible_to(actor).get().timezone)
        creator, sender = self.fields["creator"], self.fields["sender"]
        creator.queryset = Creator.objects.visible_to(actor).order_by("display_name", "username")  # type: ignore[attr-defined]
        members = Membership.objects.visible_to(actor).select_related("user").order_by("user__name")
        sender.choices = [  # type: ignore[attr-defined]
            ("", "all"), *((str(member.pk), str(member)) for member in members), (NOBODY, "nobody of the team"),
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The days, from the period unless they were named."""
        cleaned = super().clean() or {}
        today = timezone.localdate(timezone=self.zone)
        back, until = PERIODS[cleaned.get("period") or USUAL]
        first, last = cleaned.get("first"), cleaned.get("last")
        if first is None and last is None:
            first, last = today - dt.timedelta(days=back), today - dt.timedelta(days=until)
        cleaned["first"], cleaned["last"] = first or last, last or max(today, first or today)
        if cleaned["first"] > cleaned["last"]:
            self.add_error("last", "The last day is before the first.")
        return cleaned

    @property
    def is_live(self) -> bool:
        """Whether what is sent now would be among them."""
        return bool(self.cleaned_data["last"] >= timezone.localdate(timezone=self.zone))

    @property
    def is_narrowed(self) -> bool:
        """Whether more than the days was chosen."""
        return any(self.cleaned_data[name] for name in ("creator", "sender", *CONDITIONS))

    def wanted(self, made_since: dt.datetime | None = None) -> Wanted:
        """What to look for, of what was written since a moment if one is given. Call on a valid form."""
        cleaned, zone = self.cleaned_data, self.zone
        start = _midnight(cleaned["first"], zone)
        if made_since:
            start = max(start + BEHIND, made_since) - BEHIND
        creators = [cleaned["creator"]] if cleaned["creator"] else self.fields["creator"].queryset  # type: ignore[attr-defined]
        sender = cleaned["sender"]
        return Wanted(
            agency_id=self._actor.agency_id,  # type: ignore[arg-type]
            zone=zone,
            start=start,
            end=_midnight(cleaned["last"] + dt.timedelta(days=1), zone),
            creator_ids=[creator.pk for creator in creators],
            one_creator=bool(cleaned["creator"]) or self._actor.creator_ids is not None,
            sender=UUID(sender) if sender not in ("", NOBODY) else sender or None,
            words=tuple((name, cleaned[name]) for name in CONDITIONS if cleaned[name]),
            made_since=made_since,
        )


def _midnight(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, zone)


class ReviewForm(forms.Form):
    """A verdict with a comment for whoever sent the message."""

    verdict = forms.ChoiceField(choices=[*MessageReview.Verdict.choices, (WITHDRAWN, "none")])
    comment = forms.CharField(
        max_length=MessageReview._meta.get_field("comment").max_length, required=False, widget=forms.Textarea
    )
