"""Tables are brought into their form by their headers."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest

from zlrules.data.headers import (
    ASSIGNED,
    ATTESTATIONS,
    CHINESE,
    DISTRICTS,
    OBSERVATIONS,
    TABLES as ALL,
    Table,
)
from zlrules.data.tables import Data, conform, empty
from zlrules.data.texts import as_text
from zlrules.errors import DataError

TABLES = (OBSERVATIONS, DISTRICTS, ASSIGNED, ATTESTATIONS)


def refused(headers: list[str], table: Table = OBSERVATIONS) -> list[str]:
    """What is said about headers."""
    with pytest.raises(DataError) as caught:
        conform(pl.DataFrame({header: ["1"] for header in headers}), table, "x.csv")
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_has_a_chinese_header(table: Table) -> None:
    assert set(table.required) <= set(table.columns)
    assert set(table.columns) <= set(CHINESE.values())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_missing_columns_are_added_and_rows_placed(table: Table) -> None:
    frame = conform(pl.DataFrame({name: [" 甲 ", " "] for name in table.required}), table, "x.csv")
    assert set(frame.columns) == {*table.columns, "file", "row"}
    assert frame["row"].to_list() == [1, 2]
    assert frame["file"].to_list() == ["x.csv", "x.csv"]
    assert frame[table.required[0]].to_list() == ["甲", None]


@pytest.mark.parametrize(
    ("header", "name"),
    [("行政区代码", "district"), (" 指标 ", "indicator"), ("年份", "period"), ("value", "value")],
)
def test_headers_by_any_name(header: str, name: str) -> None:
    frame = pl.DataFrame({"district": ["1"], "indicator": ["1"], "period": ["1"]})
    frame = frame.select(pl.exclude(name), pl.lit("甲").alias(header))
    assert conform(frame, OBSERVATIONS, "x.csv")[name].to_list() == ["甲"]


def test_typed_columns_keep_their_type() -> None:
    frame = pl.DataFrame({"district": ["1"], "indicator": ["1"], "period": ["1"], "value": [1.5]})
    assert conform(frame, OBSERVATIONS, "x.csv")["value"].dtype == pl.Float64


DAY = pl.Series([date(2025, 1, 1)])
TYPED = {
    "a day": (DAY, "2025-01-01"),
    "a day with a time": (DAY.cast(pl.Datetime()), "2025-01-01"),
    "a time of day": (DAY.cast(pl.Datetime()).dt.offset_by("8h"), "2025-01-01 08:00:00.000000"),
    "a whole double": (pl.Series([2025.0]), "2025"),
    "a double": (pl.Series([29.9]), "29.9"),
    "no number": (pl.Series([float("nan")]), "NaN"),
    "an integer": (pl.Series([320404]), "320404"),
    "a flag": (pl.Series([True]), "true"),
    "nothing": (pl.Series([None]), None),
    "a category": (pl.Series(["甲"], dtype=pl.Categorical()), "甲"),
    "a word": (pl.Series(["甲"], dtype=pl.Enum(["甲"])), "甲"),
}


@pytest.mark.parametrize("kind", TYPED)
@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_typed_columns_are_the_text_one_would_type(table: Table, kind: str) -> None:
    column, text = TYPED[kind]
    frame = conform(pl.DataFrame(dict.fromkeys(table.columns, column)), table, "x")
    for name in {*table.columns} - {*table.numbers}:
        assert frame.schema[name] in (pl.String, pl.Categorical())
        assert frame[name].cast(pl.String).to_list() == [text]


def test_a_cell_is_read_alike_whatever_stands_in_others() -> None:
    assert as_text(pl.Series([2025.0, 29.9, None])).to_list() == ["2025", "29.9", None]
    days = pl.concat([DAY.cast(pl.Datetime()), TYPED["a time of day"][0]])
    assert as_text(days).to_list() == ["2025-01-01", "2025-01-01 08:00:00.000000"]


@pytest.mark.parametrize(
    "column",
    [pl.Series([[1]]), pl.Series([{"a": 1}]), pl.Series([b"1"]), pl.Series([timedelta(1)])],
    ids=lambda column: str(column.dtype),
)
@pytest.mark.parametrize("name", ["value", "period", "text"])
def test_what_has_no_place_in_a_cell_is_refused(name: str, column: pl.Series) -> None:
    frame = pl.DataFrame({"district": ["1"], "indicator": ["1"], "period": ["1"]})
    with pytest.raises(DataError) as caught:
        conform(frame.with_columns(column.alias(name)), OBSERVATIONS, "x.parquet")
    (problem,) = caught.value.problems
    assert (problem.subject, problem.wrong) == (f"列 {name}", f"列的类型 {column.dtype} 不能用")


def test_what_is_said_of_headers() -> None:
    assert refused(["district", "指标", "indicator", "数据状况"]) == [
        "x.csv:1: 列 indicator: 与列 指标 是同一列; 只留一列",
        "x.csv:1: 列 数据状况: 未知表头; 可用: 行政区, 指标, 范围, 时期, 度量, 基期, 阶段, 数值, 状态, 单位, 界限, 数据状态, 截至日期, 来源, 位置, 原文, 证明材料（是否想写 数据状态？）",
        "x.csv:1: 列 时期（period）: 缺少表头; 加上“时期”或 period",
    ]


def test_attributes_of_districts_may_have_any_header_but_none() -> None:
    frame = pl.DataFrame({"代码": ["1"], "名称": ["甲区"], "地形": ["山区"]})
    assert conform(frame, DISTRICTS, "x.csv")["地形"].to_list() == ["山区"]
    assert refused(["代码", "名称", " "], DISTRICTS)[0].startswith("x.csv:1: 列 （空）: 未知表头")


def test_data_left_out_are_empty_tables() -> None:
    data = Data()
    for table in TABLES:
        frame: pl.DataFrame = getattr(data, table.name)
        assert frame.is_empty()
        assert set(frame.columns) == set(empty(table).columns)


def test_data_in_python_name_the_table_they_are_wrong_in() -> None:
    with pytest.raises(DataError, match=r"^assigned:1: 列 比较方式（comparator）: 缺少表头"):
        Data(assigned=empty(ASSIGNED).drop("comparator"))
