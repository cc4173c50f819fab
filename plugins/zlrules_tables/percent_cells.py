"""Which cells Excel shows in %: their value is a hundredth of what the reader of the sheet sees."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from zlrules import plain_format

_PERCENT_FORMAT = re.compile(rb'numFmtId="(9|10)"|formatCode="[^"]*%')
STYLES = "xl/styles.xml"


def percent_cells(path: Path) -> frozenset[tuple[int, int]]:
    """Find the cells of the first sheet whose number format has a % sign.

    The fast reader gives no formats, so the slower one is asked, and only where the workbook has
    such a format at all.

    Returns:
        Rows and columns, counted from 1.
    """
    if not _has_percent_format(path):
        return frozenset()
    from openpyxl import load_workbook

    workbook = load_workbook(path, read_only=True, data_only=True)
    try:
        cells = (cell for row in workbook.worksheets[0].iter_rows() for cell in row)
        return frozenset(
            (cell.row, cell.column)
            for cell in cells
            if cell.value is not None and "%" in plain_format(str(cell.number_format))
        )
    finally:
        workbook.close()


def _has_percent_format(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        if STYLES not in archive.namelist():
            return False
        return _PERCENT_FORMAT.search(archive.read(STYLES)) is not None
