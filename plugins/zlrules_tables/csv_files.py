"""CSV files: every cell as the text that stands there."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import polars as pl

from zlrules_tables.csv_text import Piece, whole_rows
from zlrules_tables.reserved import refuse_reserved

_BETWEEN = "\x1f"
"""Joins cells on their way into a frame; a character that stands for nothing else."""

FIRST = 1 << 16
SIZE = 1 << 23
"""So many bytes, and the rest of their last row, make the first piece and each further one."""


def read_csv(path: Path) -> pl.DataFrame:
    """Read a CSV file in UTF-8, with or without a byte-order mark, or in GBK as Excel saves it.

    Returns:
        Text columns, and ``row``: the line on which each row begins. Rows without any content are
        left out, as in Excel files.

    Raises:
        ValueError: It is in neither, is empty, has a header twice or one named ``row``, or isn't
            rectangular; the second argument is the line.
    """
    return pl.concat(piece() for piece in csv_pieces(path))


def csv_pieces(path: Path, size: int = SIZE) -> Iterator[Callable[[], pl.DataFrame]]:
    """Read a CSV file as `read_csv` does, piece by piece, each when it is called.

    Args:
        size: How many bytes make a piece; more when a row goes on.
    """
    pieces = whole_rows(path, FIRST, size)
    for piece in pieces:
        first = _cells(piece)
        if first.height:
            header = _header(first)
            yield partial(_named, first.slice(1), header)
            break
    else:
        raise ValueError("文件是空的")
    for piece in pieces:
        yield partial(_rows, piece, header)


def _header(rows: pl.DataFrame) -> list[str]:
    header = [name or "" for name in rows["cells"][0]]
    for name in header:
        if name and header.count(name) > 1:
            raise ValueError(f"表头重复：{name}", rows["row"][0])
    refuse_reserved(header, rows["row"][0])
    return header


def _rows(piece: Piece, header: list[str]) -> pl.DataFrame:
    rows = _rectangular(piece, header)
    return _named(_cells(piece), header) if rows is None else rows


def _rectangular(piece: Piece, header: list[str]) -> pl.DataFrame | None:
    """The rows of a piece without quotes, blank lines and rows that are too short or too long.

    Returns:
        None where there are any, for `_named` to tell of.
    """
    if b'"' in piece.content or _has_bare_returns(piece.content):
        return None
    schema = dict.fromkeys(header, pl.String)
    try:
        rows = pl.read_csv(piece.content, has_header=False, schema=schema, quote_char=None)
    except pl.exceptions.PolarsError:
        return None
    if rows[:, -1].null_count() and piece.content.count(b",") != rows.height * (len(header) - 1):
        return None
    rows = rows.with_row_index("row", offset=piece.line)
    first = pl.col(header[0])
    may_be_blank = first.is_null() | first.str.starts_with(" ") | first.str.starts_with("\t")
    if not rows.select(may_be_blank.any()).item():
        return rows
    says = [pl.col(name).str.strip_chars(" \t").fill_null("") != "" for name in header]
    return rows.filter(pl.any_horizontal(says))


def _has_bare_returns(content: bytes) -> bool:
    return b"\r" in content and content.count(b"\r") != content.count(b"\r\n")


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


def _cells(piece: Piece) -> pl.DataFrame:
    """The rows of a piece as lists: ``row``, ``cells``."""
    text = piece.content.decode()
    return (_quoted if '"' in text else _plain)(text, piece.line)


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
