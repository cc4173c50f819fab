"""All arithmetic agrees with `decimal`: the engine against the slow judge."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random

from hypothesis import given, settings, strategies as st

from tests.laws.oracle import Expected, judge_row
from tests.laws.worlds import INDICATORS, OPERATORS, Tree, criterion, situation
from zlrules.testing import Situation, Verdict, judge, ruleset_of


@settings(max_examples=10, deadline=None)
@given(rng=st.randoms(use_true_random=True))
def test_every_verdict_is_that_of_the_slow_judge(rng: Random) -> None:
    rows = [criterion(rng) for _ in range(10)]
    world = [situation(rng) for _ in range(60)]
    assert disagreements(rows, world) == []


def disagreements(rows: Sequence[Tree], world: Sequence[Situation]) -> list[str]:
    ruleset = ruleset_of(rows, indicators=INDICATORS.values(), operators=OPERATORS)
    verdicts = iter(judge(ruleset, world))
    found = []
    for one in world:
        for number, row in enumerate(rows, start=1):
            expected = judge_row(row, f"c{number}", one, INDICATORS, "river")
            verdict = next(verdicts)
            if not agree(verdict, expected):
                found.append(told(row, number, one, verdict, expected))
    return sorted(found, key=len)[:1]


def agree(verdict: Verdict, expected: Expected) -> bool:
    margin = None if verdict.margin is None else Fraction(verdict.margin)
    found = Expected(verdict.outcome.value, margin, verdict.older)
    return found == expected


def told(row: Tree, number: int, one: Situation, verdict: Verdict, expected: Expected) -> str:
    used = {name for name in INDICATORS if f"'{name}'" in str(row)}
    figures = [figure for figure in one.figures if figure["indicator"] in used]
    statements = [one for one in one.attestations if one["criterion"] == f"c{number}"]
    return (
        f"{row}\n{figures} {one.targets} {statements} {one.attributes}\n"
        f"engine: {verdict}\nslow judge: {expected}"
    )
