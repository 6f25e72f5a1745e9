from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.import_run_status_enum import ImportRunStatusEnum
from ..models.source_enum import SourceEnum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.creator import Creator
    from ..models.member import Member


T = TypeVar("T", bound="ImportRunPart")


@_attrs_define
class ImportRunPart:
    """Some fields of ImportRun, references expanded: what `fields` and `expand` ask for."""

    id: UUID | Unset = UNSET
    """ Ours; it never changes. """
    source: SourceEnum | Unset = UNSET
    """ * `ofscraper` - OF-Scraper
    * `ultimascraper` - UltimaScraper
    * `onlyfansapi` - OnlyFansAPI.com (CSV of messages or transactions) """
    creator: Creator | None | Unset | UUID = UNSET
    """ The creator, by id; null where it is for all. """
    started_by: Member | None | Unset | UUID = UNSET
    """ The member who has started it. """
    file_name: str | Unset = UNSET
    """ Of the file that was imported. """
    status: ImportRunStatusEnum | Unset = UNSET
    """ * `waiting` - Waiting
    * `running` - Running
    * `done` - Done
    * `failed` - Failed """
    total: int | Unset = UNSET
    """ Messages in the file. """
    done: int | Unset = UNSET
    """ Rows of the file that were read. """
    summary: Any | Unset = UNSET
    """ What it did, as numbers. """
    error: str | Unset = UNSET
    """ Why it failed, if it did. """
    started_at: datetime.datetime | None | Unset = UNSET
    """ When it began; null before. """
    finished_at: datetime.datetime | None | Unset = UNSET
    """ When it was over; null before. """
    created_at: datetime.datetime | Unset = UNSET
    """ When the row was made here. """

    def to_dict(self) -> dict[str, Any]:
        from ..models.creator import Creator  # noqa: PLC0415
        from ..models.member import Member  # noqa: PLC0415

        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        source: str | Unset = UNSET
        if not isinstance(self.source, Unset):
            source = self.source.value

        creator: dict[str, Any] | None | str | Unset
        if isinstance(self.creator, Unset):
            creator = UNSET
        elif isinstance(self.creator, UUID):
            creator = str(self.creator)
        elif isinstance(self.creator, Creator):
            creator = self.creator.to_dict()
        else:
            creator = self.creator

        started_by: dict[str, Any] | None | str | Unset
        if isinstance(self.started_by, Unset):
            started_by = UNSET
        elif isinstance(self.started_by, UUID):
            started_by = str(self.started_by)
        elif isinstance(self.started_by, Member):
            started_by = self.started_by.to_dict()
        else:
            started_by = self.started_by

        file_name = self.file_name

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status.value

        total = self.total

        done = self.done

        summary = self.summary

        error = self.error

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
        if source is not UNSET:
            field_dict["source"] = source
        if creator is not UNSET:
            field_dict["creator"] = creator
        if started_by is not UNSET:
            field_dict["started_by"] = started_by
        if file_name is not UNSET:
            field_dict["file_name"] = file_name
        if status is not UNSET:
            field_dict["status"] = status
        if total is not UNSET:
            field_dict["total"] = total
        if done is not UNSET:
            field_dict["done"] = done
        if summary is not UNSET:
            field_dict["summary"] = summary
        if error is not UNSET:
            field_dict["error"] = error
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

        _source = d.pop("source", UNSET)
        source: SourceEnum | Unset
        if isinstance(_source, Unset):
            source = UNSET
        else:
            source = SourceEnum(_source)

        def _parse_creator(data: object) -> Creator | None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                creator_type_0_type_0 = UUID(data)

                return creator_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                creator_type_1 = Creator.from_dict(data)

                return creator_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Creator | None | Unset | UUID, data)

        creator = _parse_creator(d.pop("creator", UNSET))

        def _parse_started_by(data: object) -> Member | None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                started_by_type_0_type_0 = UUID(data)

                return started_by_type_0_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                started_by_type_1 = Member.from_dict(data)

                return started_by_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Member | None | Unset | UUID, data)

        started_by = _parse_started_by(d.pop("started_by", UNSET))

        file_name = d.pop("file_name", UNSET)

        _status = d.pop("status", UNSET)
        status: ImportRunStatusEnum | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = ImportRunStatusEnum(_status)

        total = d.pop("total", UNSET)

        done = d.pop("done", UNSET)

        summary = d.pop("summary", UNSET)

        error = d.pop("error", UNSET)

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

        import_run_part = cls(
            id=id,
            source=source,
            creator=creator,
            started_by=started_by,
            file_name=file_name,
            status=status,
            total=total,
            done=done,
            summary=summary,
            error=error,
            started_at=started_at,
            finished_at=finished_at,
            created_at=created_at,
        )

        return import_run_part
