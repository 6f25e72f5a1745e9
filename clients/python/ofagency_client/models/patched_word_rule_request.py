from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.action_enum import ActionEnum
from ..types import UNSET, Unset

T = TypeVar("T", bound="PatchedWordRuleRequest")


@_attrs_define
class PatchedWordRuleRequest:
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    creator: None | Unset | UUID = UNSET
    """ The creator, by id; null where it is for all. """
    words: str | Unset = UNSET
    """ A word or phrase, in any case; * stands for any ending, as in “meet*”. """
    action: ActionEnum | Unset = UNSET
    """ * `block` - refuse to send
    * `warn` - warn, and let the chatter decide """
    reason: str | Unset = UNSET
    """ What the chatter reads. """
    is_active: bool | Unset = UNSET
    """ Whether it is in use. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        creator: None | str | Unset
        if isinstance(self.creator, Unset):
            creator = UNSET
        elif isinstance(self.creator, UUID):
            creator = str(self.creator)
        else:
            creator = self.creator

        words = self.words

        action: str | Unset = UNSET
        if not isinstance(self.action, Unset):
            action = self.action.value

        reason = self.reason

        is_active = self.is_active

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if creator is not UNSET:
            field_dict["creator"] = creator
        if words is not UNSET:
            field_dict["words"] = words
        if action is not UNSET:
            field_dict["action"] = action
        if reason is not UNSET:
            field_dict["reason"] = reason
        if is_active is not UNSET:
            field_dict["is_active"] = is_active

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

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

        words = d.pop("words", UNSET)

        _action = d.pop("action", UNSET)
        action: ActionEnum | Unset
        if isinstance(_action, Unset):
            action = UNSET
        else:
            action = ActionEnum(_action)

        reason = d.pop("reason", UNSET)

        is_active = d.pop("is_active", UNSET)

        patched_word_rule_request = cls(
            creator=creator,
            words=words,
            action=action,
            reason=reason,
            is_active=is_active,
        )

        patched_word_rule_request.additional_properties = d
        return patched_word_rule_request

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
