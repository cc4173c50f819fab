"""Writes sheets into a workbook for Excel, LibreOffice and WPS."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

from zlrules import Problem, ZlrulesError, excel_text, harmless, needing
from zlrules_office.sheets import MOST_ROWS, Cell, Inset, Numeral, Sheet, lines, sheet_name
from zlrules_office.xlsx_styles import Styles, coloured_words

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

A4 = 9
HEADER_ROW = 2
"""Title and subtitle stand above it."""

LINE, PADDING = 14, 4
"""Height of a line of text, and of what is around it, in points."""

HIGHEST = 409
"""Of a row, says Excel."""


class Book:
    """A workbook; sheets are written one after the other, row by row, with little memory.

    Args:
        created: The day it tells as its own, so that the same content gives the same bytes.
    """

    def __init__(self, created: date) -> None:
        with needing("office"):
            from xlsxwriter import Workbook
        self._content = BytesIO()
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._workbook = Workbook(self._content, options)
        self._workbook.set_properties({"created": datetime.combine(created, time())})
        self._names: list[str] = []
        self.styles = Styles(self._workbook)

    def close(self) -> bytes:
        """The finished file."""
        self._workbook.close()
        return self._content.getvalue()

    def page(self, name: str, area: tuple[int, int, int, int]) -> Worksheet:
        """A new empty sheet, set up for printing.

        Args:
            area: First row and column, last row and column of what is printed.
        """
        fit = sheet_name(name, self._names)
        self._names.append(fit.lower())
        sheet = self._workbook.add_worksheet(fit)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&A&C第 &P 页，共 &N 页")
        sheet.print_area(*area)
        return sheet

    def add(self, table: Sheet) -> None:
        """Write a table, with filters, and with its header in view and on every page.

        Programs disagree on the height of rows that don't say theirs, so each row does.

        Raises:
            ZlrulesError: It has more rows than a sheet can hold.
        """
        refuse_too_long(table)
        last_row, last_column = HEADER_ROW + len(table.rows), len(table.columns) - 1
        sheet = self.page(table.name, (0, 0, last_row, last_column))
        self._write_head(sheet, table)
        self._write_rows(sheet, table)
        sheet.freeze_panes(HEADER_ROW + 1, table.kept)
        sheet.repeat_rows(HEADER_ROW)
        sheet.autofilter(HEADER_ROW, 0, last_row, last_column)
        for number, column in enumerate(table.columns):
            if column.coloured and table.rows:
                self._colour(sheet, number, last_row)

    def _write_head(self, sheet: Worksheet, table: Sheet) -> None:
        """Write title, subtitle and the heads of the columns."""
        sheet.write_string(0, 0, excel_text(table.title), self.styles.title())
        sheet.write_string(1, 0, excel_text(table.subtitle), self.styles.subtitle())
        sheet.set_row(HEADER_ROW, height([column.header for column in table.columns], table))
        for number, column in enumerate(table.columns):
            sheet.set_column(number, number, column.width)
            sheet.write_string(HEADER_ROW, number, column.header, self.styles.header())

    def _write_rows(self, sheet: Worksheet, table: Sheet) -> None:
        from xlsxwriter.utility import xl_range

        last = HEADER_ROW + len(table.rows), len(table.columns) - 1
        sheet.ignore_errors({"number_stored_as_text": xl_range(HEADER_ROW, 0, *last)})
        for number, row in enumerate(table.rows, start=HEADER_ROW + 1):
            sheet.set_row(number, height(row, table))
            for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
                self.write(sheet, number, place, cell, centred=column.centred)

    def write(
        self, sheet: Worksheet, row: int, place: int, cell: Cell, *, centred: bool = False
    ) -> None:
        """Write a cell of a table."""
        if isinstance(cell, Numeral):
            style = self.styles.number(cell.form, centred=centred)
            sheet.write_number(row, place, cell.value, style)
            return
        text = excel_text(cell.text if isinstance(cell, Inset) else cell)
        style = self.styles.text(
            centred=centred, indent=int(isinstance(cell, Inset)), quoted=harmless(text) != text
        )
        write_text(sheet, row, place, text, style)

    def _colour(self, sheet: Worksheet, column: int, last_row: int) -> None:
        """Colour a column by the words in it."""
        for word, outcome in coloured_words().items():
            rule = {
                "type": "cell",
                "criteria": "==",
                "value": f'"{word}"',
                "format": self.styles.colours(outcome),
            }
            sheet.conditional_format(HEADER_ROW + 1, column, last_row, column, rule)


def height(row: Sequence[Cell], table: Sheet) -> int:
    """Height of a row that shows all of its cells, as far as Excel allows it."""
    widths = (column.width for column in table.columns)
    return height_of(max(lines(cell, width) for cell, width in zip(row, widths, strict=True)))


def height_of(number: int) -> int:
    """Height of a row with so many lines, as far as Excel allows it."""
    return min(LINE * number + PADDING, HIGHEST)


def write_text(sheet: Worksheet, row: int, place: int, text: str, style: Format) -> None:
    """Write a text; an empty one leaves an empty cell."""
    if text:
        sheet.write_string(row, place, text, style)
    else:
        sheet.write_blank(row, place, None, style)


def refuse_too_long(table: Sheet) -> None:
    """Refuse a table that no sheet can hold.

    Raises:
        ZlrulesError: It has too many rows.
    """
    rows = len(table.rows) + HEADER_ROW + 1
    if rows > MOST_ROWS:
        wrong = f"有 {rows:,} 行，超过 Excel 一张表的上限 {MOST_ROWS:,} 行"
        remedy = "减少行政区或年份，或改用 --format parquet"
        raise ZlrulesError([Problem(table.name, 0, "", wrong, remedy)])
