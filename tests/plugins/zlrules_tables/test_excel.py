"""Excel sheets as offices write them: titles, percent formats, codes, gaps, dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from zlrules_tables.excel_files import read_excel

Sheet = Sequence[Sequence[str | float | date | None]]


def workbook(path: Path, sheet: Sheet, formats: dict[tuple[int, int], str] | None = None) -> Path:
    with xlsxwriter.Workbook(path / "table.xlsx") as book:
        worksheet = book.add_worksheet()
        for row, cells in enumerate(sheet):
            for column, cell in enumerate(cells):
                code = (formats or {}).get((row, column))
                style = book.add_format({"num_format": code}) if code else None
                if isinstance(cell, date):
                    worksheet.write_datetime(row, column, cell, style)
                elif cell is not None:
                    worksheet.write(row, column, cell, style)
    return path / "table.xlsx"


def test_numbers_keep_the_digits_that_excel_shows(tmp_path: Path) -> None:
    table = read_excel(
        workbook(tmp_path, [["指标", "数值"], ["a", 0.1 + 0.2], ["b", 330106], ["c", 29.9]])
    )
    assert table.rows() == [(2, "a", "0.3"), (3, "b", "330106"), (4, "c", "29.9")]


@pytest.mark.parametrize("code", ["0%", "0.0%", "0.00%", '0.0"%"%'])
def test_percent_cells_are_read_as_they_are_seen(tmp_path: Path, code: str) -> None:
    """A cell that shows 78.6% holds 0.786; taken as it is, it would miss every limit."""
    path = workbook(tmp_path, [["指标", "数值"], ["a", 0.786], ["b", 78.6]], {(1, 1): code})
    assert read_excel(path).rows() == [(2, "a", "78.6%"), (3, "b", "78.6")]


def test_a_percent_sign_that_is_only_written_behind_changes_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["指标", "数值"], ["a", 78.6]], {(1, 1): '0.0"%"'})
    assert read_excel(path).rows() == [(2, "a", "78.6")]


def test_titles_above_the_table_and_empty_rows_are_passed_over(tmp_path: Path) -> None:
    sheet: Sheet = [["指标完成情况表"], [], ["指标", "数值"], ["a", 1], [], ["b", 2]]
    assert read_excel(workbook(tmp_path, sheet)).rows() == [(4, "a", "1"), (6, "b", "2")]


def test_codes_with_leading_zeros_stay_text_and_dates_are_iso(tmp_path: Path) -> None:
    sheet: Sheet = [["代码", "日期"], ["010101", date(2025, 6, 30)]]
    path = workbook(tmp_path, sheet, {(1, 1): "yyyy-mm-dd"})
    assert read_excel(path).rows() == [(2, "010101", "2025-06-30")]


def test_gaps_in_rows_are_missing_values(tmp_path: Path) -> None:
    sheet: Sheet = [["指标", "数值", "单位"], ["a", None, "%"], ["b"]]
    assert read_excel(workbook(tmp_path, sheet)).rows() == [
        (2, "a", None, "%"),
        (3, "b", None, None),
    ]


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        ([], "没有表格"),
        ([["只有标题"]], "没有表格"),
        ([["指标", "指标"], ["a", "b"]], "第 1 行应是表头"),
        ([["指标", None, "单位"], ["a", "b", "c"]], "第 1 行应是表头"),
    ],
)
def test_sheets_without_a_clear_header_are_refused(
    tmp_path: Path, sheet: Sheet, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        read_excel(workbook(tmp_path, sheet))


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 broken"])
def test_files_that_are_no_workbooks_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "table.xlsx"
    path.write_bytes(content)
    with pytest.raises(ValueError, match="工作簿"):
        read_excel(path)


def test_workbooks_made_to_fill_the_memory_are_refused(tmp_path: Path) -> None:
    """Two cells far apart would take a place for every cell between them."""
    path = tmp_path / "table.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["指标", "数值"])
        sheet.write(1_048_575, 16_383, 1)
    with pytest.raises(ValueError, match="超过上限"):
        read_excel(path)
