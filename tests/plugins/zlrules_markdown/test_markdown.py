from __future__ import annotations

from pathlib import Path

import pytest

import zlrules_markdown
from tests.plugins.documents import assessment, document, full_document, missing, result
from zlrules.document import SourceDocument
from zlrules.telling.markup import markdown_bullets, markdown_text
from zlrules_markdown.markdown import render

HERE = Path(__file__).parent


def test_the_document_reads_as_written_out() -> None:
    page = (HERE / "page.md").read_text(encoding="utf-8")
    assert render(full_document(), colour=False) == page


def test_colour_changes_nothing() -> None:
    assert render(full_document(), colour=True) == render(full_document(), colour=False)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("PM2.5 ≥81.6（2020年）", "PM2.5 ≥81.6（2020年）"),
        ("a|b", r"a\|b"),
        (r"a\|b", r"a\\\|b"),
        ("air.good_days *1*", r"air.good\_days \*1\*"),
        ("<script>&lt;", r"\<script\>\&lt;"),
        ("[文](http://x)", r"\[文\](http://x)"),
        ("一\r\n二\n\n三\u2028四", "一<br>二<br>三<br>四"),
        (" \n一\n ", "一"),
    ],
)
def test_text_is_shown_as_it_is(text: str, written: str) -> None:
    assert markdown_text(text) == written


def test_an_entry_starts_no_list_of_its_own() -> None:
    texts = ["- 甲", "+5", "1. 乙", "2)丙", "2025 年"]
    assert markdown_bullets(texts).splitlines() == [
        r"- \- 甲",
        r"- \+5",
        r"- 1\. 乙",
        r"- 2\)丙",
        "- 2025 年",
    ]


def test_a_row_stays_one_row_with_its_cells() -> None:
    evil = "甲|乙\n丙"
    source = SourceDocument(document=evil, place=evil, quote=evil)
    made = assessment(results=[result("1", evil, sources=[source]), missing("2", evil)])
    lines = render(document(made), colour=False).splitlines()
    assert r"| 1 | 甲\|乙<br>丙 | 约束性 | ≥81.6 | 80.5% | −1.1 |" in lines
    assert "| 1 | " + " | ".join([r"甲\|乙<br>丙"] * 4) + " |" in lines
    assert not any(line.startswith("丙") for line in lines)


def test_a_ruleset_without_text_has_its_reason_and_no_tables() -> None:
    made = assessment(results=(), counts={}, reasons=("适用标准文本未取得，不能判定",))
    text = render(document(made), colour=False)
    assert "- 数据完整率: 没有考核指标可判定\n" in text
    assert "### 理由\n\n- 适用标准文本未取得，不能判定\n" in text
    assert "### 统计" not in text


def test_without_reasons_there_is_no_heading_for_them() -> None:
    assert "### 理由" not in render(document(assessment(reasons=())), colour=False)


def test_a_score_stands_beside_the_decision() -> None:
    text = render(document(assessment(score="71.5")), colour=False)
    assert "- 数据完整率: 8/11（72.7%）\n- 得分: 71.5\n" in text


def test_nothing_assessed_is_said() -> None:
    assert "没有评估结果。" in render(document(), colour=False)


def test_the_hook_hands_over_one_report() -> None:
    (report,) = zlrules_markdown.zlrules_reports()
    assert (report.name, report.suffix) == ("markdown", ".md")
    assert report.render(full_document(), colour=False) == render(full_document(), colour=False)
