from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Script")


@_attrs_define
class Script:
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    id: UUID
    """ Ours; it never changes. """
    title: str
    """ What it is called. """
    text: str
    """ What it says: text, never markup. """
    created_at: datetime.datetime
    """ When the row was made here. """
    creator: None | Unset | UUID = UNSET
    """ The creator, by id; null where it is for all. """
    shortcut: str | Unset = UNSET
    """ Typed as /shortcut in the reply box. """
    price: None | str | Unset = UNSET
    """ Dollars. """
    of_media_ids: list[int] | Unset = UNSET
    """ Media of the creator, by their platform ids. """
    is_active: bool | Unset = UNSET
    """ Whether it is in use. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        title = self.title

        text = self.text

        created_at = self.created_at.isoformat()

        creator: None | str | Unset
        if isinstance(self.creator, Unset):
            creator = UNSET
        elif isinstance(self.creator, UUID):
            creator = str(self.creator)
        else:
            creator = self.creator

        shortcut: str | Unset
        if isinstance(self.shortcut, Unset):
            shortcut = UNSET
        else:
            shortcut = self.shortcut

        price: None | str | Unset
        if isinstance(self.price, Unset):
            price = UNSET
        else:
            price = self.price

        of_media_ids: list[int] | Unset = UNSET
        if not isinstance(self.of_media_ids, Unset):
            of_media_ids = self.of_media_ids

        is_active = self.is_active

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "title": title,
                "text": text,
                "created_at": created_at,
            }
        )
        if creator is not UNSET:
            field_dict["creator"] = creator
        if shortcut is not UNSET:
            field_dict["shortcut"] = shortcut
        if price is not UNSET:
            field_dict["price"] = price
        if of_media_ids is not UNSET:
            field_dict["of_media_ids"] = of_media_ids
        if is_active is not UNSET:
            field_dict["is_active"] = is_active

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        title = d.pop("title")

        text = d.pop("text")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_creator(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                creator_type_0 = UUID(data)

                return creator_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        creator = _parse_creator(d.pop("creator", UNSET))

        def _parse_shortcut(data: object) -> str | Unset:
            if isinstance(data, Unset):
                return data
            return cast(str | Unset, data)

        shortcut = _parse_shortcut(d.pop("shortcut", UNSET))

        def _parse_price(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        price = _parse_price(d.pop("price", UNSET))

        of_media_ids = cast(list[int], d.pop("of_media_ids", UNSET))

        is_active = d.pop("is_active", UNSET)

        script = cls(
            id=id,
            title=title,
            text=text,
            created_at=created_at,
            creator=creator,
            shortcut=shortcut,
            price=price,
            of_media_ids=of_media_ids,
            is_active=is_active,
        )

        script.additional_properties = d
        return script

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
