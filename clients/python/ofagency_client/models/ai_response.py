from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.ai_response_status_enum import AIResponseStatusEnum
from ..types import UNSET, Unset

T = TypeVar("T", bound="AIResponse")


@_attrs_define
class AIResponse:
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    id: UUID
    """ Ours; it never changes. """
    chat: UUID
    """ The chat, by id. """
    requested_by: None | UUID
    """ The member who asked for it. """
    provider: str
    """ Who runs the model. """
    draft_text: str
    """ What the AI proposed. """
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
    latency_ms: int | None | Unset = UNSET
    """ Until the last token. """
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
    sent_message: None | Unset | UUID = UNSET
    """ The message that came of it. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        chat = str(self.chat)

        requested_by: None | str
        if isinstance(self.requested_by, UUID):
            requested_by = str(self.requested_by)
        else:
            requested_by = self.requested_by

        provider = self.provider

        draft_text = self.draft_text

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

        latency_ms: int | None | Unset
        if isinstance(self.latency_ms, Unset):
            latency_ms = UNSET
        else:
            latency_ms = self.latency_ms

        final_text = self.final_text

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status.value

        edit_distance: int | None | Unset
        if isinstance(self.edit_distance, Unset):
            edit_distance = UNSET
        else:
            edit_distance = self.edit_distance

        sent_message: None | str | Unset
        if isinstance(self.sent_message, Unset):
            sent_message = UNSET
        elif isinstance(self.sent_message, UUID):
            sent_message = str(self.sent_message)
        else:
            sent_message = self.sent_message

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "chat": chat,
                "requested_by": requested_by,
                "provider": provider,
                "draft_text": draft_text,
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
        if latency_ms is not UNSET:
            field_dict["latency_ms"] = latency_ms
        if final_text is not UNSET:
            field_dict["final_text"] = final_text
        if status is not UNSET:
            field_dict["status"] = status
        if edit_distance is not UNSET:
            field_dict["edit_distance"] = edit_distance
        if sent_message is not UNSET:
            field_dict["sent_message"] = sent_message

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        chat = UUID(d.pop("chat"))

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

        draft_text = d.pop("draft_text")

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

        def _parse_latency_ms(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        latency_ms = _parse_latency_ms(d.pop("latency_ms", UNSET))

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

        def _parse_sent_message(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                sent_message_type_0 = UUID(data)

                return sent_message_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        sent_message = _parse_sent_message(d.pop("sent_message", UNSET))

        ai_response = cls(
            id=id,
            chat=chat,
            requested_by=requested_by,
            provider=provider,
            draft_text=draft_text,
            revenue=revenue,
            created_at=created_at,
            in_reply_to=in_reply_to,
            model=model,
            prompt_version=prompt_version,
            prompt_tokens=prompt_tokens,
            completion_tokens=completion_tokens,
            cost=cost,
            latency_ms=latency_ms,
            final_text=final_text,
            status=status,
            edit_distance=edit_distance,
            sent_message=sent_message,
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
