"""Which years and days the evidence of a row must cover."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from zlrules.data.period import Days
from zlrules.engine.events import window_start
from zlrules.engine.plan import Looked, node_prefix
from zlrules.evaluation import Scoring
from zlrules.loading.bound import BoundNode, BoundRow
from zlrules.words import Outcome, Reason

Cell = Mapping[str, object]
"""A row of the wide table, as far as it is read here."""


class ToProve(NamedTuple):
    """Days that evidence must cover.

    Attributes:
        year: The year that they are told as.
        as_a_whole: Whether every day must be covered, or any will do.
    """

    year: int
    days: Days
    as_a_whole: bool = True

    @property
    def told(self) -> str:
        """``2024年``, or the first and the last day."""
        return f"{self.days.first} 至 {self.days.last}" if self.is_window else f"{self.year}年"

    @property
    def is_window(self) -> bool:
        """Whether it is about days up to the one that is judged on, not about a year."""
        return self.days != Days.of_year(self.year)

    def is_covered(self, by: Sequence[Days]) -> bool:
        """Whether spans of days cover it together."""
        spans = sorted(
            (one for span in by if (one := span.common(self.days))), key=lambda one: one.first
        )
        if not self.as_a_whole:
            return bool(spans)
        reached = self.days.first - timedelta(days=1)
        for span in spans:
            if span.first > reached + timedelta(days=1):
                return False
            reached = max(reached, span.last)
        return reached >= self.days.last


class LookedAt:
    """The figures that the rows of a ruleset were judged on, by district and year.

    Args:
        judged_on: The day up to which events count.
    """

    def __init__(self, scoring: Scoring, judged_on: date) -> None:
        self._scoring = scoring
        self._judged_on = judged_on
        self._looked = scoring.scored.plan.used
        self._rows = list(scoring.bound.rows())
        figures = [
            one.column.alias(f"{number}/{place}")
            for number, looked in self._looked.items()
            for place, one in enumerate(looked)
        ]
        branches = [
            told.alias(name)
            for name, told in scoring.scored.plan.told.items()
            if name.endswith((":met", ":applies", ":decided_by"))
        ]
        cells = scoring.scored.frame.select("district", "year", *figures, *branches)
        self._cells: Mapping[tuple[object, object], Cell] = {
            (cell["district"], cell["year"]): cell for cell in cells.iter_rows(named=True)
        }
        totals = scoring.facts.totals.select("index", "parts").iter_rows()
        self._parts: Mapping[object, Sequence[int]] = dict(totals)

    def figures(self, number: int, row: Cell) -> list[int]:
        """The rows of the figures that decided a row; of a sum, those of its parts.

        Args:
            row: Its row of the results.
        """
        cell = self._cells[row["district"], row["year"]]
        found = [cell[name] for name, _ in self._decisive(number, cell)]
        rows = [one for one in found if isinstance(one, int)]
        return sorted({part for one in rows for part in self._parts.get(one, [one])})

    def to_prove(self, number: int, row: Cell) -> list[ToProve]:
        """What the evidence of a row without parts must cover.

        Args:
            row: Its row of the results.
        """
        bound = self._rows[number]
        year = row["year"]
        assert isinstance(year, int)
        assessed = Days.of_year(year)
        if row["outcome"] == Outcome.NOT_APPLICABLE:
            answered = row["reason"] == Reason.EXEMPT
            return [ToProve(year, assessed, as_a_whole=False)] if answered else []
        if bound.task:
            return [ToProve(year, assessed, as_a_whole=False)]
        years = sorted(set(self._years(number, row, year)))
        found = [
            *(ToProve(year, window) for window in self._windows(bound)),
            *(ToProve(one, Days.of_year(one)) for one in years),
        ]
        return found or [ToProve(year, assessed)]

    def _windows(self, bound: BoundRow) -> list[Days]:
        """The days on which events count."""
        windows = {
            Days(window_start(self._judged_on, key.years), self._judged_on)
            for key in self._scoring.scored.plan.needs.events
            if key.criterion == bound.row.id
        }
        return sorted(windows, key=lambda one: one.first)

    def _years(self, number: int, row: Cell, year: int) -> Iterator[int]:
        """The years of the figures, those that aren't known included.

        A change that a document reports stands for the values that it lies between.
        """
        window = self._rows[number].row.window
        first = row["older"] if isinstance(row["older"], int) else 0
        judged = range(first, first + (window.judged if window else 1))
        cell = self._cells[row["district"], year]
        looked = [
            (one, cell[name]) for name, one in self._decisive(number, cell) if one.judged in judged
        ]
        reported = {
            (one.path, one.judged) for one, row in looked if one.use.reported and row is not None
        }
        for one, figure in looked:
            replaced = one.use.reported or (one.path, one.judged) in reported
            if figure is not None or not replaced:
                yield one.year(year)

    def _decisive(self, number: int, cell: Cell) -> Iterator[tuple[str, Looked]]:
        """What was looked at where it can decide: branches for other districts can't."""
        root = self._rows[number].root
        paths: dict[int, set[str]] = {}
        for place, one in enumerate(self._looked.get(number, ())):
            if one.judged not in paths and root is not None:
                prefix = node_prefix(number, one.judged, "")
                paths[one.judged] = set(_decisive_nodes(root, prefix, cell))
            if one.path in paths[one.judged]:
                yield f"{number}/{place}", one


def _decisive_nodes(node: BoundNode, prefix: str, cell: Cell) -> Iterator[str]:
    """Paths of the nodes that a verdict rests on: the branch for the district, the one way met."""
    if not cell[f"{prefix}{node.path}:applies"]:
        return
    yield node.path
    place = cell[f"{prefix}{node.path}:decided_by"]
    one_way = node.params.joins == "any" and cell[f"{prefix}{node.path}:met"] and place
    only = node.params.joins == "cases" or one_way
    for number, child in enumerate(node.children, start=1):
        if not only or number == place:
            yield from _decisive_nodes(child, prefix, cell)
