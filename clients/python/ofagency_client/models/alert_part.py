from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.alert_kind_enum import AlertKindEnum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.alert_rule import AlertRule
    from ..models.chat import Chat
    from ..models.creator import Creator
    from ..models.member import Member


T = TypeVar("T", bound="AlertPart")


@_attrs_define
class AlertPart:
    """Some fields of Alert, references expanded: what `fields` and `expand` ask for."""

    id: UUID | Unset = UNSET
    """ Ours; it never changes. """
    rule: AlertRule | Unset | UUID = UNSET
    """ The rule, by id. """
    kind: AlertKindEnum | Unset = UNSET
    """ * `reply_time` - reply time
    * `longest_wait` - longest wait
    * `fans_waiting` - fans waiting
    * `sales` - sales
    * `fan_spending` - spending of a fan """
    creator: Creator | None | Unset | UUID = UNSET
    """ The creator, by id; null where it is for all. """
    chat: Chat | None | Unset | UUID = UNSET
    """ The chat, by id. """
    value: str | Unset = UNSET
    """ The worst that was seen, in the unit of the rule's limit. """
    words: str | Unset = UNSET
    """ What was seen, for people. """
    raised_at: datetime.datetime | Unset = UNSET
    """ When it began. """
    resolved_at: datetime.datetime | None | Unset = UNSET
    """ Empty while it is open. """
    acknowledged_at: datetime.datetime | None | Unset = UNSET
    """ When somebody has said to have seen it. """
    acknowledged_by: Member | None | Unset | UUID = UNSET
    comment: str | Unset = UNSET
    """ What is to be said about it. """
    created_at: datetime.datetime | Unset = UNSET
    """ When the row was made here. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.chat import Chat  # noqa: PLC0415
        from ..models.creator import Creator  # noqa: PLC0415
        from ..models.member import Member  # noqa: PLC0415

        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        rule: dict[str, Any] | str | Unset
        if isinstance(self.rule, Unset):
            rule = UNSET
        elif isinstance(self.rule, UUID):
            rule = str(self.rule)
        else:
            rule = self.rule.to_dict()

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind.value

        creator: dict[str, Any] | None | str | Unset
        if isinstance(self.creator, Unset):
            creator = UNSET
        elif isinstance(self.creator, UUID):
            creator = str(self.creator)
        elif isinstance(self.creator, Creator):
            creator = self.creator.to_dict()
        else:
            creator = self.creator

        chat: dict[str, Any] | None | str | Unset
        if isinstance(self.chat, Unset):
            chat = UNSET
        elif isinstance(self.chat, UUID):
            chat = str(self.chat)
        elif isinstance(self.chat, Chat):
            chat = self.chat.to_dict()
        else:
            chat = self.chat

        value = self.value

        words = self.words

        raised_at: str | Unset = UNSET
        if not isinstance(self.raised_at, Unset):
            raised_at = self.raised_at.isoformat()

        resolved_at: None | str | Unset
        if isinstance(self.resolved_at, Unset):
            resolved_at = UNSET
        elif isinstance(self.resolved_at, datetime.datetime):
            resolved_at = self.resolved_at.isoformat()
        else:
            resolved_at = self.resolved_at

        acknowledged_at: None | str | Unset
        if isinstance(self.acknowledged_at, Unset):
            acknowledged_at = UNSET
        elif isinstance(self.acknowledged_at, datetime.datetime):
            acknowledged_at = self.acknowledged_at.isoformat()
        else:
            acknowledged_at = self.acknowledged_at

        acknowledged_by: dict[str, Any] | None | str | Unset
        if isinstance(self.acknowledged_by, Unset):
            acknowledged_by = UNSET
        elif isinstance(self.acknowledged_by, UUID):
            acknowledged_by = str(self.acknowledged_by)
        elif isinstance(self.acknowledged_by, Member):
            acknowledged_by = self.acknowledged_by.to_dict()
        else:
            acknowledged_by = self.acknowledged_by

        comment = self.comment

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if rule is not UNSET:
            field_dict["rule"] = rule
        if kind is not UNSET:
            field_dict["kind"] = kind
        if creator is not UNSET:
            field_dict["creator"] = creator
        if chat is not UNSET:
            field_dict["chat"] = chat
        if value is not UNSET:
            field_dict["value"] = value
        if words is not UNSET:
            field_dict["words"] = words
        if raised_at is not UNSET:
            field_dict["raised_at"] = raised_at
        if resolved_at is not UNSET:
            field_dict["resolved_at"] = resolved_at
        if acknowledged_at is not UNSET:
            field_dict["acknowledged_at"] = acknowledged_at
        if acknowledged_by is not UNSET:
            field_dict["acknowledged_by"] = acknowledged_by
        if comment is not UNSET:
            field_dict["comment"] = comment
        if created_at is not UNSET:
            field_dict["created_at"] = created_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.alert_rule import AlertRule  # noqa: PLC0415
        from ..models.chat import Chat  # noqa: PLC0415
        from ..models.creator import Creator  # noqa: PLC0415
        from ..models.member import Member  # noqa: PLC0415

        d = dict(src_dict)
        _id = d.pop("id", UNSET)
        id: UUID | Unset
        if isinstance(_id, Unset):
            id = UNSET
        else:
            id = UUID(_id)

        def _parse_rule(data: object) -> AlertRule | Unset | UUID:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                rule_type_0 = UUID(data)

                return rule_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            rule_type_1 = AlertRule.from_dict(data)

            return rule_type_1

        rule = _parse_rule(d.pop("rule", UNSET))

        _kind = d.pop("kind", UNSET)
        kind: AlertKindEnum | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = AlertKindEnum(_kind)

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

        def _parse_chat(data: object) -> Chat | None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                chat_type_0_type_0 = UUID(data)

                return chat_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                chat_type_1 = Chat.from_dict(data)

                return chat_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Chat | None | Unset | UUID, data)

        chat = _parse_chat(d.pop("chat", UNSET))

        value = d.pop("value", UNSET)

        words = d.pop("words", UNSET)

        _raised_at = d.pop("raised_at", UNSET)
        raised_at: datetime.datetime | Unset
        if isinstance(_raised_at, Unset):
            raised_at = UNSET
        else:
            raised_at = datetime.datetime.fromisoformat(_raised_at)

        def _parse_resolved_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                resolved_at_type_0 = datetime.datetime.fromisoformat(data)

                return resolved_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        resolved_at = _parse_resolved_at(d.pop("resolved_at", UNSET))

        def _parse_acknowledged_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                acknowledged_at_type_0 = datetime.datetime.fromisoformat(data)

                return acknowledged_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        acknowledged_at = _parse_acknowledged_at(d.pop("acknowledged_at", UNSET))

        def _parse_acknowledged_by(data: object) -> Member | None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                acknowledged_by_type_0_type_0 = UUID(data)

                return acknowledged_by_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                acknowledged_by_type_1 = Member.from_dict(data)

                return acknowledged_by_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Member | None | Unset | UUID, data)

        acknowledged_by = _parse_acknowledged_by(d.pop("acknowledged_by", UNSET))

        comment = d.pop("comment", UNSET)

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        alert_part = cls(
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

        return alert_part
