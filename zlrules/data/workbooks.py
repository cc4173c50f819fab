"""Excel workbooks: whether one may be opened at all, and what its number formats show."""

from __future__ import annotations

import mmap
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

LARGEST = 500_000_000
"""Bytes of all parts, unpacked."""

MOST_PARTS = 2_000
MOST_TIMES = 200
"""By how much a part may be packed; sheets of nothing but the same row come to 60."""

SMALL = 10_000_000
"""Bytes; a part of this size may be packed by as much as it likes."""

MOST_CELLS = 20_000_000
"""From the first cell to the last: readers of sheets hold a place for each of them."""

_OLD_FORM = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_XML = (".xml", ".rels", ".vml")
_DECLARATION = b"<!DOCTYPE"
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})([1-9][0-9]{0,6})"[^>]*?(/>|></|>)')
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_ANY_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_GOES_ON = b">"
_PIECE = 4_000_000
_SAVE_ANEW = "用 Excel 或 WPS 另存为 .xlsx"
_LETTERS = 26


def check_workbook(path: Path, largest: int = LARGEST) -> None:
    """Refuse a file that is no .xlsx workbook, or one that isn't meant to be read.

    Looked at are the sizes that its parts are said to have and do have, how much they are packed,
    declarations of entities, and how far its sheets reach.

    Args:
        largest: Bytes of all parts, unpacked.

    Raises:
        ValueError: With a Chinese message.
    """
    _refuse_old_form(path)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _refuse_large(parts, largest)
            for part in parts:
                if part.filename.lower().endswith(_XML):
                    _check_part(archive, part)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OverflowError) as error:
        raise ValueError(f"不是可读的 .xlsx 工作簿，请{_SAVE_ANEW}") from error


def plain_format(number_format: str) -> str:
    """A number format for positive numbers without what it shows literally: ``0.0"%"`` is ``0.0``.

    One that still has a % sign shows a hundred times what the cell holds.
    """
    return _LITERAL.sub("", number_format.partition(";")[0])


def _refuse_old_form(path: Path) -> None:
    with path.open("rb") as file:
        if file.read(len(_OLD_FORM)) != _OLD_FORM:
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            locked = content.find(_LOCKED) >= 0
    if locked:
        raise ValueError("工作簿有打开密码，请去掉密码后另存")
    raise ValueError(f"是旧格式的工作簿（.xls、.et），请{_SAVE_ANEW}")


def _refuse_large(parts: list[zipfile.ZipInfo], largest: int) -> None:
    if len(parts) > MOST_PARTS:
        raise ValueError(f"工作簿由 {len(parts):,} 个部分组成，超过 {MOST_PARTS:,} 个，不读")
    if any(part.flag_bits & 1 for part in parts):
        raise ValueError("工作簿有打开密码，请去掉密码后另存")
    size = sum(part.file_size for part in parts)
    if size > largest:
        raise ValueError(f"工作簿解开后有 {size:,} 字节，超过上限 {largest:,} 字节，请分成几个文件")
    if any(part.file_size > max(SMALL, MOST_TIMES * part.compress_size) for part in parts):
        raise ValueError(f"工作簿压缩得异常紧，可能是恶意文件，不读；请{_SAVE_ANEW}")


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Read a part once, without keeping it."""
    rows = columns = 0
    with archive.open(part) as file:
        for text in _pieces(file):
            if _DECLARATION in text:
                raise ValueError(f"工作簿里有文档类型声明（DOCTYPE），不读；请{_SAVE_ANEW}")
            cells = _CELL.findall(text)
            if b"\0" in text or len(cells) != len(_ANY_CELL.findall(text)):
                raise ValueError(f"工作簿的 {part.filename} 写法异常，请{_SAVE_ANEW}")
            filled = [(column, row) for column, row, end in cells if end == _GOES_ON]
            rows = max([rows, *map(int, {row for _, row in filled})])
            columns = max([columns, *map(_number, {column for column, _ in filled})])
    if rows * columns > MOST_CELLS:
        wrong = f"工作表大到第 {rows:,} 行、第 {columns:,} 列，超过上限"
        raise ValueError(f"{wrong}；删去表格以外的内容后另存")


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    """A part in pieces that end before the beginning of an element."""
    rest = b""
    while piece := file.read(_PIECE):
        whole, _, begun = (rest + piece).rpartition(b"<")
        yield whole
        rest = b"<" + begun
    yield rest


def _number(column: bytes) -> int:
    """The number of a column, from 1: 28 of ``AB``."""
    number = 0
    for letter in column:
        number = number * _LETTERS + letter - ord("A") + 1
    return number
