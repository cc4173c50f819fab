"""Excel files: the cells of the first sheet as the text that Excel shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

import polars as pl

from zlrules import check_workbook
from zlrules_tables.percent_cells import percent_cells
from zlrules_tables.reserved import refuse_reserved

Cell: TypeAlias = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

SHOWN_DIGITS = 15
"""Excel keeps no more digits of a number than this."""

LEAST_HEADERS = 2
"""A row with fewer filled cells above the table is a title."""


def read_excel(path: Path) -> pl.DataFrame:
    """Read the first sheet of a workbook; its first row with several cells is the header.

    Returns:
        Text columns, and ``row``: the row of the sheet. Rows without any content are left out.
        Numbers that Excel shows in % have the sign: 0.786 is ``78.6%``.

    Raises:
        ValueError: It is no workbook, or one made to fill the memory, or the sheet has no header or the same header twice.
    """
    texts = _texts(path)
    filled = [number for number, row in enumerate(texts) if any(row)]
    headers = [number for number in filled if sum(map(bool, texts[number])) >= LEAST_HEADERS]
    if not headers:
        raise ValueError("第一张工作表里没有表格")
    names = _header(texts[headers[0]], headers[0] + 1)
    body = [(number + 1, *texts[number][: len(names)]) for number in filled if number > headers[0]]
    schema = {"row": pl.UInt32, **dict.fromkeys(names, pl.String)}
    return pl.DataFrame(body, schema=schema, orient="row")


def _texts(path: Path) -> list[list[str | None]]:
    from python_calamine import CalamineError, CalamineWorkbook

    check_workbook(path)
    try:
        rows = (
            CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
        )
        percent = percent_cells(path)
    except (CalamineError, IndexError) as error:
        raise ValueError(f"不是可读的 Excel 工作簿（{error}）") from error
    return [
        [_text(cell, (row, column), percent) for column, cell in enumerate(cells, start=1)]
        for row, cells in enumerate(rows, start=1)
    ]


def _header(cells: list[str | None], row: int) -> list[str]:
    width = max(place for place, name in enumerate(cells, start=1) if name)
    names = [name or "" for name in cells[:width]]
    if "" in names or len(set(names)) != width:
        raise ValueError(f"第 {row} 行应是表头，每列一个不同的名称")
    refuse_reserved(names, row)
    return names


def _text(cell: Cell, place: tuple[int, int], percent: Collection[tuple[int, int]]) -> str | None:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        shown = Decimal(f"{cell:.{SHOWN_DIGITS}g}")
        return f"{_plain(shown * 100)}%" if place in percent else _plain(shown)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return str(cell).strip() or None


def _plain(number: Decimal) -> str:
    """A number without an exponent and without zeros that nobody typed."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
