from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.guard_event_status_enum import GuardEventStatusEnum
from ..models.guard_kind_enum import GuardKindEnum
from ..models.origin_enum import OriginEnum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.ai_response import AIResponse
    from ..models.chat import Chat
    from ..models.guard_rule import GuardRule
    from ..models.member import Member
    from ..models.message import Message


T = TypeVar("T", bound="GuardEventPart")


@_attrs_define
class GuardEventPart:
    """Some fields of GuardEvent, references expanded: what `fields` and `expand` ask for."""

    id: UUID | Unset = UNSET
    """ Ours; it never changes. """
    chat: Chat | Unset | UUID = UNSET
    """ The chat, by id. """
    rule: GuardRule | None | Unset | UUID = UNSET
    """ The rule, by id. """
    kind: GuardKindEnum | Unset = UNSET
    """ * `minor` - fan may be a minor
    * `self harm` - threat of self-harm
    * `coercion` - coercion or threat
    * `off platform` - payment or meeting outside the platform
    * `personal data` - personal data of the creator
    * `other` - Other """
    title: str | Unset = UNSET
    """ Of the rule, as it was called then. """
    origin: OriginEnum | Unset = UNSET
    """ * `fan` - a fan's message
    * `draft` - an AI draft
    * `team` - what somebody wanted to send """
    stops_drafts: bool | Unset = UNSET
    """ Whether no AI drafts are made in the chat meanwhile. """
    message: Message | None | Unset | UUID = UNSET
    """ The message, by id. """
    ai_response: AIResponse | None | Unset | UUID = UNSET
    """ The AI's draft, by id; null if it is about something else. """
    member: Member | None | Unset | UUID = UNSET
    """ The member, by id. """
    excerpt: str | Unset = UNSET
    """ What was seen, with a few words around it. """
    status: GuardEventStatusEnum | Unset = UNSET
    """ * `open` - Open
    * `confirmed` - Confirmed
    * `dismissed` - false alarm """
    decided_by: Member | None | Unset | UUID = UNSET
    """ The member who has decided; null before, and for a program. """
    decided_at: datetime.datetime | None | Unset = UNSET
    """ When somebody has decided; null before. """
    decision_reason: str | Unset = UNSET
    """ Why it was decided so. """
    created_at: datetime.datetime | Unset = UNSET
    """ When the row was made here. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.ai_response import AIResponse  # noqa: PLC0415
        from ..models.guard_rule import GuardRule  # noqa: PLC0415
        from ..models.member import Member  # noqa: PLC0415
        from ..models.message import Message  # noqa: PLC0415

        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        chat: dict[str, Any] | str | Unset
        if isinstance(self.chat, Unset):
            chat = UNSET
        elif isinstance(self.chat, UUID):
            chat = str(self.chat)
        else:
            chat = self.chat.to_dict()

        rule: dict[str, Any] | None | str | Unset
        if isinstance(self.rule, Unset):
            rule = UNSET
        elif isinstance(self.rule, UUID):
            rule = str(self.rule)
        elif isinstance(self.rule, GuardRule):
            rule = self.rule.to_dict()
        else:
            rule = self.rule

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind.value

        title = self.title

        origin: str | Unset = UNSET
        if not isinstance(self.origin, Unset):
            origin = self.origin.value

        stops_drafts = self.stops_drafts

        message: dict[str, Any] | None | str | Unset
        if isinstance(self.message, Unset):
            message = UNSET
        elif isinstance(self.message, UUID):
            message = str(self.message)
        elif isinstance(self.message, Message):
            message = self.message.to_dict()
        else:
            message = self.message

        ai_response: dict[str, Any] | None | str | Unset
        if isinstance(self.ai_response, Unset):
            ai_response = UNSET
        elif isinstance(self.ai_response, UUID):
            ai_response = str(self.ai_response)
        elif isinstance(self.ai_response, AIResponse):
            ai_response = self.ai_response.to_dict()
        else:
            ai_response = self.ai_response

        member: dict[str, Any] | None | str | Unset
        if isinstance(self.member, Unset):
            member = UNSET
        elif isinstance(self.member, UUID):
            member = str(self.member)
        elif isinstance(self.member, Member):
            member = self.member.to_dict()
        else:
            member = self.member

        excerpt = self.excerpt

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status.value

        decided_by: dict[str, Any] | None | str | Unset
        if isinstance(self.decided_by, Unset):
            decided_by = UNSET
        elif isinstance(self.decided_by, UUID):
            decided_by = str(self.decided_by)
        elif isinstance(self.decided_by, Member):
            decided_by = self.decided_by.to_dict()
        else:
            decided_by = self.decided_by

        decided_at: None | str | Unset
        if isinstance(self.decided_at, Unset):
            decided_at = UNSET
        elif isinstance(self.decided_at, datetime.datetime):
            decided_at = self.decided_at.isoformat()
        else:
            decided_at = self.decided_at

        decision_reason = self.decision_reason

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if chat is not UNSET:
            field_dict["chat"] = chat
        if rule is not UNSET:
            field_dict["rule"] = rule
        if kind is not UNSET:
            field_dict["kind"] = kind
        if title is not UNSET:
            field_dict["title"] = title
        if origin is not UNSET:
            field_dict["origin"] = origin
        if stops_drafts is not UNSET:
            field_dict["stops_drafts"] = stops_drafts
        if message is not UNSET:
            field_dict["message"] = message
        if ai_response is not UNSET:
            field_dict["ai_response"] = ai_response
        if member is not UNSET:
            field_dict["member"] = member
        if excerpt is not UNSET:
            field_dict["excerpt"] = excerpt
        if status is not UNSET:
            field_dict["status"] = status
        if decided_by is not UNSET:
            field_dict["decided_by"] = decided_by
        if decided_at is not UNSET:
            field_dict["decided_at"] = decided_at
        if decision_reason is not UNSET:
            field_dict["decision_reason"] = decision_reason
        if created_at is not UNSET:
            field_dict["created_at"] = created_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.ai_response import AIResponse  # noqa: PLC0415
        from ..models.chat import Chat  # noqa: PLC0415
        from ..models.guard_rule import GuardRule  # noqa: PLC0415
        from ..models.member import Member  # noqa: PLC0415
        from ..models.message import Message  # noqa: PLC0415

        d = dict(src_dict)
        _id = d.pop("id", UNSET)
        id: UUID | Unset
        if isinstance(_id, Unset):
            id = UNSET
        else:
            id = UUID(_id)

        def _parse_chat(data: object) -> Chat | Unset | UUID:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                chat_type_0 = UUID(data)

                return chat_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            chat_type_1 = Chat.from_dict(data)

            return chat_type_1

        chat = _parse_chat(d.pop("chat", UNSET))

        def _parse_rule(data: object) -> GuardRule | None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                rule_type_0_type_0 = UUID(data)

                return rule_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                rule_type_1 = GuardRule.from_dict(data)

                return rule_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(GuardRule | None | Unset | UUID, data)

        rule = _parse_rule(d.pop("rule", UNSET))

        _kind = d.pop("kind", UNSET)
        kind: GuardKindEnum | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = GuardKindEnum(_kind)

        title = d.pop("title", UNSET)

        _origin = d.pop("origin", UNSET)
        origin: OriginEnum | Unset
        if isinstance(_origin, Unset):
            origin = UNSET
        else:
            origin = OriginEnum(_origin)

        stops_drafts = d.pop("stops_drafts", UNSET)

        def _parse_message(data: object) -> Message | None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                message_type_0_type_0 = UUID(data)

                return message_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                message_type_1 = Message.from_dict(data)

                return message_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Message | None | Unset | UUID, data)

        message = _parse_message(d.pop("message", UNSET))

        def _parse_ai_response(data: object) -> AIResponse | None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ai_response_type_0_type_0 = UUID(data)

                return ai_response_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                ai_response_type_1 = AIResponse.from_dict(data)

                return ai_response_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AIResponse | None | Unset | UUID, data)

        ai_response = _parse_ai_response(d.pop("ai_response", UNSET))

        def _parse_member(data: object) -> Member | None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                member_type_0_type_0 = UUID(data)

                return member_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                member_type_1 = Member.from_dict(data)

                return member_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Member | None | Unset | UUID, data)

        member = _parse_member(d.pop("member", UNSET))

        excerpt = d.pop("excerpt", UNSET)

        _status = d.pop("status", UNSET)
        status: GuardEventStatusEnum | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = GuardEventStatusEnum(_status)

        def _parse_decided_by(data: object) -> Member | None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                decided_by_type_0_type_0 = UUID(data)

                return decided_by_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                decided_by_type_1 = Member.from_dict(data)

                return decided_by_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Member | None | Unset | UUID, data)

        decided_by = _parse_decided_by(d.pop("decided_by", UNSET))

        def _parse_decided_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                decided_at_type_0 = datetime.datetime.fromisoformat(data)

                return decided_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        decided_at = _parse_decided_at(d.pop("decided_at", UNSET))

        decision_reason = d.pop("decision_reason", UNSET)

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        guard_event_part = cls(
            id=id,
            chat=chat,
            rule=rule,
            kind=kind,
            title=title,
            origin=origin,
            stops_drafts=stops_drafts,
            message=message,
            ai_response=ai_response,
            member=member,
            excerpt=excerpt,
            status=status,
            decided_by=decided_by,
            decided_at=decided_at,
            decision_reason=decision_reason,
            created_at=created_at,
        )

        return guard_event_part
