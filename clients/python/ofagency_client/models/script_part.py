from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.creator import Creator


T = TypeVar("T", bound="ScriptPart")


@_attrs_define
class ScriptPart:
    """Some fields of Script, references expanded: what `fields` and `expand` ask for."""

    id: UUID | Unset = UNSET
    """ Ours; it never changes. """
    creator: Creator | None | Unset | UUID = UNSET
    """ The creator, by id; null where it is for all. """
    title: str | Unset = UNSET
    """ What it is called. """
    shortcut: str | Unset = UNSET
    """ Typed as /shortcut in the reply box. """
    text: str | Unset = UNSET
    """ What it says: text, never markup. """
    price: None | str | Unset = UNSET
    """ Dollars. """
    of_media_ids: list[int] | Unset = UNSET
    """ Media of the creator, by their platform ids. """
    is_active: bool | Unset = UNSET
    """ Whether it is in use. """
    created_at: datetime.datetime | Unset = UNSET
    """ When the row was made here. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.creator import Creator  # noqa: PLC0415

        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        creator: dict[str, Any] | None | str | Unset
        if isinstance(self.creator, Unset):
            creator = UNSET
        elif isinstance(self.creator, UUID):
            creator = str(self.creator)
        elif isinstance(self.creator, Creator):
            creator = self.creator.to_dict()
        else:
            creator = self.creator

        title = self.title

        shortcut: str | Unset
        if isinstance(self.shortcut, Unset):
            shortcut = UNSET
        else:
            shortcut = self.shortcut

        text = self.text

        price: None | str | Unset
        if isinstance(self.price, Unset):
            price = UNSET
        else:
            price = self.price

        of_media_ids: list[int] | Unset = UNSET
        if not isinstance(self.of_media_ids, Unset):
            of_media_ids = self.of_media_ids

        is_active = self.is_active

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if creator is not UNSET:
            field_dict["creator"] = creator
        if title is not UNSET:
            field_dict["title"] = title
        if shortcut is not UNSET:
            field_dict["shortcut"] = shortcut
        if text is not UNSET:
            field_dict["text"] = text
        if price is not UNSET:
            field_dict["price"] = price
        if of_media_ids is not UNSET:
            field_dict["of_media_ids"] = of_media_ids
        if is_active is not UNSET:
            field_dict["is_active"] = is_active
        if created_at is not UNSET:
            field_dict["created_at"] = created_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.creator import Creator  # noqa: PLC0415

        d = dict(src_dict)
        _id = d.pop("id", UNSET)
        id: UUID | Unset
        if isinstance(_id, Unset):
            id = UNSET
        else:
            id = UUID(_id)

        def _parse_creator(data: object) -> Creator | None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                creator_type_0_type_0 = UUID(data)

                return creator_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                creator_type_1 = Creator.from_dict(data)

                return creator_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Creator | None | Unset | UUID, data)

        creator = _parse_creator(d.pop("creator", UNSET))

        title = d.pop("title", UNSET)

        def _parse_shortcut(data: object) -> str | Unset:
            if isinstance(data, Unset):
                return data
            return cast(str | Unset, data)

        shortcut = _parse_shortcut(d.pop("shortcut", UNSET))

        text = d.pop("text", UNSET)

        def _parse_price(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        price = _parse_price(d.pop("price", UNSET))

        of_media_ids = cast(list[int], d.pop("of_media_ids", UNSET))

        is_active = d.pop("is_active", UNSET)

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        script_part = cls(
            id=id,
            creator=creator,
            title=title,
            shortcut=shortcut,
            text=text,
            price=price,
            of_media_ids=of_media_ids,
            is_active=is_active,
            created_at=created_at,
        )

        return script_part
