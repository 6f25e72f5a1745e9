from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.alert_kind_enum import AlertKindEnum

T = TypeVar("T", bound="Alert")


@_attrs_define
class Alert:
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    id: UUID
    """ Ours; it never changes. """
    rule: UUID
    """ The rule, by id. """
    kind: AlertKindEnum
    """ * `reply_time` - reply time
    * `longest_wait` - longest wait
    * `fans_waiting` - fans waiting
    * `sales` - sales
    * `fan_spending` - spending of a fan """
    creator: None | UUID
    """ The creator, by id; null where it is for all. """
    chat: None | UUID
    """ The chat, by id. """
    value: str
    """ The worst that was seen, in the unit of the rule's limit. """
    words: str
    """ What was seen, for people. """
    raised_at: datetime.datetime
    """ When it began. """
    resolved_at: datetime.datetime | None
    """ Empty while it is open. """
    acknowledged_at: datetime.datetime | None
    """ When somebody has said to have seen it. """
    acknowledged_by: None | UUID
    """ Who that was; empty for a key. """
    comment: str
    """ What is to be said about it. """
    created_at: datetime.datetime
    """ When the row was made here. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        rule = str(self.rule)

        kind = self.kind.value

        creator: None | str
        if isinstance(self.creator, UUID):
            creator = str(self.creator)
        else:
            creator = self.creator

        chat: None | str
        if isinstance(self.chat, UUID):
            chat = str(self.chat)
        else:
            chat = self.chat

        value = self.value

        words = self.words

        raised_at = self.raised_at.isoformat()

        resolved_at: None | str
        if isinstance(self.resolved_at, datetime.datetime):
            resolved_at = self.resolved_at.isoformat()
        else:
            resolved_at = self.resolved_at

        acknowledged_at: None | str
        if isinstance(self.acknowledged_at, datetime.datetime):
            acknowledged_at = self.acknowledged_at.isoformat()
        else:
            acknowledged_at = self.acknowledged_at

        acknowledged_by: None | str
        if isinstance(self.acknowledged_by, UUID):
            acknowledged_by = str(self.acknowledged_by)
        else:
            acknowledged_by = self.acknowledged_by

        comment = self.comment

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "rule": rule,
                "kind": kind,
                "creator": creator,
                "chat": chat,
                "value": value,
                "words": words,
                "raised_at": raised_at,
                "resolved_at": resolved_at,
                "acknowledged_at": acknowledged_at,
                "acknowledged_by": acknowledged_by,
                "comment": comment,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        rule = UUID(d.pop("rule"))

        kind = AlertKindEnum(d.pop("kind"))

        def _parse_creator(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                creator_type_0 = UUID(data)

                return creator_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        creator = _parse_creator(d.pop("creator"))

        def _parse_chat(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                chat_type_0 = UUID(data)

                return chat_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        chat = _parse_chat(d.pop("chat"))

        value = d.pop("value")

        words = d.pop("words")

        raised_at = datetime.datetime.fromisoformat(d.pop("raised_at"))

        def _parse_resolved_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                resolved_at_type_0 = datetime.datetime.fromisoformat(data)

                return resolved_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        resolved_at = _parse_resolved_at(d.pop("resolved_at"))

        def _parse_acknowledged_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                acknowledged_at_type_0 = datetime.datetime.fromisoformat(data)

                return acknowledged_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        acknowledged_at = _parse_acknowledged_at(d.pop("acknowledged_at"))

        def _parse_acknowledged_by(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                acknowledged_by_type_0 = UUID(data)

                return acknowledged_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        acknowledged_by = _parse_acknowledged_by(d.pop("acknowledged_by"))

        comment = d.pop("comment")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        alert = cls(
            id=id,
            rule=rule,
            kind=kind,
            creator=creator,
            chat=chat,
            value=value,
            words=words,
            raised_at=raised_at,
            resolved_at=resolved_at,
            acknowledged_at=acknowledged_at,
            acknowledged_by=acknowledged_by,
            comment=comment,
            created_at=created_at,
        )

        alert.additional_properties = d
        return alert

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
