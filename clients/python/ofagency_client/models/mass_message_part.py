from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.mass_message_status_enum import MassMessageStatusEnum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.creator import Creator
    from ..models.member import Member


T = TypeVar("T", bound="MassMessagePart")


@_attrs_define
class MassMessagePart:
    """Some fields of MassMessage, references expanded: what `fields` and `expand` ask for."""

    id: UUID | Unset = UNSET
    """ Ours; it never changes. """
    creator: Creator | Unset | UUID = UNSET
    """ The creator, by id; null where it is for all. """
    created_by: Member | None | Unset | UUID = UNSET
    """ The member who has written it. """
    title: str | Unset = UNSET
    """ For the team; fans do not see it. """
    text: str | Unset = UNSET
    """ With placeholders, such as {fan}. """
    price: None | str | Unset = UNSET
    """ Dollars. """
    of_media_ids: list[int] | Unset = UNSET
    """ Media of the creator, by their platform ids. """
    pace_per_minute: int | Unset = UNSET
    """ Fans that get it in a minute, at most. """
    scheduled_for: datetime.datetime | None | Unset = UNSET
    """ When it is to begin; null: at once. """
    status: MassMessageStatusEnum | Unset = UNSET
    """ * `draft` - Draft
    * `scheduled` - Scheduled
    * `running` - being sent
    * `paused` - Paused
    * `cancelled` - Cancelled
    * `done` - Done
    * `failed` - Failed """
    status_reason: str | Unset = UNSET
    """ Why it stands where it stands, if there is more to say. """
    total: int | Unset = UNSET
    """ Fans who are to get it. """
    sent: int | Unset = UNSET
    """ Fans who were sent it. """
    failed: int | Unset = UNSET
    """ Fans to whom it could not be delivered. """
    skipped: int | Unset = UNSET
    """ Fans who were left out. """
    started_at: datetime.datetime | None | Unset = UNSET
    """ When it began; null before. """
    finished_at: datetime.datetime | None | Unset = UNSET
    """ When it was over; null before. """
    created_at: datetime.datetime | Unset = UNSET
    """ When the row was made here. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.member import Member  # noqa: PLC0415

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

        created_by: dict[str, Any] | None | str | Unset
        if isinstance(self.created_by, Unset):
            created_by = UNSET
        elif isinstance(self.created_by, UUID):
            created_by = str(self.created_by)
        elif isinstance(self.created_by, Member):
            created_by = self.created_by.to_dict()
        else:
            created_by = self.created_by

        title = self.title

        text = self.text

        price: None | str | Unset
        if isinstance(self.price, Unset):
            price = UNSET
        else:
            price = self.price

        of_media_ids: list[int] | Unset = UNSET
        if not isinstance(self.of_media_ids, Unset):
            of_media_ids = self.of_media_ids

        pace_per_minute = self.pace_per_minute

        scheduled_for: None | str | Unset
        if isinstance(self.scheduled_for, Unset):
            scheduled_for = UNSET
        elif isinstance(self.scheduled_for, datetime.datetime):
            scheduled_for = self.scheduled_for.isoformat()
        else:
            scheduled_for = self.scheduled_for

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status.value

        status_reason = self.status_reason

        total = self.total

        sent = self.sent

        failed = self.failed

        skipped = self.skipped

        started_at: None | str | Unset
        if isinstance(self.started_at, Unset):
            started_at = UNSET
        elif isinstance(self.started_at, datetime.datetime):
            started_at = self.started_at.isoformat()
        else:
            started_at = self.started_at

        finished_at: None | str | Unset
        if isinstance(self.finished_at, Unset):
            finished_at = UNSET
        elif isinstance(self.finished_at, datetime.datetime):
            finished_at = self.finished_at.isoformat()
        else:
            finished_at = self.finished_at

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if creator is not UNSET:
            field_dict["creator"] = creator
        if created_by is not UNSET:
            field_dict["created_by"] = created_by
        if title is not UNSET:
            field_dict["title"] = title
        if text is not UNSET:
            field_dict["text"] = text
        if price is not UNSET:
            field_dict["price"] = price
        if of_media_ids is not UNSET:
            field_dict["of_media_ids"] = of_media_ids
        if pace_per_minute is not UNSET:
            field_dict["pace_per_minute"] = pace_per_minute
        if scheduled_for is not UNSET:
            field_dict["scheduled_for"] = scheduled_for
        if status is not UNSET:
            field_dict["status"] = status
        if status_reason is not UNSET:
            field_dict["status_reason"] = status_reason
        if total is not UNSET:
            field_dict["total"] = total
        if sent is not UNSET:
            field_dict["sent"] = sent
        if failed is not UNSET:
            field_dict["failed"] = failed
        if skipped is not UNSET:
            field_dict["skipped"] = skipped
        if started_at is not UNSET:
            field_dict["started_at"] = started_at
        if finished_at is not UNSET:
            field_dict["finished_at"] = finished_at
        if created_at is not UNSET:
            field_dict["created_at"] = created_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.creator import Creator  # noqa: PLC0415
        from ..models.member import Member  # noqa: PLC0415

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

        def _parse_created_by(data: object) -> Member | None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                created_by_type_0_type_0 = UUID(data)

                return created_by_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                created_by_type_1 = Member.from_dict(data)

                return created_by_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Member | None | Unset | UUID, data)

        created_by = _parse_created_by(d.pop("created_by", UNSET))

        title = d.pop("title", UNSET)

        text = d.pop("text", UNSET)

        def _parse_price(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        price = _parse_price(d.pop("price", UNSET))

        of_media_ids = cast(list[int], d.pop("of_media_ids", UNSET))

        pace_per_minute = d.pop("pace_per_minute", UNSET)

        def _parse_scheduled_for(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                scheduled_for_type_0 = datetime.datetime.fromisoformat(data)

                return scheduled_for_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        scheduled_for = _parse_scheduled_for(d.pop("scheduled_for", UNSET))

        _status = d.pop("status", UNSET)
        status: MassMessageStatusEnum | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = MassMessageStatusEnum(_status)

        status_reason = d.pop("status_reason", UNSET)

        total = d.pop("total", UNSET)

        sent = d.pop("sent", UNSET)

        failed = d.pop("failed", UNSET)

        skipped = d.pop("skipped", UNSET)

        def _parse_started_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                started_at_type_0 = datetime.datetime.fromisoformat(data)

                return started_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        started_at = _parse_started_at(d.pop("started_at", UNSET))

        def _parse_finished_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                finished_at_type_0 = datetime.datetime.fromisoformat(data)

                return finished_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        finished_at = _parse_finished_at(d.pop("finished_at", UNSET))

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        mass_message_part = cls(
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

        return mass_message_part
