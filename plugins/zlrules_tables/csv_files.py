"""CSV files: every cell as the text that stands there."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import polars as pl

_IDEOGRAPH = re.compile(r"[\u4e00-\u9fff]")
"""What a beginning in GBK never looks like when it is taken for UTF-8."""

_BETWEEN = "\x1f"
"""Joins cells on their way into a frame; a character that stands for nothing else."""


def read_csv(path: Path) -> pl.DataFrame:
    """Read a CSV file in UTF-8, with or without a byte-order mark, or in GBK as Excel saves it.

    Returns:
        Text columns, and ``row``: the line on which each row begins. Rows without any content are
        left out, as in Excel files.

    Raises:
        ValueError: It is in neither, is empty, has a header twice, or isn't rectangular; the second
            argument is the line.
    """
    text = _decoded(path.read_bytes())
    if not text.strip():
        raise ValueError("文件是空的")
    rows = _quoted(text) if '"' in text else _plain(text)
    width = rows["cells"].list.len()
    header = [name or "" for name in rows["cells"][0]]
    for name in header:
        if name and header.count(name) > 1:
            raise ValueError(f"表头重复：{name}", rows["row"][0])
    ragged = rows.select("row", width).filter(width != len(header))
    if ragged.height:
        row, found = ragged.row(0)
        wrong = f"第 {row} 行有 {found} 列，表头有 {len(header)} 列；核对逗号和引号"
        raise ValueError(wrong, row)
    body = rows.slice(1)
    cells = pl.col("cells")
    texts = [cells.list.get(place).alias(name) for place, name in enumerate(header)]
    frame = body.select("row", *texts)
    return frame.with_columns(pl.when(pl.col(name) != "").then(pl.col(name)) for name in header)


def _decoded(content: bytes) -> str:
    """The text of a file; one that begins in UTF-8 and goes on in something else is refused."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        wrong = f"第 {line} 行既不是 UTF-8 也不是 GBK 编码，请另存为 UTF-8 的 CSV"
        if _IDEOGRAPH.search(content[: error.start].decode("utf-8-sig")):
            raise ValueError(
                f"前面是 UTF-8 编码，第 {line} 行不是，请另存为 UTF-8 的 CSV", line
            ) from error
        try:
            return content.decode("gb18030")
        except UnicodeDecodeError:
            raise ValueError(wrong, line) from error


def _plain(text: str) -> pl.DataFrame:
    """The rows of a text without quotes."""
    lines = pl.Series("line", text.replace("\r\n", "\n").split("\n"), dtype=pl.String)
    rows = pl.DataFrame(lines).with_row_index("row", offset=1)
    filled = rows.filter(pl.col("line").str.strip_chars(", \t") != "")
    return filled.select("row", pl.col("line").str.split(",").alias("cells"))


def _quoted(text: str) -> pl.DataFrame:
    """The rows of a text with quotes, whose cells may hold commas and line breaks."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[int] = []
    texts: list[str] = []
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append(begins)
                texts.append(_BETWEEN.join(cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise ValueError(f"第 {begins} 行的引号没有闭合，或引号后还有文字", begins) from error
    rows = pl.DataFrame(
        {"row": lines, "cells": texts}, schema={"row": pl.UInt32, "cells": pl.String}
    )
    return rows.with_columns(pl.col("cells").str.split(_BETWEEN))
