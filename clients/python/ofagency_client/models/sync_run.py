from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.fetch_kind_enum import FetchKindEnum
from ..models.sync_run_status_enum import SyncRunStatusEnum

T = TypeVar("T", bound="SyncRun")


@_attrs_define
class SyncRun:
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    id: UUID
    """ Ours; it never changes. """
    connection: UUID
    """ The connection, by id. """
    kind: FetchKindEnum
    """ * `first` - everything
    * `news` - what is new
    * `repair` - look for gaps """
    status: SyncRunStatusEnum
    """ * `waiting` - Waiting
    * `running` - Running
    * `paused` - Paused
    * `done` - Done
    * `failed` - Failed """
    phase: str
    """ What is being fetched. """
    chats_total: int
    """ Chats that are to be fetched; 0 as long as it is not known. """
    chats_done: int
    """ Chats that are complete. """
    counts: Any
    """ What it has done so far, as numbers. """
    error: str
    """ Why it failed, if it did. """
    resume_at: datetime.datetime | None
    """ It waits for the service until then. """
    started_at: datetime.datetime | None
    """ When it began; null before. """
    finished_at: datetime.datetime | None
    """ When it was over; null before. """
    created_at: datetime.datetime
    """ When the row was made here. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        connection = str(self.connection)

        kind = self.kind.value

        status = self.status.value

        phase = self.phase

        chats_total = self.chats_total

        chats_done = self.chats_done

        counts = self.counts

        error = self.error

        resume_at: None | str
        if isinstance(self.resume_at, datetime.datetime):
            resume_at = self.resume_at.isoformat()
        else:
            resume_at = self.resume_at

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
                "connection": connection,
                "kind": kind,
                "status": status,
                "phase": phase,
                "chats_total": chats_total,
                "chats_done": chats_done,
                "counts": counts,
                "error": error,
                "resume_at": resume_at,
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

        connection = UUID(d.pop("connection"))

        kind = FetchKindEnum(d.pop("kind"))

        status = SyncRunStatusEnum(d.pop("status"))

        phase = d.pop("phase")

        chats_total = d.pop("chats_total")

        chats_done = d.pop("chats_done")

        counts = d.pop("counts")

        error = d.pop("error")

        def _parse_resume_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                resume_at_type_0 = datetime.datetime.fromisoformat(data)

                return resume_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        resume_at = _parse_resume_at(d.pop("resume_at"))

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

        sync_run = cls(
            id=id,
            connection=connection,
            kind=kind,
            status=status,
            phase=phase,
            chats_total=chats_total,
            chats_done=chats_done,
            counts=counts,
            error=error,
            resume_at=resume_at,
            started_at=started_at,
            finished_at=finished_at,
            created_at=created_at,
        )

        sync_run.additional_properties = d
        return sync_run

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
