from __future__ import annotations

from datetime import date

import pytest

from tests.plugins.documents import CONFLICT, COUNTS, assessment, document, result
from zlrules.document import AdoptedDocument
from zlrules.telling.presentation import conclusions, conflict_table, count_table
from zlrules.words import Decision, Nature


@pytest.mark.parametrize(
    ("decisions", "labels"),
    [
        (("pass", "pass", "pass", "pass"), ["自查结论"]),
        (("fail", "fail", "fail", "fail"), ["自查结论"]),
        (
            ("undetermined", "fail", "pass", "fail"),
            ["自查结论", "按现有数据", "未定各项都达标时"],
        ),
        (
            ("undetermined", "pass", "pass", "fail"),
            ["自查结论", "按现有数据", "未定各项都未达标时"],
        ),
        (("undetermined",) * 4, ["自查结论", "按现有数据"]),
    ],
)
def test_only_conclusions_that_say_something(decisions: tuple[str, ...], labels: list[str]) -> None:
    names = ("decision", "as_it_stands", "best_case", "worst_case")
    made = assessment(**dict(zip(names, decisions, strict=True)))
    told = list(conclusions(made))
    assert [label for label, _ in told] == labels
    assert told[0] == ("自查结论", Decision(decisions[0]))


def test_counts_are_summed_over_several_natures_only() -> None:
    both = count_table(assessment())
    assert both.headers == (
        *("属性", "达标", "未达标", "缺数据", "待核定", "不适用", "其中未到期", "合计"),
        "数据完整率",
    )
    assert both.rows == (
        ("约束性", "3", "4", "2", "1", "1", "1", "11", "7/10（70%）"),
        ("预期性", "0", "1", "0", "0", "0", "0", "1", "1/1（100%）"),
        ("合计", "3", "5", "2", "1", "1", "1", "12", "8/11（72.7%）"),
    )
    one = count_table(assessment(counts={Nature.EXPECTED: COUNTS[Nature.EXPECTED]}))
    assert [row[0] for row in one.rows] == ["预期性"]
    assert count_table(assessment(counts={})).rows == ()


def test_conflicts_are_told_in_the_words_of_users() -> None:
    made = assessment(results=[result("2", "优良天数比率")])
    value = CONFLICT.model_copy(update={"measure": "value", "scope": "全区", "period": "2025"})
    elsewhere = CONFLICT.model_copy(update={"district": "1", "title": "甲", "measure": "odd"})
    table = conflict_table(document(made, conflicts=(CONFLICT, value, elsewhere)))
    assert table.title == "来源不一致（3 处）"
    assert [row[:4] for row in table.rows[::2]] == [
        ("常州市钟楼区", "环境空气质量优良天数比率（市区）", "2025年上半年 变化率（%）", "1.6"),
        ("常州市钟楼区", "环境空气质量优良天数比率", "2025年", "1.6"),
        ("1", "甲（市区）", "2025年上半年 odd", "1.6"),
    ]
    assert [row[3:] for row in table.rows[:2]] == [
        ("1.6", "钟楼区规划 表2 第2行：81.6", "未定"),
        ("1.3", "[2025年工作总结]", "未定"),
    ]


def test_an_adopted_value_is_told_with_reason_and_person() -> None:
    taken = AdoptedDocument(value="1.3", why="年鉴为准", who="张三", when=date(2026, 3, 1))
    table = conflict_table(document(conflicts=(CONFLICT.model_copy(update={"adopted": taken}),)))
    assert [row[5] for row in table.rows] == ["未采信", "采信：年鉴为准（张三，2026-03-01）"]
