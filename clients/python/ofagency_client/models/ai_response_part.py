from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.ai_response_status_enum import AIResponseStatusEnum
from ..models.blank_enum import BlankEnum
from ..models.reject_reason_enum import RejectReasonEnum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.chat import Chat
    from ..models.draft_request import DraftRequest
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
    request: DraftRequest | None | Unset | UUID = UNSET
    """ The request for drafts, by id. """
    number: int | Unset = UNSET
    """ Which draft of its request. """
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
    first_token_ms: int | None | Unset = UNSET
    """ Milliseconds until the first token. """
    latency_ms: int | None | Unset = UNSET
    """ Until the last token. """
    origin: Any | Unset = UNSET
    """ Where a draft of the playbook comes from: a message or a script. """
    price: None | str | Unset = UNSET
    """ Dollars that the draft asks for. """
    of_media_ids: list[int] | Unset = UNSET
    """ Media of the creator, by their platform ids. """
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
    reject_reason: BlankEnum | RejectReasonEnum | Unset = UNSET
    """ Why it was rejected. """
    reject_note: str | Unset = UNSET
    """ What else was said of it. """
    decided_at: datetime.datetime | None | Unset = UNSET
    """ When somebody has decided; null before. """
    decided_by: Member | None | Unset | UUID = UNSET
    """ The member who has decided; null before, and for a program. """
    sent_message: Message | None | Unset | UUID = UNSET
    """ The message that came of it. """
    revenue: str | Unset = UNSET
    """ Dollars it earned. """
    created_at: datetime.datetime | Unset = UNSET
    """ When the row was made here. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.draft_request import DraftRequest  # noqa: PLC0415
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

        request: dict[str, Any] | None | str | Unset
        if isinstance(self.request, Unset):
            request = UNSET
        elif isinstance(self.request, UUID):
            request = str(self.request)
        elif isinstance(self.request, DraftRequest):
            request = self.request.to_dict()
        else:
            request = self.request

        number = self.number

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

        first_token_ms: int | None | Unset
        if isinstance(self.first_token_ms, Unset):
            first_token_ms = UNSET
        else:
            first_token_ms = self.first_token_ms

        latency_ms: int | None | Unset
        if isinstance(self.latency_ms, Unset):
            latency_ms = UNSET
        else:
            latency_ms = self.latency_ms

        origin = self.origin

        price: None | str | Unset
        if isinstance(self.price, Unset):
            price = UNSET
        else:
            price = self.price

        of_media_ids: list[int] | Unset = UNSET
        if not isinstance(self.of_media_ids, Unset):
            of_media_ids = self.of_media_ids

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

        reject_reason: str | Unset
        if isinstance(self.reject_reason, Unset):
            reject_reason = UNSET
        elif isinstance(self.reject_reason, RejectReasonEnum):
            reject_reason = self.reject_reason.value
        else:
            reject_reason = self.reject_reason.value

        reject_note = self.reject_note

        decided_at: None | str | Unset
        if isinstance(self.decided_at, Unset):
            decided_at = UNSET
        elif isinstance(self.decided_at, datetime.datetime):
            decided_at = self.decided_at.isoformat()
        else:
            decided_at = self.decided_at

        decided_by: dict[str, Any] | None | str | Unset
        if isinstance(self.decided_by, Unset):
            decided_by = UNSET
        elif isinstance(self.decided_by, UUID):
            decided_by = str(self.decided_by)
        elif isinstance(self.decided_by, Member):
            decided_by = self.decided_by.to_dict()
        else:
            decided_by = self.decided_by

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
        if request is not UNSET:
            field_dict["request"] = request
        if number is not UNSET:
            field_dict["number"] = number
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
        if first_token_ms is not UNSET:
            field_dict["first_token_ms"] = first_token_ms
        if latency_ms is not UNSET:
            field_dict["latency_ms"] = latency_ms
        if origin is not UNSET:
            field_dict["origin"] = origin
        if price is not UNSET:
            field_dict["price"] = price
        if of_media_ids is not UNSET:
            field_dict["of_media_ids"] = of_media_ids
        if draft_text is not UNSET:
            field_dict["draft_text"] = draft_text
        if final_text is not UNSET:
            field_dict["final_text"] = final_text
        if status is not UNSET:
            field_dict["status"] = status
        if edit_distance is not UNSET:
            field_dict["edit_distance"] = edit_distance
        if reject_reason is not UNSET:
            field_dict["reject_reason"] = reject_reason
        if reject_note is not UNSET:
            field_dict["reject_note"] = reject_note
        if decided_at is not UNSET:
            field_dict["decided_at"] = decided_at
        if decided_by is not UNSET:
            field_dict["decided_by"] = decided_by
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
        from ..models.draft_request import DraftRequest  # noqa: PLC0415
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

        def _parse_request(data: object) -> DraftRequest | None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                request_type_0_type_0 = UUID(data)

                return request_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                request_type_1 = DraftRequest.from_dict(data)

                return request_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DraftRequest | None | Unset | UUID, data)

        request = _parse_request(d.pop("request", UNSET))

        number = d.pop("number", UNSET)

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

        def _parse_first_token_ms(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        first_token_ms = _parse_first_token_ms(d.pop("first_token_ms", UNSET))

        def _parse_latency_ms(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        latency_ms = _parse_latency_ms(d.pop("latency_ms", UNSET))

        origin = d.pop("origin", UNSET)

        def _parse_price(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        price = _parse_price(d.pop("price", UNSET))

        of_media_ids = cast(list[int], d.pop("of_media_ids", UNSET))

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

        def _parse_reject_reason(data: object) -> BlankEnum | RejectReasonEnum | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                reject_reason_type_0 = RejectReasonEnum(data)

                return reject_reason_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, str):
                raise TypeError()
            reject_reason_type_1 = BlankEnum(data)

            return reject_reason_type_1

        reject_reason = _parse_reject_reason(d.pop("reject_reason", UNSET))

        reject_note = d.pop("reject_note", UNSET)

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
            request=request,
            number=number,
            in_reply_to=in_reply_to,
            requested_by=requested_by,
            provider=provider,
            model=model,
            prompt_version=prompt_version,
            prompt_tokens=prompt_tokens,
            completion_tokens=completion_tokens,
            cost=cost,
            first_token_ms=first_token_ms,
            latency_ms=latency_ms,
            origin=origin,
            price=price,
            of_media_ids=of_media_ids,
            draft_text=draft_text,
            final_text=final_text,
            status=status,
            edit_distance=edit_distance,
            reject_reason=reject_reason,
            reject_note=reject_note,
            decided_at=decided_at,
            decided_by=decided_by,
            sent_message=sent_message,
            revenue=revenue,
            created_at=created_at,
        )

        return ai_response_part
