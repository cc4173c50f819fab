"""CSV files as pieces of whole rows in UTF-8, whatever they are written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

import polars as pl

_IDEOGRAPH = re.compile(rb"\xe4[\xb8-\xbf][\x80-\xbf]|[\xe5-\xe9][\x80-\xbf]{2}")
"""What a beginning in GBK never looks like when it is taken for UTF-8."""

_MARK = b"\xef\xbb\xbf"
"""Stands before the first row of a file in UTF-8 that Excel saved."""


class Piece(NamedTuple):
    """Some whole rows of a file.

    Attributes:
        content: In UTF-8.
        line: The line on which they begin.
    """

    content: bytes
    line: int


def whole_rows(path: Path, first: int, size: int) -> Iterator[Piece]:
    """The rows of a file, piece by piece.

    A file that begins in UTF-8 and goes on in something else is refused.

    Args:
        first: So many bytes and the rest of their last row make the first piece.
        size: As many make each further one.

    Raises:
        ValueError: Some of it is neither UTF-8 nor GBK; the second argument is the line.
    """
    chinese = gbk = False
    line = 1
    with path.open("rb") as file:
        while content := _read(file, size if line > 1 else min(first, size)):
            lines = content.count(b"\n")
            content = content.removeprefix(_MARK) if line == 1 else content
            if not gbk and not _is_utf8(content):
                _refuse_mixture(content, line, chinese=chinese)
                gbk = True
            yield Piece(_from_gbk(content, line) if gbk else content, line)
            chinese = chinese or (not gbk and _has_chinese(content))
            line += lines


def _read(file: BinaryIO, size: int) -> bytes:
    """The next bytes of a file, and so many more that no row and no quoted cell is cut."""
    piece = file.read(size) + file.readline()
    if b'"' not in piece:
        return piece
    more: list[bytes] = []
    quotes = piece.count(b'"')
    while quotes % 2 and (line := file.readline()):
        more.append(line)
        quotes += line.count(b'"')
    return b"".join([piece, *more])


def _is_utf8(content: bytes) -> bool:
    """Whether a piece is in UTF-8; a tenth of the time that `bytes.decode` takes."""
    try:
        pl.Series([content], dtype=pl.Binary).cast(pl.String)
    except pl.exceptions.ComputeError:
        return False
    return True


def _has_chinese(content: bytes) -> bool:
    return not content.isascii() and bool(_IDEOGRAPH.search(content))


def _refuse_mixture(content: bytes, line: int, *, chinese: bool) -> None:
    """Refuse a piece that isn't in UTF-8 where there is Chinese in UTF-8 before."""
    try:
        content.decode()
    except UnicodeDecodeError as error:
        before = content[: error.start]
        if chinese or _has_chinese(before):
            line += before.count(b"\n")
            wrong = f"前面是 UTF-8 编码，第 {line} 行不是，请另存为 UTF-8 的 CSV"
            raise ValueError(wrong, line) from error


def _from_gbk(content: bytes, line: int) -> bytes:
    try:
        return content.decode("gb18030").encode()
    except UnicodeDecodeError as error:
        line += content[: error.start].count(b"\n")
        wrong = f"第 {line} 行既不是 UTF-8 也不是 GBK 编码，请另存为 UTF-8 的 CSV"
        raise ValueError(wrong, line) from error
