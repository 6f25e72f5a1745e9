from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.kind_enum import KindEnum

T = TypeVar("T", bound="Move")


@_attrs_define
class Move:
    """Sales of one kind that would be somebody else's."""

    kind: KindEnum
    """ * `subscription` - Subscription
    * `renewal` - Renewal
    * `tip` - Tip
    * `ppv` - pay-per-view
    * `post` - Post
    * `stream` - Stream
    * `chargeback` - Chargeback """
    before: None | UUID
    """ The member whose sales they are; null: nobody's. """
    after: None | UUID
    """ The member whose sales they would be; null: nobody's. """
    sales: int
    """ How many. """
    net: str
    """ What they brought, in dollars. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        before: None | str
        if isinstance(self.before, UUID):
            before = str(self.before)
        else:
            before = self.before

        after: None | str
        if isinstance(self.after, UUID):
            after = str(self.after)
        else:
            after = self.after

        sales = self.sales

        net = self.net

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "before": before,
                "after": after,
                "sales": sales,
                "net": net,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = KindEnum(d.pop("kind"))

        def _parse_before(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                before_type_0 = UUID(data)

                return before_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        before = _parse_before(d.pop("before"))

        def _parse_after(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                after_type_0 = UUID(data)

                return after_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        after = _parse_after(d.pop("after"))

        sales = d.pop("sales")

        net = d.pop("net")

        move = cls(
            kind=kind,
            before=before,
            after=after,
            sales=sales,
            net=net,
        )

        move.additional_properties = d
        return move

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
