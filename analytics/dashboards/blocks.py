"""What a dashboard is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from analytics.metrics import METRICS, Metric, Sums, Unit

TEXT, DAY, MOMENT, TREND, LINK = "text", "day", "moment", "trend", "link"
#: What a cell may hold beside the units of metrics.
KINDS = (TEXT, DAY, MOMENT, TREND, LINK)


@dataclass(frozen=True)
class Column:
    """A column of a table; `unit` is a `Unit` or one of `KINDS`."""

    label: str
    unit: str = TEXT
    definition: str = ""

    @classmethod
    def of(cls, metric: Metric) -> Column:
        """The column that shows a metric."""
        return cls(metric.label, metric.unit, metric.definition)

    @property
    def is_number(self) -> bool:
        """Whether cells stand to the right."""
        return self.unit not in KINDS


@dataclass(frozen=True)
class Link:
    """A cell that leads somewhere."""

    text: str
    url: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Table:
    """Rows of cells, each in its column's unit; None is not known. `total` is one more row below."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    total: Sequence[Any] = ()
    #: The column it is sorted by, from 1 on; negative for the largest first.
    sorted_by: int = 0

    @property
    def headers(self) -> list[tuple[Column, str, str]]:
        """Each column with what `sort` in the address asks for next, and how the table is sorted by it now."""
        found = []
        for number, column in enumerate(self.columns, start=1):
            is_up, is_down = self.sorted_by == number, self.sorted_by == -number
            largest_first = not is_down if column.is_number or column.unit in (DAY, MOMENT) else is_up
            order = "ascending" if is_up else "descending" if is_down else "none"
            sort = "" if column.unit == TREND else f"{self.name}.{'-' if largest_first else ''}{number}"
            found.append((column, sort, order))
        return found

    @property
    def lines(self) -> list[list[tuple[Column, Any]]]:
        """The rows, each cell with its column."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]

    @property
    def has_numbers(self) -> bool:
        """Whether there is any number but zero."""
        return any(cell for line in self.lines for column, cell in line if column.is_number)

    @property
    def last_line(self) -> list[tuple[Column, Any]]:
        """The total, as a line."""
        return list(zip(self.columns, self.total, strict=True)) if self.total else []

    @property
    def name(self) -> str:
        """What addresses of downloads call it."""
        return slugify(self.title)

    def as_plain_rows(self) -> list[list[Any]]:
        """For a file: without pictures, links as their text."""
        kept = [place for place, column in enumerate(self.columns) if column.unit != TREND]
        rows = [*self.rows, *([self.total] if self.total else [])]
        return [[_plain(row[place], self.columns[place].unit) for place in kept] for row in rows]

    def plain_columns(self) -> list[str]:
        """The names of the columns of `as_plain_rows`, with their unit where it is not plain."""
        units = {Unit.DOLLARS: " ($)", Unit.SECONDS: " (s)", Unit.MILLISECONDS: " (ms)", Unit.HOURS: " (h)"}
        return [f"{c.label}{units.get(c.unit, '')}" for c in self.columns if c.unit != TREND]  # type: ignore[call-overload]


def _plain(cell: Any, unit: str) -> Any:
    """As a spreadsheet takes it; what comes of a division is rounded, small sums to a hundredth of a cent."""
    if isinstance(cell, Link):
        return cell.text
    if not isinstance(cell, (float, Decimal)):
        return cell
    is_small = unit == Unit.RATIO or (unit == Unit.DOLLARS and abs(float(cell)) < 1)
    return round(cell, 4 if is_small else 0 if unit == Unit.SECONDS else 2)


@dataclass(frozen=True)
class Series:
    """Values along the labels of a chart; what is `faint` is there to compare with."""

    label: str
    values: Sequence[Any]
    faint: bool = False


@dataclass(frozen=True)
class Chart:
    """A picture of `kind` stacked, bars (side by side) or lines."""

    kind: str
    labels: Sequence[str]
    series: Sequence[Series]
    unit: str

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to see."""
        return not any(value for series in self.series for value in series.values)

    def as_json(self) -> dict[str, Any]:
        """For the script that draws."""
        return {
            "kind": self.kind,
            "labels": self.labels,
            "unit": self.unit,
            "series": [
                {"label": s.label, "faint": s.faint, "values": [None if v is None else float(v) for v in s.values]}
                for s in self.series
            ],
        }


