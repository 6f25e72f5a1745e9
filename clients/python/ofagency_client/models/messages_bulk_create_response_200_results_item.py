from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.messages_bulk_create_response_200_results_item_status import (
    MessagesBulkCreateResponse200ResultsItemStatus,
)

if TYPE_CHECKING:
    from ..models.messages_bulk_create_response_200_results_item_errors_item import (
        MessagesBulkCreateResponse200ResultsItemErrorsItem,
    )


T = TypeVar("T", bound="MessagesBulkCreateResponse200ResultsItem")


@_attrs_define
class MessagesBulkCreateResponse200ResultsItem:
    index: int
    """ Which of the messages, from 0. """
    status: MessagesBulkCreateResponse200ResultsItemStatus
    id: None | UUID
    """ Our id of the message. """
    errors: list[MessagesBulkCreateResponse200ResultsItemErrorsItem]
    """ What is wrong with it, by JSON pointer. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        index = self.index

        status = self.status.value

        id: None | str
        if isinstance(self.id, UUID):
            id = str(self.id)
        else:
            id = self.id

        errors = []
        for errors_item_data in self.errors:
            errors_item = errors_item_data.to_dict()
            errors.append(errors_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "index": index,
                "status": status,
                "id": id,
                "errors": errors,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.messages_bulk_create_response_200_results_item_errors_item import (
            MessagesBulkCreateResponse200ResultsItemErrorsItem,  # noqa: PLC0415
        )

        d = dict(src_dict)
        index = d.pop("index")

        status = MessagesBulkCreateResponse200ResultsItemStatus(d.pop("status"))

        def _parse_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                id_type_0 = UUID(data)

                return id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        id = _parse_id(d.pop("id"))

        errors = []
        _errors = d.pop("errors")
        for errors_item_data in _errors:
            errors_item = MessagesBulkCreateResponse200ResultsItemErrorsItem.from_dict(
                errors_item_data
            )

            errors.append(errors_item)

        messages_bulk_create_response_200_results_item = cls(
            index=index,
            status=status,
            id=id,
            errors=errors,
        )

        messages_bulk_create_response_200_results_item.additional_properties = d
        return messages_bulk_create_response_200_results_item

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
