"""Findings are told once a row and kind, at their place, and counted when there are too many."""

from __future__ import annotations

import polars as pl

from zlrules.data.findings import MOST, Findings, by_value, no_day, repeats


def table(values: list[str | None]) -> pl.DataFrame:
    """A table whose rows start at line 2 of a file."""
    rows = pl.Series(range(2, len(values) + 2), dtype=pl.UInt32)
    return pl.DataFrame(
        {"file": "x.csv", "row": rows, "value": values}, schema_overrides={"value": pl.String}
    )


def test_each_row_is_told_with_its_value() -> None:
    findings = Findings(table(["甲", "1", None, "{乙}"]))
    findings.refuse(pl.col("value") != "1", "value", "'{}' 不对", lambda text: f"改 {text}")
    assert [str(problem) for problem in findings.problems] == [
        "x.csv:2: 列 数值（value）: '甲' 不对; 改 甲",
        "x.csv:5: 列 数值（value）: '{乙}' 不对; 改 {乙}",
    ]


def test_what_is_missing_is_told() -> None:
    findings = Findings(table(["1", None]))
    findings.require("value", "补上")
    assert [str(problem) for problem in findings.problems] == [
        "x.csv:3: 列 数值（value）: 没有填写; 补上"
    ]


def test_no_rows_no_findings() -> None:
    findings = Findings(table([]))
    findings.refuse(pl.col("value").is_null(), "value", "", "")
    findings.require("value", "")
    findings.refuse_repeats(repeats(findings.frame, ["value"]), "value", "{}{}", "")
    assert findings.problems == []


def test_the_rest_of_very_many_is_counted() -> None:
    findings = Findings(table(["甲"] * (MOST + 7)))
    findings.refuse(pl.col("value") == "甲", "value", "'{}' 不对", "")
    assert len(findings.problems) == MOST + 1
    last = findings.problems[-1]
    assert last.line == MOST + 2
    assert last.wrong == "同类问题另有 7 处"


def test_repeats_name_the_first_row_whatever_the_file_is_called() -> None:
    frame = table(["甲", "乙", "甲", "甲"]).with_columns(pl.lit("{}.csv").alias("file"))
    findings = Findings(frame)
    findings.refuse_repeats(repeats(frame, ["value"]), "value", "'{}' 重复，{} 已有", "")
    assert [str(problem) for problem in findings.problems] == [
        "{}.csv:4: 列 数值（value）: '甲' 重复，{}.csv:2 已有",
        "{}.csv:5: 列 数值（value）: '甲' 重复，{}.csv:2 已有",
    ]


def test_a_function_is_applied_to_each_value_once() -> None:
    called: list[str] = []

    def double(text: str) -> str | None:
        called.append(text)
        return None if text == "乙" else text * 2

    column = pl.Series("value", ["甲", None, "乙", "甲"])
    assert by_value(column, double, pl.String).to_list() == ["甲甲", None, None, "甲甲"]
    assert sorted(called) == ["乙", "甲"]
    assert by_value(column.clear(), double, pl.Int32).dtype == pl.Int32


def test_days_are_written_in_one_way() -> None:
    column = pl.Series(
        [
            "2025-06-30",
            None,
            "2025-6-30",
            "2025-02-29",
            "2024-02-29",
            "2025/06/30",
            "20250630",
            "2025-06-30 ",
        ]
    )
    assert no_day(column).to_list() == [False, False, True, True, False, True, True, True]
