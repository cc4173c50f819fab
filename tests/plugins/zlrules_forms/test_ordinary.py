"""Ordinary tables, as offices keep them: titles, merged headers, years side by side, notes below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

import zlrules
from tests.plugins.zlrules_forms.forms_at_hand import run, workspace
from zlrules_forms.intake.ordinary import Wishes, read_ordinary
from zlrules_forms.intake.records import Collected
from zlrules_forms.intake.sheets import read_sheets
from zlrules_forms.intake.shelf import Shelf

Cell = str | float | date | None
Rows = Sequence[Sequence[Cell]]
LIMITS = "危险废物利用处置率"
PM = "细颗粒物(PM2.5)年均浓度"


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf(zlrules.open_library(zlrules.load_plugins()), ("320404",))


def sheet_of(rows: Rows, merged: Sequence[str] = ()) -> Workbook:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Sheet1"
    fill(sheet, rows)
    for area in merged:
        sheet.merge_cells(area)
    return book


def fill(sheet: Worksheet, rows: Rows) -> None:
    for number, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells, 1):
            sheet.cell(number, column).value = cell


def read(book: Workbook, folder: Path, shelf: Shelf, wishes: Wishes | None = None) -> Collected:
    path = folder / "表.xlsx"
    book.save(path)
    return read_ordinary(read_sheets(path), "表.xlsx", wishes or Wishes(), shelf)


def told(collected: Collected) -> list[Mapping[str, str]]:
    assert not collected.problems
    return [one.cells for one in collected.records]


def figure(indicator: str, period: str, value: str, unit: str, **more: str) -> dict[str, str]:
    cells = {"district": "320404", "indicator": indicator, "scope": "全区", "period": period}
    return {**cells, "value": value, "unit": unit, **more}


HAZARDOUS = "waste.hazardous_used_disposed"


def test_a_table_with_title_and_years_in_a_column(tmp_path: Path, shelf: Shelf) -> None:
    rows: Rows = [
        ["钟楼区指标完成情况表"],
        [],
        ["序号", "指标名称", "计量单位", "年度", "完成值", "数据来源", "责任部门"],
        [1, LIMITS, "%", "2025年", "99.5％", "公报", "生态环境局"],
        [2, PM, "微克/立方米", 2025, 29.9, None, None],
        ["注：数据由各部门提供"],
    ]
    collected = read(sheet_of(rows, ["A1:G1", "A6:G6"]), tmp_path, shelf)
    assert told(collected) == [
        figure(HAZARDOUS, "2025", "99.5", "%", source="公报"),
        figure("air.pm25", "2025", "29.9", "微克/立方米"),
    ]
    assert collected.passed_over == ("责任部门",)
    assert str(collected.records[0].origin).endswith("表.xlsx!Sheet1!E4")


def test_a_header_of_two_rows_with_years_side_by_side(tmp_path: Path, shelf: Shelf) -> None:
    rows: Rows = [
        ["指标", "单位", "完成情况", None, None],
        [None, None, "2023年", "2024年", "2025年(预计)"],
        [LIMITS, "%", 98, "—", None],
        [PM, "微克/立方米", "31.0", "≤30", None],
    ]
    merged = ["A1:A2", "B1:B2", "C1:E1"]
    assert told(read(sheet_of(rows, merged), tmp_path, shelf)) == [
        figure(HAZARDOUS, "2023", "98", "%"),
        figure("air.pm25", "2023", "31.0", "微克/立方米"),
        figure("air.pm25", "2024", "30", "微克/立方米", bound="<="),
    ]


def test_a_row_of_units_below_the_header(tmp_path: Path, shelf: Shelf) -> None:
    rows: Rows = [
        ["指标", "年份", "数值"],
        [None, None, "（毫克/立方米）"],
        [PM, 2025, 0.0299],
    ]
    assert told(read(sheet_of(rows), tmp_path, shelf)) == [
        figure("air.pm25", "2025", "0.0299", "毫克/立方米")
    ]


def test_a_unit_in_the_header(tmp_path: Path, shelf: Shelf) -> None:
    rows: Rows = [["指标", "2025年（%）"], [LIMITS, 99.5]]
    assert told(read(sheet_of(rows), tmp_path, shelf)) == [figure(HAZARDOUS, "2025", "99.5", "%")]


def test_an_indicator_merged_over_its_years(tmp_path: Path, shelf: Shelf) -> None:
    rows: Rows = [["指标", "年份", "数值"], [LIMITS, 2024, 98], [None, 2025, 99.5]]
    assert told(read(sheet_of(rows, ["A2:A3"]), tmp_path, shelf)) == [
        figure(HAZARDOUS, "2024", "98", "%"),
        figure(HAZARDOUS, "2025", "99.5", "%"),
    ]


def test_names_differ_in_width_and_spaces(tmp_path: Path, shelf: Shelf) -> None:
    rows: Rows = [["指　标", "年份", "数 值"], ["细颗粒物（PM2.5） 年均浓度", 2025, 29.9]]
    names = [one.name for one in shelf.catalogue if one.id == "air.pm25"]
    rows[1][0] = f" {names[0].replace('(', '（').replace(')', '）')} "  # type: ignore[index]
    assert told(read(sheet_of(rows), tmp_path, shelf)) == [
        figure("air.pm25", "2025", "29.9", "微克/立方米")
    ]


def test_a_header_repeated_on_later_pages_is_no_row(tmp_path: Path, shelf: Shelf) -> None:
    header = ["指标", "年份", "数值"]
    rows: Rows = [header, [LIMITS, 2024, 98], header, [LIMITS, 2025, 99]]
    assert len(told(read(sheet_of(rows), tmp_path, shelf))) == 2


def test_cells_shown_in_percent_and_dates(tmp_path: Path, shelf: Shelf) -> None:
    rows: Rows = [["指标", "年份", "数值", "截至日期"], [LIMITS, 2025, 0.995, date(2025, 6, 30)]]
    book = sheet_of(rows)
    book["Sheet1"]["C2"].number_format = "0.0%"
    assert told(read(book, tmp_path, shelf)) == [
        figure(HAZARDOUS, "2025", "99.5", "%", as_of="2025-06-30")
    ]


def test_the_year_may_be_said_with_the_command(tmp_path: Path, shelf: Shelf) -> None:
    book = sheet_of([["指标", "数值"], [LIMITS, 99.5]])
    assert told(read(book, tmp_path, shelf, Wishes(year=2025))) == [
        figure(HAZARDOUS, "2025", "99.5", "%")
    ]


def test_hidden_sheets_are_no_tables(tmp_path: Path, shelf: Shelf) -> None:
    book = sheet_of([["指标", "2025年"], [LIMITS, 99.5]])
    draft = book.create_sheet("旧稿")
    fill(draft, [["指标", "2025年"], [LIMITS, 12]])
    draft.sheet_state = "hidden"
    assert [one["value"] for one in told(read(book, tmp_path, shelf))] == ["99.5"]


def test_one_of_several_sheets_is_named(tmp_path: Path, shelf: Shelf) -> None:
    book = sheet_of([["指标", "2025年"], [LIMITS, 99.5]])
    fill(book.create_sheet("二"), [["指标", "2025年"], [LIMITS, 98]])
    collected = read(book, tmp_path, shelf)
    assert [str(one) for one in collected.problems] == [
        "表.xlsx: 有几张数据表：Sheet1、二; 用 --sheet 写明导入哪一张"
    ]
    chosen = read(book, tmp_path, shelf, Wishes(sheet="二"))
    assert [one["value"] for one in told(chosen)] == ["98"]
    missing = read(book, tmp_path, shelf, Wishes(sheet="三"))
    assert "没有工作表“三”; 可用: Sheet1、二" in str(missing.problems[0])


@pytest.mark.parametrize(
    ("rows", "merged", "words"),
    [
        (
            [["指标", "2025年"], ["没有的指标", 1]],
            [],
            "Sheet1!A2: 没有的指标 2025: 未知指标“没有的指标”",
        ),
        ([["指标", "2025年"], [None, 1]], [], "Sheet1!B2: 2025: 这一行没有写指标"),
        ([["指标", "数值"], [LIMITS, 99.5]], [], f"Sheet1!B2: {LIMITS}: 没有写年份"),
        ([["指标", "2025年"], [LIMITS, "很高"]], [], "“很高”不是认得的数值"),
        ([["指标", "2025年"], [LIMITS, "=1/0"]], [], "公式没有算出的结果"),
        ([["指标", "2025年"], [LIMITS, "='[1]年报'!B2"]], [], "公式没有算出的结果"),
        ([["指标", "单位", "2025年"], [LIMITS, "吨", 99]], [], "Sheet1!B2: "),
        ([["指标", "单位", "2025年"], [LIMITS, "吨", 99]], [], "单位“吨”不能换算成 %"),
        ([["指标", "年份", "数值", "完成值"], [LIMITS, 2025, 1, 2]], [], "有几列数值"),
        ([["指标", "年份", "2025年"], [LIMITS, 2025, 1]], [], "既有年份列"),
        ([["指标", "行政区", "2025年"], [LIMITS, "320405", 1]], [], "未知行政区“320405”"),
        ([["指标", "2025年"], [LIMITS, 99], [PM, None]], ["B2:B3"], "Sheet1!B3: "),
        ([["指标", "2025年"], [LIMITS, 99], [PM, None]], ["B2:B3"], "与别的行合并成一个单元格"),
        ([["姓名", "电话"], ["某人", 1]], [], "没有找到数据表"),
        ([["指标", "年份", "数值"], [LIMITS, date(2025, 1, 1), 99]], [], "不是年份"),
    ],
)
def test_what_isnt_clear_is_refused_by_name(
    rows: Rows, merged: Sequence[str], words: str, tmp_path: Path, shelf: Shelf
) -> None:
    collected = read(sheet_of(rows, merged), tmp_path, shelf)
    assert any(words in str(one) for one in collected.problems), collected.problems


def test_a_hidden_row_is_refused(tmp_path: Path, shelf: Shelf) -> None:
    book = sheet_of([["指标", "2025年"], [LIMITS, 99], [PM, 30]])
    book["Sheet1"].row_dimensions[3].hidden = True
    (problem,) = read(book, tmp_path, shelf).problems
    assert "Sheet1!B3" in str(problem)
    assert "在隐藏的行里" in str(problem)


def test_a_sheet_of_nothing_but_formats_is_refused(tmp_path: Path, shelf: Shelf) -> None:
    book = sheet_of([["指标", "2025年"], [LIMITS, 99]])
    book["Sheet1"].cell(1_048_576, 30).number_format = "0.0"
    with pytest.raises(zlrules.DataError, match="大到第 1048576 行、第 30 列"):
        read(book, tmp_path, shelf)


def test_an_ordinary_table_comes_into_the_workspace(tmp_path: Path) -> None:
    own = workspace(tmp_path, "zhonglou")
    path = tmp_path / "年报.xlsx"
    sheet_of([["指标", "单位", "2025年"], ["非化石能源占一次能源消费比例", "%", 3.2]]).save(path)
    told = run("data", "import", path, "-w", own)
    assert "新增 1" in told
    text = (own / "data/reported/observations.csv").read_text(encoding="utf-8-sig")
    assert "320404,energy.non_fossil_share,全区,2025,3.2,%,年报.xlsx,年报.xlsx Sheet1!C2" in text
    assert "energy.non_fossil" in run(
        "explain", "energy.non_fossil", own, "--ruleset", "zhonglou/14fyp", "--year", "2025"
    )


def test_a_data_table_of_our_own_kind(tmp_path: Path, shelf: Shelf) -> None:
    rows: Rows = [
        ["行政区", "指标", "时期", "数值", "状态", "单位", "界限"],
        ["320404", LIMITS, "2025", 99.5, None, "%", ">="],
        ["320404", "soil.register", "2025", None, "建立", None, None],
    ]
    assert told(read(sheet_of(rows), tmp_path, shelf)) == [
        figure(HAZARDOUS, "2025", "99.5", "%", bound=">="),
        {
            "district": "320404",
            "indicator": "soil.register",
            "scope": "全区",
            "period": "2025",
            "text": "建立",
        },
    ]


@pytest.mark.parametrize(
    ("number_format", "number", "value"),
    [
        ("0.0", 84, "84.0"),
        ("#,##0.00", 98, "98.00"),
        ("0.00_ ", 98.5, "98.50"),
        ('0.0"%"', 98.5, "98.5"),
        ("0.0%", 0.98, "98.0"),
        ("General", 98.25, "98.25"),
        ("0", 98, "98"),
        ("[Red]0.0;-0.0", 98, "98.0"),
        ("0.00E+00", 98.25, "98.25"),
    ],
)
def test_a_number_is_read_as_its_format_shows_it(
    number_format: str, number: float, value: str, tmp_path: Path, shelf: Shelf
) -> None:
    book = sheet_of([["指标", "2025年"], [LIMITS, number]])
    book["Sheet1"]["B2"].number_format = number_format
    assert [one["value"] for one in told(read(book, tmp_path, shelf))] == [value]
