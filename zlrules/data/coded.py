"""Columns of few distinct texts as numbers, so that each text is looked at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import polars as pl

Value = str | int | float | bool | None


@dataclass(frozen=True)
class Coded:
    """A column as places in the list of its distinct texts.

    Example:
        >>> years = Coded.of(pl.Series(["2025", "2024", None, "2025"]))
        >>> years.distinct
        ['2024', '2025']
        >>> years.map(int, pl.Int32).to_list()
        [2025, 2024, None, 2025]

    Attributes:
        distinct: The texts, sorted.
        table: UInt32, the place of a text by its number in the column; null for other numbers.
        numbers: UInt32, the number of each row's text; null where there is none.
    """

    distinct: list[str]
    table: pl.Series
    numbers: pl.Series

    @classmethod
    def of(cls, column: pl.Series) -> Coded:
        """Code a column of texts, Categorical, Enum or String; other types by their text."""
        if column.null_count() == len(column):
            nothing = pl.repeat(None, len(column), dtype=pl.UInt32, eager=True)
            return cls([], nothing.clear(), nothing)
        if not isinstance(column.dtype, pl.Categorical | pl.Enum):
            column = column.cast(pl.String).cast(pl.Categorical())
        physical = pl.col("text").to_physical().cast(pl.UInt32)
        present = column.unique().drop_nulls().rename("text").to_frame()
        named = present.select(pl.col("text").cast(pl.String), physical.alias("at")).sort("text")
        table = pl.Series([None], dtype=pl.UInt32).new_from_index(0, 1 + max(named["at"]))
        table = table.scatter(named["at"], pl.Series(range(named.height), dtype=pl.UInt32))
        return cls(named["text"].to_list(), table, column.to_physical().cast(pl.UInt32))

    @cached_property
    def codes(self) -> pl.Series:
        """UInt32, the place of each row's text among the distinct ones; null where there is none."""
        return self.numbers if self.table.is_empty() else self.table.gather(self.numbers)

    def map(
        self, function: Callable[[str], Value], dtype: pl.DataType | type[pl.DataType]
    ) -> pl.Series:
        """What a function says of each row's text; null where there is no text."""
        if not self.distinct:
            return pl.repeat(None, len(self.numbers), dtype=dtype, eager=True)
        told = pl.Series([function(text) for text in self.distinct], dtype=dtype)
        if len(told) == 1 and not self.numbers.null_count():
            return told.new_from_index(0, len(self.numbers))
        return told.gather(self.table).gather(self.numbers)

    def where(self, holds: Callable[[str], bool]) -> pl.Series:
        """The rows whose text is one for which a function holds; never null."""
        if not self.any(holds):
            return pl.repeat(False, len(self.numbers), dtype=pl.Boolean, eager=True)  # noqa: FBT003
        return self.map(holds, pl.Boolean).fill_null(value=False)

    def any(self, holds: Callable[[str], bool]) -> bool:
        """Whether a function holds for any text."""
        return any(map(holds, self.distinct))

    def renamed(self, function: Callable[[str], str | None]) -> Coded:
        """The column with other texts; null where the function gives None."""
        names = [function(text) for text in self.distinct]
        if names == self.distinct:
            return self
        distinct = sorted({name for name in names if name is not None})
        places = {name: code for code, name in enumerate(distinct)}
        codes = pl.Series([places.get(name or "") for name in names], dtype=pl.UInt32)
        return Coded(distinct, codes.gather(self.table), self.numbers)

    def filled(self, text: str) -> Coded:
        """The column with a text where there is none."""
        if not self.distinct:
            nought = pl.repeat(0, len(self.numbers), dtype=pl.UInt32, eager=True)
            return Coded([text], nought.head(1), nought)
        if not self.codes.null_count():
            return self
        distinct = sorted({*self.distinct, text})
        places = pl.Series([distinct.index(one) for one in self.distinct], dtype=pl.UInt32)
        table = places.gather(self.table).fill_null(distinct.index(text))
        beyond = pl.Series([distinct.index(text)], dtype=pl.UInt32)
        return Coded(distinct, table.append(beyond), self.numbers.fill_null(len(table) - 1))

    def texts(self) -> pl.Series:
        """The column of texts."""
        return self.map(str, pl.Categorical())
