from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.draft_status_enum import DraftStatusEnum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.chat import Chat
    from ..models.member import Member
    from ..models.message import Message


T = TypeVar("T", bound="DraftRequestPart")


@_attrs_define
class DraftRequestPart:
    """Some fields of DraftRequest, references expanded: what `fields` and `expand` ask for."""

    id: UUID | Unset = UNSET
    """ Ours; it never changes. """
    chat: Chat | Unset | UUID = UNSET
    """ The chat, by id. """
    in_reply_to: Message | None | Unset | UUID = UNSET
    """ The message it was to answer. """
    requested_by: Member | None | Unset | UUID = UNSET
    """ The member who asked for it. """
    wanted: int | Unset = UNSET
    """ How many drafts, at most. """
    status: DraftStatusEnum | Unset = UNSET
    """ * `waiting` - not begun
    * `running` - Running
    * `done` - Done
    * `failed` - Failed """
    problem: str | Unset = UNSET
    """ What the chatter was told. """
    prompt_version: str | Unset = UNSET
    """ Which of the prompts was used; empty before it is done. """
    arm: str | Unset = UNSET
    """ a or b, of the experiment. """
    started_at: datetime.datetime | None | Unset = UNSET
    """ When it began; null before. """
    finished_at: datetime.datetime | None | Unset = UNSET
    """ When it was over; null before. """
    created_at: datetime.datetime | Unset = UNSET
    """ When the row was made here. """

    def to_dict(self) -> dict[str, Any]:
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

        in_reply_to: dict[str, Any] | None | str | Unset
        if isinstance(self.in_reply_to, Unset):
            in_reply_to = UNSET
        elif isinstance(self.in_reply_to, UUID):
            in_reply_to = str(self.in_reply_to)
        elif isinstance(self.in_reply_to, Message):
            in_reply_to = self.in_reply_to.to_dict()
        else:
            in_reply_to = self.in_reply_to

        requested_by: dict[str, Any] | None | str | Unset
        if isinstance(self.requested_by, Unset):
            requested_by = UNSET
        elif isinstance(self.requested_by, UUID):
            requested_by = str(self.requested_by)
        elif isinstance(self.requested_by, Member):
            requested_by = self.requested_by.to_dict()
        else:
            requested_by = self.requested_by

        wanted = self.wanted

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status.value

        problem = self.problem

        prompt_version = self.prompt_version

        arm = self.arm

        started_at: None | str | Unset
        if isinstance(self.started_at, Unset):
            started_at = UNSET
        elif isinstance(self.started_at, datetime.datetime):
            started_at = self.started_at.isoformat()
        else:
            started_at = self.started_at

        finished_at: None | str | Unset
        if isinstance(self.finished_at, Unset):
            finished_at = UNSET
        elif isinstance(self.finished_at, datetime.datetime):
            finished_at = self.finished_at.isoformat()
        else:
            finished_at = self.finished_at

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if chat is not UNSET:
            field_dict["chat"] = chat
        if in_reply_to is not UNSET:
            field_dict["in_reply_to"] = in_reply_to
        if requested_by is not UNSET:
            field_dict["requested_by"] = requested_by
        if wanted is not UNSET:
            field_dict["wanted"] = wanted
        if status is not UNSET:
            field_dict["status"] = status
        if problem is not UNSET:
            field_dict["problem"] = problem
        if prompt_version is not UNSET:
            field_dict["prompt_version"] = prompt_version
        if arm is not UNSET:
            field_dict["arm"] = arm
        if started_at is not UNSET:
            field_dict["started_at"] = started_at
        if finished_at is not UNSET:
            field_dict["finished_at"] = finished_at
        if created_at is not UNSET:
            field_dict["created_at"] = created_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.chat import Chat  # noqa: PLC0415
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

        def _parse_in_reply_to(data: object) -> Message | None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                in_reply_to_type_0_type_0 = UUID(data)

                return in_reply_to_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                in_reply_to_type_1 = Message.from_dict(data)

                return in_reply_to_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Message | None | Unset | UUID, data)

        in_reply_to = _parse_in_reply_to(d.pop("in_reply_to", UNSET))

        def _parse_requested_by(data: object) -> Member | None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                requested_by_type_0_type_0 = UUID(data)

                return requested_by_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                requested_by_type_1 = Member.from_dict(data)

                return requested_by_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Member | None | Unset | UUID, data)

        requested_by = _parse_requested_by(d.pop("requested_by", UNSET))

        wanted = d.pop("wanted", UNSET)

        _status = d.pop("status", UNSET)
        status: DraftStatusEnum | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = DraftStatusEnum(_status)

        problem = d.pop("problem", UNSET)

        prompt_version = d.pop("prompt_version", UNSET)

        arm = d.pop("arm", UNSET)

        def _parse_started_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                started_at_type_0 = datetime.datetime.fromisoformat(data)

                return started_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        started_at = _parse_started_at(d.pop("started_at", UNSET))

        def _parse_finished_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                finished_at_type_0 = datetime.datetime.fromisoformat(data)

                return finished_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        finished_at = _parse_finished_at(d.pop("finished_at", UNSET))

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        draft_request_part = cls(
            id=id,
            chat=chat,
            in_reply_to=in_reply_to,
            requested_by=requested_by,
            wanted=wanted,
            status=status,
            problem=problem,
            prompt_version=prompt_version,
            arm=arm,
            started_at=started_at,
            finished_at=finished_at,
            created_at=created_at,
        )

        return draft_request_part
