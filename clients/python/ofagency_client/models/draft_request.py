from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.draft_status_enum import DraftStatusEnum
from ..types import UNSET, Unset

T = TypeVar("T", bound="DraftRequest")


@_attrs_define
class DraftRequest:
    """A request for drafts. Its drafts are the `ai-responses` with this `request`."""

    id: UUID
    """ Ours; it never changes. """
    chat: UUID
    """ The chat, by id. """
    in_reply_to: None | UUID
    """ The message it was to answer. """
    requested_by: None | UUID
    """ The member who asked for it. """
    status: DraftStatusEnum
    """ * `waiting` - not begun
    * `running` - Running
    * `done` - Done
    * `failed` - Failed """
    problem: str
    """ What the chatter was told. """
    prompt_version: str
    """ Which of the prompts was used; empty before it is done. """
    arm: str
    """ a or b, of the experiment. """
    started_at: datetime.datetime | None
    """ When it began; null before. """
    finished_at: datetime.datetime | None
    """ When it was over; null before. """
    created_at: datetime.datetime
    """ When the row was made here. """
    wanted: int | Unset = UNSET
    """ How many drafts, at most. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        chat = str(self.chat)

        in_reply_to: None | str
        if isinstance(self.in_reply_to, UUID):
            in_reply_to = str(self.in_reply_to)
        else:
            in_reply_to = self.in_reply_to

        requested_by: None | str
        if isinstance(self.requested_by, UUID):
            requested_by = str(self.requested_by)
        else:
            requested_by = self.requested_by

        status = self.status.value

        problem = self.problem

        prompt_version = self.prompt_version

        arm = self.arm

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

        wanted = self.wanted

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "chat": chat,
                "in_reply_to": in_reply_to,
                "requested_by": requested_by,
                "status": status,
                "problem": problem,
                "prompt_version": prompt_version,
                "arm": arm,
                "started_at": started_at,
                "finished_at": finished_at,
                "created_at": created_at,
            }
        )
        if wanted is not UNSET:
            field_dict["wanted"] = wanted

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        chat = UUID(d.pop("chat"))

        def _parse_in_reply_to(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                in_reply_to_type_0 = UUID(data)

                return in_reply_to_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        in_reply_to = _parse_in_reply_to(d.pop("in_reply_to"))

        def _parse_requested_by(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                requested_by_type_0 = UUID(data)

                return requested_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        requested_by = _parse_requested_by(d.pop("requested_by"))

        status = DraftStatusEnum(d.pop("status"))

        problem = d.pop("problem")

        prompt_version = d.pop("prompt_version")

        arm = d.pop("arm")

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

        wanted = d.pop("wanted", UNSET)

        draft_request = cls(
            id=id,
            chat=chat,
            in_reply_to=in_reply_to,
            requested_by=requested_by,
            status=status,
            problem=problem,
            prompt_version=prompt_version,
            arm=arm,
            started_at=started_at,
            finished_at=finished_at,
            created_at=created_at,
            wanted=wanted,
        )

        draft_request.additional_properties = d
        return draft_request

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
