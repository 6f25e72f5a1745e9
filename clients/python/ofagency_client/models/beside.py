from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.beside_kind_enum import BesideKindEnum
from ..models.beside_outcome_enum import BesideOutcomeEnum

if TYPE_CHECKING:
    from ..models.interval import Interval


T = TypeVar("T", bound="Beside")


@_attrs_define
class Beside:
    """Messages with AI beside those without, of the same creators in the same hours of the week."""

    outcome: BesideOutcomeEnum
    """ * `revenue` - revenue
    * `answer` - answer """
    kind: BesideKindEnum
    """ * `all` - all
    * `model` - model
    * `creator` - creator
    * `member` - member
    * `arm` - arm """
    name: str
    """ Which they are: an id, or how the drafts were made. """
    cases: int
    """ Messages with AI that could be compared. """
    all_cases: int
    """ Messages with AI. """
    chats: int
    """ Chats in which these were: those are the cases of the interval. """
    other_cases: int
    """ Messages without AI that they are compared with. """
    with_ai: float
    """ Mean of a message with AI. """
    without_ai: float
    """ Mean without AI, as if sent in the same hours. """
    difference: float
    """ With AI less without. """
    interval: Interval | None
    """ Of the difference. Null where there are too few cases, so that nothing can be claimed. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.interval import Interval  # noqa: PLC0415

        outcome = self.outcome.value

        kind = self.kind.value

        name = self.name

        cases = self.cases

        all_cases = self.all_cases

        chats = self.chats

        other_cases = self.other_cases

        with_ai = self.with_ai

        without_ai = self.without_ai

        difference = self.difference

        interval: dict[str, Any] | None
        if isinstance(self.interval, Interval):
            interval = self.interval.to_dict()
        else:
            interval = self.interval

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "outcome": outcome,
                "kind": kind,
                "name": name,
                "cases": cases,
                "all_cases": all_cases,
                "chats": chats,
                "other_cases": other_cases,
                "with_ai": with_ai,
                "without_ai": without_ai,
                "difference": difference,
                "interval": interval,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.interval import Interval  # noqa: PLC0415

        d = dict(src_dict)
        outcome = BesideOutcomeEnum(d.pop("outcome"))

        kind = BesideKindEnum(d.pop("kind"))

        name = d.pop("name")

        cases = d.pop("cases")

        all_cases = d.pop("all_cases")

        chats = d.pop("chats")

        other_cases = d.pop("other_cases")

        with_ai = d.pop("with_ai")

        without_ai = d.pop("without_ai")

        difference = d.pop("difference")

        def _parse_interval(data: object) -> Interval | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                interval_type_0 = Interval.from_dict(data)

                return interval_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Interval | None, data)

        interval = _parse_interval(d.pop("interval"))

        beside = cls(
            outcome=outcome,
            kind=kind,
            name=name,
            cases=cases,
            all_cases=all_cases,
            chats=chats,
            other_cases=other_cases,
            with_ai=with_ai,
            without_ai=without_ai,
            difference=difference,
            interval=interval,
        )

        beside.additional_properties = d
        return beside

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
