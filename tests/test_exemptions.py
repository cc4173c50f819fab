"""Answers that a row isn't assessed: left out only where the text says so, never met."""

from __future__ import annotations

from pathlib import Path

from tests.cases import Case, Verdicts, check, parametrized
from tests.laws.worlds import INDICATORS, OPERATORS
from zlrules.evaluate import evaluate
from zlrules.testing import (
    JUDGED_ON,
    YEAR,
    Situation,
    Tree,
    data_of,
    ruleset_of,
    verdicts_of,
)


@parametrized(Path(__file__).with_name("exemptions.yaml"))
def test_cases(case: Case, verdicts: Verdicts) -> None:
    check(case, verdicts)


def test_answers_and_events_are_found_however_many_districts_are_scored_at_a_time() -> None:
    rows: list[Tree] = [
        {"indicator": "river", "starred": "true", "require": {"at_least": "5"}},
        {"indicator": "spill", "require": {"no_event": {"years": "1"}}},
    ]
    ruleset = ruleset_of(rows, indicators=INDICATORS.values(), operators=OPERATORS)
    answer = {"criterion": "c1", "reason": "不涉及"}
    event = {"kind": "spill", "date": "2025-06-01"}
    world = [
        Situation(),
        Situation(not_applicable=[answer]),
        Situation(events=[event]),
        Situation(not_applicable=[answer], events=[event]),
    ]
    data = data_of(ruleset, world)
    for at_once in (1, 2, 4):
        assessment = evaluate(
            [(ruleset, [YEAR])], data, JUDGED_ON, as_reference=False, plugins=(), at_once=at_once
        )
        assert [verdict.outcome.value for verdict in verdicts_of(assessment)] == [
            *("no_data", "no_data"),
            *("not_applicable", "no_data"),
            *("no_data", "missed"),
            *("not_applicable", "missed"),
        ]
