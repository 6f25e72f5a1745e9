from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.connection_status_enum import ConnectionStatusEnum
from ..models.provider_enum import ProviderEnum

T = TypeVar("T", bound="Connection")


@_attrs_define
class Connection:
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    id: UUID
    """ Ours; it never changes. """
    creator: UUID
    """ The creator, by id; null where it is for all. """
    provider: ProviderEnum
    """ * `onlyfansapi` - onlyfansapi
    * `generic` - generic """
    account_id: str
    """ What the service calls this creator's account, as in acct_0123abcd. """
    is_active: bool
    """ Otherwise nothing is fetched, sent or worked off. """
    status: ConnectionStatusEnum
    """ * `new` - not tested yet
    * `active` - connected
    * `attention` - needs attention """
    status_reason: str
    """ Why it stands where it stands, if there is more to say. """
    status_at: datetime.datetime | None
    """ When that was found out. """
    syncs_messages: bool
    """ Whether messages are fetched. """
    syncs_fans: bool
    """ Whether fans and subscriptions are fetched. """
    syncs_transactions: bool
    """ Whether transactions are fetched. """
    sends_messages: bool
    """ Whether replies leave by it. """
    last_event_at: datetime.datetime | None
    """ When the service has told of something last. """
    last_synced_at: datetime.datetime | None
    """ When everything that was new had been fetched last. """
    credits_left: int | None
    """ What the service still lets the agency's account there do. """
    calls_per_minute: int | None
    """ Calls that the service takes in a minute. """
    calls_left: int | None
    """ Calls that the service still takes in this minute. """
    calls_resume_at: datetime.datetime | None
    """ No call before then. """
    created_at: datetime.datetime
    """ When the row was made here. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        creator = str(self.creator)

        provider = self.provider.value

        account_id = self.account_id

        is_active = self.is_active

        status = self.status.value

        status_reason = self.status_reason

        status_at: None | str
        if isinstance(self.status_at, datetime.datetime):
            status_at = self.status_at.isoformat()
        else:
            status_at = self.status_at

        syncs_messages = self.syncs_messages

        syncs_fans = self.syncs_fans

        syncs_transactions = self.syncs_transactions

        sends_messages = self.sends_messages

        last_event_at: None | str
        if isinstance(self.last_event_at, datetime.datetime):
            last_event_at = self.last_event_at.isoformat()
        else:
            last_event_at = self.last_event_at

        last_synced_at: None | str
        if isinstance(self.last_synced_at, datetime.datetime):
            last_synced_at = self.last_synced_at.isoformat()
        else:
            last_synced_at = self.last_synced_at

        credits_left: int | None
        credits_left = self.credits_left

        calls_per_minute: int | None
        calls_per_minute = self.calls_per_minute

        calls_left: int | None
        calls_left = self.calls_left

        calls_resume_at: None | str
        if isinstance(self.calls_resume_at, datetime.datetime):
            calls_resume_at = self.calls_resume_at.isoformat()
        else:
            calls_resume_at = self.calls_resume_at

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "creator": creator,
                "provider": provider,
                "account_id": account_id,
                "is_active": is_active,
                "status": status,
                "status_reason": status_reason,
                "status_at": status_at,
                "syncs_messages": syncs_messages,
                "syncs_fans": syncs_fans,
                "syncs_transactions": syncs_transactions,
                "sends_messages": sends_messages,
                "last_event_at": last_event_at,
                "last_synced_at": last_synced_at,
                "credits_left": credits_left,
                "calls_per_minute": calls_per_minute,
                "calls_left": calls_left,
                "calls_resume_at": calls_resume_at,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        creator = UUID(d.pop("creator"))

        provider = ProviderEnum(d.pop("provider"))

        account_id = d.pop("account_id")

        is_active = d.pop("is_active")

        status = ConnectionStatusEnum(d.pop("status"))

        status_reason = d.pop("status_reason")

        def _parse_status_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                status_at_type_0 = datetime.datetime.fromisoformat(data)

                return status_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        status_at = _parse_status_at(d.pop("status_at"))

        syncs_messages = d.pop("syncs_messages")

        syncs_fans = d.pop("syncs_fans")

        syncs_transactions = d.pop("syncs_transactions")

        sends_messages = d.pop("sends_messages")

        def _parse_last_event_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_event_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_event_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_event_at = _parse_last_event_at(d.pop("last_event_at"))

        def _parse_last_synced_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_synced_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_synced_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_synced_at = _parse_last_synced_at(d.pop("last_synced_at"))

        def _parse_credits_left(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        credits_left = _parse_credits_left(d.pop("credits_left"))

        def _parse_calls_per_minute(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        calls_per_minute = _parse_calls_per_minute(d.pop("calls_per_minute"))

        def _parse_calls_left(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        calls_left = _parse_calls_left(d.pop("calls_left"))

        def _parse_calls_resume_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                calls_resume_at_type_0 = datetime.datetime.fromisoformat(data)

                return calls_resume_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        calls_resume_at = _parse_calls_resume_at(d.pop("calls_resume_at"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        connection = cls(
            id=id,
            creator=creator,
            provider=provider,
            account_id=account_id,
            is_active=is_active,
            status=status,
            status_reason=status_reason,
            status_at=status_at,
            syncs_messages=syncs_messages,
            syncs_fans=syncs_fans,
            syncs_transactions=syncs_transactions,
            sends_messages=sends_messages,
            last_event_at=last_event_at,
            last_synced_at=last_synced_at,
            credits_left=credits_left,
            calls_per_minute=calls_per_minute,
            calls_left=calls_left,
            calls_resume_at=calls_resume_at,
            created_at=created_at,
        )

        connection.additional_properties = d
        return connection

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
