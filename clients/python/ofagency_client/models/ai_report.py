from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.ai_report_row import AIReportRow
    from ..models.beside import Beside
    from ..models.metric import Metric


T = TypeVar("T", bound="AIReport")


@_attrs_define
class AIReport:
    """Metrics of drafts, and what they mean."""

    first_day: datetime.date
    """ The first day that counts. """
    last_day: datetime.date
    """ The last day that counts. """
    timezone: str
    """ On whose clocks days begin: the agency's. """
    metrics: list[Metric]
    results: list[AIReportRow]
    """ The rows. """
    beside: list[Beside]
    """ Empty unless it is asked for. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        first_day = self.first_day.isoformat()

        last_day = self.last_day.isoformat()

        timezone = self.timezone

        metrics = []
        for metrics_item_data in self.metrics:
            metrics_item = metrics_item_data.to_dict()
            metrics.append(metrics_item)

        results = []
        for results_item_data in self.results:
            results_item = results_item_data.to_dict()
            results.append(results_item)

        beside = []
        for beside_item_data in self.beside:
            beside_item = beside_item_data.to_dict()
            beside.append(beside_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "first_day": first_day,
                "last_day": last_day,
                "timezone": timezone,
                "metrics": metrics,
                "results": results,
                "beside": beside,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.ai_report_row import AIReportRow  # noqa: PLC0415
        from ..models.beside import Beside  # noqa: PLC0415
        from ..models.metric import Metric  # noqa: PLC0415

        d = dict(src_dict)
        first_day = datetime.date.fromisoformat(d.pop("first_day"))

        last_day = datetime.date.fromisoformat(d.pop("last_day"))

        timezone = d.pop("timezone")

        metrics = []
        _metrics = d.pop("metrics")
        for metrics_item_data in _metrics:
            metrics_item = Metric.from_dict(metrics_item_data)

            metrics.append(metrics_item)

        results = []
        _results = d.pop("results")
        for results_item_data in _results:
            results_item = AIReportRow.from_dict(results_item_data)

            results.append(results_item)

        beside = []
        _beside = d.pop("beside")
        for beside_item_data in _beside:
            beside_item = Beside.from_dict(beside_item_data)

            beside.append(beside_item)

        ai_report = cls(
            first_day=first_day,
            last_day=last_day,
            timezone=timezone,
            metrics=metrics,
            results=results,
            beside=beside,
        )

        ai_report.additional_properties = d
        return ai_report

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
