from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.move import Move


T = TypeVar("T", bound="RulesPreview")


@_attrs_define
class RulesPreview:
    """What rules would change."""

    moves: list[Move]
    """ Whose sales would be others', those with most money first. """
    sales: int
    """ Sales that would be somebody else's. """
    net: str
    """ What they brought, in dollars. """
    charged: int
    """ Sales of which the platform would keep another part. """
    charged_net: str
    """ What would be left of these, in dollars more than now. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        moves = []
        for moves_item_data in self.moves:
            moves_item = moves_item_data.to_dict()
            moves.append(moves_item)

        sales = self.sales

        net = self.net

        charged = self.charged

        charged_net = self.charged_net

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "moves": moves,
                "sales": sales,
                "net": net,
                "charged": charged,
                "charged_net": charged_net,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.move import Move  # noqa: PLC0415

        d = dict(src_dict)
        moves = []
        _moves = d.pop("moves")
        for moves_item_data in _moves:
            moves_item = Move.from_dict(moves_item_data)

            moves.append(moves_item)

        sales = d.pop("sales")

        net = d.pop("net")

        charged = d.pop("charged")

        charged_net = d.pop("charged_net")

        rules_preview = cls(
            moves=moves,
            sales=sales,
            net=net,
            charged=charged,
            charged_net=charged_net,
        )

        rules_preview.additional_properties = d
        return rules_preview

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
