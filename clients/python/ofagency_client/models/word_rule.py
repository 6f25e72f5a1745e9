from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.action_enum import ActionEnum
from ..types import UNSET, Unset

T = TypeVar("T", bound="WordRule")


@_attrs_define
class WordRule:
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    id: UUID
    """ Ours; it never changes. """
    words: str
    """ A word or phrase, in any case; * stands for any ending, as in “meet*”. """
    reason: str
    """ What the chatter reads. """
    created_at: datetime.datetime
    """ When the row was made here. """
    creator: None | Unset | UUID = UNSET
    """ The creator, by id; null where it is for all. """
    action: ActionEnum | Unset = UNSET
    """ * `block` - refuse to send
    * `warn` - warn, and let the chatter decide """
    is_active: bool | Unset = UNSET
    """ Whether it is in use. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        words = self.words

        reason = self.reason

        created_at = self.created_at.isoformat()

        creator: None | str | Unset
        if isinstance(self.creator, Unset):
            creator = UNSET
        elif isinstance(self.creator, UUID):
            creator = str(self.creator)
        else:
            creator = self.creator

        action: str | Unset = UNSET
        if not isinstance(self.action, Unset):
            action = self.action.value

        is_active = self.is_active

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "words": words,
                "reason": reason,
                "created_at": created_at,
            }
        )
        if creator is not UNSET:
            field_dict["creator"] = creator
        if action is not UNSET:
            field_dict["action"] = action
        if is_active is not UNSET:
            field_dict["is_active"] = is_active

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        words = d.pop("words")

        reason = d.pop("reason")

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

        _action = d.pop("action", UNSET)
        action: ActionEnum | Unset
        if isinstance(_action, Unset):
            action = UNSET
        else:
            action = ActionEnum(_action)

        is_active = d.pop("is_active", UNSET)

        word_rule = cls(
            id=id,
            words=words,
            reason=reason,
            created_at=created_at,
            creator=creator,
            action=action,
            is_active=is_active,
        )

        word_rule.additional_properties = d
        return word_rule

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
