"""The way through: bound rulesets and data in, an assessment out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TypeAlias

import polars as pl

from zlrules.assessment import Assessment
from zlrules.data.portions import Portion, portions
from zlrules.data.tables import Data
from zlrules.engine.aligning import aligned
from zlrules.engine.decisions import decisions_of
from zlrules.engine.results import results_of
from zlrules.engine.scoring import score
from zlrules.engine.totals import with_totals
from zlrules.errors import DataError, NotInForceError, Problem
from zlrules.evaluation import Evidence, Scoring
from zlrules.facts import Facts, prepare
from zlrules.in_force import rulesets_in_force
from zlrules.loading.bound import BoundRuleset
from zlrules.models.ruleset import InForce
from zlrules.words import AssessmentKind

Jobs: TypeAlias = Sequence[tuple[BoundRuleset, Sequence[int]]]
"""Rulesets, each with the years to assess."""

AT_ONCE = 3_000
"""Most districts that are scored at a time, so that memory is needed for their results alone."""


def today() -> date:
    """The calendar day where the user is."""
    return datetime.now().astimezone().date()


def evaluate(
    jobs: Jobs,
    data: Data,
    judged_on: date,
    *,
    as_reference: bool,
    plugins: Sequence[tuple[str, str]],
    at_once: int = AT_ONCE,
    applications: Jobs = (),
    kind: AssessmentKind = AssessmentKind.ANNUAL,
) -> Assessment:
    """Assess.

    Args:
        jobs: Rulesets, each with the years to assess; they must be in force in those years.
        applications: Rulesets that are applied under, each with the years of the figures; they
            must be in force on the day judged on.
        judged_on: Day of the judgement, on which written statements must still be valid, up to
            which events count and on which tasks are looked at.
        as_reference: Whether to go on, marked as such, where a ruleset doesn't apply.
        plugins: Name and version of the plugins that are loaded.
        at_once: Most districts that are scored at a time.
        kind: Which of a plan's evaluations it is.

    Raises:
        DataError: The data are invalid.
        NotInForceError: A ruleset doesn't apply to a district or year.
    """
    asked: list[tuple[BoundRuleset, Sequence[int], date | None]] = [
        *((bound, years, None) for bound, years in jobs),
        *((bound, years, judged_on) for bound, years in applications),
    ]
    whole = [
        _Whole(bound, years, applied_on, kind)
        for written, all_years, applied_on in asked
        for bound, years in rulesets_in_force(written, all_years, applied_on)
    ]
    problems: list[Problem] = []
    for portion in portions(data, at_once):
        try:
            facts = _prepared(portion.data, [one.bound for one in whole])
        except DataError as error:
            problems.extend(error.problems)
            continue
        for one in () if problems else whole:
            if one.reference is None:
                one.reference = one.applicability(data.districts, as_reference=as_reference)
            one.add(portion, facts[id(one.bound.catalogue)], judged_on)
    if problems:
        raise DataError(problems)
    scorings = tuple(one.scoring() for one in whole)
    return Assessment(scorings, data, judged_on, tuple(plugins), kind)


class _Whole:
    """One ruleset on all districts, put together from portions of them."""

    def __init__(
        self,
        bound: BoundRuleset,
        years: Sequence[int],
        applied_on: date | None,
        kind: AssessmentKind,
    ) -> None:
        self.bound = bound
        self.kind = kind
        self.years = tuple(years)
        self.applied_on = applied_on
        self.reference: str | None = None
        self._results: list[pl.DataFrame] = []
        self._decisions: list[pl.DataFrame] = []
        self._evidence: list[Evidence] = []

    def applicability(self, districts: pl.DataFrame, *, as_reference: bool) -> str:
        """Why the ruleset is only a reference here; "" when it applies.

        Raises:
            NotInForceError: It doesn't apply, and wasn't asked for as a reference.
        """
        late = _not_in_force(self.bound.ruleset.in_force, self.years, self.applied_on)
        return _applicability(self.bound, districts, list(late), as_reference=as_reference)

    def add(self, portion: Portion, facts: Facts, judged_on: date) -> None:
        """Score a portion; what it was scored on is kept only if it is all there is."""
        facts = with_totals(facts, self.bound)
        scored = score(self.bound, facts, self.years, judged_on.isoformat(), self.kind)
        results = results_of(self.bound, scored)
        self._decisions.append(decisions_of(self.bound, scored))
        if portion.observations is None or portion.assigned is None:
            self._evidence.append(Evidence(facts, scored))
        else:
            sums = facts.observations.height - len(portion.observations)
            numbers = portion.observations.extend_constant(None, sums)
            results = results.with_columns(
                numbers.gather(results["figure"]).alias("figure"),
                portion.assigned.gather(results["target"]).alias("target"),
            )
        self._results.append(results)

    def scoring(self) -> Scoring:
        """The ruleset on all districts."""
        return Scoring(
            self.bound,
            self.years,
            aligned(self._results, sum(1 for _ in self.bound.rows())),
            pl.concat(self._decisions),
            self._evidence[0] if self._evidence else None,
            self.reference or "",
        )


def _prepared(data: Data, bound: Iterable[BoundRuleset]) -> dict[int, Facts]:
    """The tables checked once for every catalogue."""
    catalogues = {id(one.catalogue): one.catalogue for one in bound}
    return {key: prepare(data, catalogue) for key, catalogue in catalogues.items()}


def _applicability(
    bound: BoundRuleset,
    districts: pl.DataFrame,
    early_or_late: Sequence[str],
    *,
    as_reference: bool,
) -> str:
    elsewhere = _wrong_districts(bound, districts)
    if as_reference and (elsewhere or early_or_late):
        reasons = "；".join([*elsewhere, *early_or_late])
        told = f"不适用于本区（{reasons}）" if elsewhere else reasons
        return f"{bound.ruleset.name}: 参考对照，{told}"
    remedy = "换用适用的指标体系或版本；仅作对照的加 --as-reference"
    problems = [
        Problem(bound.ruleset.name, 0, "适用性", reason, remedy)
        for reason in [*elsewhere, *early_or_late]
    ]
    if problems:
        raise NotInForceError(problems)
    return ""


def _not_in_force(
    in_force: InForce, years: Sequence[int], applied_on: date | None
) -> Iterator[str]:
    if applied_on is None:
        late = [year for year in years if not in_force.covers(year)]
        yield from (f"{year} 年不在施行期内（{in_force}）" for year in late)
    elif in_force.holds_on(applied_on) is False:
        yield f"申报日期 {applied_on} 不在施行期内（{in_force}）"


def _wrong_districts(bound: BoundRuleset, districts: pl.DataFrame) -> list[str]:
    applies = bound.ruleset.applies_to
    wrong = []
    for code, name, level in districts.select("code", "name", "level").iter_rows():
        if applies.district and code not in applies.district:
            wrong.append(f"适用于行政区 {', '.join(applies.district)}，不适用于 {code} {name}")
        elif applies.level and level not in applies.level:
            wrong.append(
                f"适用于{'、'.join(applies.level)}，{code} {name} 的级别是 {level or '未填写'}"
            )
    return wrong
