from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.ai_response_status_enum import AIResponseStatusEnum
from ..models.blank_enum import BlankEnum
from ..models.reject_reason_enum import RejectReasonEnum
from ..types import UNSET, Unset

T = TypeVar("T", bound="AIResponse")


@_attrs_define
class AIResponse:
    """A draft. What it says stays as it was made, and what becomes of it is said by `accept/` and `reject/`."""

    id: UUID
    """ Ours; it never changes. """
    chat: UUID
    """ The chat, by id. """
    request: None | UUID
    """ The request for drafts, by id. """
    number: int
    """ Which draft of its request. """
    requested_by: None | UUID
    """ The member who asked for it. """
    provider: str
    """ Who runs the model. """
    origin: Any
    """ Where a draft of the playbook comes from: a message or a script. """
    draft_text: str
    """ What the AI proposed. """
    final_text: str
    """ What was sent of it. """
    status: AIResponseStatusEnum
    """ * `suggested` - Suggested
    * `accepted` - sent as is
    * `edited` - sent after editing
    * `rejected` - Rejected
    * `expired` - Expired """
    edit_distance: int | None
    """ Characters changed before it was sent. """
    reject_reason: BlankEnum | RejectReasonEnum
    """ Why it was rejected. """
    reject_note: str
    """ What else was said of it. """
    decided_at: datetime.datetime | None
    """ When somebody has decided; null before. """
    decided_by: None | UUID
    """ The member who has decided; null before, and for a program. """
    sent_message: None | UUID
    """ The message that came of it. """
    revenue: str
    """ Dollars it earned. """
    created_at: datetime.datetime
    """ When the row was made here. """
    in_reply_to: None | Unset | UUID = UNSET
    """ The message it was to answer. """
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
    price: None | str | Unset = UNSET
    """ Dollars that the draft asks for. """
    of_media_ids: list[int] | Unset = UNSET
    """ Media of the creator, by their platform ids. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        chat = str(self.chat)

        request: None | str
        if isinstance(self.request, UUID):
            request = str(self.request)
        else:
            request = self.request

        number = self.number

        requested_by: None | str
        if isinstance(self.requested_by, UUID):
            requested_by = str(self.requested_by)
        else:
            requested_by = self.requested_by

        provider = self.provider

        origin = self.origin

        draft_text = self.draft_text

        final_text = self.final_text

        status = self.status.value

        edit_distance: int | None
        edit_distance = self.edit_distance

        reject_reason: str
        if isinstance(self.reject_reason, RejectReasonEnum):
            reject_reason = self.reject_reason.value
        else:
            reject_reason = self.reject_reason.value

        reject_note = self.reject_note

        decided_at: None | str
        if isinstance(self.decided_at, datetime.datetime):
            decided_at = self.decided_at.isoformat()
        else:
            decided_at = self.decided_at

        decided_by: None | str
        if isinstance(self.decided_by, UUID):
            decided_by = str(self.decided_by)
        else:
            decided_by = self.decided_by

        sent_message: None | str
        if isinstance(self.sent_message, UUID):
            sent_message = str(self.sent_message)
        else:
            sent_message = self.sent_message

        revenue = self.revenue

        created_at = self.created_at.isoformat()

        in_reply_to: None | str | Unset
        if isinstance(self.in_reply_to, Unset):
            in_reply_to = UNSET
        elif isinstance(self.in_reply_to, UUID):
            in_reply_to = str(self.in_reply_to)
        else:
            in_reply_to = self.in_reply_to

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

        price: None | str | Unset
        if isinstance(self.price, Unset):
            price = UNSET
        else:
            price = self.price

        of_media_ids: list[int] | Unset = UNSET
        if not isinstance(self.of_media_ids, Unset):
            of_media_ids = self.of_media_ids

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "chat": chat,
                "request": request,
                "number": number,
                "requested_by": requested_by,
                "provider": provider,
                "origin": origin,
                "draft_text": draft_text,
                "final_text": final_text,
                "status": status,
                "edit_distance": edit_distance,
                "reject_reason": reject_reason,
                "reject_note": reject_note,
                "decided_at": decided_at,
                "decided_by": decided_by,
                "sent_message": sent_message,
                "revenue": revenue,
                "created_at": created_at,
            }
        )
        if in_reply_to is not UNSET:
            field_dict["in_reply_to"] = in_reply_to
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
        if price is not UNSET:
            field_dict["price"] = price
        if of_media_ids is not UNSET:
            field_dict["of_media_ids"] = of_media_ids

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        chat = UUID(d.pop("chat"))

        def _parse_request(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                request_type_0 = UUID(data)

                return request_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        request = _parse_request(d.pop("request"))

        number = d.pop("number")

        def _parse_requested_by(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                requested_by_type_0 = UUID(data)

                return requested_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        requested_by = _parse_requested_by(d.pop("requested_by"))

        provider = d.pop("provider")

        origin = d.pop("origin")

        draft_text = d.pop("draft_text")

        final_text = d.pop("final_text")

        status = AIResponseStatusEnum(d.pop("status"))

        def _parse_edit_distance(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        edit_distance = _parse_edit_distance(d.pop("edit_distance"))

        def _parse_reject_reason(data: object) -> BlankEnum | RejectReasonEnum:
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

        reject_reason = _parse_reject_reason(d.pop("reject_reason"))

        reject_note = d.pop("reject_note")

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

        def _parse_sent_message(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                sent_message_type_0 = UUID(data)

                return sent_message_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        sent_message = _parse_sent_message(d.pop("sent_message"))

        revenue = d.pop("revenue")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_in_reply_to(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                in_reply_to_type_0 = UUID(data)

                return in_reply_to_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        in_reply_to = _parse_in_reply_to(d.pop("in_reply_to", UNSET))

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

        def _parse_price(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        price = _parse_price(d.pop("price", UNSET))

        of_media_ids = cast(list[int], d.pop("of_media_ids", UNSET))

        ai_response = cls(
            id=id,
            chat=chat,
            request=request,
            number=number,
            requested_by=requested_by,
            provider=provider,
            origin=origin,
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
            in_reply_to=in_reply_to,
            model=model,
            prompt_version=prompt_version,
            prompt_tokens=prompt_tokens,
            completion_tokens=completion_tokens,
            cost=cost,
            first_token_ms=first_token_ms,
            latency_ms=latency_ms,
            price=price,
            of_media_ids=of_media_ids,
        )

        ai_response.additional_properties = d
        return ai_response

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
