"""One query over all districts and years yields what each of them alone would."""

from __future__ import annotations

from random import Random

import polars as pl
import pytest

from tests.laws.worlds import INDICATORS, OPERATORS, RIVER, criterion, situation
from zlrules.assessment import Assessment
from zlrules.errors import DataError, ZlrulesError
from zlrules.evaluate import evaluate
from zlrules.testing import (
    JUDGED_ON,
    YEAR,
    Situation,
    Tree,
    data_of,
    judge,
    judge_figures,
    ruleset_of,
    verdicts_of,
)
from zlrules.words import Outcome


def test_years_judged_together_are_those_judged_alone() -> None:
    rng = Random(7)
    rows = [criterion(rng) for _ in range(8)]
    ruleset = ruleset_of(rows, indicators=INDICATORS.values(), operators=OPERATORS)
    data = data_of(ruleset, [situation(rng) for _ in range(20)])

    def results(years: list[int]) -> pl.DataFrame:
        jobs = [(ruleset, years)]
        return evaluate(jobs, data, JUDGED_ON, as_reference=False, plugins=()).results

    years = [YEAR - 2, YEAR]
    alone = pl.concat(results([year]) for year in years)
    together = results(years)
    order = ["district", "year"]
    assert together.equals(alone.sort(order, maintain_order=True))


def test_the_window_of_a_district_never_reaches_into_its_neighbour() -> None:
    rising = {"rising": {"years": "3", "tolerance": "0", "strict": "true"}}
    rows = [{"require": rising}]
    ruleset = ruleset_of(rows, indicators=[RIVER], operators=OPERATORS)
    full = [{"value": str(year - 2000), "period": str(year)} for year in range(2020, YEAR + 1)]
    verdicts = judge(ruleset, [Situation(full), Situation([{"value": "99"}]), Situation(full)])
    assert [verdict.outcome for verdict in verdicts] == ["met", "pending", "met"]


def test_a_year_named_by_a_requirement_may_lie_after_the_assessed_one() -> None:
    verdict = judge_figures(
        {"change": {"since": "2026", "at_most": "0", "unit": "absolute"}},
        [{"value": "5"}, {"value": "6", "period": "2026"}],
        indicator=RIVER,
        operators=OPERATORS,
    )
    assert verdict.outcome is Outcome.MET


def test_older_figures_are_asked_for_only_where_the_row_allows_it() -> None:
    limit = {"at_least": "5"}
    rows: list[Tree] = [{"require": limit}, {"require": limit, "accept_older": "2"}]
    ruleset = ruleset_of(rows, indicators=[RIVER], operators=OPERATORS)
    first, second = judge(ruleset, [Situation([{"value": "5", "period": "2023"}])])
    assert (first.outcome, first.older) == (Outcome.NO_DATA, 0)
    assert (second.outcome, second.older) == (Outcome.MET, 2)


def test_a_statement_that_was_needed_is_named_by_its_weakest_kind() -> None:
    tree = {"all": [{"stated": {"by": ["official"]}}, {"stated": {"by": ["self_reported"]}}]}
    ruleset = ruleset_of([{"require": tree}], indicators=[RIVER], operators=OPERATORS)
    situation = Situation(
        attestations=[
            {"node": "all.1", "kind": "official"},
            {"node": "all.2", "kind": "self_reported"},
        ]
    )
    (verdict,) = judge(ruleset, [situation])
    assert (verdict.outcome, verdict.attested) == (Outcome.MET, "self_reported")


def test_no_district_is_no_result() -> None:
    ruleset = ruleset_of([{"require": {"at_least": "5"}}], indicators=[RIVER], operators=OPERATORS)
    data = data_of(ruleset, [Situation()])
    nobody = type(data)(districts=data.districts.clear())
    assessment = evaluate([(ruleset, [YEAR])], nobody, JUDGED_ON, as_reference=False, plugins=())
    assert verdicts_of(assessment) == []
    assert assessment.decisions.is_empty()


def test_districts_scored_some_at_a_time_are_those_scored_together() -> None:
    rng = Random(11)
    rows = [criterion(rng) for _ in range(8)]
    ruleset = ruleset_of(rows, indicators=INDICATORS.values(), operators=OPERATORS)
    data = data_of(ruleset, [situation(rng) for _ in range(10)])

    def scored(at_once: int) -> Assessment:
        jobs = [(ruleset, [YEAR])]
        return evaluate(jobs, data, JUDGED_ON, as_reference=False, plugins=(), at_once=at_once)

    together = scored(10)
    for apart in map(scored, (1, 3, 9)):
        assert apart.results.equals(together.results)
        assert apart.decisions.equals(together.decisions)
        assert apart.document() == together.document()


def test_too_many_districts_are_not_told_one_by_one() -> None:
    ruleset = ruleset_of([{"require": {"at_least": "5"}}], indicators=[RIVER], operators=OPERATORS)
    data = data_of(ruleset, [Situation([{"value": "6"}])] * 20)
    assessment = evaluate(
        [(ruleset, [YEAR])],
        data,
        JUDGED_ON,
        as_reference=False,
        plugins=(),
        at_once=7,
        most_told=19,
    )
    with pytest.raises(ZlrulesError, match="行政区过多（20 个），不能逐条说明"):
        assessment.document()


def test_mistakes_in_the_data_of_all_districts_are_told_at_once() -> None:
    ruleset = ruleset_of([{"require": {"at_least": "5"}}], indicators=[RIVER], operators=OPERATORS)
    wrong = [Situation([{"value": text}]) for text in ("甲", "6", "乙", "丙")]
    data = data_of(ruleset, wrong)
    with pytest.raises(DataError) as caught:
        evaluate([(ruleset, [YEAR])], data, JUDGED_ON, as_reference=False, plugins=(), at_once=1)
    assert [problem.wrong for problem in caught.value.problems] == [
        f"'{text}' 不是可用的数值" for text in "甲乙丙"
    ]
