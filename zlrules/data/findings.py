"""Collects what is wrong with a table: one problem a row and kind, at their place in the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import polars as pl

from zlrules.data.coded import Coded
from zlrules.data.headers import CHINESE_OF
from zlrules.errors import Problem

MOST = 50
"""Problems of one kind that are listed; the rest is counted."""

TOO_LARGE = ("数值 '{}' 过大", "核对单位，改用较大的单位")
"""What is said of a number that is too large to reckon with exactly."""


class Findings:
    """The problems of one table.

    Args:
        frame: The table, with the columns ``file`` and ``row``.
    """

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame
        self.problems: list[Problem] = []

    def refuse(
        self, bad: pl.Series | pl.Expr, column: str, wrong: str, remedy: str | Callable[[str], str]
    ) -> None:
        """Note a problem for every row where ``bad`` is true.

        Args:
            column: The column that is at fault, by its name in code.
            wrong: What is wrong; ``{}`` stands for the value.
            remedy: What to do, or a function that says it for the value.
        """
        mask = self.frame.select(bad).to_series() if isinstance(bad, pl.Expr) else bad
        if mask.any():
            rows = self.frame.select("file", "row", column).filter(mask)
            self._note(rows, column, wrong, remedy)

    def refuse_texts(
        self,
        column: str,
        coded: Coded,
        allowed: Callable[[str], bool],
        wrong: str,
        remedy: str | Callable[[str], str],
    ) -> None:
        """Note a problem for every row with a text that isn't allowed.

        Args:
            column: The column that is at fault, by its name in code.
            coded: That column.
            wrong: What is wrong; ``{}`` stands for the text.
            remedy: What to do, or a function that says it for the text.
        """
        if not all(map(allowed, coded.distinct)):
            self.refuse(coded.where(lambda text: not allowed(text)), column, wrong, remedy)

    def refuse_rows(self, rows: pl.Series, column: str, wrong: str, remedy: str) -> None:
        """Note a problem for some rows, by their numbers from 0."""
        if len(rows):
            found = self.frame.select("file", "row", column)[rows]
            self._note(found, column, wrong, remedy)

    def refuse_repeats(self, repeats: pl.DataFrame, column: str, wrong: str, remedy: str) -> None:
        """Note a problem for every row that repeats an earlier one.

        Args:
            repeats: As from `repeats`.
            column: The column that is at fault, by its name in code.
            wrong: What is wrong; ``{}`` stands for the value, a second one for the earlier row.
            remedy: What to do.
        """
        rows = self.frame.select("file", "row", column)[repeats["at"]]
        self._note(rows.with_columns(repeats["first"]), column, wrong, remedy)

    def _note(
        self, rows: pl.DataFrame, column: str, wrong: str, remedy: str | Callable[[str], str]
    ) -> None:
        """Note a problem for each row: file, row, value, and what else ``wrong`` has places for."""
        named = f"列 {CHINESE_OF[column]}（{column}）"
        for file, row, value, *other in rows.head(MOST).iter_rows():
            text = "" if value is None else str(value)
            advice = remedy if isinstance(remedy, str) else remedy(text)
            self.problems.append(Problem(file, row, named, wrong.format(text, *other), advice))
        if rows.height > MOST:
            file, row = rows.select("file", "row").row(MOST)
            more = f"同类问题另有 {rows.height - MOST} 处"
            self.problems.append(Problem(file, row, named, more, "先改正列出的各处"))

    def require(self, column: str, remedy: str) -> None:
        """Note a problem for every row without a value in a column."""
        if self.frame[column].null_count():
            self.refuse(self.frame[column].is_null(), column, "没有填写", remedy)


def with_nothing(
    empty: pl.DataFrame, added: Mapping[str, pl.DataType | type[pl.DataType]]
) -> pl.DataFrame:
    """A table without rows, with the columns that checking adds."""
    new = [pl.Series(name, [], dtype) for name, dtype in added.items()]
    return empty.drop(added, strict=False).hstack(new)


def by_value(
    column: pl.Series,
    function: Callable[[str], str | int | bool | None],
    dtype: pl.DataType | type[pl.DataType],
) -> pl.Series:
    """Apply a function to each distinct text of a column once.

    Args:
        function: Called with every distinct value that isn't null.
        dtype: Type of the result; null where the function gives None or the value is null.
    """
    return Coded.of(column).map(function, dtype).alias(column.name)


def repeats(
    frame: pl.DataFrame,
    key: Sequence[str],
    said: pl.Expr | None = None,
    *,
    may_be_empty: bool = False,
) -> pl.DataFrame:
    """The rows that have the key of an earlier row.

    Args:
        said: Only rows where this isn't what it is in the first row with the key.
        may_be_empty: Whether rows that lack a part of the key have one all the same.

    Returns:
        Columns ``at``, the number of the row, and ``first``, the place of the first with its key.
    """
    complete = pl.lit(value=True) if may_be_empty else pl.all_horizontal(pl.col(key).is_not_null())
    several = frame.select(complete & pl.struct(key).is_duplicated()).to_series().arg_true()
    again = frame[several].with_columns(several.alias("at"))
    if again.is_empty():
        return again.select("at", first=pl.lit(None, dtype=pl.String))
    first = pl.format("{}:{}", "file", "row").first().over(key).alias("first")
    told = pl.col("at") if said is None else said
    return again.with_columns(first).filter(told != told.first().over(key)).select("at", "first")


def no_day(column: pl.Series) -> pl.Series:
    """Where a column holds something that is no day written like 2025-06-30."""
    return Coded.of(column).where(lambda text: not is_day(text))


def is_day(text: str) -> bool:
    """Whether a text is a day written like 2025-06-30."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
