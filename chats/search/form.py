"""What people choose on the search page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from agencies.models import Creator
from agencies.scope import Actor
from chats.models.chat import Direction
from chats.search.find import Narrowing
from chats.search.query import MAX_LENGTH


def _day(label: str) -> forms.DateField:
    return forms.DateField(required=False, label=label, widget=forms.DateInput(attrs={"type": "date"}))


class SearchForm(forms.Form):
    """Words and filters. Wrong values are ignored, so that an old address still opens."""

    q = forms.CharField(required=False, max_length=MAX_LENGTH, strip=False, label="Words")
    creator = forms.ModelChoiceField(Creator.objects.none(), required=False, empty_label="All creators")
    sender = forms.ChoiceField(
        required=False,
        label="Sent by",
        choices=[("", "From anyone"), (Direction.IN.value, "From the fan"), (Direction.OUT.value, "From us")],
    )
    ppv = forms.ChoiceField(
        required=False, label="Price", choices=[("", "Free or paid"), ("yes", "Pay-per-view"), ("no", "Free")]
    )
    since = _day("From")
    until = _day("To")
    tag = forms.CharField(
        required=False, max_length=40, widget=forms.TextInput(attrs={"placeholder": "Any", "autocomplete": "off"})
    )

    def __init__(self, data: Any, *, actor: Actor) -> None:
        super().__init__(data, auto_id="search_%s", label_suffix="")
        self.fields["creator"].queryset = Creator.objects.visible_to(actor)  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def typed(self) -> str:
        """The words, as far as they are acceptable."""
        return str(self.cleaned_data.get("q") or "")

    @property
    def narrowing(self) -> Narrowing:
        """The filters; days are the viewer's."""
        wanted = self.cleaned_data
        creator, until = wanted.get("creator"), wanted.get("until")
        return Narrowing(
            creator_id=creator.pk if creator else None,
            direction=wanted.get("sender") or None,
            is_ppv={"yes": True, "no": False}.get(wanted.get("ppv", "")),
            tag=wanted.get("tag", "").strip().lower() or None,
            since=_midnight(wanted.get("since")),
            until=_midnight(until, days=1),
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter is set."""
        return self.narrowing != Narrowing()


def _midnight(day: dt.date | None, days: int = 0) -> dt.datetime | None:
    """When `day` begins where the viewer is, or so many days later; None for a day beyond the calendar."""
    if day is None or not dt.MINYEAR + 1 < day.year < dt.MAXYEAR:
        return None
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=days), dt.time.min))
