from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.events_enum import EventsEnum
from ..types import UNSET, Unset

T = TypeVar("T", bound="PatchedWebhookEndpointRequest")


@_attrs_define
class PatchedWebhookEndpointRequest:
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    url: str | Unset = UNSET
    """ Where events are posted to, as in https://example.com/hook. """
    description: str | Unset = UNSET
    """ What it is for, in your words. """
    events: list[EventsEnum] | Unset = UNSET
    """ What it is told; empty: all. """
    creator: None | Unset | UUID = UNSET
    """ Empty: of all creators. """
    is_active: bool | Unset = UNSET
    """ Otherwise nothing is sent; what happens meanwhile follows later, for up to 30 days. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        url = self.url

        description = self.description

        events: list[str] | Unset = UNSET
        if not isinstance(self.events, Unset):
            events = []
            for events_item_data in self.events:
                events_item = events_item_data.value
                events.append(events_item)

        creator: None | str | Unset
        if isinstance(self.creator, Unset):
            creator = UNSET
        elif isinstance(self.creator, UUID):
            creator = str(self.creator)
        else:
            creator = self.creator

        is_active = self.is_active

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if url is not UNSET:
            field_dict["url"] = url
        if description is not UNSET:
            field_dict["description"] = description
        if events is not UNSET:
            field_dict["events"] = events
        if creator is not UNSET:
            field_dict["creator"] = creator
        if is_active is not UNSET:
            field_dict["is_active"] = is_active

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        url = d.pop("url", UNSET)

        description = d.pop("description", UNSET)

        _events = d.pop("events", UNSET)
        events: list[EventsEnum] | Unset = UNSET
        if _events is not UNSET:
            events = []
            for events_item_data in _events:
                events_item = EventsEnum(events_item_data)

                events.append(events_item)

        def _parse_creator(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                creator_type_0 = UUID(data)

                return creator_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        creator = _parse_creator(d.pop("creator", UNSET))

        is_active = d.pop("is_active", UNSET)

        patched_webhook_endpoint_request = cls(
            url=url,
            description=description,
            events=events,
            creator=creator,
            is_active=is_active,
        )

        patched_webhook_endpoint_request.additional_properties = d
        return patched_webhook_endpoint_request

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
