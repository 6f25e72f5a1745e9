from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.messages_bulk_create_response_200_results_item import (
        MessagesBulkCreateResponse200ResultsItem,
    )


T = TypeVar("T", bound="MessagesBulkCreateResponse200")


@_attrs_define
class MessagesBulkCreateResponse200:
    rows: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    results: list[MessagesBulkCreateResponse200ResultsItem]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        rows = self.rows

        created = self.created

        updated = self.updated

        unchanged = self.unchanged

        rejected = self.rejected

        results = []
        for results_item_data in self.results:
            results_item = results_item_data.to_dict()
            results.append(results_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "rows": rows,
                "created": created,
                "updated": updated,
                "unchanged": unchanged,
                "rejected": rejected,
                "results": results,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.messages_bulk_create_response_200_results_item import (
            MessagesBulkCreateResponse200ResultsItem,  # noqa: PLC0415
        )

        d = dict(src_dict)
        rows = d.pop("rows")

        created = d.pop("created")

        updated = d.pop("updated")

        unchanged = d.pop("unchanged")

        rejected = d.pop("rejected")

        results = []
        _results = d.pop("results")
        for results_item_data in _results:
            results_item = MessagesBulkCreateResponse200ResultsItem.from_dict(
                results_item_data
            )

            results.append(results_item)

        messages_bulk_create_response_200 = cls(
            rows=rows,
            created=created,
            updated=updated,
            unchanged=unchanged,
            rejected=rejected,
            results=results,
        )

        messages_bulk_create_response_200.additional_properties = d
        return messages_bulk_create_response_200

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
