"""The limits that a result names, for charts."""

from __future__ import annotations

import pytest

from tests.laws.worlds import INDICATORS, OPERATORS
from zlrules.testing import Rows, Situation, Tree, assess_situations, ruleset_of

DECISIVE = {"reading": "loose", "document": "plan", "place": "答复", "quote": "即可"}
READINGS: Tree = {
    "strict": {"label": "严", "require": {"all": [{"at_least": "5"}, {"at_least": "10"}]}},
    "loose": {"label": "宽", "require": {"at_least": "5"}},
}
BY_TERRAIN: Tree = {
    "by": [
        {"when": {"terrain": ["山区"]}, "require": {"at_least": "60"}},
        {"when": {"terrain": ["平原"]}, "require": {"at_least": "18"}},
    ]
}
ASSIGNED = {
    "indicator": "river",
    "period": "2025",
    "comparator": "at_most",
    "value": "30.50",
}


def targets(require: Tree, *, assigned: Rows = (), terrain: str = "平原") -> list[str]:
    """The limits of a criterion on `river`, as ``text at_least 5``."""
    ruleset = ruleset_of(
        [{"require": require}], indicators=INDICATORS.values(), operators=OPERATORS
    )
    situation = Situation(
        figures=[{"indicator": "river", "value": "20"}],
        targets=assigned,
        attributes={"terrain": terrain},
    )
    result = assess_situations(ruleset, [situation]).document().assessments[0].results[0]
    return [f"{one.set_by} {one.comparator} {one.value}" for one in result.targets]


@pytest.mark.parametrize(
    ("require", "named"),
    [
        ({"at_least": "81.60"}, ["text at_least 81.60"]),
        ({"more_than": "1"}, ["text more_than 1"]),
        ({"at_most": "34"}, ["text at_most 34"]),
        ({"less_than": "14"}, ["text less_than 14"]),
        ({"equals": "0"}, ["text equals 0"]),
        ({"between": ["6", "9"]}, ["text at_least 6", "text at_most 9"]),
        (
            {
                "any": [
                    {"at_least": "90"},
                    {"rising": {"years": "3", "tolerance": "0", "strict": "true"}},
                ]
            },
            ["text at_least 90"],
        ),
        ({"change": {"since": "2020", "at_least": "5", "unit": "absolute"}}, []),
        ({"all": [{"at_least": "90"}, {"of": "share", "at_least": "75"}]}, ["text at_least 90"]),
        ({"each_of": {"scopes": ["甲", "乙"], "require": {"at_least": "5"}}}, []),
        ({"assigned": {}}, []),
        ({"stated": {}}, []),
    ],
    ids=str,
)
def test_the_limits_on_the_value_itself_are_named(require: Tree, named: list[str]) -> None:
    assert targets(require) == named


def test_an_assigned_target_comes_first() -> None:
    require: Tree = {"all": [{"assigned": {}}, {"at_most": "25"}]}
    assert targets(require, assigned=[ASSIGNED]) == ["assigned at_most 30.50", "text at_most 25"]


def test_an_assigned_change_or_sum_of_years_is_no_line_for_a_value() -> None:
    change = {**ASSIGNED, "measure": "change", "base": "2024"}
    assert targets({"assigned": {}}, assigned=[change]) == []
    span = {**ASSIGNED, "span": "2021/2025"}
    assert targets({"assigned": {}}, assigned=[span]) == []


@pytest.mark.parametrize(("terrain", "named"), [("山区", "60"), ("平原", "18")])
def test_of_limits_by_kind_of_district_its_own_is_named(terrain: str, named: str) -> None:
    assert targets(BY_TERRAIN, terrain=terrain) == [f"text at_least {named}"]


def test_no_limit_is_named_for_a_district_of_no_kind() -> None:
    assert targets(BY_TERRAIN, terrain="丘陵") == []


def test_limits_by_kind_of_district_deeper_inside_are_left_out() -> None:
    assert targets({"any": [BY_TERRAIN, {"at_least": "70"}]}) == ["text at_least 70"]


def test_of_several_readings_the_common_limits_are_named() -> None:
    assert targets({"readings": {"options": READINGS}}) == ["text at_least 5"]


def test_of_several_readings_the_decisive_one_counts() -> None:
    decided = {**DECISIVE, "reading": "strict"}
    named = targets({"readings": {"options": READINGS, "decisive": decided}})
    assert named == ["text at_least 5", "text at_least 10"]
