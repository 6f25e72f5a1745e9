from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.unit_enum import UnitEnum

T = TypeVar("T", bound="Metric")


@_attrs_define
class Metric:
    """What a number of the report is."""

    name: str
    """ By which `values` has it. """
    label: str
    """ What people call it. """
    definition: str
    """ What it means. """
    unit: UnitEnum
    """ * `count` - count
    * `dollars` - dollars
    * `ratio` - ratio
    * `seconds` - seconds
    * `milliseconds` - milliseconds
    * `hours` - hours """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        label = self.label

        definition = self.definition

        unit = self.unit.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "label": label,
                "definition": definition,
                "unit": unit,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        label = d.pop("label")

        definition = d.pop("definition")

        unit = UnitEnum(d.pop("unit"))

        metric = cls(
            name=name,
            label=label,
            definition=definition,
            unit=unit,
        )

        metric.additional_properties = d
        return metric

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
