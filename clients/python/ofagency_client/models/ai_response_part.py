from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.ai_response_status_enum import AIResponseStatusEnum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.chat import Chat
    from ..models.member import Member
    from ..models.message import Message


T = TypeVar("T", bound="AIResponsePart")


@_attrs_define
class AIResponsePart:
    """Some fields of AIResponse, references expanded: what `fields` and `expand` ask for."""

    id: UUID | Unset = UNSET
    """ Ours; it never changes. """
    chat: Chat | Unset | UUID = UNSET
    """ The chat, by id. """
    in_reply_to: Message | None | Unset | UUID = UNSET
    """ The message it was to answer. """
    requested_by: Member | None | Unset | UUID = UNSET
    """ The member who asked for it. """
    provider: str | Unset = UNSET
    """ Who runs the model. """
    model: str | Unset = UNSET
    """ Which model of the provider. """
    prompt_version: str | Unset = UNSET
    """ Which of the prompts was used. """
    prompt_tokens: int | Unset = UNSET
    """ Tokens of the question. """
    completion_tokens: int | Unset = UNSET
    """ Tokens of the draft. """
    cost: str | Unset = UNSET
    """ Dollars. """
    latency_ms: int | None | Unset = UNSET
    """ Until the last token. """
    draft_text: str | Unset = UNSET
    """ What the AI proposed. """
    final_text: str | Unset = UNSET
    """ What was sent of it. """
    status: AIResponseStatusEnum | Unset = UNSET
    """ * `suggested` - Suggested
    * `accepted` - sent as is
    * `edited` - sent after editing
    * `rejected` - Rejected
    * `expired` - Expired """
    edit_distance: int | None | Unset = UNSET
    """ Characters changed before it was sent. """
    sent_message: Message | None | Unset | UUID = UNSET
    """ The message that came of it. """
    revenue: str | Unset = UNSET
    """ Dollars it earned. """
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

        provider = self.provider

        model = self.model

        prompt_version = self.prompt_version

        prompt_tokens = self.prompt_tokens

        completion_tokens = self.completion_tokens

        cost = self.cost

        latency_ms: int | None | Unset
        if isinstance(self.latency_ms, Unset):
            latency_ms = UNSET
        else:
            latency_ms = self.latency_ms

        draft_text = self.draft_text

        final_text = self.final_text

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status.value

        edit_distance: int | None | Unset
        if isinstance(self.edit_distance, Unset):
            edit_distance = UNSET
        else:
            edit_distance = self.edit_distance

        sent_message: dict[str, Any] | None | str | Unset
        if isinstance(self.sent_message, Unset):
            sent_message = UNSET
        elif isinstance(self.sent_message, UUID):
            sent_message = str(self.sent_message)
        elif isinstance(self.sent_message, Message):
            sent_message = self.sent_message.to_dict()
        else:
            sent_message = self.sent_message

        revenue = self.revenue

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
        if provider is not UNSET:
            field_dict["provider"] = provider
        if model is not UNSET:
            field_dict["model"] = model
        if prompt_version is not UNSET:
            field_dict["prompt_version"] = prompt_version
        if prompt_tokens is not UNSET:
            field_dict["prompt_tokens"] = prompt_tokens
        if completion_tokens is not UNSET:
            field_dict["completion_tokens"] = completion_tokens
        if cost is not UNSET:
            field_dict["cost"] = cost
        if latency_ms is not UNSET:
            field_dict["latency_ms"] = latency_ms
        if draft_text is not UNSET:
            field_dict["draft_text"] = draft_text
        if final_text is not UNSET:
            field_dict["final_text"] = final_text
        if status is not UNSET:
            field_dict["status"] = status
        if edit_distance is not UNSET:
            field_dict["edit_distance"] = edit_distance
        if sent_message is not UNSET:
            field_dict["sent_message"] = sent_message
        if revenue is not UNSET:
            field_dict["revenue"] = revenue
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

        provider = d.pop("provider", UNSET)

        model = d.pop("model", UNSET)

        prompt_version = d.pop("prompt_version", UNSET)

        prompt_tokens = d.pop("prompt_tokens", UNSET)

        completion_tokens = d.pop("completion_tokens", UNSET)

        cost = d.pop("cost", UNSET)

        def _parse_latency_ms(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        latency_ms = _parse_latency_ms(d.pop("latency_ms", UNSET))

        draft_text = d.pop("draft_text", UNSET)

        final_text = d.pop("final_text", UNSET)

        _status = d.pop("status", UNSET)
        status: AIResponseStatusEnum | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = AIResponseStatusEnum(_status)

        def _parse_edit_distance(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        edit_distance = _parse_edit_distance(d.pop("edit_distance", UNSET))

        def _parse_sent_message(data: object) -> Message | None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                sent_message_type_0_type_0 = UUID(data)

                return sent_message_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                sent_message_type_1 = Message.from_dict(data)

                return sent_message_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Message | None | Unset | UUID, data)

        sent_message = _parse_sent_message(d.pop("sent_message", UNSET))

        revenue = d.pop("revenue", UNSET)

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        ai_response_part = cls(
            id=id,
            chat=chat,
            in_reply_to=in_reply_to,
            requested_by=requested_by,
            provider=provider,
            model=model,
            prompt_version=prompt_version,
            prompt_tokens=prompt_tokens,
            completion_tokens=completion_tokens,
            cost=cost,
            latency_ms=latency_ms,
            draft_text=draft_text,
            final_text=final_text,
            status=status,
            edit_distance=edit_distance,
            sent_message=sent_message,
            revenue=revenue,
            created_at=created_at,
        )

        return ai_response_part
