"""Papers in Word: what they say, how they look, that they open."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.section import Section

from tests.plugins.documents import assessment, document, full_document, result
from tests.plugins.zlrules_office.templates_made import opened, part_of
from tests.plugins.zlrules_office.told_documents import told
from zlrules import AssessmentDocument, Decision, Kind, PaperRequest, ZlrulesError
from zlrules.document import DistrictHead, RulesetHead
from zlrules_office.papers import PAPERS
from zlrules_office.word import render

HERE = Path(__file__).parent
NAMES = [paper.name for paper in PAPERS]
FIGURES = [
    {"period": str(year), "value": value, "status": "final"}
    for year, value in ((2024, "79"), (2025, "80.5"))
]


def paper(name: str, told_of: AssessmentDocument) -> Document:
    """A paper, opened again."""
    return opened(render(told_of, PaperRequest(paper=name)))


@cache
def full(name: str) -> bytes:
    """A paper on everything that a report can show."""
    return render(full_document(), PaperRequest(paper=name))


def drawn() -> AssessmentDocument:
    """A criterion with a chart."""
    return document(assessment(results=(result("2", "优良天数比率", series=FIGURES),)))


def standard(decision: Decision) -> AssessmentDocument:
    """A standard that is applied for, and what is decided."""
    head = RulesetHead(id="a/b", edition="2024", title="示范区指标", kind=Kind.STANDARD)
    return document(assessment(ruleset=head, decision=decision, as_it_stands=decision))


def size(section: Section) -> tuple[int, int]:
    """Width and height of a page in millimetres."""
    width, height = section.page_width, section.page_height
    assert width is not None
    assert height is not None
    return round(width.mm), round(height.mm)


def rows(found: Document) -> Iterator[tuple[int, list[str]]]:
    """Every row of every table: its place and its properties."""
    for table in found.tables:
        for place, row in enumerate(table.rows):
            properties = row._tr.trPr
            yield place, [child.tag for child in properties] if properties is not None else []


@pytest.mark.parametrize("name", NAMES)
def test_a_paper_reads_as_written_out(name: str) -> None:
    text = "\n".join(told(opened(full(name)))) + "\n"
    assert text == (HERE / "papers" / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_the_same_assessment_gives_the_same_bytes(name: str) -> None:
    assert render(full_document(), PaperRequest(paper=name)) == full(name)


def test_a_chart_stands_with_its_caption_and_is_described() -> None:
    content = render(drawn(), PaperRequest())
    (picture,) = opened(content).inline_shapes
    told_as = picture._inline.docPr.get("descr")
    assert told_as == "优良天数比率的数据图：2024年 79，2025年 80.5；要求：≥81.6"
    assert "图 1　优良天数比率" in list(told(opened(content)))
    assert part_of(content, "word/media/image1.png").startswith(b"\x89PNG")
    assert render(drawn(), PaperRequest()) == content


def test_charts_are_drawn_only_where_a_paper_shows_them() -> None:
    assert not paper("申报函", drawn()).inline_shapes


def test_the_file_says_when_it_was_judged_and_nothing_of_who_made_it() -> None:
    properties = opened(full("申报函")).core_properties
    assert properties.title == "申报函"
    assert f"{properties.created} {properties.modified}" == " ".join(
        ["2026-01-15 00:00:00+00:00"] * 2
    )
    assert (properties.author, properties.last_modified_by) == ("", "")


@pytest.mark.parametrize("name", NAMES)
def test_rows_stay_whole_and_headers_are_repeated(name: str) -> None:
    found = opened(full(name))
    listings = [table for table in found.tables if len(table.columns) > 2]
    assert all(qn("w:cantSplit") in properties for _, properties in rows(found))
    for table in listings:
        head = table.rows[0]._tr.trPr
        assert head is not None
        assert head.find(qn("w:tblHeader")) is not None


@pytest.mark.parametrize("name", NAMES)
def test_pages_and_fonts_are_those_of_official_papers(name: str) -> None:
    found = opened(full(name))
    assert {width for one in found.sections for width in size(one)} == {210, 297}
    first = found.sections[0]
    margins = (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)
    assert [one and round(one.mm) for one in margins] == [37, 35, 28, 26]
    foot = part_of(full(name), "word/footer1.xml").decode()
    assert re.sub(r"<[^>]+>", "", foot).split() == [
        "第",
        "PAGE",
        "1",
        "页",
        "共",
        "NUMPAGES",
        "1",
        "页",
    ]
    fonts = {
        style: found.styles[style].element.rPr.rFonts.get(qn("w:eastAsia"))
        for style in ("Normal", "Title", "Heading 1", "Heading 2", "表头")
    }
    assert fonts == {
        "Normal": "仿宋_GB2312",
        "Title": "方正小标宋简体",
        "Heading 1": "黑体",
        "Heading 2": "楷体_GB2312",
        "表头": "黑体",
    }


@pytest.mark.parametrize(
    ("name", "across"), [("指标完成情况", [False, True, False]), ("申报条件对照表", [False, True])]
)
def test_wide_tables_lie_across(name: str, across: list[bool]) -> None:
    sections = opened(full(name)).sections
    assert [size(one) == (297, 210) for one in sections] == across


@pytest.mark.parametrize("decision", Decision)
def test_a_letter_applies_only_where_the_requirements_are_met(decision: Decision) -> None:
    text = "\n".join(told(paper("申报函", standard(decision))))
    assert ("请予审核" in text) == (decision is Decision.PASS)
    assert ("办妥之前不宜发出本函" in text) == (decision is not Decision.PASS)
    assert ("自查达到申报要求" in text) == (decision is Decision.PASS)


def test_what_is_left_to_the_writer_is_highlighted() -> None:
    for name in ("申报函", "工作报告", "技术报告"):
        for paragraph in opened(full(name)).paragraphs:
            for run in paragraph.runs:
                assert ("待撰写" in run.text) <= (run.font.highlight_color is not None)


def test_each_district_has_its_chapter_and_only_the_first_a_field_of_contents() -> None:
    other = assessment(district=DistrictHead(code="320402", name="天宁区"))
    found = paper("指标完成情况", document(assessment(), other))
    titles = [one.text for one in found.paragraphs if "2025年度指标完成情况" in one.text]
    assert titles == ["常州市钟楼区2025年度指标完成情况", "天宁区2025年度指标完成情况"]
    assert [size(one) == (297, 210) for one in found.sections] == [False, True, False] * 2
    body = part_of(render(document(assessment(), other), PaperRequest()), "word/document.xml")
    assert body.count(b"TOC ") == 1
    assert body.count(b'w:fldCharType="begin"') == body.count(b'w:fldCharType="end"') == 1


def test_nothing_assessed_is_no_paper() -> None:
    with pytest.raises(ZlrulesError, match="没有评估结果，写不成材料"):
        render(document(), PaperRequest())


def test_what_is_met_and_not_proven_is_said() -> None:
    rows = (
        result("1", "甲", outcome="met", provable=False, proof_years=[2025]),
        result("2", "乙", outcome="met", provable=True, proof_years=[2025]),
        result("3", "丙", outcome="missed", provable=False, proof_years=[2025]),
    )
    one = document(assessment(results=rows))
    letter = "\n".join(told(paper("申报函", one)))
    assert "有判定的 8/11（72.7%），有证明材料、可证明的 1/3。" in letter
    assert "〔待撰写：1 项的证明材料不足，须先补齐〕" in letter
    lines = list(told(paper("指标完成情况", one)))
    start = lines.index("下列各项已达标，证明材料不足：")
    assert [line.split(" | ")[1] for line in lines[start + 1 : start + 3]] == ["指标", "甲"]
    assert [line for line in lines if line.startswith("能否证明")] == [
        "能否证明 | 不能证明",
        "能否证明 | 可证明",
        "能否证明 | 不能证明",
    ]


def test_a_missing_library_is_told_with_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docxtpl", None)
    monkeypatch.delitem(sys.modules, "zlrules_office.word_files")
    with pytest.raises(ZlrulesError, match=r'pip install "zlrules\[office\]"'):
        render(full_document(), PaperRequest())
