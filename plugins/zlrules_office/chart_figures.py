"""What a chart of one criterion shows: its figures by period, and the lines they are held against."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from zlrules import (
    ResultDocument,
    SeriesPoint,
    Status,
    period_text,
    scoped_title,
)
from zlrules_office.printed import bounded_number

_YEAR_OR_PART = re.compile(r"(\d{4})(H\d|Q\d|-\d{2})?", re.ASCII)

MOST_SLOTS = 16
"""So many years fit beside each other; of longer spans only those with figures are shown."""


class Sort(StrEnum):
    """What a figure is, as the legend says it."""

    FINAL = "定案数据"
    PROVISIONAL = "阶段性数据"
    BASELINE = "基期值"


@dataclass(frozen=True)
class Point:
    """A figure in a chart.

    Attributes:
        period: ``2025``, ``2025H1``.
        label: As printed, with its bound: ``≥90``.
    """

    period: str
    value: Decimal
    label: str
    sort: Sort

    @property
    def slot(self) -> str:
        """The period in words, as it stands below the chart."""
        return period_text(self.period)


@dataclass(frozen=True)
class Line:
    """What the figures are held against.

    Attributes:
        labels: ``2025 年要求 ≥81.6``; several where they stand at the same value.
    """

    value: Decimal
    labels: tuple[str, ...]


@dataclass(frozen=True)
class ChartFigures:
    """All that a chart shows.

    Attributes:
        slots: Periods in words from left to right, years without figures among them.
        points: In the order of their periods; several of one period where sources disagree.
    """

    title: str
    slots: tuple[str, ...]
    points: tuple[Point, ...]
    lines: tuple[Line, ...]


def chart_figures(result: ResultDocument) -> ChartFigures | None:
    """What is to be drawn of a criterion; None where it has no figure of a year."""
    yearly = (point for point in result.series if _YEAR_OR_PART.fullmatch(point.period))
    points = [point for one in _best(yearly) for point in _points(one)]
    if not points:
        return None
    drawn = _with_baseline(result, points)
    return ChartFigures(
        title=_title(result),
        slots=tuple(_slots([point.period for point in drawn])),
        points=tuple(drawn),
        lines=tuple(_lines(result)),
    )


def _best(series: Iterator[SeriesPoint]) -> Iterator[SeriesPoint]:
    """Whole years, parts only of years without; final figures, others only where there are none."""
    for _, group in groupby(series, lambda point: point.period[:4]):
        points = list(group)
        whole = [point for point in points if _is_year(point.period)] or points
        for _, same in groupby(whole, lambda point: point.period):
            told = list(same)
            yield from [one for one in told if one.status is Status.FINAL] or told


def _is_year(period: str) -> bool:
    return period.isdigit()


def _points(told: SeriesPoint) -> Iterator[Point]:
    """The figure as it is drawn; states and sums of spans aren't."""
    value = bounded_number(told.value)
    if value is not None:
        sort = Sort.FINAL if told.status is Status.FINAL else Sort.PROVISIONAL
        yield Point(told.period, value, told.value, sort)


def _with_baseline(result: ResultDocument, points: Sequence[Point]) -> list[Point]:
    """The figures with the one that the plan starts from, where it is of the same scope."""
    baseline = result.baseline
    if baseline is None or baseline.year is None or baseline.value is None or baseline.scope:
        return list(points)
    period, value = str(baseline.year), Decimal(baseline.value)
    start = Point(period, value, baseline.value, Sort.BASELINE)
    others = [one for one in points if (one.period, one.value) != (period, value)]
    return sorted([*others, start], key=lambda point: point.period)


def _slots(periods: Sequence[str]) -> Iterator[str]:
    """The periods in words, with the years between them."""
    first, last = int(min(periods)[:4]), int(max(periods)[:4])
    known = sorted(set(periods))
    for year in range(first, last + 1):
        told = [period for period in known if period.startswith(str(year))]
        if told or last - first < MOST_SLOTS:
            yield from (period_text(period) for period in told or [str(year)])


def _title(result: ResultDocument) -> str:
    unit = "" if result.unit in (None, "", "/") else f"（{result.unit}）"
    return f"{scoped_title(result.title, result.scope)}{unit}"


def _lines(result: ResultDocument) -> Iterator[Line]:
    """The lines, those at the same value as one."""
    due = f"{result.due} 年" if isinstance(result.due, int) else ""
    words = {"text": f"{due}要求", "assigned": "下达目标"}
    told = [
        (Decimal(one.value), f"{words[one.set_by]} {one.comparator.sign}{one.value}")
        for one in result.targets
    ]
    for value in dict.fromkeys(value for value, _ in told):
        yield Line(value, tuple(label for of, label in told if of == value))
