"""CSV files: every cell as the text that stands there."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import polars as pl


def read_csv(path: Path) -> pl.DataFrame:
    """Read a CSV file in UTF-8, with or without a byte-order mark.

    Returns:
        Text columns, and ``row``: the line of each row, counted in records from the header on.

    Raises:
        ValueError: It isn't UTF-8, is empty, has a header twice, or isn't rectangular.
    """
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ValueError(f"第 {line} 行不是 UTF-8 编码，请另存为 UTF-8 的 CSV") from error
    if not text.strip():
        raise ValueError("文件是空的")
    header = next(csv.reader(io.StringIO(text)))
    twice = {name for name in header if header.count(name) > 1}
    if twice:
        raise ValueError(f"表头重复：{'、'.join(sorted(map(str, twice)))}")
    try:
        frame = pl.read_csv(text.encode(), infer_schema=False, null_values=[""])
    except pl.exceptions.PolarsError as error:
        raise ValueError(_wrong(text, len(header))) from error
    return frame.with_row_index("row", offset=2)


def _wrong(text: str, width: int) -> str:
    """Say which line keeps the text from being a table."""
    rows = csv.reader(io.StringIO(text))
    for row in rows:
        if len(row) > width:
            return f"第 {rows.line_num} 行有 {len(row)} 列，表头有 {width} 列；核对逗号和引号"
    return "不是合格的 CSV；核对逗号和引号"
