from __future__ import annotations

from tests.plugins.documents import assessment, gaps, missing, others, result
from zlrules.telling.verdicts import outcome_tables
from zlrules.words import Outcome


def test_outcomes_stand_in_the_order_in_which_one_acts() -> None:
    tables = list(outcome_tables(assessment()))
    assert [(table.title, table.outcome) for table in tables] == [
        ("差距（5 项）", Outcome.MISSED),
        ("待核定（1 项）", Outcome.PENDING),
        ("缺数据（2 项）", Outcome.NO_DATA),
        ("达标（3 项）", Outcome.MET),
        ("不适用（1 项）", Outcome.NOT_APPLICABLE),
    ]
    shown = [row[0] for table in tables for row in table.rows]
    assert sorted(shown) == sorted(one.number for one in (*gaps(), *others()))


def test_gaps_are_sorted_by_weight_then_relative_size() -> None:
    (table,) = outcome_tables(assessment(results=gaps()))
    assert [row[0] for row in table.rows] == ["5", "3", "2", "4", "1"]


def test_parts_stand_under_their_criterion_with_their_own_outcome() -> None:
    results = [
        result("8b", "氮氧化物", parent="c8", outcome="met", margin="2"),
        result("8", "减排量", margin=None, value=None),
        result("8a", "挥发性有机物", parent="c8"),
        missing("8c", "总氮", parent="c8"),
        result("7", "甲", margin="-0.1"),
    ]
    (table,) = outcome_tables(assessment(results=results))
    assert [(row[0], row[1], row[-1]) for row in table.rows] == [
        ("7", "甲", "−0.1"),
        ("8", "减排量", "—"),
        ("8b", "- 氮氧化物", "达标 +2"),
        ("8a", "- 挥发性有机物", "−1.1"),
        ("8c", "- 总氮", "缺数据"),
    ]


def test_what_a_met_criterion_rests_on() -> None:
    results = [
        result("1", "甲", outcome="met"),
        result("2", "乙", outcome="met", period="2024"),
        result("3", "丙", outcome="met", due_state="not_due"),
        result("4", "丁", outcome="met", basis=["self_reported"], period="2024"),
        result("5", "戊", outcome="met", basis=[]),
    ]
    (table,) = outcome_tables(assessment(results=results))
    assert [row[-1] for row in table.rows] == [
        "数据", "2024年数据", "数据，未到期", "自报，2024年数据", "—",
    ]  # fmt: skip
