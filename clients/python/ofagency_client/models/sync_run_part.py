from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.fetch_kind_enum import FetchKindEnum
from ..models.sync_run_status_enum import SyncRunStatusEnum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.connection import Connection


T = TypeVar("T", bound="SyncRunPart")


@_attrs_define
class SyncRunPart:
    """Some fields of SyncRun, references expanded: what `fields` and `expand` ask for."""

    id: UUID | Unset = UNSET
    """ Ours; it never changes. """
    connection: Connection | Unset | UUID = UNSET
    """ The connection, by id. """
    kind: FetchKindEnum | Unset = UNSET
    """ * `first` - everything
    * `news` - what is new
    * `repair` - look for gaps """
    status: SyncRunStatusEnum | Unset = UNSET
    """ * `waiting` - Waiting
    * `running` - Running
    * `paused` - Paused
    * `done` - Done
    * `failed` - Failed """
    phase: str | Unset = UNSET
    """ What is being fetched. """
    chats_total: int | Unset = UNSET
    """ Chats that are to be fetched; 0 as long as it is not known. """
    chats_done: int | Unset = UNSET
    """ Chats that are complete. """
    counts: Any | Unset = UNSET
    """ What it has done so far, as numbers. """
    error: str | Unset = UNSET
    """ Why it failed, if it did. """
    resume_at: datetime.datetime | None | Unset = UNSET
    """ It waits for the service until then. """
    started_at: datetime.datetime | None | Unset = UNSET
    """ When it began; null before. """
    finished_at: datetime.datetime | None | Unset = UNSET
    """ When it was over; null before. """
    created_at: datetime.datetime | Unset = UNSET
    """ When the row was made here. """

    def to_dict(self) -> dict[str, Any]:
        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        connection: dict[str, Any] | str | Unset
        if isinstance(self.connection, Unset):
            connection = UNSET
        elif isinstance(self.connection, UUID):
            connection = str(self.connection)
        else:
            connection = self.connection.to_dict()

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind.value

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status.value

        phase = self.phase

        chats_total = self.chats_total

        chats_done = self.chats_done

        counts = self.counts

        error = self.error

        resume_at: None | str | Unset
        if isinstance(self.resume_at, Unset):
            resume_at = UNSET
        elif isinstance(self.resume_at, datetime.datetime):
            resume_at = self.resume_at.isoformat()
        else:
            resume_at = self.resume_at

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
        if connection is not UNSET:
            field_dict["connection"] = connection
        if kind is not UNSET:
            field_dict["kind"] = kind
        if status is not UNSET:
            field_dict["status"] = status
        if phase is not UNSET:
            field_dict["phase"] = phase
        if chats_total is not UNSET:
            field_dict["chats_total"] = chats_total
        if chats_done is not UNSET:
            field_dict["chats_done"] = chats_done
        if counts is not UNSET:
            field_dict["counts"] = counts
        if error is not UNSET:
            field_dict["error"] = error
        if resume_at is not UNSET:
            field_dict["resume_at"] = resume_at
        if started_at is not UNSET:
            field_dict["started_at"] = started_at
        if finished_at is not UNSET:
            field_dict["finished_at"] = finished_at
        if created_at is not UNSET:
            field_dict["created_at"] = created_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.connection import Connection  # noqa: PLC0415

        d = dict(src_dict)
        _id = d.pop("id", UNSET)
        id: UUID | Unset
        if isinstance(_id, Unset):
            id = UNSET
        else:
            id = UUID(_id)

        def _parse_connection(data: object) -> Connection | Unset | UUID:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                connection_type_0 = UUID(data)

                return connection_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            connection_type_1 = Connection.from_dict(data)

            return connection_type_1

        connection = _parse_connection(d.pop("connection", UNSET))

        _kind = d.pop("kind", UNSET)
        kind: FetchKindEnum | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = FetchKindEnum(_kind)

        _status = d.pop("status", UNSET)
        status: SyncRunStatusEnum | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = SyncRunStatusEnum(_status)

        phase = d.pop("phase", UNSET)

        chats_total = d.pop("chats_total", UNSET)

        chats_done = d.pop("chats_done", UNSET)

        counts = d.pop("counts", UNSET)

        error = d.pop("error", UNSET)

        def _parse_resume_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                resume_at_type_0 = datetime.datetime.fromisoformat(data)

                return resume_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        resume_at = _parse_resume_at(d.pop("resume_at", UNSET))

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

        sync_run_part = cls(
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

        return sync_run_part
