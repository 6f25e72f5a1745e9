from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PatchedCreatorRequest")


@_attrs_define
class PatchedCreatorRequest:
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    of_user_id: int | None | Unset = UNSET
    """ Found by the first import if left empty. """
    username: str | Unset = UNSET
    """ The user name on the platform. """
    display_name: str | Unset = UNSET
    """ The name on the platform. """
    avatar_url: str | Unset = UNSET
    """ The picture on the platform. """
    header_url: str | Unset = UNSET
    """ The large picture on the platform. """
    subscription_price: str | Unset = UNSET
    """ Dollars a month; 0 is free. """
    is_verified: bool | Unset = UNSET
    """ Whether the platform has verified the account. """
    last_seen_at: datetime.datetime | None | Unset = UNSET
    """ When the creator was last on the platform. """
    persona: str | Unset = UNSET
    """ Her voice: how she writes, what she is like. """
    is_active: bool | Unset = UNSET
    """ Whether it is in use. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        of_user_id: int | None | Unset
        if isinstance(self.of_user_id, Unset):
            of_user_id = UNSET
        else:
            of_user_id = self.of_user_id

        username = self.username

        display_name = self.display_name

        avatar_url: str | Unset
        if isinstance(self.avatar_url, Unset):
            avatar_url = UNSET
        else:
            avatar_url = self.avatar_url

        header_url: str | Unset
        if isinstance(self.header_url, Unset):
            header_url = UNSET
        else:
            header_url = self.header_url

        subscription_price = self.subscription_price

        is_verified = self.is_verified

        last_seen_at: None | str | Unset
        if isinstance(self.last_seen_at, Unset):
            last_seen_at = UNSET
        elif isinstance(self.last_seen_at, datetime.datetime):
            last_seen_at = self.last_seen_at.isoformat()
        else:
            last_seen_at = self.last_seen_at

        persona = self.persona

        is_active = self.is_active

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if of_user_id is not UNSET:
            field_dict["of_user_id"] = of_user_id
        if username is not UNSET:
            field_dict["username"] = username
        if display_name is not UNSET:
            field_dict["display_name"] = display_name
        if avatar_url is not UNSET:
            field_dict["avatar_url"] = avatar_url
        if header_url is not UNSET:
            field_dict["header_url"] = header_url
        if subscription_price is not UNSET:
            field_dict["subscription_price"] = subscription_price
        if is_verified is not UNSET:
            field_dict["is_verified"] = is_verified
        if last_seen_at is not UNSET:
            field_dict["last_seen_at"] = last_seen_at
        if persona is not UNSET:
            field_dict["persona"] = persona
        if is_active is not UNSET:
            field_dict["is_active"] = is_active

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_of_user_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        of_user_id = _parse_of_user_id(d.pop("of_user_id", UNSET))

        username = d.pop("username", UNSET)

        display_name = d.pop("display_name", UNSET)

        def _parse_avatar_url(data: object) -> str | Unset:
            if isinstance(data, Unset):
                return data
            return cast(str | Unset, data)

        avatar_url = _parse_avatar_url(d.pop("avatar_url", UNSET))

        def _parse_header_url(data: object) -> str | Unset:
            if isinstance(data, Unset):
                return data
            return cast(str | Unset, data)

        header_url = _parse_header_url(d.pop("header_url", UNSET))

        subscription_price = d.pop("subscription_price", UNSET)

        is_verified = d.pop("is_verified", UNSET)

        def _parse_last_seen_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_seen_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_seen_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        last_seen_at = _parse_last_seen_at(d.pop("last_seen_at", UNSET))

        persona = d.pop("persona", UNSET)

        is_active = d.pop("is_active", UNSET)

        patched_creator_request = cls(
            of_user_id=of_user_id,
            username=username,
            display_name=display_name,
            avatar_url=avatar_url,
            header_url=header_url,
            subscription_price=subscription_price,
            is_verified=is_verified,
            last_seen_at=last_seen_at,
            persona=persona,
            is_active=is_active,
        )

        patched_creator_request.additional_properties = d
        return patched_creator_request

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
