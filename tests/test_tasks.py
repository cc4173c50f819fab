"""How tasks stand, and what follows for their rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.cases import Case, Verdicts, check, parametrized
from tests.laws.worlds import INDICATORS, OPERATORS
from zlrules.document import RulesetAssessment
from zlrules.errors import DataError
from zlrules.evaluate import evaluate
from zlrules.testing import (
    JUDGED_ON,
    YEAR,
    Rows,
    Situation,
    Tree,
    data_of,
    ruleset_of,
    verdicts_of,
)
from zlrules.words import AssessmentKind, Decision, Effort, Nature, Outcome, Reason, TaskStatus


@parametrized(Path(__file__).with_name("tasks.yaml"))
def test_cases(case: Case, verdicts: Verdicts) -> None:
    check(case, verdicts)


RIVERS: Tree = {
    "title": "黑臭水体整治",
    "due": "2025",
    "task": {
        "quantity": "18",
        "unit": "条",
        "stages": ["实施", "完成"],
        "items": [
            {"id": "branches", "title": "支浜", "quantity": "6"},
            {"id": "small", "title": "小微", "quantity": "12"},
        ],
    },
}
PLANTS: Tree = {
    "title": "雨污分流",
    "due": "2025",
    "task": {"quantity": "123", "unit": "家", "stages": ["方案", "完工"], "serves": "river"},
}
HALF_YEAR = date(2025, 6, 30)


def told(
    rows: Sequence[Tree], progress: Rows, kind: AssessmentKind = AssessmentKind.ANNUAL
) -> RulesetAssessment:
    ruleset = ruleset_of(rows, indicators=INDICATORS.values(), operators=OPERATORS)
    data = data_of(ruleset, [Situation(progress=progress)])
    assessment = evaluate(
        [(ruleset, [YEAR])], data, HALF_YEAR, as_reference=False, plugins=(), kind=kind
    )
    return assessment.document().assessments[0]


def test_sums_with_unreported_parts_are_spans_and_other_stages_count_for_nothing() -> None:
    """18 = 6 + 12: of the 6 nothing was reported, of the 12 one is done, one under way, ten skimmed."""
    found = told(
        [RIVERS],
        [
            {"task": "c1", "item": "small", "as_of": "2025-06", "stage": "完成", "done": "1"},
            {"task": "c1", "item": "small", "as_of": "2025-06", "stage": "实施", "done": "1"},
            {"task": "c1", "item": "small", "as_of": "2025-06", "stage": "打捞", "done": "10"},
        ],
    ).results[0]
    task = found.task
    assert task is not None
    assert (task.status, task.stage) == (TaskStatus.NO_MILESTONE, "完成")
    assert (task.done_low, task.done_high, task.total) == ("1", "7", "18")
    assert [(one.stage, one.done, one.counts) for one in task.reports] == [
        ("完成", "1", True),
        ("实施", "1", True),
        ("打捞", "10", False),
    ]
    assert found.explanation == (
        "未设阶段目标；要求：完成18条，期限：2025；截至2025年6月：小微完成 1条，小微实施 1条，"
        "小微打捞 10条（不是所列阶段，不计）；完成在 1 到 7条之间（共18条，有未报的）；"
        "没有文件设定阶段目标，快慢不作判断。"
    )


def test_unreported_is_not_zero() -> None:
    report = {"task": "c1", "as_of": "2025-06", "stage": "方案", "done": "48", "total": "123"}
    found = told([PLANTS], [report]).results[0]
    task = found.task
    assert task is not None
    assert (task.done_low, task.done_high, task.total) == (None, None, "123")
    assert task.serves == ("river",)
    assert found.text == "方案 48/123家"
    assert "完工情况未报（不等于零）" in found.explanation
    assert found.outcome is Outcome.PENDING


def test_a_task_that_nobody_reported_on_says_so() -> None:
    found = told([PLANTS], []).results[0]
    assert found.explanation == (
        "无数据；要求：完工123家，期限：2025；没有任何进展的报告，未报不等于零。"
    )
    assert (found.outcome, found.reason) == (Outcome.NO_DATA, Reason.NO_FIGURE)


def test_sources_of_reports_are_told() -> None:
    where = {"source": "half", "place": "一、（一）", "quote": "已有48家"}
    report = {"task": "c1", "as_of": "2025-06", "stage": "方案", "done": "48", **where}
    found = told([PLANTS], [report, report | {"stage": "完工", "done": "0"}]).results[0]
    assert [(one.document, one.place, one.quote) for one in found.sources[1:]] == [
        ("half", "一、（一）", "已有48家")
    ]


def test_hedged_promises_are_counted_apart_and_decide_nothing() -> None:
    done = {"as_of": "2025-06", "stage": "完成"}
    missed = done | {"done": "0", "total": "1"}
    rows: list[Tree] = [
        {"task": {}, "due": "2025-06-30"},
        {"task": {}, "due": "2025-06-30", "effort": "力争"},
        {"task": {}, "due": "2025-06-30", "effort": "基本"},
    ]
    found = told(rows, [done | {"task": "c1"}, missed | {"task": "c2"}, done | {"task": "c3"}])
    assert found.decision is Decision.PASS
    assert found.counts[Nature.TASK].total == 3
    assert {effort: (one.met, one.missed) for effort, one in found.efforts.items()} == {
        Effort.FIRM: (1, 0),
        Effort.STRIVE: (0, 1),
        Effort.BASIC: (1, 0),
    }
    assert "“力争” 1 项、“基本” 1 项，另行统计，不影响结论" in found.reasons


def test_a_list_of_hedged_promises_alone_is_never_decided() -> None:
    rows: list[Tree] = [{"task": {}, "due": "2025-06-30", "effort": "逐步"}]
    done = {"task": "c1", "as_of": "2025-06", "stage": "完成"}
    found = told(rows, [done])
    assert (found.decision, found.best_case) == (Decision.UNDETERMINED, Decision.UNDETERMINED)


def test_one_promise_in_two_places_is_counted_once() -> None:
    rows: list[Tree] = [
        {"task": {}, "due": "2025-06-30"},
        {"task": {}, "due": "2025-06-30", "same_as": ["#c1"]},
    ]
    found = told(rows, [{"task": "c1", "as_of": "2025-06", "stage": "完成"}])
    assert found.counts[Nature.TASK].total == 1
    assert found.decision is Decision.PASS
    assert found.results[1].same_as == ("#c1",)
    assert "1 项与别处所列相同，不重复计数" in found.reasons


def test_in_final_evaluations_each_year_must_have_been_done() -> None:
    row: Tree = {
        "task": {"quantity": "10", "recurrence": "yearly", "start": "2024"},
        "due": "2025",
    }
    late = {"task": "c1", "as_of": "2024-12", "stage": "完成", "done": "9"}
    year = {"task": "c1", "as_of": "2025-06", "stage": "完成", "done": "20"}
    annual = told([row], [late, year])
    assert (annual.kind, annual.results[0].outcome) == (AssessmentKind.ANNUAL, Outcome.MET)
    final = told([row], [late, year], kind=AssessmentKind.FINAL)
    assert (final.kind, final.results[0].outcome) == (AssessmentKind.FINAL, Outcome.MISSED)
    unreported = told([row], [year], kind=AssessmentKind.MID_TERM)
    assert unreported.results[0].outcome is Outcome.PENDING
    done = told([row], [late | {"done": "10"}, year], kind=AssessmentKind.FINAL)
    assert done.results[0].outcome is Outcome.MET


def test_reports_that_do_not_fit_a_task_are_refused_at_once() -> None:
    ruleset = ruleset_of(
        [RIVERS, {"task": {}}], indicators=INDICATORS.values(), operators=OPERATORS
    )
    reports = [
        {"task": "c1", "item": "ponds", "stage": "完成", "done": "1"},
        {"task": "c2", "item": "small", "stage": "完成"},
        {"task": "c2", "stage": "完成", "done": "3"},
    ]
    with pytest.raises(DataError) as refused:
        evaluate(
            [(ruleset, [YEAR])],
            data_of(ruleset, [Situation(progress=reports)]),
            JUDGED_ON,
            as_reference=False,
            plugins=(),
        )
    assert [(one.line, one.wrong) for one in refused.value.problems] == [
        (1, "任务 c1 没有事项 'ponds'"),
        (2, "任务 c2 没有事项 'small'"),
        (3, "'3' 不知道是多少里的"),
    ]


def test_reports_on_no_task_are_told() -> None:
    ruleset = ruleset_of([RIVERS], indicators=INDICATORS.values(), operators=OPERATORS)
    data = data_of(ruleset, [Situation(progress=[{"task": "rain", "stage": "完成"}])])
    assessment = evaluate([(ruleset, [YEAR])], data, JUDGED_ON, as_reference=False, plugins=())
    assert assessment.document().warnings == (
        "progress:1: 任务 rain 不在所评估的任务清单里，没有用到",
    )


def test_tasks_are_found_however_many_districts_are_scored_at_a_time() -> None:
    ruleset = ruleset_of([RIVERS, PLANTS], indicators=INDICATORS.values(), operators=OPERATORS)
    worlds = [
        Situation(progress=[{"task": "c2", "stage": "完工", "done": str(done)}])
        for done in (122, 123, 5, 0)
    ]
    data = data_of(ruleset, [*worlds, Situation()])
    whole, portions = (
        evaluate(
            [(ruleset, [YEAR])], data, JUDGED_ON, as_reference=False, plugins=(), at_once=at_once
        )
        for at_once in (100, 2)
    )
    assert whole.results.equals(portions.results)
    assert [one.task_status for one in verdicts_of(whole)][1::2] == [
        TaskStatus.OVERDUE,
        TaskStatus.COMPLETED,
        TaskStatus.OVERDUE,
        TaskStatus.OVERDUE,
        TaskStatus.NO_DATA,
    ]
