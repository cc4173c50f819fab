"""What was judged, on what, with which result: frozen, and still in tables and numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

import polars as pl

from zlrules.data.tables import Data
from zlrules.engine.scoring import Scored
from zlrules.errors import Problem, ZlrulesError
from zlrules.facts import Facts
from zlrules.loading.bound import BoundRuleset
from zlrules.words import AssessmentKind


class Grounds(NamedTuple):
    """What a ruleset was scored on: checked data and the wide table, for telling and tracing."""

    facts: Facts
    scored: Scored


@dataclass(frozen=True, eq=False, repr=False)
class Scoring:
    """One ruleset on the years asked for.

    Attributes:
        results: See `zlrules.engine.results.RESULTS`.
        decisions: See `zlrules.engine.decisions.DECISIONS`.
        found_again: Gives what it was scored on, where that wasn't kept; None where there were too
            many districts.
        kept: What it was scored on.
        reference: Why it is for reference only, or "" when the ruleset applies.
    """

    bound: BoundRuleset
    years: tuple[int, ...]
    results: pl.DataFrame
    decisions: pl.DataFrame
    reference: str = ""
    kept: Grounds | None = None
    found_again: Callable[[], Grounds] | None = None

    @property
    def facts(self) -> Facts:
        """The checked data.

        Raises:
            ZlrulesError: There were too many districts.
        """
        return self._grounds.facts

    @property
    def scored(self) -> Scored:
        """The wide table.

        Raises:
            ZlrulesError: There were too many districts.
        """
        return self._grounds.scored

    @cached_property
    def _grounds(self) -> Grounds:
        if self.kept is not None:
            return self.kept
        if self.found_again is None:
            wrong = f"行政区过多（{self.decisions['district'].n_unique()} 个），不能逐条说明"
            remedy = "减少行政区，或使用 results 和 decisions 两张表"
            raise ZlrulesError([Problem(self.bound.ruleset.name, 0, "", wrong, remedy)])
        return self.found_again()

    def used_figures(self, row_id: str, district: str, year: int) -> frozenset[int]:
        """Rows of the observations that a criterion or part was judged on."""
        number = next(n for n, row in enumerate(self.bound.rows()) if row.row.id == row_id)
        here = self.scored.frame.filter(pl.col("district") == district, pl.col("year") == year)
        looked = self.scored.plan.used.get(number, ())
        named = [one.column.alias(f"{place}") for place, one in enumerate(looked)]
        rows = here.select("year", *named).row(0)[1:]
        return frozenset(row for row in rows if row is not None)


@dataclass(frozen=True, eq=False, repr=False)
class Evaluation:
    """What was judged on what: rulesets, data, results and decisions.

    Attributes:
        scorings: One per ruleset, in the order asked for.
        judged_on: The day on which it was judged.
        plugins: Name and version of the plugins that took part.
        kind: Which of a plan's evaluations it is.
    """

    scorings: tuple[Scoring, ...]
    data: Data
    judged_on: date
    plugins: tuple[tuple[str, str], ...] = field(default=())
    kind: AssessmentKind = AssessmentKind.ANNUAL

    @property
    def results(self) -> pl.DataFrame:
        """One row per criterion or part, district and year (`zlrules.engine.results.RESULTS`)."""
        return pl.concat([scoring.results for scoring in self.scorings])

    @property
    def decisions(self) -> pl.DataFrame:
        """One row per ruleset, district and year (`zlrules.engine.decisions.DECISIONS`).

        Counts of natures that a ruleset doesn't have are null.
        """
        return pl.concat([scoring.decisions for scoring in self.scorings], how="diagonal")

    def rows(self) -> int:
        """How many rows the results have."""
        return sum(scoring.results.height for scoring in self.scorings)
