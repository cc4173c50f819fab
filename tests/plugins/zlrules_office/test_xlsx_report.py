"""The Excel report: what stands in its cells, how it prints, and that nothing in it runs."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings, strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils.escape import unescape

import zlrules_office
from tests.invented import assessed
from tests.plugins.documents import CONFLICT, assessment, document, full_document, missing, result
from tests.printing import printed
from zlrules import AssessmentDocument, PaperRequest, ZlrulesError
from zlrules.cli.entry import run
from zlrules_office.sheets import MOST_ROWS, Cell, Column, Numeral, Sheet, figure_cell, sheet_name
from zlrules_office.xlsx_book import Book, refuse_too_long
from zlrules_office.xlsx_report import render_xlsx

HERE = Path(__file__).parent
FIXTURES = Path(__file__).parents[3] / "fixtures"
EVIL = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "@SUM(A1)",
    "+1+1",
    "-2+3",
    "\t=1",
    "http://甲.cn/",
    "<r>甲</r>",
)


def rendered(told: AssessmentDocument) -> bytes:
    return render_xlsx(told, PaperRequest())


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def rows(book: Workbook, name: str) -> list[list[Any]]:
    return [list(row) for row in book[name].iter_rows(values_only=True)]


def written_out(book: Workbook) -> str:
    """All cells, a sheet after the other, numbers with their format."""
    lines = []
    for sheet in book.worksheets:
        lines.append(f"== {sheet.title}")
        for row in sheet.iter_rows():
            cells = (
                ""
                if cell.value is None
                else f"{cell.value} [{cell.number_format}]"
                if cell.data_type == "n"
                else str(cell.value).replace("\n", "⏎")
                for cell in row
            )
            lines.append(" | ".join(cells).rstrip(" |"))
    return "\n".join(lines) + "\n"


def test_the_workbook_reads_as_written_out() -> None:
    book = opened(rendered(full_document()))
    assert written_out(book) == (HERE / "workbook.txt").read_text(encoding="utf-8")


def test_the_same_assessment_gives_the_same_bytes() -> None:
    assert rendered(full_document()) == rendered(full_document())


def completion(**changes: Any) -> list[Any]:
    """The cells of one row of 完成情况, those of the years and after."""
    told = document(assessment(results=[result("1", "甲", **changes)]))
    return rows(opened(rendered(told)), "完成情况")[3][6:]


def test_three_years_stand_side_by_side_as_numbers() -> None:
    series = [
        {"period": "2022", "value": "70", "status": "final"},
        {"period": "2023", "value": "77.40", "status": "final"},
        {"period": "2024", "value": "≥79", "status": "final"},
        {"period": "2025", "value": "80.5", "status": "final"},
    ]
    assert completion(series=series)[:3] == [77.4, "≥79", 80.5]


def test_evidence_stands_in_its_column_by_its_number() -> None:
    cited = {
        "id": "e1", "label": "1-2025-1", "title": "监测年报", "issuer": "某局", "number": None,
        "date": None, "period": "2025", "years": [2025], "pages": 12, "file": "a.pdf",
        "state": "ok",
    }  # fmt: skip
    other = {**cited, "id": "e2", "label": "1-2025-2", "title": "证明", "state": "expired"}
    shown = result("1", "甲", evidence=[cited, other], provable=True)
    book = opened(rendered(document(assessment(results=[shown]))))
    row = rows(book, "完成情况")[3]
    assert (row[11], row[14]) == ("可证明", "1-2025-1\n1-2025-2")
    assert rows(book, "证明材料")[3:] == [
        ["1-2025-1", "监测年报", "某局，涵盖2025，12 页", "有效", "1"],
        ["1-2025-2", "证明", "某局，涵盖2025，12 页", "已过期", "1"],
    ]


def test_what_evidence_does_not_back_is_listed_with_what_it_lacks() -> None:
    lacking = ["2024年没有证明材料", "2025年的证明材料《甲》已过期"]
    results = [
        result("1", "甲", provable=False, unproven=lacking, proof_years=[2024, 2025]),
        result("2", "乙", provable=True, proof_years=[2025]),
    ]
    book = opened(rendered(document(assessment(results=results))))
    assert [row[:2] for row in rows(book, "结论")[7:8]] == [["可证明", "1/2 项有证明材料"]]
    assert rows(book, "不能证明")[3:] == [
        ["1", "甲", "约束性", "未达标", "\n".join(lacking), "生态环境局"]
    ]


@pytest.mark.parametrize(
    ("shown", "note", "form", "value"),
    [
        ("81.60", "", "0.00", "81.60"),
        ("138000", "", "0", "138000"),
        ("-4.8", "", "0.0", "-4.8"),
        ("80.5", "阶段性数据", '0.0"（阶段性数据）"', "80.5"),
    ],
)
def test_a_number_keeps_its_decimals(shown: str, note: str, form: str, value: str) -> None:
    cell = figure_cell(shown, note)
    assert isinstance(cell, Numeral)
    assert (cell.form, str(cell.value)) == (form, value)


@pytest.mark.parametrize("shown", ["≥90", "约5", "Ⅲ", "33、34", "1234567890.1234567", ""])
def test_what_is_no_single_number_stays_a_text(shown: str) -> None:
    assert figure_cell(shown) == shown


def test_a_margin_has_its_sign() -> None:
    cell = figure_cell("-1.10", signed=True)
    assert isinstance(cell, Numeral)
    assert cell.form == '+0.00;"−"0.00;0.00'


def one_column(name: str, cells: Sequence[Cell]) -> bytes:
    """A workbook with one table of one column."""
    book = Book(full_document().run.judged_on)
    book.add(Sheet(name, name, name, (Column("甲", 10),), tuple((cell,) for cell in cells)))
    return book.close()


@given(st.lists(st.decimals(-(10**9), 10**9, places=3), min_size=1))
@settings(max_examples=20)
def test_numbers_are_written_digit_by_digit(numbers: list[Decimal]) -> None:
    content = one_column("数", [figure_cell(f"{number:.3f}") for number in numbers])
    with zipfile.ZipFile(BytesIO(content)) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall("<v>(.*?)</v>", xml) == [f"{number:.3f}" for number in numbers]


@pytest.mark.parametrize(
    ("wanted", "taken", "name"),
    [
        ("完成情况", [], "完成情况"),
        ("a/b:c?*[d]\\e", [], "a b c   d  e"),
        ("'甲'", [], "甲"),
        ("", [], "表"),
        ("[]", [], "表"),
        ("History", [], "History (2)"),
        ("甲" * 40, [], "甲" * 31),
        ("甲" * 40, ["甲" * 31], "甲" * 27 + " (2)"),
        ("ABC", ["abc", "abc (2)"], "ABC (3)"),
    ],
)
def test_sheets_get_names_that_excel_accepts(wanted: str, taken: list[str], name: str) -> None:
    assert sheet_name(wanted, taken) == name


def districts(number: int) -> AssessmentDocument:
    """Several districts with two criteria each."""
    told = [
        assessment(
            district={"code": f"32040{index}", "name": f"甲区{index}"},
            results=[result("1", "乙"), missing("2", "丙")],
            counts={},
        )
        for index in range(number)
    ]
    return document(*told, conflicts=(CONFLICT,))


def test_several_districts_have_a_summary_and_a_table_each() -> None:
    book = opened(rendered(districts(2)))
    assert (
        book.sheetnames
        == [
            "汇总",
            "甲区0 zhonglou 14fyp@2021",
            "甲区1 zhonglou 14fyp@2021",
            "差距",
            "缺数据",
            "待核定",
            "来源",
            "来源不一致",
            "依据文件",
        ][:5]
        + book.sheetnames[5:]
    )
    summary = rows(book, "汇总")
    assert summary[2][:5] == ["行政区", "指标体系", "年度", "自查结论", "其他情况下"]
    assert summary[3][:4] == ["甲区0", "zhonglou/14fyp@2021", "2025年度", "暂不能定"]
    assert summary[4][7:13] == [0, 1, 1, 0, 0, 2]
    assert [row[0] for row in rows(book, "差距")] == [
        "未达到要求的指标和差距",
        "判定日期 2026-01-15",
        "行政区",
        "甲区0",
        "甲区1",
    ]


def test_many_districts_stand_in_one_table_with_filters() -> None:
    book = opened(rendered(districts(21)))
    assert book.sheetnames[:2] == ["汇总", "完成情况"]
    table = rows(book, "完成情况")
    assert table[2][:4] == ["行政区", "指标体系", "年度", "类别"]
    assert [row[0] for row in table[3:6]] == ["甲区0", "甲区0", "甲区1"]
    assert len(table) == 3 + 42
    assert book["完成情况"].auto_filter.ref == "A3:S45"


def test_nothing_assessed_is_said() -> None:
    book = opened(rendered(document()))
    assert rows(book, "汇总")[1][0] == "没有评估结果"


def test_a_table_prints_on_wide_pages_with_its_header_on_each() -> None:
    sheet = opened(rendered(full_document()))["完成情况"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.print_area == "'完成情况'!$A$1:$P$17"
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.center is not None
    assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("D4", "A3:P17")


def test_verdicts_have_colours() -> None:
    sheet = opened(rendered(full_document()))["完成情况"]
    coloured = {
        (str(area.sqref), rule.formula[0])
        for area in sheet.conditional_formatting
        for rule in area.rules
    }
    assert {("J4:J17", '"达标"'), ("J4:J17", '"未达标"'), ("L4:L17", '"可证明"')} <= coloured


@pytest.mark.parametrize("evil", EVIL)
def test_no_text_becomes_a_formula_or_a_link(evil: str) -> None:
    source = {"document": evil, "place": evil, "quote": evil}
    told = result(
        "1", evil, quote=evil, text=evil, unit=evil, group=[evil], department=[evil],
        explanation=evil, sources=[source], definition=evil,
    )  # fmt: skip
    lacking = missing("2", evil, department=[evil], definition=evil)
    content = rendered(document(assessment(results=[told, lacking], reasons=(evil,))))
    with zipfile.ZipFile(BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/sheet"):
                xml = parts.read(name).decode()
                assert "<f>" not in xml
                assert "<hyperlink" not in xml
                assert "<is><r>" not in xml
    row = rows(opened(content), "完成情况")[3]
    assert row[2].strip() == evil.strip()


def test_a_cell_that_looks_like_a_formula_stays_a_text_when_edited() -> None:
    content = rendered(document(assessment(results=[result("1", "=1+1"), result("2", "甲")])))
    sheet = opened(content)["完成情况"]
    assert [sheet[place].quotePrefix for place in ("C4", "C5")] == [True, False]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1))
@settings(max_examples=20)
@example(["_x000D_", "a\r\nb\x00", " 甲 ", "]]>&amp;<b>", "\ufffe"])
@example(["\uffff" + "\U00029d4b" * 40])
@example(["𩵋" * 15 + "甲乙"])
def test_any_text_can_stand_in_a_cell(texts: list[str]) -> None:
    (sheet,) = opened(one_column(texts[0], texts)).worksheets
    assert [unescape(str(row[0].value)) for row in sheet.iter_rows(min_row=4)] == texts


def test_a_text_too_long_for_a_cell_says_that_it_is_cut() -> None:
    told = document(assessment(results=[result("1", "甲", explanation="乙" * 40_000)]))
    book = opened(rendered(told))
    assert rows(book, "完成情况")[3][-1] == "乙" * 32_000 + "……（过长，全文见 JSON）"
    assert book["完成情况"].row_dimensions[4].height == 408.75


def test_a_table_longer_than_a_sheet_is_refused() -> None:
    table = Sheet("来源", "来源", "", (), ((),) * (MOST_ROWS - 2))
    with pytest.raises(ZlrulesError) as caught:
        refuse_too_long(table)
    assert str(caught.value) == (
        "来源: 有 1,048,577 行，超过 Excel 一张表的上限 1,048,576 行; "
        "减少行政区或年份，或改用 --format parquet"
    )


def test_an_empty_workspace_reads_as_a_list_of_what_to_collect(tmp_path: Path) -> None:
    workspace, output = tmp_path / "新区", tmp_path / "收集.xlsx"
    assert run(["init", str(workspace)]) == 0
    asked = ["--ruleset", "zhonglou/14fyp", "--year", "2025", "--as-reference"]
    assert run(["report", str(workspace), *asked, "-o", str(output)]) == 0
    book = load_workbook(output)
    assert book.sheetnames == ["结论", "缺数据", "完成情况", "来源", "依据文件"]
    table = rows(book, "缺数据")
    assert table[0][0] == "需要收集的数据，按责任部门列出"
    assert table[2][:5] == ["责任部门", "序号", "指标", "需要收集", "往年空缺"]
    assert table[3][:5] == [
        "生态环境局",
        "1",
        "细颗粒物(PM2.5)浓度",
        "2025 年数据（微克/立方米）",
        "2023年、2024年",
    ]


@pytest.fixture(scope="module")
def zhonglou(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the district on its plan."""
    output = tmp_path_factory.mktemp("xlsx") / "完成情况.xlsx"
    asked = ["--ruleset", "zhonglou/14fyp", "--year", "2025", "--format", "xlsx"]
    assert run(["report", str(FIXTURES / "zhonglou"), *asked, "-o", str(output)]) == 0
    return output


