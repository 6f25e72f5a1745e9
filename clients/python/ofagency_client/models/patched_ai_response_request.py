from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PatchedAIResponseRequest")


@_attrs_define
class PatchedAIResponseRequest:
    """A draft. What it says stays as it was made, and what becomes of it is said by `accept/` and `reject/`."""

    chat: UUID | Unset = UNSET
    """ The chat, by id. """
    in_reply_to: None | Unset | UUID = UNSET
    """ The message it was to answer. """
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
    price: None | str | Unset = UNSET
    """ Dollars that the draft asks for. """
    of_media_ids: list[int] | Unset = UNSET
    """ Media of the creator, by their platform ids. """
    draft_text: str | Unset = UNSET
    """ What the AI proposed. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        chat: str | Unset = UNSET
        if not isinstance(self.chat, Unset):
            chat = str(self.chat)

        in_reply_to: None | str | Unset
        if isinstance(self.in_reply_to, Unset):
            in_reply_to = UNSET
        elif isinstance(self.in_reply_to, UUID):
            in_reply_to = str(self.in_reply_to)
        else:
            in_reply_to = self.in_reply_to

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

        price: None | str | Unset
        if isinstance(self.price, Unset):
            price = UNSET
        else:
            price = self.price

        of_media_ids: list[int] | Unset = UNSET
        if not isinstance(self.of_media_ids, Unset):
            of_media_ids = self.of_media_ids

        draft_text = self.draft_text

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if chat is not UNSET:
            field_dict["chat"] = chat
        if in_reply_to is not UNSET:
            field_dict["in_reply_to"] = in_reply_to
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
        if price is not UNSET:
            field_dict["price"] = price
        if of_media_ids is not UNSET:
            field_dict["of_media_ids"] = of_media_ids
        if draft_text is not UNSET:
            field_dict["draft_text"] = draft_text

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        _chat = d.pop("chat", UNSET)
        chat: UUID | Unset
        if isinstance(_chat, Unset):
            chat = UNSET
        else:
            chat = UUID(_chat)

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

        def _parse_price(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        price = _parse_price(d.pop("price", UNSET))

        of_media_ids = cast(list[int], d.pop("of_media_ids", UNSET))

        draft_text = d.pop("draft_text", UNSET)

        patched_ai_response_request = cls(
            chat=chat,
            in_reply_to=in_reply_to,
            provider=provider,
            model=model,
            prompt_version=prompt_version,
            prompt_tokens=prompt_tokens,
            completion_tokens=completion_tokens,
            cost=cost,
            first_token_ms=first_token_ms,
            latency_ms=latency_ms,
            price=price,
            of_media_ids=of_media_ids,
            draft_text=draft_text,
        )

        patched_ai_response_request.additional_properties = d
        return patched_ai_response_request

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
