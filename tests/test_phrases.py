from __future__ import annotations

from datetime import date

import pytest

from tests.plugins.documents import assessment, missing, result
from zlrules.document import Counts, SourceDocument
from zlrules.telling.phrases import (
    basis_text,
    completeness_text,
    figure_text,
    margin_text,
    notes,
    outcome_label,
    period_text,
    source_text,
)
from zlrules.words import Kind, Nature, Outcome


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2025", "2025年"),
        ("2025H1", "2025年上半年"),
        ("2025H2", "2025年下半年"),
        ("2025Q3", "2025年第3季度"),
        ("2025-06", "2025年6月"),
        ("2025-12", "2025年12月"),
        ("2016/2020", "2016—2020年"),
        ("undated", "时间未载明"),
        ("不明", "不明"),
    ],
)
def test_periods_in_words(period: str, words: str) -> None:
    assert period_text(period) == words


@pytest.mark.parametrize(
    ("margin", "shown"),
    [
        ("5.7", "+5.7"),
        ("-1.1", "−1.1"),
        ("-50.0", "−50.0"),
        ("0", "0"),
        ("0.00", "0"),
        ("-0.0", "0"),
        (None, ""),
    ],
)
def test_margins_have_a_sign(margin: str | None, shown: str) -> None:
    assert margin_text(margin) == shown


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"value": "100.0", "low": "100", "high": "100.0"}, "100.0%"),
        ({"unit": "吨", "value": "0", "low": "0", "high": "0"}, "0 吨"),
        ({"unit": "/"}, "80.5"),
        ({"unit": None}, "80.5"),
        ({"high": None}, "≥80.5%"),
        ({"low": None}, "≤80.5%"),
        ({"low": "79", "high": "82"}, "79~82%"),
        ({"low": None, "high": None}, "80.5%"),
        ({"value": None, "text": "消除", "low": None, "high": None}, "消除"),
        ({"value": None}, "—"),
        ({"measure": "rank", "value": "3", "low": "3", "high": "3"}, "3"),
        ({"measure": "change_pct", "unit": "微克/立方米"}, "80.5%"),
        ({"measure": "change_pp"}, "80.5 个百分点"),
        ({"measure": "change", "unit": "微克/立方米"}, "80.5 微克/立方米"),
    ],
)
def test_figures_say_no_more_than_is_known(changes: dict[str, object], shown: str) -> None:
    assert figure_text(result("1", "甲", **changes)) == shown


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, ()),
        ({"period": "2024"}, ("2024年数据",)),
        ({"status": "provisional"}, ("阶段性数据",)),
        ({"status": "provisional", "as_of": date(2025, 9, 30)}, ("截至2025-09-30",)),
        ({"measure": "change_pct"}, ("变化率（%）",)),
        ({"due_state": "not_due"}, ("未到期",)),
        ({"confidence": "weak"}, ("条文转载不全",)),
        ({"confidence": "single_copy"}, ()),
        ({"period": "2025H1", "status": "provisional"}, ("2025年上半年数据", "阶段性数据")),
    ],
)
def test_notes_say_what_keeps_a_verdict_open(
    changes: dict[str, object], told: tuple[str, ...]
) -> None:
    assert notes(result("1", "甲", **changes), 2025) == told


def test_without_a_row_nothing_can_be_complete() -> None:
    assert completeness_text(assessment(counts={})) == "没有考核指标可判定"


def test_nothing_is_noted_where_nothing_is_known() -> None:
    assert notes(missing("1", "甲"), 2025) == ()


def test_what_an_outcome_rests_on() -> None:
    basis = ("figure", "official", "departmental", "self_reported", "model")
    assert basis_text(result("1", "甲", basis=basis)) == "数据、正式认定、部门证明、自报、model"


@pytest.mark.parametrize(
    ("place", "quote", "shown"),
    [("表1", "50", "规划 表1：50"), (None, "50", "规划：50"), ("表1", None, "规划 表1")],
)
def test_sources_in_one_line(place: str | None, quote: str | None, shown: str) -> None:
    assert source_text(SourceDocument(document="规划", place=place, quote=quote)) == shown


@pytest.mark.parametrize(
    ("met", "total", "not_applicable", "shown"),
    [
        (3, 20, 0, "3/20（15%）"),
        (20, 22, 2, "20/20（100%）"),
        (0, 5, 0, "0/5（0%）"),
        (2, 3, 0, "2/3（66.7%）"),
        (1, 16, 0, "1/16（6.2%）"),
        (0, 2, 2, "没有适用的考核指标"),
    ],
)
def test_completeness_counts_what_applies(
    met: int, total: int, not_applicable: int, shown: str
) -> None:
    none = total - met - not_applicable
    counts = Counts(
        met=met, missed=0, no_data=none, pending=0, not_applicable=not_applicable,
        not_due=0, total=total,
    )  # fmt: skip
    assert completeness_text(assessment(counts={Nature.BINDING: counts})) == shown


def test_tasks_have_words_of_their_own() -> None:
    assert [outcome_label(one, Kind.TASKS) for one in Outcome] == [
        *("完成", "未完成", "缺数据", "待核定", "不适用")
    ]
    assert outcome_label(Outcome.MET, Kind.STANDARD) == "达标"
