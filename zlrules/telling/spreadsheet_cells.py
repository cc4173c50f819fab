"""Cells of CSV files and workbooks as spreadsheets read them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

BYTE_ORDER_MARK = "\ufeff"
"""Tells Excel that the file is UTF-8."""

LONGEST_TEXT = 32_000
"""Excel takes some more characters in a cell; what is longer is cut and says so."""

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; plain numbers stay numbers.

    Example:
        >>> harmless("=1+1"), harmless("-1.1")
        ("'=1+1", '-1.1')
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def csv_text(headers: Sequence[str], rows: Iterable[Sequence[str | None]]) -> str:
    """A table as CSV that Excel opens: marked as UTF-8, no cell taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headers)
    writer.writerows([harmless(cell or "") for cell in row] for row in rows)
    return BYTE_ORDER_MARK + text.getvalue()


def excel_text(text: str) -> str:
    """A text as XlsxWriter can write it into a cell: not too long, and never as its own markup.

    The library takes ``<r>…</r>`` for a formatted text and writes it without escaping; longer texts
    than a cell can hold it leaves out.
    """
    if len(text) > LONGEST_TEXT:
        text = f"{text[:LONGEST_TEXT]}……（过长，全文见 JSON）"
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text
