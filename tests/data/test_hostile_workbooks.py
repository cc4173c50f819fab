"""Workbooks made to fill the memory, or that are none, are refused before they are opened."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
import xlsxwriter

from zlrules.data.workbooks import check_workbook

SHEET = (
    '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/'
    'spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData>{}</sheetData></worksheet>'
)
FILLED = '<row r="{0}"><c r="{1}{0}"><v>1</v></c></row>'


def archive(path: Path, parts: Mapping[str, str | bytes], packed: bool = True) -> Path:
    how = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(path, "w", how) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def sheet_of(path: Path, rows: str) -> Path:
    return archive(path, {"xl/worksheets/sheet1.xml": SHEET.format(rows)})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "表.xlsx"


def refused(path: Path, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        check_workbook(path)


def test_an_ordinary_workbook_may_be_opened(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["指标", "数值"])
        sheet.write_row(1, 0, ["PM2.5", 29.9])
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))
    check_workbook(path)


def test_what_a_sheet_says_of_its_size_is_not_believed(path: Path) -> None:
    check_workbook(sheet_of(path, FILLED.format(2, "B")))


@pytest.mark.parametrize("end", ["/>", " />", ' s="1" />', "></c>"])
def test_cells_that_hold_nothing_dont_count(path: Path, end: str) -> None:
    """People give whole columns a format, down to the last row."""
    far = f'<row r="1048576"><c r="XFD1048576"{end}</row>'
    check_workbook(sheet_of(path, FILLED.format(2, "B") + far))


def test_a_sheet_that_reaches_too_far_is_refused(path: Path) -> None:
    sheet_of(path, FILLED.format(1, "A") + FILLED.format(1_048_576, "XFD"))
    refused(path, "第 1,048,576 行、第 16,384 列")


@pytest.mark.parametrize(
    "cell",
    ["<c><v>1</v></c>", "<x:c  s='1'><v>1</v></x:c>", '<c r="B0"><v>1</v></c>', "<c r='XFD9'/>"],
)
def test_cells_whose_place_is_not_seen_at_once_are_refused(path: Path, cell: str) -> None:
    refused(sheet_of(path, f'<row r="1">{cell}</row>'), "写法异常")


def test_a_sheet_in_another_encoding_is_refused(path: Path) -> None:
    text = SHEET.format(FILLED.format(1, "A")).replace("UTF-8", "UTF-16")
    archive(path, {"xl/worksheets/sheet1.xml": text.encode("utf-16")})
    refused(path, "写法异常")


def test_declarations_of_entities_are_refused(path: Path) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><a>&b;</a>'
    refused(archive(path, {"xl/sharedStrings.xml": bomb}), "DOCTYPE")


def test_a_declaration_is_seen_wherever_pieces_end(path: Path) -> None:
    bomb = f'<?xml version="1.0"?>{" " * 3_999_990}<!DOCTYPE a><a/>'
    refused(archive(path, {"xl/sharedStrings.xml": bomb}, packed=False), "DOCTYPE")


def test_a_part_that_is_packed_too_tightly_is_refused(path: Path) -> None:
    refused(archive(path, {"xl/media/image1.png": b"\0" * 20_000_000}), "压缩得异常紧")


def test_a_workbook_of_a_gigabyte_is_refused_by_what_it_says_of_itself(path: Path) -> None:
    archive(path, {"xl/worksheets/sheet1.xml": "<a/>"}, packed=False)
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = struct.pack("<I", 1_000_000_000)
    path.write_bytes(content)
    refused(path, "1,000,000,000 字节，超过上限")


def test_a_part_that_is_larger_than_it_says_is_refused(path: Path) -> None:
    archive(path, {"xl/worksheets/sheet1.xml": SHEET.format(FILLED.format(1, "A"))})
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = struct.pack("<I", 40)
    path.write_bytes(content)
    refused(path, "不是可读的 .xlsx 工作簿")


def test_too_many_parts_are_refused(path: Path) -> None:
    refused(archive(path, {f"xl/{number}": "" for number in range(2_001)}), "2,001 个部分")


def test_a_limit_may_be_lower(path: Path) -> None:
    archive(path, {"xl/worksheets/sheet1.xml": SHEET.format(FILLED.format(1, "A"))})
    with pytest.raises(ValueError, match="超过上限 100 字节"):
        check_workbook(path, 100)


def test_old_workbooks_are_refused_with_advice(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512)
    refused(path, "旧格式.*另存为 .xlsx")


def test_workbooks_with_a_password_are_refused(path: Path) -> None:
    locked = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + locked)
    refused(path, "打开密码")


def test_a_locked_part_is_refused(path: Path) -> None:
    archive(path, {"xl/worksheets/sheet1.xml": "<a/>"})
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\x01\x02")
    content[entry + 8] |= 1
    path.write_bytes(content)
    refused(path, "打开密码")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", "指标,数值".encode()])
def test_other_files_are_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    refused(path, "不是可读的 .xlsx 工作簿")
