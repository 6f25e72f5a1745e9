from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.statement_status_enum import StatementStatusEnum

if TYPE_CHECKING:
    from ..models.statement_line import StatementLine


T = TypeVar("T", bound="Statement")


@_attrs_define
class Statement:
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    id: UUID
    """ Ours; it never changes. """
    membership: UUID
    """ The member, by id. """
    month: datetime.date
    """ Its first day. """
    status: StatementStatusEnum
    """ * `draft` - Draft
    * `locked` - Locked """
    total: str
    """ Dollars. Below zero the member owes them. """
    lines: list[StatementLine]
    """ Their amounts make the total. """
    remark: str
    """ The member reads it on the statement. """
    drawn_up_at: datetime.datetime
    """ When it was worked out last. """
    locked_at: datetime.datetime | None
    """ Since when it never changes; null while it is a draft. """
    locked_by: str
    """ Who has locked it. """
    created_at: datetime.datetime
    """ When the row was made here. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        membership = str(self.membership)

        month = self.month.isoformat()

        status = self.status.value

        total = self.total

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

        remark = self.remark

        drawn_up_at = self.drawn_up_at.isoformat()

        locked_at: None | str
        if isinstance(self.locked_at, datetime.datetime):
            locked_at = self.locked_at.isoformat()
        else:
            locked_at = self.locked_at

        locked_by = self.locked_by

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "membership": membership,
                "month": month,
                "status": status,
                "total": total,
                "lines": lines,
                "remark": remark,
                "drawn_up_at": drawn_up_at,
                "locked_at": locked_at,
                "locked_by": locked_by,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.statement_line import StatementLine  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        membership = UUID(d.pop("membership"))

        month = datetime.date.fromisoformat(d.pop("month"))

        status = StatementStatusEnum(d.pop("status"))

        total = d.pop("total")

        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = StatementLine.from_dict(lines_item_data)

            lines.append(lines_item)

        remark = d.pop("remark")

        drawn_up_at = datetime.datetime.fromisoformat(d.pop("drawn_up_at"))

        def _parse_locked_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                locked_at_type_0 = datetime.datetime.fromisoformat(data)

                return locked_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        locked_at = _parse_locked_at(d.pop("locked_at"))

        locked_by = d.pop("locked_by")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        statement = cls(
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

        statement.additional_properties = d
        return statement

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
