from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.interval import Interval
    from ..models.metric import Metric
    from ..models.ratio import Ratio


T = TypeVar("T", bound="Measure")


@_attrs_define
class Measure:
    """One number of both arms, and what the difference says."""

    metric: Metric
    """ What a number of the report is. """
    a: None | Ratio
    """ Null where there is nothing to divide by. """
    b: None | Ratio
    """ Null where there is nothing to divide by. """
    difference: float | None
    """ B less A. """
    interval: Interval | None
    """ Of the difference. Null where there are too few cases, so that nothing can be claimed. """
    words: str
    """ What it says, for people. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.interval import Interval  # noqa: PLC0415
        from ..models.ratio import Ratio  # noqa: PLC0415

        metric = self.metric.to_dict()

        a: dict[str, Any] | None
        if isinstance(self.a, Ratio):
            a = self.a.to_dict()
        else:
            a = self.a

        b: dict[str, Any] | None
        if isinstance(self.b, Ratio):
            b = self.b.to_dict()
        else:
            b = self.b

        difference: float | None
        difference = self.difference

        interval: dict[str, Any] | None
        if isinstance(self.interval, Interval):
            interval = self.interval.to_dict()
        else:
            interval = self.interval

        words = self.words

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "metric": metric,
                "a": a,
                "b": b,
                "difference": difference,
                "interval": interval,
                "words": words,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.interval import Interval  # noqa: PLC0415
        from ..models.metric import Metric  # noqa: PLC0415
        from ..models.ratio import Ratio  # noqa: PLC0415

        d = dict(src_dict)
        metric = Metric.from_dict(d.pop("metric"))

        def _parse_a(data: object) -> None | Ratio:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                a_type_0 = Ratio.from_dict(data)

                return a_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Ratio, data)

        a = _parse_a(d.pop("a"))

        def _parse_b(data: object) -> None | Ratio:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                b_type_0 = Ratio.from_dict(data)

                return b_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Ratio, data)

        b = _parse_b(d.pop("b"))

        def _parse_difference(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        difference = _parse_difference(d.pop("difference"))

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

        words = d.pop("words")

        measure = cls(
            metric=metric,
            a=a,
            b=b,
            difference=difference,
            interval=interval,
            words=words,
        )

        measure.additional_properties = d
        return measure

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
