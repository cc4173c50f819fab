"""Tables as an Excel workbook that prints well, the same bytes for the same tables."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from wcwidth import wcswidth

from zlrules import Table, excel_text, needing

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - Excel knows no zones
"""What stands as the day of making in every workbook."""

WIDEST = 24
"""Columns are no wider; longer texts are wrapped."""

LINE = 15
"""Height of a line in points."""

A4 = 9


def workbook(tables: Sequence[Table]) -> bytes:
    """One sheet for each table, texts only: headers repeated on paper, one page wide."""
    with needing("office"):
        import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    book.set_properties({"created": CREATED})
    for number, table in enumerate(tables, start=1):
        sheet = book.add_worksheet(f"表{number}")
        _fill(book, sheet, table)
        sheet.freeze_panes(2, 0)
        sheet.repeat_rows(1)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C第 &P 页，共 &N 页")
    book.close()
    return content.getvalue()


def _fill(book: Workbook, sheet: Worksheet, table: Table) -> None:
    box = {"border": 1, "text_wrap": True, "valign": "vcenter"}
    head = book.add_format({**box, "bold": True, "bg_color": "#DDEBF7"})
    cell = book.add_format(box)
    sheet.write_string(
        0, 0, excel_text(table.title), book.add_format({"bold": True, "font_size": 14})
    )
    rows = [table.headers, *table.rows]
    widths = [min(max(map(wcswidth, texts)) + 2, WIDEST) for texts in zip(*rows, strict=True)]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for place, row in enumerate(rows, start=1):
        lines = (-(-wcswidth(text) // (width - 1)) for text, width in zip(row, widths, strict=True))
        sheet.set_row(place, LINE * max(1, *lines))
        for column, text in enumerate(row):
            look = head if place == 1 else cell
            if text:
                sheet.write_string(place, column, excel_text(text), look)
            else:
                sheet.write_blank(place, column, None, look)
