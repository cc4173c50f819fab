"""The results table: a row per criterion or part, district and year."""

from __future__ import annotations

import polars as pl

from tests.laws.worlds import INDICATORS, OPERATORS, RIVER
from zlrules.engine.results import RESULTS
from zlrules.testing import Situation, Written, assess_situations, judge, ruleset_of
from zlrules.words import DueState, Outcome

LIMIT: Written = {"at_least": "5"}


def results(rows: list[dict[str, Written]], *situations: Situation) -> pl.DataFrame:
    ruleset = ruleset_of(rows, indicators=INDICATORS.values(), operators=OPERATORS)
    return assess_situations(ruleset, situations).results


def test_the_schema_is_the_documented_one() -> None:
    found = results([{"indicator": "river", "require": LIMIT}], Situation())
    assert dict(found.schema) == RESULTS


def test_rows_stand_by_district_then_in_the_order_of_the_ruleset() -> None:
    parts: Written = [{"require": LIMIT}, {"require": LIMIT}]
    rows: list[dict[str, Written]] = [{"parts": parts}, {"indicator": "river", "require": LIMIT}]
    found = results(rows, Situation(), Situation())
    assert found.select("district", "criterion", "part").rows() == [
        (district, criterion, part)
        for district in ("000000", "000001")
        for criterion, part in (("c1", None), ("c1", "c1.p1"), ("c1", "c1.p2"), ("c2", None))
    ]


def test_a_result_names_its_figure_and_target_by_their_rows() -> None:
    figures = [
        {"indicator": "share", "value": "1"},
        {"indicator": "river", "value": "7", "status": "provisional"},
        {"indicator": "river", "value": "6"},
    ]
    targets = [
        {"indicator": "share", "comparator": "at_least", "value": "1"},
        {"indicator": "river", "comparator": "at_least", "value": "1"},
    ]
    rows: list[dict[str, Written]] = [{"indicator": "river", "require": {"assigned": {}}}]
    found = results(rows, Situation(figures, targets)).row(0, named=True)
    assert (found["figure"], found["target"]) == (2, 1)


def test_of_sources_that_agree_the_exact_one_is_named() -> None:
    figures = [
        {"indicator": "river", "value": "5", "bound": ">="},
        {"indicator": "river", "value": "6"},
    ]
    rows: list[dict[str, Written]] = [{"indicator": "river", "require": LIMIT}]
    assert results(rows, Situation(figures))["figure"].to_list() == [1]


def test_open_ends_are_odd() -> None:
    figures = [{"indicator": "river", "value": "6.5", "bound": ">"}]
    rows: list[dict[str, Written]] = [{"indicator": "river", "require": LIMIT}]
    found = results(rows, Situation(figures)).row(0, named=True)
    assert (found["low"], found["scale"]) == (131, 1)


def test_when_a_row_is_due() -> None:
    rows: list[dict[str, Written]] = [
        {"require": LIMIT, "due": due} for due in ("2024", "2025", "2025-12-31", "2026")
    ]
    rows.append({"require": LIMIT, "due_basis": "none"})
    ruleset = ruleset_of(rows, indicators=[RIVER], operators=OPERATORS)
    verdicts = judge(ruleset, [Situation([{"value": "5"}])])
    due, not_due = DueState
    assert [verdict.due_state for verdict in verdicts] == [due, due, due, not_due, due]
    assert [verdict.settles for verdict in verdicts] == [True, True, True, False, True]
    assert {verdict.outcome for verdict in verdicts} == {Outcome.MET}


def test_a_row_that_does_not_apply_settles_whatever_its_figures() -> None:
    nowhere: Written = {"where": {"terrain": ["海岛"]}, "reason": "测试"}
    ruleset = ruleset_of(
        [{"require": LIMIT, "applies_when": nowhere}], indicators=[RIVER], operators=OPERATORS
    )
    figures = [{"value": "4", "status": "provisional"}, {"value": "6", "status": "provisional"}]
    (verdict,) = judge(ruleset, [Situation(figures, attributes={"terrain": "山区"})])
    assert (verdict.outcome, verdict.settles) == (Outcome.NOT_APPLICABLE, True)
    assert (verdict.provisional, verdict.conflict) == (False, False)


def test_a_part_that_does_not_apply_tells_nothing_of_its_figures() -> None:
    nowhere: Written = {"where": {"terrain": ["海岛"]}, "reason": "测试"}
    parts: Written = [
        {"require": LIMIT, "indicator": "share"},
        {"require": LIMIT, "applies_when": nowhere, "accept_older": "1"},
    ]
    figures = [{"indicator": "river", "value": "4", "status": "provisional", "period": "2024"}]
    ruleset = ruleset_of([{"parts": parts}], indicators=INDICATORS.values(), operators=OPERATORS)
    whole, *_ = judge(ruleset, [Situation(figures, attributes={"terrain": "山区"})])
    assert (whole.outcome, whole.provisional, whole.older) == (Outcome.NO_DATA, False, 0)


def test_a_target_without_a_figure_leaves_the_flags_down() -> None:
    targets = [{"indicator": "river", "comparator": "at_least", "value": "1"}]
    rows: list[dict[str, Written]] = [{"indicator": "river", "require": {"assigned": {}}}]
    found = results(rows, Situation(targets=targets)).row(0, named=True)
    assert (found["outcome"], found["provisional"], found["conflict"]) == ("no_data", False, False)
