"""CSV and Parquet files: text stays as it is typed, columns as they are typed."""

from __future__ import annotations

import csv as csv_module
import io
import tempfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, strategies as st
from polars.testing import assert_frame_equal

from zlrules_tables.csv_files import csv_pieces, read_csv
from zlrules_tables.parquet_files import parquet_pieces, read_parquet


def csv(path: Path, content: bytes) -> Path:
    (path / "table.csv").write_bytes(content)
    return path / "table.csv"


def test_cells_stay_the_text_that_is_typed(tmp_path: Path) -> None:
    table = read_csv(csv(tmp_path, "代码,数值\n010101,81.60\nno,1e3\n".encode()))
    assert table.rows() == [(2, "010101", "81.60"), (3, "no", "1e3")]


def test_a_byte_order_mark_is_no_part_of_the_header(tmp_path: Path) -> None:
    assert read_csv(csv(tmp_path, "﻿指标,数值\na,1\n".encode())).columns == ["row", "指标", "数值"]


def test_files_that_excel_saved_in_gbk_are_read(tmp_path: Path) -> None:
    table = read_csv(csv(tmp_path, "指标,数值\n优良天数比例,80.5\n".encode("gbk")))
    assert table.rows() == [(2, "优良天数比例", "80.5")]
    assert table.columns == ["row", "指标", "数值"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空的"),
        (b" \n", "空的"),
        ("指标,数值\na,1\n".encode() + "甲,1\n".encode("gbk"), "前面是 UTF-8 编码，第 3 行不是"),
        (b"a,b\n\xff\xff,1\n", "第 2 行既不是 UTF-8 也不是 GBK"),
        ("指标,指标\na,1\n".encode(), "表头重复"),
        ("指标,数值\na,1,2\n".encode(), "第 2 行有 3 列，表头有 2 列"),
        ("指标,row\na,1\n".encode(), "表头 row 留给行号"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_csv(csv(tmp_path, content))


def test_parquet_keeps_types_and_counts_rows(tmp_path: Path) -> None:
    pl.DataFrame({"value": [29.9, None]}).write_parquet(tmp_path / "table.parquet")
    table = read_parquet(tmp_path / "table.parquet")
    assert table.schema == {"row": pl.UInt32, "value": pl.Float64}
    assert table["row"].to_list() == [1, 2]


def test_a_parquet_file_with_row_numbers_of_its_own_is_refused(tmp_path: Path) -> None:
    pl.DataFrame({"row": [1]}).write_parquet(tmp_path / "table.parquet")
    with pytest.raises(ValueError, match="表头 row 留给行号"):
        read_parquet(tmp_path / "table.parquet")


CELLS = st.text(st.sampled_from('甲b1,"\n '), max_size=4)


@given(
    rows=st.lists(st.tuples(CELLS, CELLS), max_size=8),
    size=st.integers(1, 6),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
    ending=st.sampled_from(["\n", "\r\n"]),
)
def test_pieces_of_any_size_are_the_whole_file(
    rows: list[tuple[str, str]], size: int, encoding: str, ending: str
) -> None:
    text = io.StringIO()
    writer = csv_module.writer(text, lineterminator=ending)
    writer.writerows([("指标", "数值"), *rows])
    with tempfile.TemporaryDirectory() as folder:
        path = csv(Path(folder), text.getvalue().encode(encoding))
        assert_frame_equal(pl.concat(piece() for piece in csv_pieces(path, size)), read_csv(path))


LINES = st.sampled_from(["甲,1", "b,2", "b,", " ,1", "\t,2", ",", " , ", "", " "])


@given(lines=st.lists(LINES, max_size=8), size=st.integers(1, 9), ending=st.sampled_from("\r\n"))
def test_rows_without_content_are_left_out_in_every_piece(
    lines: list[str], size: int, ending: str
) -> None:
    ending = ending.replace("\r", "\r\n")
    content = ending.join(["指标,数值", *lines])
    expected = [
        (number, *(cell or None for cell in line.split(",")))
        for number, line in enumerate(lines, start=2)
        if line.strip(" \t,")
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = csv(Path(folder), content.encode())
        assert pl.concat(piece() for piece in csv_pieces(path, size)).rows() == expected


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            "指标,数值\n甲,1\n乙,2\n".encode() + "甲,1\n".encode("gbk"),
            "前面是 UTF-8 编码，第 4 行不是",
        ),
        (b"a,b\na,1\na,1\n\xff\xff,1\n", "第 4 行既不是 UTF-8 也不是 GBK"),
        (b'a,b\na,1\na,1\n"a,1\n', "第 4 行的引号没有闭合"),
        (b"a,b\na,1\na,1\na\n", "第 4 行有 1 列，表头有 2 列"),
    ],
)
def test_mistakes_in_later_pieces_have_their_line(
    tmp_path: Path, content: bytes, words: str
) -> None:
    with pytest.raises(ValueError, match=words) as caught:
        pl.concat(piece() for piece in csv_pieces(csv(tmp_path, content), 2))
    assert caught.value.args[1] == 4


def test_a_file_may_turn_to_gbk_where_the_first_chinese_stands(tmp_path: Path) -> None:
    path = csv(tmp_path, b"name,value\na,1\n" + "甲,2\n乙,3\n".encode("gbk"))
    assert pl.concat(piece() for piece in csv_pieces(path, 2))["name"].to_list() == [
        "a",
        "甲",
        "乙",
    ]


@pytest.mark.parametrize("size", [1, 3, 7, 100])
def test_pieces_of_parquet_are_the_whole_file(size: int, tmp_path: Path) -> None:
    pl.DataFrame({"n": range(7)}).write_parquet(tmp_path / "a.parquet", row_group_size=3)
    pieces = [piece() for piece in parquet_pieces(tmp_path / "a.parquet", size)]
    assert max(piece.height for piece in pieces) == min(size, 7)
    assert_frame_equal(pl.concat(pieces), read_parquet(tmp_path / "a.parquet"))


def test_a_parquet_file_without_rows_is_one_piece(tmp_path: Path) -> None:
    pl.DataFrame({"n": []}, schema={"n": pl.String}).write_parquet(tmp_path / "a.parquet")
    (piece,) = (piece() for piece in parquet_pieces(tmp_path / "a.parquet"))
    assert piece.columns == ["row", "n"]
