"""Workbooks as they come back: formulas, merged cells, numbers, and those that aren't read."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings, strategies as st

from tests.plugins.zlrules_forms.forms_at_hand import FIXTURES, run
from zlrules import DataError
from zlrules_forms.intake.cells import read_figure
from zlrules_forms.intake.sheets import Cell, Kind, read_sheets


def cells(path: Path) -> list[Cell]:
    (sheet,) = read_sheets(path)
    return [cell for row in sheet.rows for cell in row.cells.values()]


def test_formulas_are_read_by_their_results(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_formula(0, 0, "=1+1", None, 2)
        sheet.write_formula(1, 0, '="≥"&90', None, "≥90")
        sheet.write_formula(2, 0, "=1/0", None, "#DIV/0!")
        sheet.write_formula(3, 0, "='[1]年报'!B2", None, 5)
        sheet.write_array_formula(4, 0, 4, 0, "{=SUM(A1:A1)}", None, 2)
        sheet.write_boolean(5, 0, True)
    assert [(cell.place, cell.kind, cell.text) for cell in cells(path)] == [
        ("A1", Kind.NUMBER, "2"),
        ("A2", Kind.TEXT, "≥90"),
        ("A3", Kind.ERROR, "#DIV/0!"),
        ("A4", Kind.ELSEWHERE, "公式"),
        ("A5", Kind.NUMBER, "2"),
        ("A6", Kind.BOOLEAN, "TRUE"),
    ]


def test_merged_cells_all_say_what_the_first_says(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:B1", "宽")
        sheet.merge_range("A2:A3", "高")
    assert [(cell.place, cell.text, cell.spread) for cell in cells(path)] == [
        ("A1", "宽", False),
        ("B1", "宽", False),
        ("A2", "高", True),
        ("A3", "高", True),
    ]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.decimals(min_value=0, max_value=10**9, places=4), min_size=1, max_size=40))
def test_every_number_written_into_a_cell_comes_back_equal(
    tmp_path: Path, numbers: list[Decimal]
) -> None:
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, number in enumerate(numbers):
            sheet.write_number(row, 0, float(number))
    figures = [read_figure(cell, "吨", 4) for cell in cells(path)]
    assert [Decimal(figure.value) for figure in figures if figure] == numbers


def test_a_workbook_that_isnt_sound_is_refused_with_advice(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(DataError, match="不合规范，请用 Excel 或 WPS 另存为"):
        read_sheets(path)


def test_a_sheet_with_cells_far_apart_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "指标")
        sheet.write(1_048_575, 1, 1)
    with pytest.raises(DataError, match="大到第 1048576 行、第 2 列"):
        read_sheets(path)


def test_a_packed_workbook_stops_the_import(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 90_000_000)
    told = run("data", "import", path, "-w", FIXTURES / "hedu")
    assert "压缩得异常紧" in told


def test_every_file_that_cant_be_read_is_told(tmp_path: Path) -> None:
    told = run("data", "import", tmp_path / "a.xlsx", tmp_path / "b.xls", "-w", FIXTURES / "hedu")
    assert [line.rpartition("/")[2].partition(":")[0] for line in told.splitlines()] == [
        "a.xlsx",
        "b.xls",
    ]
