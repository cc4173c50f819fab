"""What plugin authors test their operators with."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import polars as pl
import pytest
from pydantic import RootModel

from tests.laws.worlds import OPERATORS, RIVER, SHARE
from zlrules import Node, Number, Operator, Requirement, RulesetError, Series
from zlrules.testing import Situation, Tree, assess_situations, judge, judge_figures, ruleset_of
from zlrules.words import Outcome, Reason


class Divisible(RootModel[Number], Requirement):
    """An operator as a stranger would write it."""

    def numbers(self) -> Sequence[Decimal]:
        return [self.root]

    def build(self, series: Series, children: Sequence[Node]) -> Node:
        exact = series.low() == series.high()
        return Node(met=pl.when(exact).then(series.low() % series.place(self.root) == 0))

    def describe(self, children: Sequence[str]) -> str:
        return f"能被 {self.root} 整除"


STRANGE = {"divisible": Operator("divisible", Divisible, "能被整除")}


def outcome(value: str, bound: str = "=") -> tuple[Outcome, Reason | None]:
    verdict = judge_figures(
        {"divisible": "0.3"},
        [{"value": value, "bound": bound}],
        indicator=RIVER,
        operators=STRANGE,
    )
    return verdict.outcome, verdict.reason


def test_an_operator_of_a_stranger_is_judged_by_its_own_rules() -> None:
    assert outcome("0.9") == (Outcome.MET, None)
    assert outcome("1") == (Outcome.MISSED, None)
    assert outcome("0.9", ">=") == (Outcome.PENDING, Reason.BOUND)


def test_a_wrong_requirement_is_refused() -> None:
    with pytest.raises(RulesetError, match="未知判定方式 'at_least'"):
        judge_figures({"at_least": "1"}, [], indicator=RIVER, operators=STRANGE)


def test_situations_are_judged_one_after_another_rows_in_order() -> None:
    parts: list[Tree] = [
        {"require": {"at_least": "5"}},
        {"require": {"at_most": "5"}, "indicator": "share"},
    ]
    ruleset = ruleset_of([{"parts": parts}], indicators=[RIVER, SHARE], operators=OPERATORS)
    figures = [{"indicator": name, "value": "6"} for name in ("river", "share")]
    found = judge(ruleset, [Situation(figures), Situation()])
    assert [verdict.outcome for verdict in found] == ["missed", "met", "missed", *["no_data"] * 3]
    assert found[0].decided_by == 2


def test_decisions_and_documents_can_be_looked_at() -> None:
    ruleset = ruleset_of([{"require": {"at_least": "5"}}], indicators=[RIVER], operators=OPERATORS)
    assessment = assess_situations(ruleset, [Situation([{"value": "5"}])])
    assert assessment.decisions["decision"].to_list() == ["pass"]
