"""A form as an Excel workbook."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from wcwidth import wcswidth

from zlrules import excel_text, needing
from zlrules_forms.layout import Check, Column, Day, Form, Row, Sheet
from zlrules_forms.template.checks import LISTS, Lists, validation
from zlrules_forms.template.guide import NAME as GUIDE, guide

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

TITLE, WHO, HINT, HEADER = range(4)
"""The rows above the table."""

PERSON = ("填报部门", "填报人", "联系电话", "填报日期")
"""What is asked above the table of the first sheet, each with a cell behind it."""

A3 = 8
FONT = "宋体"
LINE = 13.5
"""Points that a line of text takes."""

MINIMUM = 1
"""Lines of a row that has nothing to say."""

FREE = {"sort": True, "autofilter": True, "format_columns": True, "format_rows": True}
"""What a protected sheet still lets people do."""


def form_book(form: Form) -> bytes:
    """Write the workbook; texts stay texts, whatever they begin with.

    Raises:
        ZlrulesError: The library isn't installed.
    """
    with needing("office"):
        from xlsxwriter import Workbook

    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        book.set_size(2400, 1400)
        writer = _Writer(book, form)
        writer.write_guide()
        for place, sheet in enumerate(form.sheets):
            writer.write_sheet(sheet, asks_who=place == 0)
        writer.write_lists()
        book.get_worksheet_by_name(form.sheets[0].name if form.sheets else GUIDE).activate()
    return content.getvalue()


class _Writer:
    """Writes the sheets of one form, and remembers the lists that cells choose from."""

    def __init__(self, book: Workbook, form: Form) -> None:
        self._book = book
        self._form = form
        self._lists = Lists()
        plain = {"font_name": FONT, "font_size": 10, "valign": "vcenter", "text_wrap": True}
        framed = {**plain, "border": 1, "border_color": "#A6A6A6"}
        make = book.add_format
        self._title = make({"font_name": FONT, "font_size": 14, "bold": True})
        self._plain = make(plain)
        self._bold = make({**plain, "bold": True})
        self._note = make({"font_name": FONT, "font_size": 10, "font_color": "#595959"})
        self._header = make({**framed, "bold": True, "bg_color": "#D9E1F2", "align": "center"})
        self._given = make({**framed, "bg_color": "#F2F2F2"})
        self._input = make({**framed, "bg_color": "#FFFBE6", "locked": False})
        self._day = make(
            {**framed, "bg_color": "#FFFBE6", "locked": False, "num_format": "yyyy-mm-dd"}
        )

    def write_guide(self) -> None:
        """Write the sheet that explains the form."""
        sheet = self._book.add_worksheet(GUIDE)
        sheet.set_column(0, 0, 20)
        sheet.set_column(1, 1, 100)
        sheet.write_string(
            TITLE, 0, f"{self._form.ruleset} {self._form.year} 年填报表", self._title
        )
        for number, (about, said) in enumerate(guide(self._form), start=2):
            sheet.write_string(number, 0, about, self._bold)
            sheet.write_string(number, 1, said, self._plain)
        sheet.protect("", FREE)
        self._set_page(sheet)
        sheet.fit_to_pages(1, 0)

    def write_sheet(self, form: Sheet, *, asks_who: bool) -> None:
        """Write a sheet to be filled in."""
        sheet = self._book.add_worksheet(form.name)
        department = f"（{self._form.department}）" if self._form.department else ""
        title = f"{self._form.ruleset} {self._form.year} 年{form.name}{department}"
        sheet.write_string(TITLE, 0, excel_text(title), self._title)
        if asks_who:
            self._ask_who(sheet, form.columns)
        sheet.write_string(HINT, 0, form.hint, self._note)
        for place, column in enumerate(form.columns):
            sheet.set_column(place, place, column.width, None, {"hidden": column.is_hidden})
            sheet.write_string(HEADER, place, column.header, self._header)
        rows = [*form.rows, *[Row(form.hidden)] * form.blank]
        for number, row in enumerate(rows, start=HEADER + 1):
            self._write_row(sheet, number, form.columns, row)
        self._write_checks(sheet, form.columns, rows)
        last = HEADER + len(rows)
        sheet.autofilter(HEADER, 0, last, len(form.columns) - 1)
        sheet.freeze_panes(HEADER + 1, _frozen(form.columns))
        sheet.protect("", FREE)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        self._set_page(sheet)
        shown = sum(not column.is_hidden for column in form.columns)
        sheet.print_area(0, 0, last, shown - 1)
        sheet.repeat_rows(HEADER)
        sheet.fit_to_pages(1, 0)

    def _ask_who(self, sheet: Worksheet, columns: Sequence[Column]) -> None:
        """Ask for the person, in the widest columns, so that there is room."""
        places = [place for place, column in enumerate(columns) if not column.is_hidden]
        for number, (asked, at) in enumerate(zip(PERSON, places[1::2], strict=False)):
            sheet.write_string(WHO, at, asked, self._bold)
            known = self._form.department if number == 0 else ""
            sheet.write_string(WHO, at + 1, excel_text(known), self._input)

    def _write_row(
        self, sheet: Worksheet, number: int, columns: Sequence[Column], row: Row
    ) -> None:
        sheet.set_row(number, _height(columns, row))
        for place, column in enumerate(columns):
            text = row.cells.get(column.name, "")
            sheet.write_string(number, place, excel_text(text), self._style(column, row))

    def _style(self, column: Column, row: Row) -> Format:
        if not row.is_input(column):
            return self._given
        return self._day if isinstance(row.check(column), Day) else self._input

    def _write_checks(
        self, sheet: Worksheet, columns: Sequence[Column], rows: Sequence[Row]
    ) -> None:
        """Check the cells of each column, those with the same check at once."""
        cells: dict[tuple[int, Check], list[int]] = {}
        for number, row in enumerate(rows, start=HEADER + 1):
            for place, column in enumerate(columns):
                check = row.check(column)
                if check is not None:
                    cells.setdefault((place, check), []).append(number)
        for (place, check), numbers in cells.items():
            rule = validation(columns[place], check, self._lists)
            others = [[number, place, number, place] for number in numbers]
            sheet.data_validation(*others[0], {**rule, "other_cells": others[1:]})

    def write_lists(self) -> None:
        """Write the hidden sheet that cells choose from."""
        sheet = self._book.add_worksheet(LISTS)
        for column, words in enumerate(self._lists.listed()):
            for row, word in enumerate(words):
                sheet.write_string(row, column, excel_text(word))
        sheet.protect("")
        sheet.hide()

    def _set_page(self, sheet: Worksheet) -> None:
        sheet.set_landscape()
        sheet.set_paper(A3)
        sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        sheet.set_footer("&L&A&C第 &P 页，共 &N 页")


def _height(columns: Sequence[Column], row: Row) -> float:
    """The height that the texts of a row need; spreadsheets don't always find it themselves."""
    lines = (
        -(-wcswidth(row.cells.get(column.name, "")) // int(column.width - 1))
        for column in columns
        if not column.is_hidden
    )
    return LINE * max(MINIMUM, *lines) + 3


def _frozen(columns: Sequence[Column]) -> int:
    """How many columns stay in sight: up to the title of the row."""
    names = [column.name for column in columns]
    return names.index("title") + 1 if "title" in names else 0
