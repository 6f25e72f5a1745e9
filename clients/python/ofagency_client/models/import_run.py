from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.import_run_status_enum import ImportRunStatusEnum
from ..models.source_enum import SourceEnum
from ..types import UNSET, Unset

T = TypeVar("T", bound="ImportRun")


@_attrs_define
class ImportRun:
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    id: UUID
    """ Ours; it never changes. """
    started_by: None | UUID
    """ The member who has started it. """
    file_name: str
    """ Of the file that was imported. """
    status: ImportRunStatusEnum
    """ * `waiting` - Waiting
    * `running` - Running
    * `done` - Done
    * `failed` - Failed """
    total: int
    """ Messages in the file. """
    done: int
    """ Rows of the file that were read. """
    summary: Any
    """ What it did, as numbers. """
    error: str
    """ Why it failed, if it did. """
    started_at: datetime.datetime | None
    """ When it began; null before. """
    finished_at: datetime.datetime | None
    """ When it was over; null before. """
    created_at: datetime.datetime
    """ When the row was made here. """
    source: SourceEnum | Unset = UNSET
    """ * `ofscraper` - OF-Scraper
    * `ultimascraper` - UltimaScraper
    * `onlyfansapi` - OnlyFansAPI.com (CSV of messages or transactions) """
    creator: None | Unset | UUID = UNSET
    """ Leave empty for a new creator. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        started_by: None | str
        if isinstance(self.started_by, UUID):
            started_by = str(self.started_by)
        else:
            started_by = self.started_by

        file_name = self.file_name

        status = self.status.value

        total = self.total

        done = self.done

        summary = self.summary

        error = self.error

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

        source: str | Unset = UNSET
        if not isinstance(self.source, Unset):
            source = self.source.value

        creator: None | str | Unset
        if isinstance(self.creator, Unset):
            creator = UNSET
        elif isinstance(self.creator, UUID):
            creator = str(self.creator)
        else:
            creator = self.creator

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "started_by": started_by,
                "file_name": file_name,
                "status": status,
                "total": total,
                "done": done,
                "summary": summary,
                "error": error,
                "started_at": started_at,
                "finished_at": finished_at,
                "created_at": created_at,
            }
        )
        if source is not UNSET:
            field_dict["source"] = source
        if creator is not UNSET:
            field_dict["creator"] = creator

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        def _parse_started_by(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                started_by_type_0 = UUID(data)

                return started_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        started_by = _parse_started_by(d.pop("started_by"))

        file_name = d.pop("file_name")

        status = ImportRunStatusEnum(d.pop("status"))

        total = d.pop("total")

        done = d.pop("done")

        summary = d.pop("summary")

        error = d.pop("error")

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

        _source = d.pop("source", UNSET)
        source: SourceEnum | Unset
        if isinstance(_source, Unset):
            source = UNSET
        else:
            source = SourceEnum(_source)

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

        import_run = cls(
            id=id,
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
            source=source,
            creator=creator,
        )

        import_run.additional_properties = d
        return import_run

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
