"""CSV files: every cell as the text that stands there."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import polars as pl

_IDEOGRAPH = re.compile(r"[\u4e00-\u9fff]")
"""What a beginning in GBK never looks like when it is taken for UTF-8."""

_BETWEEN = "\x1f"
"""Joins cells on their way into a frame; a character that stands for nothing else."""


FIRST = 1 << 16
SIZE = 1 << 24
"""So many bytes, and the rest of their last row, make the first piece and each further one."""


def read_csv(path: Path) -> pl.DataFrame:
    """Read a CSV file in UTF-8, with or without a byte-order mark, or in GBK as Excel saves it.

    Returns:
        Text columns, and ``row``: the line on which each row begins. Rows without any content are
        left out, as in Excel files.

    Raises:
        ValueError: It is in neither, is empty, has a header twice, or isn't rectangular; the second
            argument is the line.
    """
    return pl.concat(csv_pieces(path))


def csv_pieces(path: Path, size: int = SIZE) -> Iterator[pl.DataFrame]:
    """Read a CSV file as `read_csv` does, piece by piece.

    Args:
        size: How many bytes make a piece; more when a row goes on.
    """
    header: list[str] = []
    for line, text in _texts(path, size):
        if header and (rows := _rectangular(text, line, header)) is not None:
            yield rows
            continue
        table = (_quoted if '"' in text else _plain)(text, line)
        if not header and table.height:
            header = _header(table)
            table = table.slice(1)
        if header:
            yield _named(table, header)
    if not header:
        raise ValueError("文件是空的")


def _header(rows: pl.DataFrame) -> list[str]:
    header = [name or "" for name in rows["cells"][0]]
    for name in header:
        if name and header.count(name) > 1:
            raise ValueError(f"表头重复：{name}", rows["row"][0])
    return header


def _named(rows: pl.DataFrame, header: list[str]) -> pl.DataFrame:
    ragged = rows.select("row", pl.col("cells").list.len()).filter(pl.col("cells") != len(header))
    if ragged.height:
        row, found = ragged.row(0)
        wrong = f"第 {row} 行有 {found} 列，表头有 {len(header)} 列；核对逗号和引号"
        raise ValueError(wrong, row)
    cells = pl.col("cells")
    texts = [cells.list.get(place).alias(name) for place, name in enumerate(header)]
    frame = rows.select("row", *texts)
    return frame.with_columns(pl.when(pl.col(name) != "").then(pl.col(name)) for name in header)


def _rectangular(text: str, line: int, header: list[str]) -> pl.DataFrame | None:
    """The rows of a text without quotes, blank lines and rows that are too short or too long.

    Returns:
        None where there are any, for `_named` to tell of.
    """
    if '"' in text or text.count("\r") != text.count("\r\n"):
        return None
    schema = dict.fromkeys(header, pl.String)
    try:
        rows = pl.read_csv(text.encode(), has_header=False, schema=schema, quote_char=None)
    except pl.exceptions.PolarsError:
        return None
    if text.count(",") != rows.height * (len(header) - 1):
        return None
    rows = rows.with_row_index("row", offset=line)
    says = [pl.col(name).str.strip_chars(" \t").fill_null("") != "" for name in header]
    if rows.select(says[0].all()).item():
        return rows
    return rows.filter(pl.any_horizontal(says))


def _texts(path: Path, size: int) -> Iterator[tuple[int, str]]:
    """The text of a file in pieces that end with a row, each with the line on which it begins.

    A file that begins in UTF-8 and goes on in something else is refused.
    """
    encoding = "utf-8-sig"
    chinese = False
    line = 1
    with path.open("rb") as file:
        while piece := _whole_rows(file, size if line > 1 else min(size, FIRST)):
            try:
                text = piece.decode(encoding)
            except UnicodeDecodeError as error:
                text = _other_encoding(piece, error, line, chinese=chinese)
                encoding = "gb18030"
            yield line, text
            encoding = encoding.removesuffix("-sig")
            chinese = chinese or (encoding == "utf-8" and bool(_IDEOGRAPH.search(text)))
            line += piece.count(b"\n")


def _whole_rows(file: BinaryIO, size: int) -> bytes:
    """The next bytes of a file, and so many more that no row and no quoted cell is cut."""
    piece = file.read(size) + file.readline()
    more: list[bytes] = []
    quotes = piece.count(b'"')
    while quotes % 2 and (line := file.readline()):
        more.append(line)
        quotes += line.count(b'"')
    return b"".join([piece, *more])


def _other_encoding(piece: bytes, error: UnicodeDecodeError, line: int, *, chinese: bool) -> str:
    """The text of a piece that isn't UTF-8; GBK, unless there was Chinese in UTF-8 before."""
    line += piece[: error.start].count(b"\n")
    before = piece[: error.start].decode("utf-8", errors="ignore")
    if chinese or (error.encoding.startswith("utf") and _IDEOGRAPH.search(before)):
        raise ValueError(
            f"前面是 UTF-8 编码，第 {line} 行不是，请另存为 UTF-8 的 CSV", line
        ) from error
    try:
        return piece.decode("gb18030")
    except UnicodeDecodeError:
        wrong = f"第 {line} 行既不是 UTF-8 也不是 GBK 编码，请另存为 UTF-8 的 CSV"
        raise ValueError(wrong, line) from error


def _plain(text: str, line: int) -> pl.DataFrame:
    """The rows of a text without quotes that begins on a line."""
    lines = pl.Series("line", text.replace("\r\n", "\n").split("\n"), dtype=pl.String)
    rows = pl.DataFrame(lines).with_row_index("row", offset=line)
    filled = rows.filter(pl.col("line").str.strip_chars(", \t") != "")
    return filled.select("row", pl.col("line").str.split(",").alias("cells"))


def _quoted(text: str, line: int) -> pl.DataFrame:
    """The rows of a text with quotes, whose cells may hold commas and line breaks."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[int] = []
    texts: list[str] = []
    begins = line
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append(begins)
                texts.append(_BETWEEN.join(cells))
            begins = line + reader.line_num
    except csv.Error as error:
        raise ValueError(f"第 {begins} 行的引号没有闭合，或引号后还有文字", begins) from error
    rows = pl.DataFrame(
        {"row": lines, "cells": texts}, schema={"row": pl.UInt32, "cells": pl.String}
    )
    return rows.with_columns(pl.col("cells").str.split(_BETWEEN))
