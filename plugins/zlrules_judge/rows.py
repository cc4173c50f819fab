"""The rows of a table, as they are printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from zlrules import DataError, Problem
from zlrules_judge.headers import find_columns

LARGEST = 100_000
"""More rows than this are too many for text."""


@dataclass(frozen=True)
class TableRow:
    """One row.

    Attributes:
        number: 序号.
        printed: 完成情况.
    """

    number: str | None
    indicator: str
    unit: str | None
    target: str | None
    value: str | None
    printed: str | None


def read_rows(frame: pl.DataFrame, file: str) -> list[TableRow]:
    """Take the rows of a table; headers repeated on later pages and empty rows are left out.

    Args:
        frame: As a reader gives it, with the columns ``row`` and ``file``.
        file: How messages name the file.

    Raises:
        DataError: Columns or names of indicators are missing, or there are no rows; all at once.
    """
    columns = find_columns([name for name in frame.columns if name not in ("row", "file")], file)
    wanted = frame.select("row", **{name: _text(header) for name, header in columns.items()})
    cells = [row for row in wanted.iter_rows(named=True) if _has_content(row, columns)]
    _check(cells, file)
    return [_row(row) for row in cells]


def _text(header: str) -> pl.Expr:
    text = pl.col(header).cast(pl.String).str.strip_chars()
    return pl.when(text != "").then(text)


def _row(cells: Mapping[str, str | None]) -> TableRow:
    return TableRow(
        number=cells.get("number"),
        indicator=cells["indicator"] or "",
        unit=cells.get("unit"),
        target=cells["target"],
        value=cells["value"],
        printed=cells.get("printed"),
    )


def _has_content(row: Mapping[str, str | None], columns: Mapping[str, str]) -> bool:
    """Whether there is something to judge: a note below the table has no indicator and no figures."""
    told = [row.get(name) for name in ("indicator", "target", "value")]
    repeated = all(row[name] == header.strip() for name, header in columns.items())
    return any(told) and not repeated


def _check(rows: list[dict[str, str | None]], file: str) -> None:
    problems = [
        Problem(file, int(row["row"] or 0), "列 指标", "没有填写", "补上指标名称，或删去这一行")
        for row in rows
        if not row["indicator"]
    ]
    if not rows:
        problems.append(Problem(file, 0, "", "表中没有可判定的行", "表头下面每个指标写一行"))
    if len(rows) > LARGEST:
        wrong = f"有 {len(rows):,} 行，超过上限 {LARGEST:,} 行"
        problems.append(Problem(file, 0, "", wrong, "分成几个文件"))
    if problems:
        raise DataError(problems)
