from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.verdict_enum import VerdictEnum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.member import Member
    from ..models.message import Message


T = TypeVar("T", bound="MessageReviewPart")


@_attrs_define
class MessageReviewPart:
    """Some fields of MessageReview, references expanded: what `fields` and `expand` ask for."""

    id: UUID | Unset = UNSET
    """ Ours; it never changes. """
    message: Message | Unset | UUID = UNSET
    """ The message, by id. """
    chat: UUID | Unset = UNSET
    """ The chat, by id. """
    sent_by: None | Unset | UUID = UNSET
    """ The member who sent the message. """
    verdict: VerdictEnum | Unset = UNSET
    """ * `good` - good
    * `needs_work` - needs work """
    comment: str | Unset = UNSET
    """ For whoever sent the message. """
    reviewer: Member | None | Unset | UUID = UNSET
    """ The member who gave it; null for a program. """
    reviewed_at: datetime.datetime | Unset = UNSET
    """ When the verdict was given, or given anew. """
    seen_at: datetime.datetime | None | Unset = UNSET
    """ When the sender has seen the verdict as it is now. """
    created_at: datetime.datetime | Unset = UNSET
    """ When the row was made here. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.member import Member  # noqa: PLC0415

        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        message: dict[str, Any] | str | Unset
        if isinstance(self.message, Unset):
            message = UNSET
        elif isinstance(self.message, UUID):
            message = str(self.message)
        else:
            message = self.message.to_dict()

        chat: str | Unset = UNSET
        if not isinstance(self.chat, Unset):
            chat = str(self.chat)

        sent_by: None | str | Unset
        if isinstance(self.sent_by, Unset):
            sent_by = UNSET
        elif isinstance(self.sent_by, UUID):
            sent_by = str(self.sent_by)
        else:
            sent_by = self.sent_by

        verdict: str | Unset = UNSET
        if not isinstance(self.verdict, Unset):
            verdict = self.verdict.value

        comment = self.comment

        reviewer: dict[str, Any] | None | str | Unset
        if isinstance(self.reviewer, Unset):
            reviewer = UNSET
        elif isinstance(self.reviewer, UUID):
            reviewer = str(self.reviewer)
        elif isinstance(self.reviewer, Member):
            reviewer = self.reviewer.to_dict()
        else:
            reviewer = self.reviewer

        reviewed_at: str | Unset = UNSET
        if not isinstance(self.reviewed_at, Unset):
            reviewed_at = self.reviewed_at.isoformat()

        seen_at: None | str | Unset
        if isinstance(self.seen_at, Unset):
            seen_at = UNSET
        elif isinstance(self.seen_at, datetime.datetime):
            seen_at = self.seen_at.isoformat()
        else:
            seen_at = self.seen_at

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if message is not UNSET:
            field_dict["message"] = message
        if chat is not UNSET:
            field_dict["chat"] = chat
        if sent_by is not UNSET:
            field_dict["sent_by"] = sent_by
        if verdict is not UNSET:
            field_dict["verdict"] = verdict
        if comment is not UNSET:
            field_dict["comment"] = comment
        if reviewer is not UNSET:
            field_dict["reviewer"] = reviewer
        if reviewed_at is not UNSET:
            field_dict["reviewed_at"] = reviewed_at
        if seen_at is not UNSET:
            field_dict["seen_at"] = seen_at
        if created_at is not UNSET:
            field_dict["created_at"] = created_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.member import Member  # noqa: PLC0415
        from ..models.message import Message  # noqa: PLC0415

        d = dict(src_dict)
        _id = d.pop("id", UNSET)
        id: UUID | Unset
        if isinstance(_id, Unset):
            id = UNSET
        else:
            id = UUID(_id)

        def _parse_message(data: object) -> Message | Unset | UUID:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                message_type_0 = UUID(data)

                return message_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            message_type_1 = Message.from_dict(data)

            return message_type_1

        message = _parse_message(d.pop("message", UNSET))

        _chat = d.pop("chat", UNSET)
        chat: UUID | Unset
        if isinstance(_chat, Unset):
            chat = UNSET
        else:
            chat = UUID(_chat)

        def _parse_sent_by(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                sent_by_type_0 = UUID(data)

                return sent_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        sent_by = _parse_sent_by(d.pop("sent_by", UNSET))

        _verdict = d.pop("verdict", UNSET)
        verdict: VerdictEnum | Unset
        if isinstance(_verdict, Unset):
            verdict = UNSET
        else:
            verdict = VerdictEnum(_verdict)

        comment = d.pop("comment", UNSET)

        def _parse_reviewer(data: object) -> Member | None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                reviewer_type_0_type_0 = UUID(data)

                return reviewer_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                reviewer_type_1 = Member.from_dict(data)

                return reviewer_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Member | None | Unset | UUID, data)

        reviewer = _parse_reviewer(d.pop("reviewer", UNSET))

        _reviewed_at = d.pop("reviewed_at", UNSET)
        reviewed_at: datetime.datetime | Unset
        if isinstance(_reviewed_at, Unset):
            reviewed_at = UNSET
        else:
            reviewed_at = datetime.datetime.fromisoformat(_reviewed_at)

        def _parse_seen_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                seen_at_type_0 = datetime.datetime.fromisoformat(data)

                return seen_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        seen_at = _parse_seen_at(d.pop("seen_at", UNSET))

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        message_review_part = cls(
            id=id,
            message=message,
            chat=chat,
            sent_by=sent_by,
            verdict=verdict,
            comment=comment,
            reviewer=reviewer,
            reviewed_at=reviewed_at,
            seen_at=seen_at,
            created_at=created_at,
        )

        return message_review_part
