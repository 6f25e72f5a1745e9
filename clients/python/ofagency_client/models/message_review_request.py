from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.verdict_enum import VerdictEnum
from ..types import UNSET, Unset

T = TypeVar("T", bound="MessageReviewRequest")


@_attrs_define
class MessageReviewRequest:
    """Shapes rows; references go through `ScopedRelatedField`, the agency comes from the actor."""

    message: UUID
    """ The message, by id. """
    verdict: VerdictEnum
    """ * `good` - good
    * `needs_work` - needs work """
    comment: str | Unset = UNSET
    """ For whoever sent the message. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        message = str(self.message)

        verdict = self.verdict.value

        comment = self.comment

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "message": message,
                "verdict": verdict,
            }
        )
        if comment is not UNSET:
            field_dict["comment"] = comment

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        message = UUID(d.pop("message"))

        verdict = VerdictEnum(d.pop("verdict"))

        comment = d.pop("comment", UNSET)

        message_review_request = cls(
            message=message,
            verdict=verdict,
            comment=comment,
        )

        message_review_request.additional_properties = d
        return message_review_request

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
