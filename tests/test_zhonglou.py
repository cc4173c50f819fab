"""The main job on real input: the district's two five-year plans on its own published figures."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import zlrules
from zlrules.document import ResultDocument, RulesetAssessment
from zlrules.plugins import Plugins

WORKSPACE = Path(__file__).parents[1] / "fixtures" / "zhonglou"


@pytest.fixture(scope="module")
def plugins() -> Plugins:
    return zlrules.load_plugins()


def assessed(plugins: Plugins, ruleset: str, year: int) -> RulesetAssessment:
    bound = zlrules.load_ruleset(ruleset, plugins)
    data = zlrules.read_data(WORKSPACE, plugins)
    document = zlrules.assess([(bound, year)], data).document()
    (one,) = document.assessments
    return one


def by_number(one: RulesetAssessment) -> dict[str, ResultDocument]:
    return {result.number: result for result in one.results}


@pytest.fixture(scope="module")
def plan_13(plugins: Plugins) -> RulesetAssessment:
    return assessed(plugins, "zhonglou/13fyp", 2020)


@pytest.fixture(scope="module")
def plan_14(plugins: Plugins) -> RulesetAssessment:
    return assessed(plugins, "zhonglou/14fyp", 2025)


@pytest.fixture(scope="module")
def plan_14_in_2022(plugins: Plugins) -> RulesetAssessment:
    return assessed(plugins, "zhonglou/14fyp@2021", 2022)


class TestThirteenthPlan:
    def test_is_fulfilled_with_all_22_indicators(self, plan_13: RulesetAssessment) -> None:
        assert plan_13.decision == plan_13.as_it_stands == "pass"
        assert plan_13.completeness == "1"
        assert [result.outcome for result in plan_13.results] == ["met"] * 22

    def test_13_by_number_3_by_state_6_on_the_printed_word(
        self, plan_13: RulesetAssessment
    ) -> None:
        kinds = Counter(
            result.basis[0] if result.basis != ("figure",) else "state" if result.text else "number"
            for result in plan_13.results
        )
        assert kinds == {"number": 13, "state": 3, "self_reported": 6}

    def test_what_rests_on_the_printed_word_has_no_margin(self, plan_13: RulesetAssessment) -> None:
        reported = [one for one in plan_13.results if one.basis == ("self_reported",)]
        assert [one.number for one in reported] == ["9", "10", "11", "12", "13", "14"]
        assert {one.margin for one in reported} == {None}

    @pytest.mark.parametrize(
        ("number", "margin"),
        [("4", "5.7"), ("5", "11"), ("6", "3.6"), ("15", "23.3"), ("22", "14.9")],
    )
    def test_margins(self, plan_13: RulesetAssessment, number: str, margin: str) -> None:
        assert by_number(plan_13)[number].margin == margin

    def test_green_cover_is_the_figure_of_2019_and_says_so(
        self, plan_13: RulesetAssessment
    ) -> None:
        green = by_number(plan_13)["21"]
        assert (green.value, green.period) == ("43.3", "2019")
        assert "2019 年数据" in green.explanation

    def test_figures_keep_the_decimals_they_were_printed_with(
        self, plan_13: RulesetAssessment
    ) -> None:
        assert by_number(plan_13)["9"].value == "1787.70"


class TestFourteenthPlanIn2025:
    def test_stays_open_and_fails_as_it_stands(self, plan_14: RulesetAssessment) -> None:
        assert (plan_14.decision, plan_14.as_it_stands) == ("undetermined", "fail")
        assert (plan_14.best_case, plan_14.worst_case) == ("pass", "fail")
        assert plan_14.completeness == "0.15"

    @pytest.mark.parametrize(
        ("number", "outcome", "margin"),
        [("1", "met", "4.1"), ("2", "missed", "-1.1"), ("3", "met", "0")],
    )
    def test_three_are_judged_and_settle_nothing_yet(
        self, plan_14: RulesetAssessment, number: str, outcome: str, margin: str
    ) -> None:
        result = by_number(plan_14)[number]
        assert (result.outcome, result.margin) == (outcome, margin)
        assert (result.status, result.settles) == ("provisional", False)

    def test_the_other_17_have_no_usable_figure(self, plan_14: RulesetAssessment) -> None:
        rest = [one for one in plan_14.results if one.number not in ("1", "2", "3")]
        assert {one.outcome for one in rest} == {"no_data"}
        assert len([one for one in rest if one.parent is None]) == 17

    def test_12_binding_and_8_expected(self, plan_14: RulesetAssessment) -> None:
        totals = {nature: counts.total for nature, counts in plan_14.counts.items()}
        assert totals == {"binding": 12, "expected": 8}

    def test_parts_are_counted_once_through_their_criterion(
        self, plan_14: RulesetAssessment
    ) -> None:
        parts = [one for one in plan_14.results if one.parent == "reductions.projects"]
        assert [one.number for one in parts] == ["8a", "8b", "8c", "8d", "8e"]
        assert sum(counts.total for counts in plan_14.counts.values()) == 20


class TestFourteenthPlanIn2022:
    def test_nothing_is_due_so_it_stays_open(self, plan_14_in_2022: RulesetAssessment) -> None:
        assert (plan_14_in_2022.decision, plan_14_in_2022.as_it_stands) == ("undetermined", "fail")
        assert {one.due_state for one in plan_14_in_2022.results} == {"not_due"}
        assert not any(one.settles for one in plan_14_in_2022.results)

    @pytest.mark.parametrize(
        ("number", "value", "outcome", "margin"),
        [("1", "33", "met", "1"), ("2", "77.4", "missed", "-4.2"), ("3", None, "no_data", None)],
    )
    def test_verdicts(
        self,
        plan_14_in_2022: RulesetAssessment,
        number: str,
        value: str | None,
        outcome: str,
        margin: str | None,
    ) -> None:
        result = by_number(plan_14_in_2022)[number]
        assert (result.value, result.outcome, result.margin) == (value, outcome, margin)
