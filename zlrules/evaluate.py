"""The way through: bound rulesets and data in, an assessment out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, partial
from typing import NamedTuple, TypeAlias

import polars as pl

from zlrules.applicability import applicability
from zlrules.assessment import Assessment
from zlrules.data.named_criteria import unknown_criteria
from zlrules.data.portions import Portion, portions
from zlrules.data.tables import Data
from zlrules.engine.aligning import aligned
from zlrules.engine.decisions import counts_of, decisions_of
from zlrules.engine.planning import Plans
from zlrules.engine.results import Told, results_of
from zlrules.engine.scoring import score
from zlrules.engine.totals import with_totals
from zlrules.errors import DataError, NotInForceError, Problem
from zlrules.evaluation import Grounds, Scoring
from zlrules.facts import Facts, prepare
from zlrules.in_force import rulesets_in_force
from zlrules.loading.bound import BoundRuleset
from zlrules.threads import side_by_side, width
from zlrules.words import AssessmentKind

Jobs: TypeAlias = Sequence[tuple[BoundRuleset, Sequence[int]]]
"""Rulesets, each with the years to assess."""

AT_ONCE = 3_000
"""Most districts that are scored at a time, so that memory is needed for their results alone."""

WORTH_A_THREAD = 1_000
"""Fewer districts are scored as quickly in one thread as in several."""

MOST_TOLD = 3_000
"""Of more districts nobody wants every sentence; what they were scored on isn't kept."""


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
    most_told: int = MOST_TOLD,
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
        most_told: Most districts about which sentences can be made.
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
        _Whole(bound, tuple(years), applied_on, judged_on, kind)
        for written, all_years, applied_on in asked
        for bound, years in rulesets_in_force(written, all_years, applied_on)
    ]
    references, refused = _references(whole, data, as_reference=as_reference)
    problems = list(unknown_criteria(data, [one.bound for one in whole]))
    judge = partial(_judge, whole, problems, only_check=refused is not None)
    each = max(WORTH_A_THREAD, -(-data.districts.height // width()))
    several = portions(data, min(at_once, each))
    judged = [one for one in side_by_side(judge, several) if one is not None]
    if problems:
        raise DataError(problems)
    if refused is not None:
        raise refused
    told_again = data if data.districts.height <= most_told else None
    scorings = [
        one.scoring([each[number] for each in judged], references[number], told_again)
        for number, one in enumerate(whole)
    ]
    return Assessment(tuple(scorings), data, judged_on, tuple(plugins), kind)


class Judged(NamedTuple):
    """What one ruleset comes to on a portion of the districts.

    Attributes:
        counts: How many criteria have which outcome.
        grounds: What it was scored on; None where that speaks of other row numbers than the whole.
    """

    results: Told
    counts: pl.DataFrame
    grounds: Grounds | None


@dataclass(frozen=True, eq=False, repr=False)
class _Whole:
    """One ruleset on all districts, put together from portions of them."""

    bound: BoundRuleset
    years: tuple[int, ...]
    applied_on: date | None
    judged_on: date
    kind: AssessmentKind

    @cached_property
    def _plans(self) -> Plans:
        return Plans(self.bound, self.judged_on)

    def grounds(self, facts: Facts) -> Grounds:
        """Score what is known."""
        facts = with_totals(facts, self.bound)
        return Grounds(facts, score(self._plans, facts, self.years, self.kind))

    def judged(self, portion: Portion, grounds: Grounds) -> Judged:
        """What a portion that was scored comes to; figures by their row numbers in the whole."""
        scored = grounds.scored
        kept = grounds if portion.observations is None else None
        del grounds  # the checked tables, unless they are kept, make room for the results
        results = results_of(self.bound, scored)
        counts = counts_of(self.bound, scored)
        if portion.observations is None or portion.assigned is None:
            return Judged(results, counts, kept)
        figures, targets = results.columns["figure"], results.columns["target"]
        results = results.changed(
            {
                "figure": portion.observations.in_whole(figures),
                "target": portion.assigned.in_whole(targets),
            }
        )
        return Judged(results, counts, None)

    def scoring(self, judged: Sequence[Judged], reference: str, data: Data | None) -> Scoring:
        """The ruleset on all districts.

        Args:
            data: What to score once more when sentences are wanted; None for too much of it.
        """
        return Scoring(
            self.bound,
            self.years,
            aligned([one.results for one in judged]),
            decisions_of(self.bound, pl.concat(one.counts for one in judged)),
            reference,
            judged[0].grounds,
            None if data is None else partial(self._found_again, data),
        )

    def _found_again(self, data: Data) -> Grounds:
        return self.grounds(prepare(data, self.bound.catalogue))


def _references(
    whole: Sequence[_Whole], data: Data, *, as_reference: bool
) -> tuple[list[str], NotInForceError | None]:
    """Why each ruleset is for reference only, or that one doesn't apply."""
    try:
        told = [
            applicability(
                one.bound, data.districts, one.years, one.applied_on, as_reference=as_reference
            )
            for one in whole
        ]
    except NotInForceError as error:
        return [], error
    return told, None


def _judge(
    whole: Sequence[_Whole], problems: list[Problem], portion: Portion, *, only_check: bool
) -> list[Judged] | None:
    """Judge a portion by every ruleset; after a mistake in any, the others are only checked.

    Args:
        problems: What is wrong with the data so far; more is added.
    """
    try:
        facts = _prepared(portion.data, [one.bound for one in whole])
    except DataError as error:
        problems.extend(error.problems)
        return None
    if only_check or problems:
        return None
    catalogues = [id(one.bound.catalogue) for one in whole]
    return [
        one.judged(portion, one.grounds(facts[key] if key in catalogues[at:] else facts.pop(key)))
        for at, (one, key) in enumerate(zip(whole, catalogues, strict=True), start=1)
    ]


def _prepared(data: Data, bound: Iterable[BoundRuleset]) -> dict[int, Facts]:
    """The tables checked once for every catalogue."""
    catalogues = {id(one.catalogue): one.catalogue for one in bound}
    return {key: prepare(data, catalogue) for key, catalogue in catalogues.items()}
