"""What people fill in for a mass message, checked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from agencies.models import Creator
from agencies.scope import Actor
from chats.audience import AudienceForm
from chats.forms import MediaFilterForm, MediaIdsField
from chats.models import CreatorMedia, MassMessage
from chats.models.mass_message import MAX_PACE
from chats.placeholders import placeholder_help
from chats.services import MAX_PRICE, MAX_TEXT_LENGTH, MIN_PRICE

#: Media that one message may carry.
MAX_MEDIA = 40


class MassForm(AudienceForm):
    """A mass message with its audience; `audience_fields` and `exclusion_fields` group what the page shows."""

    creator = forms.ModelChoiceField(Creator.objects.none(), label="From", empty_label=None)
    title = forms.CharField(max_length=120, label="Name for the team", help_text="Fans do not see it.")
    text = forms.CharField(
        max_length=MAX_TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        label="Message",
        help_text=placeholder_help(),
    )
    price = forms.DecimalField(
        required=False, min_value=MIN_PRICE, max_value=MAX_PRICE, decimal_places=2, label="Price in dollars"
    )
    media_ids = forms.CharField(
        required=False, max_length=1000, label="Media ids, separated by commas", help_text="Of this creator."
    )
    #: What the picker writes; where it is there, nobody has typed ids.
    of_media_ids = MediaIdsField(required=False)
    pace_per_minute = forms.IntegerField(min_value=1, max_value=MAX_PACE, initial=30, label="Messages a minute")

    def __init__(self, data: Any = None, *, actor: Actor, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={**self.DEFAULTS, **(initial or {})}, label_suffix="")
        self._actor = actor
        creators: Any = self.fields["creator"]
        creators.queryset = Creator.objects.visible_to(actor).filter(is_active=True)
        # What is wrong is read out with the field that it is about.
        for name, field in self.fields.items():
            if field.help_text:
                field.widget.attrs["aria-describedby"] = f"id_{name}_helptext"

    def clean_media_ids(self) -> list[int]:
        """The ids, each once."""
        words = [word.strip() for word in self.cleaned_data["media_ids"].split(",") if word.strip()]
        if any(not word.isdecimal() or len(word) > 18 for word in words):
            raise ValidationError("Media ids are numbers, with commas between them.")
        return list(dict.fromkeys(int(word) for word in words))

    def clean(self) -> dict[str, Any]:
        """The chosen media, wherever they stand, are `media_ids`."""
        fields = super().clean()
        fields["media_ids"] = fields.pop("of_media_ids", None) or fields.get("media_ids", [])
        if len(fields["media_ids"]) > MAX_MEDIA:
            self.add_error("media_ids", f"One message carries {MAX_MEDIA} media at most.")
        return fields

    def chosen_media(self) -> list[tuple[int, str]]:
        """The ids of the media that go along, each with what it is; also of those that are not the creator's."""
        ids = self._chosen_ids()
        creator_id = self["creator"].value()
        known: dict[int, Any] = {}
        if ids and self.fields["creator"].queryset.filter(pk=creator_id).exists():  # type: ignore[attr-defined]
            rows = CreatorMedia.objects.visible_to(self._actor).filter(creator_id=creator_id, of_media_id__in=ids)
            known = {row.of_media_id: row for row in rows}
        return [(of_id, str(known.get(of_id, f"Media {of_id}"))) for of_id in ids]

    def _chosen_ids(self) -> list[int]:
        typed = self["of_media_ids"].value() or str(self["media_ids"].value() or "").replace(",", " ").split()
        try:
            return MediaIdsField().to_python(typed)
        except ValidationError:
            return []

    def write_to(self, mass: MassMessage) -> MassMessage:
        """Put what was filled in into the row, which the caller saves."""
        fields = self.cleaned_data
        mass.creator, mass.title, mass.text, mass.price = (fields[n] for n in ("creator", "title", "text", "price"))
        mass.of_media_ids, mass.pace_per_minute = fields["media_ids"], fields["pace_per_minute"]
        mass.filters = self.as_filters()
        return mass

    @classmethod
    def initial_from(cls, mass: MassMessage) -> dict[str, Any]:
        """The fields of a mass message that exists, for changing it or for another one like it."""
        chosen = {name: mass.filters.get(name) for name in AudienceForm.base_fields}
        return {
            **chosen,
            "creator": mass.creator_id,
            "title": mass.title,
            "text": mass.text,
            "price": mass.price,
            "media_ids": ", ".join(map(str, mass.of_media_ids)),
            "pace_per_minute": mass.pace_per_minute,
        }

    @property
    def message_fields(self) -> list[Any]:
        """What is sent, and how."""
        return [self[name] for name in ("creator", "title", "text", "price", "pace_per_minute")]

    @property
    def audience_fields(self) -> list[Any]:
        """Who gets it."""
        names = ("tags", "tags_match", "spent_from", "spent_to", "subscription", "expiring_days")
        return [self[name] for name in (*names, "active_days", "silent_days", "chats")]

    @property
    def exclusion_fields(self) -> list[Any]:
        """Who of those does not."""
        names = ("exclude_waiting", "exclude_hours", "exclude_bought", "exclude_had", "exclude_tags")
        return [self[name] for name in names]


class MassMediaFilterForm(MediaFilterForm):
    """As for a reply, but of no one fan."""

    show = None  # type: ignore[assignment]


class StartForm(forms.Form):
    """Now, or when."""

    at = forms.DateTimeField(
        required=False,
        label="Start later, at",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="In your own time zone. Leave it empty to start at once.",
    )
