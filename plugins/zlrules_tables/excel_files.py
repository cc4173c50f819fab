"""Excel files: cells of the first sheet as text, numbers with the digits that Excel shows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TypeAlias

import polars as pl
from python_calamine import CalamineError, CalamineWorkbook

Cell: TypeAlias = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

SHOWN_DIGITS = 15
"""Excel keeps no more digits of a number than this."""


def read_excel(path: Path) -> pl.DataFrame:
    """Read the first sheet of a workbook; its first row that isn't empty is the header.

    Returns:
        Text columns, and ``row``: the row of the sheet. Rows without any content are left out.

    Raises:
        ValueError: It is no workbook, or the sheet has no header or the same header twice.
    """
    try:
        workbook = CalamineWorkbook.from_path(path)
        rows = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, IndexError) as error:
        raise ValueError(f"不是可读的 Excel 工作簿（{error}）") from error
    texts = [[_text(cell) for cell in row] for row in rows]
    filled = [number for number, row in enumerate(texts) if any(row)]
    if not filled:
        raise ValueError("第一张工作表是空的")
    header = [name or "" for name in texts[filled[0]]]
    width = max(place for place, name in enumerate(header, start=1) if name)
    names = header[:width]
    if "" in names or len(set(names)) != width:
        raise ValueError(f"第 {filled[0] + 1} 行应是表头，每列一个不同的名称")
    body = [(number + 1, *texts[number][:width]) for number in filled[1:]]
    schema = {"row": pl.UInt32, **dict.fromkeys(names, pl.String)}
    return pl.DataFrame(body, schema=schema, orient="row")


def _text(cell: Cell) -> str | None:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.{SHOWN_DIGITS}g}"
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    text = str(cell).strip()
    return text or None
