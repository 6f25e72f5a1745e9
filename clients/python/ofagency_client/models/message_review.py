from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.verdict_enum import VerdictEnum
from ..types import UNSET, Unset

T = TypeVar("T", bound="MessageReview")


@_attrs_define
class MessageReview:
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    id: UUID
    """ Ours; it never changes. """
    message: UUID
    """ The message, by id. """
    chat: UUID
    """ The chat, by id. """
    sent_by: None | UUID
    """ The member who sent the message. """
    verdict: VerdictEnum
    """ * `good` - good
    * `needs_work` - needs work """
    reviewer: None | UUID
    """ The member who gave it; null for a program. """
    reviewed_at: datetime.datetime
    """ When the verdict was given, or given anew. """
    seen_at: datetime.datetime | None
    """ When the sender has seen the verdict as it is now. """
    created_at: datetime.datetime
    """ When the row was made here. """
    comment: str | Unset = UNSET
    """ For whoever sent the message. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        message = str(self.message)

        chat = str(self.chat)

        sent_by: None | str
        if isinstance(self.sent_by, UUID):
            sent_by = str(self.sent_by)
        else:
            sent_by = self.sent_by

        verdict = self.verdict.value

        reviewer: None | str
        if isinstance(self.reviewer, UUID):
            reviewer = str(self.reviewer)
        else:
            reviewer = self.reviewer

        reviewed_at = self.reviewed_at.isoformat()

        seen_at: None | str
        if isinstance(self.seen_at, datetime.datetime):
            seen_at = self.seen_at.isoformat()
        else:
            seen_at = self.seen_at

        created_at = self.created_at.isoformat()

        comment = self.comment

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "message": message,
                "chat": chat,
                "sent_by": sent_by,
                "verdict": verdict,
                "reviewer": reviewer,
                "reviewed_at": reviewed_at,
                "seen_at": seen_at,
                "created_at": created_at,
            }
        )
        if comment is not UNSET:
            field_dict["comment"] = comment

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        message = UUID(d.pop("message"))

        chat = UUID(d.pop("chat"))

        def _parse_sent_by(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                sent_by_type_0 = UUID(data)

                return sent_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        sent_by = _parse_sent_by(d.pop("sent_by"))

        verdict = VerdictEnum(d.pop("verdict"))

        def _parse_reviewer(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                reviewer_type_0 = UUID(data)

                return reviewer_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        reviewer = _parse_reviewer(d.pop("reviewer"))

        reviewed_at = datetime.datetime.fromisoformat(d.pop("reviewed_at"))

        def _parse_seen_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                seen_at_type_0 = datetime.datetime.fromisoformat(data)

                return seen_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        seen_at = _parse_seen_at(d.pop("seen_at"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        comment = d.pop("comment", UNSET)

        message_review = cls(
            id=id,
            message=message,
            chat=chat,
            sent_by=sent_by,
            verdict=verdict,
            reviewer=reviewer,
            reviewed_at=reviewed_at,
            seen_at=seen_at,
            created_at=created_at,
            comment=comment,
        )

        message_review.additional_properties = d
        return message_review

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
