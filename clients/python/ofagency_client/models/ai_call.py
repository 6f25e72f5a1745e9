from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.ai_call_outcome_enum import AICallOutcomeEnum
from ..models.purpose_enum import PurposeEnum

T = TypeVar("T", bound="AICall")


@_attrs_define
class AICall:
    """One call of a provider, and what it cost."""

    id: UUID
    """ Ours; it never changes. """
    chat: None | UUID
    """ The chat, by id. """
    request: None | UUID
    """ The request for drafts, by id. """
    purpose: PurposeEnum
    """ * `draft` - Draft
    * `summary` - Summary
    * `translation` - Translation
    * `replay` - replay of past drafts
    * `test` - test of the provider """
    provider: str
    """ Who runs the model. """
    model: str
    """ Which model of the provider. """
    outcome: AICallOutcomeEnum
    """ * `ok` - answered
    * `timeout` - too slow
    * `limited` - too many requests (429)
    * `refused` - refused the request (4xx)
    * `failed` - had an error (5xx)
    * `unreachable` - Unreachable
    * `malformed` - answered what cannot be read
    * `cut` - broke off
    * `empty` - answered nothing
    * `too long` - answered far too much
    * `stopped` - was stopped by us """
    prompt_tokens: int
    """ Tokens of the question. """
    completion_tokens: int
    """ Tokens of the draft. """
    is_estimated: bool
    """ The provider told no tokens; these are our guess. """
    cost: str
    """ Dollars, by the prices at that time. """
    first_token_ms: int | None
    """ Milliseconds until the first token. """
    latency_ms: int
    """ Until the last token, or the failure. """
    created_at: datetime.datetime
    """ When the row was made here. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        chat: None | str
        if isinstance(self.chat, UUID):
            chat = str(self.chat)
        else:
            chat = self.chat

        request: None | str
        if isinstance(self.request, UUID):
            request = str(self.request)
        else:
            request = self.request

        purpose = self.purpose.value

        provider = self.provider

        model = self.model

        outcome = self.outcome.value

        prompt_tokens = self.prompt_tokens

        completion_tokens = self.completion_tokens

        is_estimated = self.is_estimated

        cost = self.cost

        first_token_ms: int | None
        first_token_ms = self.first_token_ms

        latency_ms = self.latency_ms

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "chat": chat,
                "request": request,
                "purpose": purpose,
                "provider": provider,
                "model": model,
                "outcome": outcome,
                "prompt_tokens": prompt_tokens,
                "completion_tokens": completion_tokens,
                "is_estimated": is_estimated,
                "cost": cost,
                "first_token_ms": first_token_ms,
                "latency_ms": latency_ms,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        def _parse_chat(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                chat_type_0 = UUID(data)

                return chat_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        chat = _parse_chat(d.pop("chat"))

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

        purpose = PurposeEnum(d.pop("purpose"))

        provider = d.pop("provider")

        model = d.pop("model")

        outcome = AICallOutcomeEnum(d.pop("outcome"))

        prompt_tokens = d.pop("prompt_tokens")

        completion_tokens = d.pop("completion_tokens")

        is_estimated = d.pop("is_estimated")

        cost = d.pop("cost")

        def _parse_first_token_ms(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        first_token_ms = _parse_first_token_ms(d.pop("first_token_ms"))

        latency_ms = d.pop("latency_ms")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        ai_call = cls(
            id=id,
            chat=chat,
            request=request,
            purpose=purpose,
            provider=provider,
            model=model,
            outcome=outcome,
            prompt_tokens=prompt_tokens,
            completion_tokens=completion_tokens,
            is_estimated=is_estimated,
            cost=cost,
            first_token_ms=first_token_ms,
            latency_ms=latency_ms,
            created_at=created_at,
        )

        ai_call.additional_properties = d
        return ai_call

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
