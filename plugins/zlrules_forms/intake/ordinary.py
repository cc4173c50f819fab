"""Ordinary tables: a header, then a row for each indicator, as offices keep them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zlrules import MEASURES, Indicator, Problem, factor, is_blank
from zlrules_forms.intake.cells import is_nothing, read_period
from zlrules_forms.intake.figures import Fact, read_cited, read_status, read_value
from zlrules_forms.intake.headers import (
    Headers,
    ValueColumn,
    find_headers,
    header_problems,
    headers_of,
)
from zlrules_forms.intake.records import Collected
from zlrules_forms.intake.rows import RowReader
from zlrules_forms.intake.sheets import Cell, FilledSheet, SheetRow
from zlrules_forms.intake.shelf import Shelf

WHOLE = "全区"


@dataclass(frozen=True)
class Wishes:
    """What the user says about tables that don't say it themselves.

    Attributes:
        sheet: The sheet to read; the only one with a table unless given.
        year: Of tables without a year.
    """

    sheet: str | None = None
    year: int | None = None


def read_ordinary(
    sheets: Sequence[FilledSheet], file: str, wishes: Wishes, shelf: Shelf
) -> Collected:
    """Read the table of a workbook that is no form."""
    collected = Collected()
    tables = [
        (sheet, headers)
        for sheet in sheets
        if (not sheet.is_hidden or wishes.sheet) and wishes.sheet in (None, sheet.name)
        for headers in [find_headers(sheet)]
        if headers is not None
    ]
    if len(tables) != 1:
        collected.problems.append(_not_one(tables, sheets, file, wishes))
        return collected
    ((sheet, headers),) = tables
    collected.passed_over = headers.others
    collected.problems.extend(header_problems(headers, sheet))
    if not collected.problems:
        _TableReader(sheet, headers, wishes, shelf, collected).read()
    return collected


def _not_one(
    tables: Sequence[tuple[FilledSheet, Headers]],
    sheets: Sequence[FilledSheet],
    file: str,
    wishes: Wishes,
) -> Problem:
    if tables:
        names = "、".join(sheet.name for sheet, _ in tables)
        return Problem(file, 0, "", f"有几张数据表：{names}", "用 --sheet 写明导入哪一张")
    names = "、".join(sheet.name for sheet in sheets if not sheet.is_hidden)
    if wishes.sheet and wishes.sheet not in [sheet.name for sheet in sheets]:
        return Problem(file, 0, "", f"没有工作表“{wishes.sheet}”", f"可用: {names}")
    wrong = "没有找到数据表"
    return Problem(file, 0, "", wrong, "表头应有 指标，以及 数值（配年份列）或 2025年 这样的列")


@dataclass(frozen=True)
class _TableReader:
    """Reads the rows below a header."""

    sheet: FilledSheet
    headers: Headers
    wishes: Wishes
    shelf: Shelf
    collected: Collected

    def read(self) -> None:
        """Read all figures."""
        body = [row for row in self.sheet.rows if row.number > self.headers.row]
        units = self._units_below(body[:1])
        for row in body[1:] if units else body:
            if headers_of(row) is None:
                for column in self.headers.values:
                    self._read_figure(row, column, column.unit or units.get(column.number, ""))

    def _units_below(self, first: Sequence[SheetRow]) -> Mapping[int, str]:
        """Units that have a row of their own below the header, by column; else none."""
        for row in first:
            cells = {one.number: row.cells.get(one.number) for one in self.headers.values}
            units = {place: cell.text.strip("()（）") for place, cell in cells.items() if cell}
            if self._name(row) is None and units and all(map(_is_unit, units.values())):
                return units
        return {}

    def _name(self, row: SheetRow) -> Cell | None:
        return row.cells.get(self.headers.columns["indicator"])

    def _read_figure(self, row: SheetRow, column: ValueColumn, unit: str) -> None:
        place = column.number
        if place not in row.cells and not column.period:
            place = self.headers.columns.get("text", place)
        cell, name = row.cells.get(place), self._name(row)
        is_note = cell is not None and name is not None and cell.text == name.text
        if cell is None or is_nothing(cell) or is_note:
            return
        columns = {**self.headers.columns, "value": place}
        about = f"{name.text if name else ''} {column.period}".strip()
        reader = RowReader(self.sheet, row, columns, about, "", self.collected)
        if row.is_hidden:
            reader.refuse("value", "在隐藏的行里", "取消隐藏，或删去这一行")
            return
        fact = self._fact(reader, column)
        if fact is None:
            return
        own = reader.text("unit")
        said = read_value(reader, fact, unit=_unit(reader, fact, unit if is_blank(own) else own))
        if said is not None:
            cells = {**fact.cells(), **said, **read_status(reader), **read_cited(reader)}
            reader.keep("observations", cells, "value")

    def _fact(self, row: RowReader, column: ValueColumn) -> Fact | None:
        """Of what a figure is; None where that isn't clear, which is noted."""
        indicator = self._indicator(row)
        period = column.period or row.read("period", read_period, "") or str(self.wishes.year or "")
        district = row.text("district") or self.shelf.own_district
        if not period:
            row.refuse("value", "没有写年份", "加上“年份”列，或用 --year 写明")
        if district not in self.shelf.districts:
            wrong = f"未知行政区“{district}”" if district else "没有写行政区，工作区有几个"
            row.refuse("district", wrong, "加上“行政区”列，写行政区代码")
        measure = MEASURES.get(row.choice("measure", MEASURES), "value")
        if indicator is None or not period or district not in self.shelf.districts:
            return None
        scope = row.text("scope") or WHOLE
        return Fact(district, indicator, scope, period, measure, row.read("base", read_period, ""))

    def _indicator(self, row: RowReader) -> Indicator | None:
        name, catalogue = row.text("indicator"), self.shelf.catalogue
        if not name:
            row.refuse("value", "这一行没有写指标", "补上指标名称，或删去这一行")
            return None
        if name in catalogue:
            return catalogue[name]
        indicator = self.shelf.names.find(name)
        if indicator is None:
            row.refuse("indicator", f"未知指标“{name}”", catalogue.candidates(name))
        return indicator


def _is_unit(text: str) -> bool:
    return not text.isdigit() and factor(text, text) is not None


def _unit(row: RowReader, fact: Fact, unit: str) -> str:
    """The unit of a table, where it can be converted into the indicator's."""
    wanted = fact.indicator.unit or "/"
    if unit and not fact.is_state and fact.measure == "value" and factor(unit, wanted) is None:
        place = "unit" if row.cell("unit") else "value"
        row.refuse(place, f"单位“{unit}”不能换算成 {wanted}", "核对单位")
        return ""
    return unit
