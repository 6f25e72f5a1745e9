from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.message import Message


T = TypeVar("T", bound="TranslationPart")


@_attrs_define
class TranslationPart:
    """Some fields of Translation, references expanded: what `fields` and `expand` ask for."""

    id: UUID | Unset = UNSET
    """ Ours; it never changes. """
    message: Message | Unset | UUID = UNSET
    """ The message, by id. """
    language: str | Unset = UNSET
    """ By its English name, as in Spanish; the team's own if left out. """
    text: str | Unset = UNSET
    """ What it says: text, never markup. """
    is_original: bool | Unset = UNSET
    """ Typed by a person, and the message is its translation. """
    provider: str | Unset = UNSET
    """ Who runs the model. """
    model: str | Unset = UNSET
    """ Which model of the provider. """
    created_at: datetime.datetime | Unset = UNSET
    """ When the row was made here. """

    def to_dict(self) -> dict[str, Any]:
        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        message: dict[str, Any] | str | Unset
        if isinstance(self.message, Unset):
            message = UNSET
        elif isinstance(self.message, UUID):
            message = str(self.message)
        else:
            message = self.message.to_dict()

        language = self.language

        text = self.text

        is_original = self.is_original

        provider = self.provider

        model = self.model

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if message is not UNSET:
            field_dict["message"] = message
        if language is not UNSET:
            field_dict["language"] = language
        if text is not UNSET:
            field_dict["text"] = text
        if is_original is not UNSET:
            field_dict["is_original"] = is_original
        if provider is not UNSET:
            field_dict["provider"] = provider
        if model is not UNSET:
            field_dict["model"] = model
        if created_at is not UNSET:
            field_dict["created_at"] = created_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.message import Message  # noqa: PLC0415

        d = dict(src_dict)
        _id = d.pop("id", UNSET)
        id: UUID | Unset
        if isinstance(_id, Unset):
            id = UNSET
        else:
            id = UUID(_id)

        def _parse_message(data: object) -> Message | Unset | UUID:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                message_type_0 = UUID(data)

                return message_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            message_type_1 = Message.from_dict(data)

            return message_type_1

        message = _parse_message(d.pop("message", UNSET))

        language = d.pop("language", UNSET)

        text = d.pop("text", UNSET)

        is_original = d.pop("is_original", UNSET)

        provider = d.pop("provider", UNSET)

        model = d.pop("model", UNSET)

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        translation_part = cls(
            id=id,
            message=message,
            language=language,
            text=text,
            is_original=is_original,
            provider=provider,
            model=model,
            created_at=created_at,
        )

        return translation_part
