"""Tables as an Excel workbook that prints well, the same bytes for the same tables."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

from wcwidth import wcswidth

from zlrules import Table, needing

CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - Excel knows no zones
"""What stands as the day of making in every workbook."""

WIDEST = 40


def workbook(tables: Sequence[Table]) -> bytes:
    """One sheet for each table, texts only: headers repeated on paper, one page wide."""
    with needing("office"):
        import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    book.set_properties({"created": CREATED})
    title = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#DDEBF7", "text_wrap": True})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    for number, table in enumerate(tables, start=1):
        sheet = book.add_worksheet(f"表{number}")
        sheet.write_string(0, 0, table.title, title)
        for column, header in enumerate(table.headers):
            sheet.write_string(1, column, header, head)
            sheet.set_column(column, column, _width([header, *(row[column] for row in table.rows)]))
        for place, row in enumerate(table.rows, start=2):
            for column, text in enumerate(row):
                sheet.write_string(place, column, text, cell)
        sheet.freeze_panes(2, 0)
        sheet.repeat_rows(1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C第 &P 页，共 &N 页")
    book.close()
    return content.getvalue()


def _width(texts: Sequence[str]) -> int:
    return min(max(wcswidth(text) for text in texts) + 2, WIDEST)
