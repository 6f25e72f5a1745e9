"""What people type in the inbox, checked."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from uuid_utils.compat import uuid7

from agencies.models import Creator, Membership
from agencies.scope import Actor, Role
from chats.models import Chat
from chats.models.media import MediaType
from chats.search.find import narrowed_to_fans
from chats.services import MAX_PRICE, MAX_TEXT_LENGTH, MIN_PRICE


class InboxFilter(forms.Form):
    """What the chat list shows. Wrong values are ignored, so that an old address still opens."""

    q = forms.CharField(required=False, max_length=100, label="Fan's name")
    creator = forms.ModelChoiceField(Creator.objects.none(), required=False, empty_label="All creators")
    tag = forms.CharField(required=False, max_length=40)
    show = forms.ChoiceField(
        required=False,
        choices=[("", "All chats"), ("unread", "Unread"), ("waiting", "Waiting for a reply"), ("flagged", "Flagged")],
    )

    def __init__(self, data: Any, *, actor: Actor) -> None:
        super().__init__(data)
        self._actor = actor
        self.fields["creator"].queryset = Creator.objects.visible_to(actor)  # type: ignore[attr-defined]

    def apply(self, chats: Any) -> Any:
        """`chats` narrowed down to what was asked for."""
        self.is_valid()
        wanted = self.cleaned_data
        if wanted.get("q"):
            chats = narrowed_to_fans(self._actor, chats, wanted["q"])
        if wanted.get("creator"):
            chats = chats.filter(creator=wanted["creator"])
        if wanted.get("tag"):
            chats = chats.tagged(wanted["tag"])
        if wanted.get("show") == "unread":
            chats = chats.unread()
        if wanted.get("show") == "waiting":
            chats = chats.awaiting_reply()
        if wanted.get("show") == "flagged":
            chats = chats.flagged()
        return chats

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the whole list is asked for."""
        return any(self.cleaned_data.values())


class MediaIdsField(forms.Field):
    """Platform ids of media, each in a field of its own."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[int]:
        """The ids, each once. Raises `ValidationError` for what is none."""
        ids = [str(item) for item in value or []]
        if not all(item.isdecimal() and len(item) < 19 for item in ids):
            raise forms.ValidationError("That is no media.")
        return list(dict.fromkeys(map(int, ids)))


class DraftIdField(forms.UUIDField):
    """The AI draft that a reply began as. What is no id is none, so that no reply fails for it."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))

    def clean(self, value: Any) -> UUID | None:
        """The id. Raises nothing."""
        try:
            found: UUID | None = super().clean(value)
        except forms.ValidationError:
            return None
        return found


class TypedTextField(forms.CharField):
    """What was typed, where the reply is its translation."""

    def __init__(self) -> None:
        super().__init__(required=False, strip=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))


class DraftForm(forms.Form):
    """A reply as far as it is typed. What makes no sense yet is left out."""

    token = forms.UUIDField(required=False)
    text = forms.CharField(required=False, strip=False)
    price = forms.DecimalField(required=False, max_digits=10, decimal_places=2, min_value=0)
    of_media_ids = MediaIdsField(required=False)
    ai_response = DraftIdField()
    typed_text = TypedTextField()


