from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from wcwidth import wcswidth

import zlrules_terminal
from tests.plugins.documents import (
    CONFLICT,
    assessment,
    document,
    full_document,
    gaps,
    missing,
    others,
    result,
)
from zlrules.document import DistrictHead, RulesetHead
from zlrules.words import Decision, Kind
from zlrules_terminal.terminal import MOST_PAGES, render

HERE = Path(__file__).parent


def test_the_page_reads_as_written_out() -> None:
    page = (HERE / "page.txt").read_text(encoding="utf-8")
    assert render(full_document(), colour=False) == page


def test_lines_of_a_table_are_equally_wide() -> None:
    long = "地表水省控以上断面水环境质量达到或优于Ⅲ类的比例，按“十四五”规划表2"
    results = [result("1", long), result("10a", "短", required="连续三年≥81.6，且不低于2020年")]
    table = render(document(assessment(results=results)), colour=False).split("差距（2 项）\n")[1]
    head, rule, *rows = table.splitlines()
    starts = [match.start() for match in re.finditer("-+", rule)]
    assert max(map(wcswidth, (head, rule, *rows))) <= 100
    assert len(rows) > len(results)
    for line in (head, *rows):
        assert all(_column_starts(line, start) for start in starts), line


def _column_starts(line: str, column: int) -> bool:
    """Whether the line has ended, or two blanks end at a display column."""
    if wcswidth(line) <= column or column == 0:
        return True
    before = next(line[:end] for end in range(len(line)) if wcswidth(line[:end]) >= column)
    return wcswidth(before) == column and before.endswith("  ")


def test_nothing_is_wider_than_100_columns() -> None:
    long = "很长的说明，" * 40
    made = assessment(
        results=[missing("1", long, explanation=long), result("2", long, required=long)],
        reasons=(long,),
        ruleset=RulesetHead(id="a/b", edition="1", title=long, kind=Kind.PLAN),
    )
    text = render(document(made, warnings=(long,)), colour=False)
    assert max(map(wcswidth, text.splitlines())) <= 100


def test_colour_only_where_it_is_asked_for() -> None:
    plain, coloured = render(full_document(), colour=False), render(full_document(), colour=True)
    assert "\x1b" not in plain
    assert click.unstyle(coloured) == plain
    assert click.style("暂不能定", fg="yellow") in coloured
    assert click.style("目标未完成", fg="red") in coloured
    assert click.style("−1.1", fg="red") in coloured
    assert click.style("+4.1", fg="green") in coloured


def test_data_cannot_steer_the_terminal() -> None:
    evil = "\x1b[31m红\x1b[0m\n假行\u202e倒"
    made = assessment(results=[result("1", evil), missing("2", evil)], reasons=(evil,))
    text = render(document(made, conflicts=(CONFLICT,), warnings=(evil,)), colour=False)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert not any(line.startswith("假行") for line in text.splitlines())


@pytest.mark.parametrize(
    ("decision", "shown"),
    [
        (Decision.PASS, ["自查结论: 目标完成"]),
        (
            Decision.UNDETERMINED,
            [
                "自查结论: 暂不能定",
                "按现有数据: 暂不能定",
                "未定各项都达标时: 目标完成",
                "未定各项都未达标时: 目标未完成",
            ],
        ),
    ],
)
def test_cases_are_shown_when_they_say_something_more(decision: Decision, shown: list[str]) -> None:
    made = assessment(
        decision=decision, as_it_stands=decision, best_case="pass", worst_case="fail", reasons=()
    )
    lines = render(document(made), colour=False).splitlines()
    assert lines[4 : lines.index("", 4)] == shown


def test_tasks_are_done_or_not() -> None:
    tasks = RulesetHead(id="zhonglou/tasks", edition="2025", title="任务清单", kind=Kind.TASKS)
    text = render(document(assessment(ruleset=tasks)), colour=False)
    assert "属性    完成    未完成" in text
    assert "\n完成（3 项）\n" in text


def test_a_ruleset_without_text_has_its_reason() -> None:
    reason = "适用标准文本未取得，不能判定"
    made = assessment(results=(), counts={}, reasons=(reason,), as_it_stands="undetermined")
    text = render(document(made), colour=False)
    assert text.endswith(f"- {reason}\n\n数据完整率: 没有考核指标可判定\n")


def test_a_score_stands_beside_decision_and_completeness() -> None:
    text = render(document(assessment(score="71.5")), colour=False)
    assert "8/11（72.7%）\n得分: 71.5\n" in text


def test_many_assessments_take_a_line_each() -> None:
    districts = [
        DistrictHead(code=f"3204{number:02}", name=f"第{number}区")
        for number in range(MOST_PAGES + 1)
    ]
    made = [assessment(district=district) for district in districts]
    text = render(document(*made, warnings=("提示一",)), colour=True)
    lines = click.unstyle(text).splitlines()
    assert lines[:6] == [
        "共 51 份评估，每份一行",
        "zhonglou/14fyp@2021: 钟楼区“十四五”规划指标",
        "",
        "行政区         指标体系             年度    自查结论    按现有数据    数据完整率",
        "-------------  -------------------  ------  ----------  ------------  -------------",
        "第0区 320400   zhonglou/14fyp@2021  2025    暂不能定    目标未完成    8/11（72.7%）",
    ]
    assert sum("zhonglou/14fyp@2021  2025" in line for line in lines) == 51
    assert lines[-1] == "- 提示一"
    assert click.style("暂不能定", fg="yellow") in text


def test_as_many_as_the_limit_still_have_pages() -> None:
    text = render(document(*[assessment()] * MOST_PAGES), colour=False)
    assert text.count("差距（5 项）") == MOST_PAGES


def test_nothing_at_all_is_said() -> None:
    assert render(document(), colour=False) == "没有评估结果。\n"


def test_every_criterion_is_shown() -> None:
    text = render(full_document(), colour=False)
    for one in (*gaps(), *others()):
        assert any(line.split()[:1] == [one.number] for line in text.splitlines()), one.number


def test_the_hook_hands_over_one_report() -> None:
    (report,) = zlrules_terminal.zlrules_reports()
    assert (report.name, report.suffix) == ("terminal", ".txt")
    assert report.render(full_document(), colour=False) == render(full_document(), colour=False)