def test_the_report_of_the_district_has_its_table(zhonglou: Path) -> None:
    book = load_workbook(zhonglou)
    assert rows(book, "结论")[2][:2] == ["自查结论", "暂不能定"]
    table = {row[1]: row for row in rows(book, "完成情况")[3:]}
    assert len(table) == 25
    assert table["2"][:11] == [
        "环境质量", "2", "环境空气质量优良天数比率", "%", "81.6", "约束性",
        None, None, 80.5, "未达标", "否",
    ]  # fmt: skip
    assert table["2"][12] == -1.1
    assert book["完成情况"]["C12"].alignment.indent == 1


def test_libreoffice_prints_each_sheet_on_its_pages(zhonglou: Path) -> None:
    made = printed(zhonglou)
    assert len(made) == 7
    assert "暂不能定" in made[0]
    assert "细颗粒物(PM2.5)浓度" in made[1]
    assert all(f"第 {number} 页，共 7 页" in page for number, page in enumerate(made, start=1))
    assert not any("###" in page for page in made)


@pytest.mark.parametrize(("city", "criteria"), [("yunchuan", 309), ("hedu", 354)])
def test_the_reports_of_the_invented_cities_have_all_their_criteria(
    city: str, criteria: int
) -> None:
    book = opened(rendered(assessed(city)))
    tables = [sheet for sheet in book.worksheets if "@20" in sheet.title]
    assert len(tables) == 6
    assert sum(sheet.max_row - 3 for sheet in tables) == criteria


def test_the_hook_hands_over_the_report() -> None:
    reports = {report.name: report for report in zlrules_office.zlrules_file_reports()}
    assert reports["xlsx"].suffix == ".xlsx"
    told = full_document()
    assert reports["xlsx"].render(told, PaperRequest()) == rendered(told)


def test_tasks_are_completed_not_met() -> None:
    head = {"id": "z/annual", "edition": "1", "title": "某局2025年工作", "kind": "tasks"}
    told = assessment(ruleset=head, results=[result("1", "甲", nature="task")], counts={})
    table = rows(opened(rendered(document(told))), "完成情况")
    assert table[0][0] == "某局2025年工作任务完成情况表"
    assert (table[2][2], table[2][9]) == ("任务名称", "是否完成")
    assert table[3][9] == "未完成"
