"""How many reached a stage by a day: the table against a program that looks at one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl
from hypothesis import given, strategies as st

from zlrules.engine.reached import reached
from zlrules.engine.reports import WHOLE, Reports

START = date(2025, 1, 1)
SIZES = {0: 3, 1: 5}
"""Two sub-lists of a task."""

WHOLE_SIZE = sum(SIZES.values())
STAGES = 3


@dataclass(frozen=True)
class Report:
    item: int
    day: date
    rank: int | None
    done: int | None
    total: int | None

    @property
    def size(self) -> int:
        return SIZES.get(self.item, WHOLE_SIZE)


@dataclass(frozen=True)
class Point:
    rank: int
    by: date
    as_reported: bool


days = st.integers(0, 5).map(lambda days: START + timedelta(days=days))


@st.composite
def report(draw: st.DrawFn) -> Report:
    total = draw(st.none() | st.integers(0, 10))
    done = draw(st.none() | st.integers(0, 10 if total is None else total))
    rank = draw(st.none() | st.integers(0, STAGES - 1))
    return Report(draw(st.sampled_from([WHOLE, 0, 1])), draw(days), rank, done, total)


points = st.builds(Point, st.integers(0, STAGES - 1), days, st.booleans())


def ends(one: Report, others: list[Report]) -> tuple[int, int]:
    """At least and at most so many of what a report speaks of reached its stage."""
    if one.done is None:
        return 0, one.size
    total = one.size if one.total is None else one.total
    beyond: dict[int, int] = {}
    for other in others:
        same = other.item == one.item and other.day == one.day
        if same and other.rank is not None and one.rank is not None and other.rank > one.rank:
            beyond[other.rank] = max(beyond.get(other.rank, 0), other.done or 0)
    low = min(max(one.done - max(total - one.size, 0), 0), one.size)
    high = min(one.done + sum(beyond.values()) + max(one.size - total, 0), one.size)
    return low, high


def slowly(reports: list[Report], point: Point) -> tuple[int, int]:
    """The same, one sub-list and one report after the other."""
    spans = {}
    for item in {one.item for one in reports}:
        own = [(one.rank, one) for one in reports if one.item == item and one.rank is not None]
        size = SIZES.get(item, WHOLE_SIZE)
        lows = [
            ends(one, reports)[0] for rank, one in own if rank >= point.rank and one.day <= point.by
        ]
        exact = [one for rank, one in own if rank == point.rank]
        if point.as_reported:
            before = [one for one in exact if one.day <= point.by]
            last = max((one.day for one in before), default=None)
            told = [one for one in before if one.day == last]
        else:
            told = [one for one in exact if one.day >= point.by]
        spans[item] = (
            max(lows, default=0),
            min((ends(one, reports)[1] for one in told), default=size),
        )
    listed = {item: span for item, span in spans.items() if item != WHOLE}
    low = sum(span[0] for span in listed.values())
    high = WHOLE_SIZE - sum(SIZES[item] - span[1] for item, span in listed.items())
    if WHOLE in spans:
        low, high = max(low, spans[WHOLE][0]), min(high, spans[WHOLE][1])
    return low, high


def in_table(reports: list[Report], point: Point) -> tuple[int, int]:
    rows = pl.DataFrame(
        [
            (0, "d", one.item, one.day, one.rank, one.done, one.total, one.size, WHOLE_SIZE)
            for one in reports
        ],
        schema={
            "task": pl.Int64,
            "district": pl.String,
            "item": pl.Int64,
            "day": pl.Date,
            "rank": pl.Int64,
            "done": pl.Int64,
            "total": pl.Int64,
            "size": pl.Int64,
            "task_size": pl.Int64,
        },
        orient="row",
    )
    asked = pl.DataFrame(
        {
            "task": [0],
            "year": [2025],
            "point": [0],
            "rank": [point.rank],
            "by": [point.by],
            "first": [date.min],
            "last": [date.max],
            "as_reported": [point.as_reported],
        }
    )
    return reached(Reports(rows, 0), asked).select("low", "high").row(0)


@given(st.lists(report(), min_size=1, max_size=8), points)
def test_the_table_says_what_one_after_the_other_says(reports: list[Report], point: Point) -> None:
    assert in_table(reports, point) == slowly(reports, point)


@given(st.lists(report(), min_size=1, max_size=8), points, report())
def test_one_more_report_never_widens_what_is_known(
    reports: list[Report], point: Point, more: Report
) -> None:
    """Unless it is the last one, which is taken as it stands, or tells what lies beyond a stage."""
    known = Point(point.rank, point.by, as_reported=False)
    low, high = in_table(reports, known)
    alone = Report(more.item, START + timedelta(days=9), more.rank, more.done, more.total)
    wider_low, wider_high = in_table([*reports, alone], known)
    assert wider_low >= low
    assert wider_high <= high
