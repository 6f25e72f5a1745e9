from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.fact import Fact


T = TypeVar("T", bound="FanSummary")


@_attrs_define
class FanSummary:
    """What is known about a fan, and from where."""

    id: UUID
    """ Ours; it never changes. """
    chat: UUID
    """ The chat, by id. """
    facts: list[Fact]
    read_until: datetime.datetime | None
    """ Messages sent up to then are in it. """
    provider: str
    """ Who runs the model. """
    model: str
    """ Which model of the provider. """
    prompt_version: str
    """ Which of the prompts was used. """
    updated_at: datetime.datetime
    """ When it was changed last. """
    created_at: datetime.datetime
    """ When the row was made here. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        chat = str(self.chat)

        facts = []
        for facts_item_data in self.facts:
            facts_item = facts_item_data.to_dict()
            facts.append(facts_item)

        read_until: None | str
        if isinstance(self.read_until, datetime.datetime):
            read_until = self.read_until.isoformat()
        else:
            read_until = self.read_until

        provider = self.provider

        model = self.model

        prompt_version = self.prompt_version

        updated_at = self.updated_at.isoformat()

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "chat": chat,
                "facts": facts,
                "read_until": read_until,
                "provider": provider,
                "model": model,
                "prompt_version": prompt_version,
                "updated_at": updated_at,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.fact import Fact  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        chat = UUID(d.pop("chat"))

        facts = []
        _facts = d.pop("facts")
        for facts_item_data in _facts:
            facts_item = Fact.from_dict(facts_item_data)

            facts.append(facts_item)

        def _parse_read_until(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                read_until_type_0 = datetime.datetime.fromisoformat(data)

                return read_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        read_until = _parse_read_until(d.pop("read_until"))

        provider = d.pop("provider")

        model = d.pop("model")

        prompt_version = d.pop("prompt_version")

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        fan_summary = cls(
            id=id,
            chat=chat,
            facts=facts,
            read_until=read_until,
            provider=provider,
            model=model,
            prompt_version=prompt_version,
            updated_at=updated_at,
            created_at=created_at,
        )

        fan_summary.additional_properties = d
        return fan_summary

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
