from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.statement_status_enum import StatementStatusEnum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.member import Member
    from ..models.statement_line import StatementLine


T = TypeVar("T", bound="StatementPart")


@_attrs_define
class StatementPart:
    """Some fields of Statement, references expanded: what `fields` and `expand` ask for."""

    id: UUID | Unset = UNSET
    """ Ours; it never changes. """
    membership: Member | Unset | UUID = UNSET
    """ The member, by id. """
    month: datetime.date | Unset = UNSET
    """ Its first day. """
    status: StatementStatusEnum | Unset = UNSET
    """ * `draft` - Draft
    * `locked` - Locked """
    total: str | Unset = UNSET
    """ Dollars. Below zero the member owes them. """
    lines: list[StatementLine] | Unset = UNSET
    """ Their amounts make the total. """
    remark: str | Unset = UNSET
    """ The member reads it on the statement. """
    drawn_up_at: datetime.datetime | Unset = UNSET
    """ When it was worked out last. """
    locked_at: datetime.datetime | None | Unset = UNSET
    """ Since when it never changes; null while it is a draft. """
    locked_by: str | Unset = UNSET
    """ Who has locked it. """
    created_at: datetime.datetime | Unset = UNSET
    """ When the row was made here. """

    def to_dict(self) -> dict[str, Any]:
        id: str | Unset = UNSET
        if not isinstance(self.id, Unset):
            id = str(self.id)

        membership: dict[str, Any] | str | Unset
        if isinstance(self.membership, Unset):
            membership = UNSET
        elif isinstance(self.membership, UUID):
            membership = str(self.membership)
        else:
            membership = self.membership.to_dict()

        month: str | Unset = UNSET
        if not isinstance(self.month, Unset):
            month = self.month.isoformat()

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status.value

        total = self.total

        lines: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.lines, Unset):
            lines = []
            for lines_item_data in self.lines:
                lines_item = lines_item_data.to_dict()
                lines.append(lines_item)

        remark = self.remark

        drawn_up_at: str | Unset = UNSET
        if not isinstance(self.drawn_up_at, Unset):
            drawn_up_at = self.drawn_up_at.isoformat()

        locked_at: None | str | Unset
        if isinstance(self.locked_at, Unset):
            locked_at = UNSET
        elif isinstance(self.locked_at, datetime.datetime):
            locked_at = self.locked_at.isoformat()
        else:
            locked_at = self.locked_at

        locked_by = self.locked_by

        created_at: str | Unset = UNSET
        if not isinstance(self.created_at, Unset):
            created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if membership is not UNSET:
            field_dict["membership"] = membership
        if month is not UNSET:
            field_dict["month"] = month
        if status is not UNSET:
            field_dict["status"] = status
        if total is not UNSET:
            field_dict["total"] = total
        if lines is not UNSET:
            field_dict["lines"] = lines
        if remark is not UNSET:
            field_dict["remark"] = remark
        if drawn_up_at is not UNSET:
            field_dict["drawn_up_at"] = drawn_up_at
        if locked_at is not UNSET:
            field_dict["locked_at"] = locked_at
        if locked_by is not UNSET:
            field_dict["locked_by"] = locked_by
        if created_at is not UNSET:
            field_dict["created_at"] = created_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.member import Member  # noqa: PLC0415
        from ..models.statement_line import StatementLine  # noqa: PLC0415

        d = dict(src_dict)
        _id = d.pop("id", UNSET)
        id: UUID | Unset
        if isinstance(_id, Unset):
            id = UNSET
        else:
            id = UUID(_id)

        def _parse_membership(data: object) -> Member | Unset | UUID:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                membership_type_0 = UUID(data)

                return membership_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            membership_type_1 = Member.from_dict(data)

            return membership_type_1

        membership = _parse_membership(d.pop("membership", UNSET))

        _month = d.pop("month", UNSET)
        month: datetime.date | Unset
        if isinstance(_month, Unset):
            month = UNSET
        else:
            month = datetime.date.fromisoformat(_month)

        _status = d.pop("status", UNSET)
        status: StatementStatusEnum | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = StatementStatusEnum(_status)

        total = d.pop("total", UNSET)

        _lines = d.pop("lines", UNSET)
        lines: list[StatementLine] | Unset = UNSET
        if _lines is not UNSET:
            lines = []
            for lines_item_data in _lines:
                lines_item = StatementLine.from_dict(lines_item_data)

                lines.append(lines_item)

        remark = d.pop("remark", UNSET)

        _drawn_up_at = d.pop("drawn_up_at", UNSET)
        drawn_up_at: datetime.datetime | Unset
        if isinstance(_drawn_up_at, Unset):
            drawn_up_at = UNSET
        else:
            drawn_up_at = datetime.datetime.fromisoformat(_drawn_up_at)

        def _parse_locked_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                locked_at_type_0 = datetime.datetime.fromisoformat(data)

                return locked_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        locked_at = _parse_locked_at(d.pop("locked_at", UNSET))

        locked_by = d.pop("locked_by", UNSET)

        _created_at = d.pop("created_at", UNSET)
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = datetime.datetime.fromisoformat(_created_at)

        statement_part = cls(
            id=id,
            membership=membership,
            month=month,
            status=status,
            total=total,
            lines=lines,
            remark=remark,
            drawn_up_at=drawn_up_at,
            locked_at=locked_at,
            locked_by=locked_by,
            created_at=created_at,
        )

        return statement_part
