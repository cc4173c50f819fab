"""CSV and Parquet files: text stays as it is typed, columns as they are typed."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from zlrules_tables.csv_files import read_csv
from zlrules_tables.parquet_files import read_parquet


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
