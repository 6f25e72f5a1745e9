from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Note")


@_attrs_define
class Note:
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    id: UUID
    """ Ours; it never changes. """
    chat: UUID
    """ The chat, by id. """
    author: None | UUID
    """ The member in whose name it was written. """
    author_name: None | str
    """ What the author is called. """
    text: str
    """ What it says: text, never markup. """
    created_at: datetime.datetime
    """ When the row was made here. """
    updated_at: datetime.datetime
    """ When it was changed last. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        chat = str(self.chat)

        author: None | str
        if isinstance(self.author, UUID):
            author = str(self.author)
        else:
            author = self.author

        author_name: None | str
        author_name = self.author_name

        text = self.text

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "chat": chat,
                "author": author,
                "author_name": author_name,
                "text": text,
                "created_at": created_at,
                "updated_at": updated_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        chat = UUID(d.pop("chat"))

        def _parse_author(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                author_type_0 = UUID(data)

                return author_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        author = _parse_author(d.pop("author"))

        def _parse_author_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        author_name = _parse_author_name(d.pop("author_name"))

        text = d.pop("text")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        note = cls(
            id=id,
            chat=chat,
            author=author,
            author_name=author_name,
            text=text,
            created_at=created_at,
            updated_at=updated_at,
        )

        note.additional_properties = d
        return note

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
