"""The way through: bound rulesets and data in, an assessment out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from zlrules.assessment import Assessment
from zlrules.data.tables import Data
from zlrules.engine.decisions import decisions_of
from zlrules.engine.results import results_of
from zlrules.engine.scoring import score
from zlrules.engine.totals import with_totals
from zlrules.errors import NotInForceError, Problem
from zlrules.evaluation import Scoring
from zlrules.facts import Facts, prepare
from zlrules.loading.bound import BoundRuleset


def today() -> date:
    """The calendar day where the user is."""
    return datetime.now().astimezone().date()


def evaluate(
    jobs: Sequence[tuple[BoundRuleset, Sequence[int]]],
    data: Data,
    judged_on: date,
    *,
    as_reference: bool,
    plugins: Sequence[tuple[str, str]],
) -> Assessment:
    """Assess.

    Args:
        jobs: Rulesets, each with the years to assess.
        judged_on: Day on which written statements must still be valid.
        as_reference: Whether to go on, marked as such, where a ruleset doesn't apply.
        plugins: Name and version of the plugins that are loaded.

    Raises:
        DataError: The data are invalid.
        NotInForceError: A ruleset doesn't apply to a district or year.
    """
    scorings = []
    prepared: dict[int, Facts] = {}
    for bound, years in jobs:
        if id(bound.catalogue) not in prepared:
            prepared[id(bound.catalogue)] = prepare(data, bound.catalogue)
        facts = with_totals(prepared[id(bound.catalogue)], bound)
        reference = _applicability(bound, facts, years, as_reference=as_reference)
        scored = score(bound, facts, years, judged_on.isoformat())
        results, decisions = results_of(bound, scored), decisions_of(bound, scored)
        scorings.append(Scoring(bound, tuple(years), facts, scored, results, decisions, reference))
    return Assessment(tuple(scorings), data, judged_on, tuple(plugins))


def _applicability(
    bound: BoundRuleset, facts: Facts, years: Sequence[int], *, as_reference: bool
) -> str:
    """Why a ruleset is only a reference here; "" when it applies."""
    early_or_late = [
        f"{year} 年不在施行期内（{_period(bound)}）"
        for year in years
        if not bound.ruleset.in_force.covers(year)
    ]
    elsewhere = _wrong_districts(bound, facts)
    if as_reference and (elsewhere or early_or_late):
        verdict = "不适用于本区" if elsewhere else "不在施行期内"
        reasons = "；".join([*elsewhere, *early_or_late])
        return f"{bound.ruleset.name}: 参考对照，{verdict}（{reasons}）"
    remedy = "换用适用的版本；仅作对照的加 --as-reference"
    problems = [
        Problem(bound.ruleset.name, 0, "适用性", reason, remedy)
        for reason in [*elsewhere, *early_or_late]
    ]
    if problems:
        raise NotInForceError(problems)
    return ""


def _period(bound: BoundRuleset) -> str:
    in_force = bound.ruleset.in_force
    return f"{in_force.from_} 至 {in_force.to or '今'}"


def _wrong_districts(bound: BoundRuleset, facts: Facts) -> list[str]:
    applies = bound.ruleset.applies_to
    wrong = []
    for code, name, level in facts.districts.select("code", "name", "level").iter_rows():
        if applies.district and code not in applies.district:
            wrong.append(f"适用于行政区 {', '.join(applies.district)}，不适用于 {code} {name}")
        elif applies.level and level not in applies.level:
            wrong.append(
                f"适用于{'、'.join(applies.level)}，{code} {name} 的级别是 {level or '未填写'}"
            )
    return wrong
