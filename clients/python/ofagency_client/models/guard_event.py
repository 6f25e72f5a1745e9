from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.guard_event_status_enum import GuardEventStatusEnum
from ..models.guard_kind_enum import GuardKindEnum
from ..models.origin_enum import OriginEnum

T = TypeVar("T", bound="GuardEvent")


@_attrs_define
class GuardEvent:
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    id: UUID
    """ Ours; it never changes. """
    chat: UUID
    """ The chat, by id. """
    rule: None | UUID
    """ The rule, by id. """
    kind: GuardKindEnum
    """ * `minor` - fan may be a minor
    * `self harm` - threat of self-harm
    * `coercion` - coercion or threat
    * `off platform` - payment or meeting outside the platform
    * `personal data` - personal data of the creator
    * `other` - Other """
    title: str
    """ Of the rule, as it was called then. """
    origin: OriginEnum
    """ * `fan` - a fan's message
    * `draft` - an AI draft
    * `team` - what somebody wanted to send """
    stops_drafts: bool
    """ Whether no AI drafts are made in the chat meanwhile. """
    message: None | UUID
    """ The message, by id. """
    ai_response: None | UUID
    """ The AI's draft, by id; null if it is about something else. """
    member: None | UUID
    """ Who wrote it. """
    excerpt: str
    """ What was seen, with a few words around it. """
    status: GuardEventStatusEnum
    """ * `open` - Open
    * `confirmed` - Confirmed
    * `dismissed` - false alarm """
    decided_by: None | UUID
    """ The member who has decided; null before, and for a program. """
    decided_at: datetime.datetime | None
    """ When somebody has decided; null before. """
    decision_reason: str
    """ Why it was decided so. """
    created_at: datetime.datetime
    """ When the row was made here. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        chat = str(self.chat)

        rule: None | str
        if isinstance(self.rule, UUID):
            rule = str(self.rule)
        else:
            rule = self.rule

        kind = self.kind.value

        title = self.title

        origin = self.origin.value

        stops_drafts = self.stops_drafts

        message: None | str
        if isinstance(self.message, UUID):
            message = str(self.message)
        else:
            message = self.message

        ai_response: None | str
        if isinstance(self.ai_response, UUID):
            ai_response = str(self.ai_response)
        else:
            ai_response = self.ai_response

        member: None | str
        if isinstance(self.member, UUID):
            member = str(self.member)
        else:
            member = self.member

        excerpt = self.excerpt

        status = self.status.value

        decided_by: None | str
        if isinstance(self.decided_by, UUID):
            decided_by = str(self.decided_by)
        else:
            decided_by = self.decided_by

        decided_at: None | str
        if isinstance(self.decided_at, datetime.datetime):
            decided_at = self.decided_at.isoformat()
        else:
            decided_at = self.decided_at

        decision_reason = self.decision_reason

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "chat": chat,
                "rule": rule,
                "kind": kind,
                "title": title,
                "origin": origin,
                "stops_drafts": stops_drafts,
                "message": message,
                "ai_response": ai_response,
                "member": member,
                "excerpt": excerpt,
                "status": status,
                "decided_by": decided_by,
                "decided_at": decided_at,
                "decision_reason": decision_reason,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        chat = UUID(d.pop("chat"))

        def _parse_rule(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                rule_type_0 = UUID(data)

                return rule_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        rule = _parse_rule(d.pop("rule"))

        kind = GuardKindEnum(d.pop("kind"))

        title = d.pop("title")

        origin = OriginEnum(d.pop("origin"))

        stops_drafts = d.pop("stops_drafts")

        def _parse_message(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                message_type_0 = UUID(data)

                return message_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        message = _parse_message(d.pop("message"))

        def _parse_ai_response(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ai_response_type_0 = UUID(data)

                return ai_response_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        ai_response = _parse_ai_response(d.pop("ai_response"))

        def _parse_member(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                member_type_0 = UUID(data)

                return member_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        member = _parse_member(d.pop("member"))

        excerpt = d.pop("excerpt")

        status = GuardEventStatusEnum(d.pop("status"))

        def _parse_decided_by(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                decided_by_type_0 = UUID(data)

                return decided_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        decided_by = _parse_decided_by(d.pop("decided_by"))

        def _parse_decided_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                decided_at_type_0 = datetime.datetime.fromisoformat(data)

                return decided_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        decided_at = _parse_decided_at(d.pop("decided_at"))

        decision_reason = d.pop("decision_reason")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        guard_event = cls(
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

        guard_event.additional_properties = d
        return guard_event

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