@dataclass(frozen=True)
class HeatMap:
    """Rows of weekdays, columns of hours; the darker the more, up to the largest value."""

    rows: Sequence[tuple[str, Sequence[Any]]]
    columns: Sequence[str]
    unit: str

    STEPS = 9

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to see."""
        return not any(value for _, values in self.rows for value in values)

    def cells(self) -> list[tuple[str, list[tuple[Any, int]]]]:
        """The rows, each value with its shade from 0 to `STEPS`."""
        most = max((value for _, values in self.rows for value in values), default=0)
        return [
            (label, [(v, int(-(-max(v, 0) * self.STEPS // most)) if most > 0 else 0) for v in values])
            for label, values in self.rows
        ]


@dataclass(frozen=True)
class Figure:
    """One number above the charts, and how it was in the period before."""

    metric: Metric
    value: Any
    before: Any = None

    @classmethod
    def of(cls, name: str, now: Sums, before: Sums) -> Figure:
        """The metric of that name, of these sums and those of the period before."""
        metric = METRICS[name]
        return cls(metric, metric.of(now), metric.of(before))

    @property
    def change(self) -> float | None:
        """By how much of it the value has grown; None where nothing was before."""
        if self.value is None or not self.before or self.before < 0:
            return None
        return float(self.value) / float(self.before) - 1

    @property
    def is_better(self) -> bool | None:
        """Whether the change is welcome; None if it is neither."""
        if not self.change or self.metric.more_is_better is None:
            return None
        return (self.change > 0) == self.metric.more_is_better


@dataclass(frozen=True)
class Section:
    """A picture with the table behind it, or one of the two; `nothing` is said where there is nothing to show."""

    title: str
    table: Table | None = None
    picture: Chart | HeatMap | None = None
    hint: str = ""
    nothing: str = "Nothing happened in these days. Choose others, or fewer filters."
    #: Whether the table below a picture is shown from the start.
    is_open: bool = False

    @property
    def kind(self) -> str:
        """Which template draws the picture."""
        return "heat" if isinstance(self.picture, HeatMap) else "chart" if self.picture else ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show at all."""
        if self.picture is None:
            return not (self.table and self.table.rows)
        return self.picture.is_empty and not (self.table and self.table.has_numbers)


@dataclass(frozen=True)
class Page:
    """A dashboard."""

    figures: Sequence[Figure] = ()
    sections: Sequence[Section] = ()

    @property
    def definitions(self) -> dict[str, str]:
        """What the numbers mean, by what they are called."""
        columns = [column for section in self.sections if section.table for column in section.table.columns]
        told: list[Any] = [*(figure.metric for figure in self.figures), *columns]
        return {one.label: one.definition for one in told if one.definition}

    def table(self, name: str) -> Table | None:
        """The table that a download asks for."""
        return next((s.table for s in self.sections if s.table and s.table.name == name), None)


@dataclass(frozen=True)
class Trend:
    """A line as small as a word: a value for each step, oldest first."""

    values: Sequence[Any] = field(default_factory=list)

    WIDTH, HEIGHT = 80, 20

    def points(self) -> str:
        """For an SVG polyline of that size."""
        numbers = [float(value or 0) for value in self.values]
        low, high = min([0.0, *numbers]), max([0.0, *numbers])
        step, span = self.WIDTH / max(len(numbers) - 1, 1), (high - low) or 1.0
        places = ((n * step, 1 + (self.HEIGHT - 2) * (1 - (value - low) / span)) for n, value in enumerate(numbers))
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)


def metric_row(names: Sequence[str], sums: Mapping[str, Any]) -> list[Any]:
    """The values of these metrics."""
    return [METRICS[name].of(sums) for name in names]


def metric_columns(names: Sequence[str]) -> list[Column]:
    """Their columns."""
    return [Column.of(METRICS[name]) for name in names]