class ReplyForm(forms.Form):
    """A reply; `token` becomes the message's id, so that sending twice makes one message."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(required=False, max_length=MAX_TEXT_LENGTH, widget=forms.Textarea, label="Reply")
    price = forms.DecimalField(
        required=False,
        min_value=MIN_PRICE,
        max_value=MAX_PRICE,
        decimal_places=2,
        label="Price in dollars",
        widget=forms.NumberInput(
            attrs={"placeholder": "free", "inputmode": "decimal", "list": "quick-prices", "title": "$3 to $200"}
        ),
    )
    of_media_ids = MediaIdsField(required=False)
    ai_response = DraftIdField()
    typed_text = TypedTextField()
    send_at = forms.DateTimeField(
        required=False,
        error_messages={"invalid": "That is no date with a time."},
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )
    confirmed = forms.BooleanField(required=False)
    #: When the draft in it was saved, in milliseconds since 1970.
    saved_at = 0

    @classmethod
    def blank(cls) -> ReplyForm:
        """A form for the next reply, with a token of its own."""
        return cls(initial={"token": uuid7()})

    def chosen_ids(self) -> list[int]:
        """The media that go along, also while something else in the form is wrong."""
        try:
            return MediaIdsField().to_python(self["of_media_ids"].value())
        except forms.ValidationError:
            return []


class MediaFilterForm(forms.Form):
    """Which of a creator's media the picker shows. Wrong values are ignored."""

    kind = forms.ChoiceField(required=False, choices=[("", "All kinds"), *MediaType.choices], label="Kind")
    show = forms.ChoiceField(
        required=False,
        choices=[("", "All"), ("unsent", "Not yet sent to this fan"), ("bought", "Bought by this fan")],
        label="Show",
    )
    number = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, label="Media id")
    after = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def apply(self, media: Any, sent: Any) -> Any:
        """`media` narrowed down, latest sent first; `sent` is what the fan has had."""
        self.is_valid()
        wanted = self.cleaned_data
        visible = media
        if wanted.get("kind"):
            media = media.filter(media_type=wanted["kind"])
        if wanted.get("number"):
            media = media.filter(of_media_id=wanted["number"])
        had = sent.filter(agency_id=OuterRef("agency_id"), of_media_id=OuterRef("of_media_id"))
        if wanted.get("show") == "unsent":
            media = media.filter(~Exists(had))
        if wanted.get("show") == "bought":
            media = media.filter(Exists(had.filter(bought_at__isnull=False)))
        media = media.filter(last_sent_at__isnull=False).order_by("-last_sent_at", "-of_media_id")
        last = visible.filter(pk=wanted["after"]).first() if wanted.get("after") else None
        if last is None:
            return media
        behind = Q(last_sent_at__lt=last.last_sent_at) | Q(
            last_sent_at=last.last_sent_at, of_media_id__lt=last.of_media_id
        )
        return media.filter(behind, last_sent_at__lte=last.last_sent_at)


class ReadForm(forms.Form):
    """Up to which message the page showed the chat."""

    until = forms.DateTimeField(required=False)


class DayForm(forms.Form):
    """A day to go to in a thread."""

    on = forms.DateField()


class FindForm(forms.Form):
    """Words to find in one chat."""

    words = forms.CharField(max_length=100)


class NoteForm(forms.Form):
    """A note about the fan, for the whole team."""

    text = forms.CharField(max_length=4000, widget=forms.Textarea, label="Note")


class FanForm(forms.Form):
    """What we call the fan, where they live by the clock, and what they read."""

    custom_name = forms.CharField(required=False, max_length=200, label="Our name for the fan")
    fan_timezone = forms.CharField(required=False, max_length=64, label="Their time zone")
    fan_language = forms.CharField(required=False, max_length=40, label="Their language")

    @classmethod
    def of(cls, chat: Chat) -> FanForm:
        """The form as it stands for a chat."""
        fields = {"fan_timezone": chat.fan_timezone, "fan_language": chat.fan_language}
        return cls(initial={"custom_name": chat.fan_custom_name, **fields})


class TagForm(forms.Form):
    """A tag, or some, separated by commas."""

    tag = forms.CharField(max_length=200, label="New tag")


class SnoozeForm(forms.Form):
    """For how many hours, or until when, a chat stays out of the queue; neither ends the snooze."""

    hours = forms.IntegerField(required=False, min_value=1, max_value=24 * 60)
    until = forms.DateTimeField(
        required=False,
        error_messages={"invalid": "That is no date with a time."},
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )

    def moment(self) -> dt.datetime | None:
        """When the chat comes back, None for now."""
        hours, until = self.cleaned_data["hours"], self.cleaned_data["until"]
        return timezone.now() + dt.timedelta(hours=hours) if hours else until


class DecideForm(forms.Form):
    """What an owner or admin decides about something that the guard has seen."""

    event = forms.UUIDField()
    decision = forms.ChoiceField(choices=[("dismissed", "False alarm"), ("confirmed", "Confirm")])
    reason = forms.CharField(required=False, max_length=300)


class AssignForm(forms.Form):
    """To which colleague a chat goes, and what they should know."""

    member = forms.ModelChoiceField(Membership.objects.none(), required=False, empty_label="Nobody", label="Assign to")
    note = forms.CharField(
        required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}), label="Note for them"
    )

    def __init__(self, data: Any = None, *, chat: Chat) -> None:
        super().__init__(data, initial={"member": chat.assigned_to_id}, label_suffix="")
        sees_chat = ~Q(role=Role.CHATTER) | Q(assignments__creator_id=chat.creator_id)
        team = Membership.objects.filter(sees_chat, agency_id=chat.agency_id, is_active=True)
        self.fields["member"].queryset = team.select_related("user").distinct()  # type: ignore[attr-defined]
