from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.connection_status_enum import ConnectionStatusEnum
from ..models.provider_enum import ProviderEnum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.creator import Creator


T = TypeVar("T", bound="ConnectionPart")


@_attrs_define
class ConnectionPart:
    """Some fields of Connection, references expanded: what `fields` and `expand` ask for."""

    id: UUID | Unset = UNSET
    """ Ours; it never changes. """
    creator: Creator | Unset | UUID = UNSET
    """ The creator, by id; null where it is for all. """
    provider: ProviderEnum | Unset = UNSET
    """ * `onlyfansapi` - onlyfansapi
    * `generic` - generic """
    account_id: str | Unset = UNSET
    """ What the service calls this creator's account, as in acct_0123abcd. """
    is_active: bool | Unset = UNSET
    """ Otherwise nothing is fetched, sent or worked off. """
    status: ConnectionStatusEnum | Unset = UNSET
    """ * `new` - not tested yet
    * `active` - connected
    * `attention` - needs attention """
    status_reason: str | Unset = UNSET
    """ Why it stands where it stands, if there is more to say. """
    status_at: datetime.datetime | None | Unset = UNSET
    """ When that was found out. """
    syncs_messages: bool | Unset = UNSET
    """ Whether messages are fetched. """
    syncs_fans: bool | Unset = UNSET
    """ Whether fans and subscriptions are fetched. """
    syncs_transactions: bool | Unset = UNSET
    """ Whether transactions are fetched. """
    sends_messages: bool | Unset = UNSET
    """ Whether replies leave by it. """
    last_event_at: datetime.datetime | None | Unset = UNSET
    """ When the service has told of something last. """
    last_synced_at: datetime.datetime | None | Unset = UNSET
    """ When everything that was new had been fetched last. """
    credits_left: int | None | Unset = UNSET
    """ What the service still lets the agency's account there do. """
    calls_per_minute: int | None | Unset = UNSET
    """ Calls that the service takes in a minute. """
    calls_left: int | None | Unset = UNSET
    """ Calls that the service still takes in this minute. """
    calls_resume_at: datetime.datetime | None | Unset = UNSET
    """ No call before then. """
    created_at: datetime.datetime | Unset = UNSET
    """ When the row was made here. """

    def to_dict(self) -> dict[str, Any]:
        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        creator: dict[str, Any] | str | Unset
        if isinstance(self.creator, Unset):
            creator = UNSET
        elif isinstance(self.creator, UUID):
            creator = str(self.creator)
        else:
            creator = self.creator.to_dict()

        provider: str | Unset = UNSET
        if not isinstance(self.provider, Unset):
            provider = self.provider.value

        account_id = self.account_id

        is_active = self.is_active

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status.value

        status_reason = self.status_reason

        status_at: None | str | Unset
        if isinstance(self.status_at, Unset):
            status_at = UNSET
        elif isinstance(self.status_at, datetime.datetime):
            status_at = self.status_at.isoformat()
        else:
            status_at = self.status_at

        syncs_messages = self.syncs_messages

        syncs_fans = self.syncs_fans

        syncs_transactions = self.syncs_transactions

        sends_messages = self.sends_messages

        last_event_at: None | str | Unset
        if isinstance(self.last_event_at, Unset):
            last_event_at = UNSET
        elif isinstance(self.last_event_at, datetime.datetime):
            last_event_at = self.last_event_at.isoformat()
        else:
            last_event_at = self.last_event_at

        last_synced_at: None | str | Unset
        if isinstance(self.last_synced_at, Unset):
            last_synced_at = UNSET
        elif isinstance(self.last_synced_at, datetime.datetime):
            last_synced_at = self.last_synced_at.isoformat()
        else:
            last_synced_at = self.last_synced_at

        credits_left: int | None | Unset
        if isinstance(self.credits_left, Unset):
            credits_left = UNSET
        else:
            credits_left = self.credits_left

        calls_per_minute: int | None | Unset
        if isinstance(self.calls_per_minute, Unset):
            calls_per_minute = UNSET
        else:
            calls_per_minute = self.calls_per_minute

        calls_left: int | None | Unset
        if isinstance(self.calls_left, Unset):
            calls_left = UNSET
        else:
            calls_left = self.calls_left

        calls_resume_at: None | str | Unset
        if isinstance(self.calls_resume_at, Unset):
            calls_resume_at = UNSET
        elif isinstance(self.calls_resume_at, datetime.datetime):
            calls_resume_at = self.calls_resume_at.isoformat()
        else:
            calls_resume_at = self.calls_resume_at

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if creator is not UNSET:
            field_dict["creator"] = creator
        if provider is not UNSET:
            field_dict["provider"] = provider
        if account_id is not UNSET:
            field_dict["account_id"] = account_id
        if is_active is not UNSET:
            field_dict["is_active"] = is_active
        if status is not UNSET:
            field_dict["status"] = status
        if status_reason is not UNSET:
            field_dict["status_reason"] = status_reason
        if status_at is not UNSET:
            field_dict["status_at"] = status_at
        if syncs_messages is not UNSET:
            field_dict["syncs_messages"] = syncs_messages
        if syncs_fans is not UNSET:
            field_dict["syncs_fans"] = syncs_fans
        if syncs_transactions is not UNSET:
            field_dict["syncs_transactions"] = syncs_transactions
        if sends_messages is not UNSET:
            field_dict["sends_messages"] = sends_messages
        if last_event_at is not UNSET:
            field_dict["last_event_at"] = last_event_at
        if last_synced_at is not UNSET:
            field_dict["last_synced_at"] = last_synced_at
        if credits_left is not UNSET:
            field_dict["credits_left"] = credits_left
        if calls_per_minute is not UNSET:
            field_dict["calls_per_minute"] = calls_per_minute
        if calls_left is not UNSET:
            field_dict["calls_left"] = calls_left
        if calls_resume_at is not UNSET:
            field_dict["calls_resume_at"] = calls_resume_at
        if created_at is not UNSET:
            field_dict["created_at"] = created_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.creator import Creator  # noqa: PLC0415

        d = dict(src_dict)
        _id = d.pop("id", UNSET)
        id: UUID | Unset
        if isinstance(_id, Unset):
            id = UNSET
        else:
            id = UUID(_id)

        def _parse_creator(data: object) -> Creator | Unset | UUID:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                creator_type_0 = UUID(data)

                return creator_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            creator_type_1 = Creator.from_dict(data)

            return creator_type_1

        creator = _parse_creator(d.pop("creator", UNSET))

        _provider = d.pop("provider", UNSET)
        provider: ProviderEnum | Unset
        if isinstance(_provider, Unset):
            provider = UNSET
        else:
            provider = ProviderEnum(_provider)

        account_id = d.pop("account_id", UNSET)

        is_active = d.pop("is_active", UNSET)

        _status = d.pop("status", UNSET)
        status: ConnectionStatusEnum | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = ConnectionStatusEnum(_status)

        status_reason = d.pop("status_reason", UNSET)

        def _parse_status_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                status_at_type_0 = datetime.datetime.fromisoformat(data)

                return status_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        status_at = _parse_status_at(d.pop("status_at", UNSET))

        syncs_messages = d.pop("syncs_messages", UNSET)

        syncs_fans = d.pop("syncs_fans", UNSET)

        syncs_transactions = d.pop("syncs_transactions", UNSET)

        sends_messages = d.pop("sends_messages", UNSET)

        def _parse_last_event_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_event_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_event_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        last_event_at = _parse_last_event_at(d.pop("last_event_at", UNSET))

        def _parse_last_synced_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_synced_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_synced_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        last_synced_at = _parse_last_synced_at(d.pop("last_synced_at", UNSET))

        def _parse_credits_left(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        credits_left = _parse_credits_left(d.pop("credits_left", UNSET))

        def _parse_calls_per_minute(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        calls_per_minute = _parse_calls_per_minute(d.pop("calls_per_minute", UNSET))

        def _parse_calls_left(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        calls_left = _parse_calls_left(d.pop("calls_left", UNSET))

        def _parse_calls_resume_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                calls_resume_at_type_0 = datetime.datetime.fromisoformat(data)

                return calls_resume_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        calls_resume_at = _parse_calls_resume_at(d.pop("calls_resume_at", UNSET))

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        connection_part = cls(
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

        return connection_part
