from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.change_data_type_0 import ChangeDataType0


T = TypeVar("T", bound="Change")


@_attrs_define
class Change:
    """One row that is new, changed or gone; `data` is the row as it is now, null if it is gone."""

    type_: str
    """ What kind of row, as in `message`. """
    id: UUID
    """ Ours; it never changes. """
    deleted: bool
    """ Whether the row is gone. """
    changed_at: datetime.datetime
    """ When it was changed last, within this page. """
    data: ChangeDataType0 | None
    """ As the endpoint of its kind shows it. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.change_data_type_0 import ChangeDataType0  # noqa: PLC0415

        type_ = self.type_

        id = str(self.id)

        deleted = self.deleted

        changed_at = self.changed_at.isoformat()

        data: dict[str, Any] | None
        if isinstance(self.data, ChangeDataType0):
            data = self.data.to_dict()
        else:
            data = self.data

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "id": id,
                "deleted": deleted,
                "changed_at": changed_at,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.change_data_type_0 import ChangeDataType0  # noqa: PLC0415

        d = dict(src_dict)
        type_ = d.pop("type")

        id = UUID(d.pop("id"))

        deleted = d.pop("deleted")

        changed_at = datetime.datetime.fromisoformat(d.pop("changed_at"))

        def _parse_data(data: object) -> ChangeDataType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                data_type_0 = ChangeDataType0.from_dict(data)

                return data_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ChangeDataType0 | None, data)

        data = _parse_data(d.pop("data"))

        change = cls(
            type_=type_,
            id=id,
            deleted=deleted,
            changed_at=changed_at,
            data=data,
        )

        change.additional_properties = d
        return change

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
