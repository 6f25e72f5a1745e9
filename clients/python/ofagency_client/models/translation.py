from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Translation")


@_attrs_define
class Translation:
    """A message in another language. `text` is empty while it is being made; one that cannot be made is gone then."""

    id: UUID
    """ Ours; it never changes. """
    message: UUID
    """ The message, by id. """
    text: str
    """ What it says: text, never markup. """
    is_original: bool
    """ Typed by a person, and the message is its translation. """
    provider: str
    """ Who runs the model. """
    model: str
    """ Which model of the provider. """
    created_at: datetime.datetime
    """ When the row was made here. """
    language: str | Unset = UNSET
    """ By its English name, as in Spanish; the team's own if left out. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        message = str(self.message)

        text = self.text

        is_original = self.is_original

        provider = self.provider

        model = self.model

        created_at = self.created_at.isoformat()

        language = self.language

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "message": message,
                "text": text,
                "is_original": is_original,
                "provider": provider,
                "model": model,
                "created_at": created_at,
            }
        )
        if language is not UNSET:
            field_dict["language"] = language

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        message = UUID(d.pop("message"))

        text = d.pop("text")

        is_original = d.pop("is_original")

        provider = d.pop("provider")

        model = d.pop("model")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        language = d.pop("language", UNSET)

        translation = cls(
            id=id,
            message=message,
            text=text,
            is_original=is_original,
            provider=provider,
            model=model,
            created_at=created_at,
            language=language,
        )

        translation.additional_properties = d
        return translation

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
