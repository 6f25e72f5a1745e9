from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.ai_call_outcome_enum import AICallOutcomeEnum
from ..models.purpose_enum import PurposeEnum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.chat import Chat
    from ..models.draft_request import DraftRequest


T = TypeVar("T", bound="AICallPart")


@_attrs_define
class AICallPart:
    """Some fields of AICall, references expanded: what `fields` and `expand` ask for."""

    id: UUID | Unset = UNSET
    """ Ours; it never changes. """
    chat: Chat | None | Unset | UUID = UNSET
    """ The chat, by id. """
    request: DraftRequest | None | Unset | UUID = UNSET
    """ The request for drafts, by id. """
    purpose: PurposeEnum | Unset = UNSET
    """ * `draft` - Draft
    * `summary` - Summary
    * `translation` - Translation
    * `replay` - replay of past drafts
    * `test` - test of the provider """
    provider: str | Unset = UNSET
    """ Who runs the model. """
    model: str | Unset = UNSET
    """ Which model of the provider. """
    outcome: AICallOutcomeEnum | Unset = UNSET
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
    prompt_tokens: int | Unset = UNSET
    """ Tokens of the question. """
    completion_tokens: int | Unset = UNSET
    """ Tokens of the draft. """
    is_estimated: bool | Unset = UNSET
    """ The provider told no tokens; these are our guess. """
    cost: str | Unset = UNSET
    """ Dollars, by the prices at that time. """
    first_token_ms: int | None | Unset = UNSET
    """ Milliseconds until the first token. """
    latency_ms: int | Unset = UNSET
    """ Until the last token, or the failure. """
    created_at: datetime.datetime | Unset = UNSET
    """ When the row was made here. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.chat import Chat  # noqa: PLC0415
        from ..models.draft_request import DraftRequest  # noqa: PLC0415

        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        chat: dict[str, Any] | None | str | Unset
        if isinstance(self.chat, Unset):
            chat = UNSET
        elif isinstance(self.chat, UUID):
            chat = str(self.chat)
        elif isinstance(self.chat, Chat):
            chat = self.chat.to_dict()
        else:
            chat = self.chat

        request: dict[str, Any] | None | str | Unset
        if isinstance(self.request, Unset):
            request = UNSET
        elif isinstance(self.request, UUID):
            request = str(self.request)
        elif isinstance(self.request, DraftRequest):
            request = self.request.to_dict()
        else:
            request = self.request

        purpose: str | Unset = UNSET
        if not isinstance(self.purpose, Unset):
            purpose = self.purpose.value

        provider = self.provider

        model = self.model

        outcome: str | Unset = UNSET
        if not isinstance(self.outcome, Unset):
            outcome = self.outcome.value

        prompt_tokens = self.prompt_tokens

        completion_tokens = self.completion_tokens

        is_estimated = self.is_estimated

        cost = self.cost

        first_token_ms: int | None | Unset
        if isinstance(self.first_token_ms, Unset):
            first_token_ms = UNSET
        else:
            first_token_ms = self.first_token_ms

        latency_ms = self.latency_ms

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
        if purpose is not UNSET:
            field_dict["purpose"] = purpose
        if provider is not UNSET:
            field_dict["provider"] = provider
        if model is not UNSET:
            field_dict["model"] = model
        if outcome is not UNSET:
            field_dict["outcome"] = outcome
        if prompt_tokens is not UNSET:
            field_dict["prompt_tokens"] = prompt_tokens
        if completion_tokens is not UNSET:
            field_dict["completion_tokens"] = completion_tokens
        if is_estimated is not UNSET:
            field_dict["is_estimated"] = is_estimated
        if cost is not UNSET:
            field_dict["cost"] = cost
        if first_token_ms is not UNSET:
            field_dict["first_token_ms"] = first_token_ms
        if latency_ms is not UNSET:
            field_dict["latency_ms"] = latency_ms
        if created_at is not UNSET:
            field_dict["created_at"] = created_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.chat import Chat  # noqa: PLC0415
        from ..models.draft_request import DraftRequest  # noqa: PLC0415

        d = dict(src_dict)
        _id = d.pop("id", UNSET)
        id: UUID | Unset
        if isinstance(_id, Unset):
            id = UNSET
        else:
            id = UUID(_id)

        def _parse_chat(data: object) -> Chat | None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                chat_type_0_type_0 = UUID(data)

                return chat_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                chat_type_1 = Chat.from_dict(data)

                return chat_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Chat | None | Unset | UUID, data)

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

        _purpose = d.pop("purpose", UNSET)
        purpose: PurposeEnum | Unset
        if isinstance(_purpose, Unset):
            purpose = UNSET
        else:
            purpose = PurposeEnum(_purpose)

        provider = d.pop("provider", UNSET)

        model = d.pop("model", UNSET)

        _outcome = d.pop("outcome", UNSET)
        outcome: AICallOutcomeEnum | Unset
        if isinstance(_outcome, Unset):
            outcome = UNSET
        else:
            outcome = AICallOutcomeEnum(_outcome)

        prompt_tokens = d.pop("prompt_tokens", UNSET)

        completion_tokens = d.pop("completion_tokens", UNSET)

        is_estimated = d.pop("is_estimated", UNSET)

        cost = d.pop("cost", UNSET)

        def _parse_first_token_ms(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        first_token_ms = _parse_first_token_ms(d.pop("first_token_ms", UNSET))

        latency_ms = d.pop("latency_ms", UNSET)

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        ai_call_part = cls(
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

        return ai_call_part
