from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.statement_line_kind_enum import StatementLineKindEnum

T = TypeVar("T", bound="StatementLine")


@_attrs_define
class StatementLine:
    kind: StatementLineKindEnum
    """ * `ppv` - PPV
    * `tip` - Tip
    * `subscription` - Subscription
    * `renewal` - Renewal
    * `post` - Post
    * `stream` - Stream
    * `chargeback` - Chargeback
    * `tier` - Tier
    * `shift` - Shift
    * `correction` - Correction
    * `adjustment` - Adjustment """
    description: str
    """ What it is for, in your words. """
    quantity: int | None
    """ Sales and chargebacks, or seconds on shift. """
    base: None | str
    """ Dollars of net that the rate is of. """
    rate: None | str
    """ Per cent, or dollars for an hour. """
    amount: str
    """ Dollars; below zero it is taken off. """
    corrects: None | UUID
    """ The statement of the month it corrects. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        description = self.description

        quantity: int | None
        quantity = self.quantity

        base: None | str
        base = self.base

        rate: None | str
        rate = self.rate

        amount = self.amount

        corrects: None | str
        if isinstance(self.corrects, UUID):
            corrects = str(self.corrects)
        else:
            corrects = self.corrects

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "description": description,
                "quantity": quantity,
                "base": base,
                "rate": rate,
                "amount": amount,
                "corrects": corrects,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = StatementLineKindEnum(d.pop("kind"))

        description = d.pop("description")

        def _parse_quantity(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        quantity = _parse_quantity(d.pop("quantity"))

        def _parse_base(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        base = _parse_base(d.pop("base"))

        def _parse_rate(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        rate = _parse_rate(d.pop("rate"))

        amount = d.pop("amount")

        def _parse_corrects(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                corrects_type_0 = UUID(data)

                return corrects_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        corrects = _parse_corrects(d.pop("corrects"))

        statement_line = cls(
            kind=kind,
            description=description,
            quantity=quantity,
            base=base,
            rate=rate,
            amount=amount,
            corrects=corrects,
        )

        statement_line.additional_properties = d
        return statement_line

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
