from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.mass_message_status_enum import MassMessageStatusEnum

T = TypeVar("T", bound="MassMessage")


@_attrs_define
class MassMessage:
    """A mass message and how far it is; it is written, and started, by people."""

    id: UUID
    """ Ours; it never changes. """
    creator: UUID
    """ The creator, by id; null where it is for all. """
    created_by: None | UUID
    """ The member who has written it. """
    title: str
    """ For the team; fans do not see it. """
    text: str
    """ With placeholders, such as {fan}. """
    price: None | str
    """ Dollars. """
    of_media_ids: list[int]
    """ Media of the creator, by their platform ids. """
    pace_per_minute: int
    """ Fans that get it in a minute, at most. """
    scheduled_for: datetime.datetime | None
    """ When it is to begin; null: at once. """
    status: MassMessageStatusEnum
    """ * `draft` - Draft
    * `scheduled` - Scheduled
    * `running` - being sent
    * `paused` - Paused
    * `cancelled` - Cancelled
    * `done` - Done
    * `failed` - Failed """
    status_reason: str
    """ Why it stands where it stands, if there is more to say. """
    total: int
    """ Fans who are to get it. """
    sent: int
    """ Fans who were sent it. """
    failed: int
    """ Fans to whom it could not be delivered. """
    skipped: int
    """ Fans who were left out. """
    started_at: datetime.datetime | None
    """ When it began; null before. """
    finished_at: datetime.datetime | None
    """ When it was over; null before. """
    created_at: datetime.datetime
    """ When the row was made here. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        creator = str(self.creator)

        created_by: None | str
        if isinstance(self.created_by, UUID):
            created_by = str(self.created_by)
        else:
            created_by = self.created_by

        title = self.title

        text = self.text

        price: None | str
        price = self.price

        of_media_ids = self.of_media_ids

        pace_per_minute = self.pace_per_minute

        scheduled_for: None | str
        if isinstance(self.scheduled_for, datetime.datetime):
            scheduled_for = self.scheduled_for.isoformat()
        else:
            scheduled_for = self.scheduled_for

        status = self.status.value

        status_reason = self.status_reason

        total = self.total

        sent = self.sent

        failed = self.failed

        skipped = self.skipped

        started_at: None | str
        if isinstance(self.started_at, datetime.datetime):
            started_at = self.started_at.isoformat()
        else:
            started_at = self.started_at

        finished_at: None | str
        if isinstance(self.finished_at, datetime.datetime):
            finished_at = self.finished_at.isoformat()
        else:
            finished_at = self.finished_at

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "creator": creator,
                "created_by": created_by,
                "title": title,
                "text": text,
                "price": price,
                "of_media_ids": of_media_ids,
                "pace_per_minute": pace_per_minute,
                "scheduled_for": scheduled_for,
                "status": status,
                "status_reason": status_reason,
                "total": total,
                "sent": sent,
                "failed": failed,
                "skipped": skipped,
                "started_at": started_at,
                "finished_at": finished_at,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        creator = UUID(d.pop("creator"))

        def _parse_created_by(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                created_by_type_0 = UUID(data)

                return created_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        created_by = _parse_created_by(d.pop("created_by"))

        title = d.pop("title")

        text = d.pop("text")

        def _parse_price(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        price = _parse_price(d.pop("price"))

        of_media_ids = cast(list[int], d.pop("of_media_ids"))

        pace_per_minute = d.pop("pace_per_minute")

        def _parse_scheduled_for(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                scheduled_for_type_0 = datetime.datetime.fromisoformat(data)

                return scheduled_for_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        scheduled_for = _parse_scheduled_for(d.pop("scheduled_for"))

        status = MassMessageStatusEnum(d.pop("status"))

        status_reason = d.pop("status_reason")

        total = d.pop("total")

        sent = d.pop("sent")

        failed = d.pop("failed")

        skipped = d.pop("skipped")

        def _parse_started_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                started_at_type_0 = datetime.datetime.fromisoformat(data)

                return started_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        started_at = _parse_started_at(d.pop("started_at"))

        def _parse_finished_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                finished_at_type_0 = datetime.datetime.fromisoformat(data)

                return finished_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        finished_at = _parse_finished_at(d.pop("finished_at"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        mass_message = cls(
            id=id,
            creator=creator,
            created_by=created_by,
            title=title,
            text=text,
            price=price,
            of_media_ids=of_media_ids,
            pace_per_minute=pace_per_minute,
            scheduled_for=scheduled_for,
            status=status,
            status_reason=status_reason,
            total=total,
            sent=sent,
            failed=failed,
            skipped=skipped,
            started_at=started_at,
            finished_at=finished_at,
            created_at=created_at,
        )

        mass_message.additional_properties = d
        return mass_message

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
