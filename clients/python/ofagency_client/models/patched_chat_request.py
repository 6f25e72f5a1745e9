from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PatchedChatRequest")


@_attrs_define
class PatchedChatRequest:
    """What is summed up from the messages is read only."""

    creator: UUID | Unset = UNSET
    """ The creator, by id; null where it is for all. """
    fan_of_id: int | Unset = UNSET
    """ The fan, by the platform's id. """
    fan_username: str | Unset = UNSET
    """ The fan's user name on the platform. """
    fan_display_name: str | Unset = UNSET
    """ The fan's name on the platform. """
    fan_custom_name: str | Unset = UNSET
    """ What the team calls the fan. """
    fan_avatar_url: str | Unset = UNSET
    """ The fan's picture on the platform. """
    fan_timezone: str | Unset = UNSET
    """ IANA name, if known. """
    fan_language: str | Unset = UNSET
    """ What replies are translated into, as in: Spanish. """
    subscription_active: bool | None | Unset = UNSET
    """ Unknown if no source has told. """
    subscription_price: None | str | Unset = UNSET
    """ Dollars a month. """
    subscription_expires_at: datetime.datetime | None | Unset = UNSET
    """ When the fan's subscription ends, or has ended. """
    tags: list[str] | Unset = UNSET
    """ Words that the team has put on the fan. """
    assigned_to: None | Unset | UUID = UNSET
    """ The member who takes care of this fan; null: everybody. """
    snoozed_until: datetime.datetime | None | Unset = UNSET
    """ Not in the queue before. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        creator: str | Unset = UNSET
        if not isinstance(self.creator, Unset):
            creator = str(self.creator)

        fan_of_id = self.fan_of_id

        fan_username = self.fan_username

        fan_display_name = self.fan_display_name

        fan_custom_name = self.fan_custom_name

        fan_avatar_url: str | Unset
        if isinstance(self.fan_avatar_url, Unset):
            fan_avatar_url = UNSET
        else:
            fan_avatar_url = self.fan_avatar_url

        fan_timezone = self.fan_timezone

        fan_language = self.fan_language

        subscription_active: bool | None | Unset
        if isinstance(self.subscription_active, Unset):
            subscription_active = UNSET
        else:
            subscription_active = self.subscription_active

        subscription_price: None | str | Unset
        if isinstance(self.subscription_price, Unset):
            subscription_price = UNSET
        else:
            subscription_price = self.subscription_price

        subscription_expires_at: None | str | Unset
        if isinstance(self.subscription_expires_at, Unset):
            subscription_expires_at = UNSET
        elif isinstance(self.subscription_expires_at, datetime.datetime):
            subscription_expires_at = self.subscription_expires_at.isoformat()
        else:
            subscription_expires_at = self.subscription_expires_at

        tags: list[str] | Unset = UNSET
        if not isinstance(self.tags, Unset):
            tags = self.tags

        assigned_to: None | str | Unset
        if isinstance(self.assigned_to, Unset):
            assigned_to = UNSET
        elif isinstance(self.assigned_to, UUID):
            assigned_to = str(self.assigned_to)
        else:
            assigned_to = self.assigned_to

        snoozed_until: None | str | Unset
        if isinstance(self.snoozed_until, Unset):
            snoozed_until = UNSET
        elif isinstance(self.snoozed_until, datetime.datetime):
            snoozed_until = self.snoozed_until.isoformat()
        else:
            snoozed_until = self.snoozed_until

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if creator is not UNSET:
            field_dict["creator"] = creator
        if fan_of_id is not UNSET:
            field_dict["fan_of_id"] = fan_of_id
        if fan_username is not UNSET:
            field_dict["fan_username"] = fan_username
        if fan_display_name is not UNSET:
            field_dict["fan_display_name"] = fan_display_name
        if fan_custom_name is not UNSET:
            field_dict["fan_custom_name"] = fan_custom_name
        if fan_avatar_url is not UNSET:
            field_dict["fan_avatar_url"] = fan_avatar_url
        if fan_timezone is not UNSET:
            field_dict["fan_timezone"] = fan_timezone
        if fan_language is not UNSET:
            field_dict["fan_language"] = fan_language
        if subscription_active is not UNSET:
            field_dict["subscription_active"] = subscription_active
        if subscription_price is not UNSET:
            field_dict["subscription_price"] = subscription_price
        if subscription_expires_at is not UNSET:
            field_dict["subscription_expires_at"] = subscription_expires_at
        if tags is not UNSET:
            field_dict["tags"] = tags
        if assigned_to is not UNSET:
            field_dict["assigned_to"] = assigned_to
        if snoozed_until is not UNSET:
            field_dict["snoozed_until"] = snoozed_until

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        _creator = d.pop("creator", UNSET)
        creator: UUID | Unset
        if isinstance(_creator, Unset):
            creator = UNSET
        else:
            creator = UUID(_creator)

        fan_of_id = d.pop("fan_of_id", UNSET)

        fan_username = d.pop("fan_username", UNSET)

        fan_display_name = d.pop("fan_display_name", UNSET)

        fan_custom_name = d.pop("fan_custom_name", UNSET)

        def _parse_fan_avatar_url(data: object) -> str | Unset:
            if isinstance(data, Unset):
                return data
            return cast(str | Unset, data)

        fan_avatar_url = _parse_fan_avatar_url(d.pop("fan_avatar_url", UNSET))

        fan_timezone = d.pop("fan_timezone", UNSET)

        fan_language = d.pop("fan_language", UNSET)

        def _parse_subscription_active(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        subscription_active = _parse_subscription_active(
            d.pop("subscription_active", UNSET)
        )

        def _parse_subscription_price(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        subscription_price = _parse_subscription_price(
            d.pop("subscription_price", UNSET)
        )

        def _parse_subscription_expires_at(
            data: object,
        ) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                subscription_expires_at_type_0 = datetime.datetime.fromisoformat(data)

                return subscription_expires_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        subscription_expires_at = _parse_subscription_expires_at(
            d.pop("subscription_expires_at", UNSET)
        )

        tags = cast(list[str], d.pop("tags", UNSET))

        def _parse_assigned_to(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                assigned_to_type_0 = UUID(data)

                return assigned_to_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        assigned_to = _parse_assigned_to(d.pop("assigned_to", UNSET))

        def _parse_snoozed_until(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                snoozed_until_type_0 = datetime.datetime.fromisoformat(data)

                return snoozed_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        snoozed_until = _parse_snoozed_until(d.pop("snoozed_until", UNSET))

        patched_chat_request = cls(
            creator=creator,
            fan_of_id=fan_of_id,
            fan_username=fan_username,
            fan_display_name=fan_display_name,
            fan_custom_name=fan_custom_name,
            fan_avatar_url=fan_avatar_url,
            fan_timezone=fan_timezone,
            fan_language=fan_language,
            subscription_active=subscription_active,
            subscription_price=subscription_price,
            subscription_expires_at=subscription_expires_at,
            tags=tags,
            assigned_to=assigned_to,
            snoozed_until=snoozed_until,
        )

        patched_chat_request.additional_properties = d
        return patched_chat_request

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
