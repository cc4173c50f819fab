"""Columns of few distinct texts as numbers, so that each text is looked at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from zlrules.data.constant import constant

Value = str | int | float | bool | None
Type = pl.DataType | type[pl.DataType]

_FEW = 500
"""Rows up to which a list is quicker to look through than a column."""


@dataclass(frozen=True, eq=False, repr=False)
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
        table: UInt32, the place of a text by its number in the column.
        numbers: UInt32, the number of each row's text; null where there is none.
        read: The column of the texts, as long as they are those that were read.
        is_complete: Whether every row with a number has a text.
    """

    distinct: list[str]
    table: pl.Series
    numbers: pl.Series
    read: pl.Series | None = None
    is_complete: bool = True

    @classmethod
    def of(cls, column: pl.Series) -> Coded:
        """Code a column of texts, Categorical, Enum or String; other types by their text."""
        if column.null_count() == len(column):
            nothing = constant(None, pl.UInt32, len(column))
            return cls([], nothing.clear(), nothing)
        if len(column) <= _FEW:
            return cls._of_few(column)
        if not isinstance(column.dtype, pl.Categorical | pl.Enum):
            column = column.cast(pl.String).cast(pl.Categorical())
        numbers = column.to_physical().cast(pl.UInt32)
        present = distinct(column).drop_nulls()
        named = pl.DataFrame({"text": present.cast(pl.String), "at": present.to_physical()})
        named = named.sort("text")
        table = constant(0, pl.UInt32, 1 + named["at"].sort()[-1])
        table = table.scatter(named["at"], pl.Series(range(named.height), dtype=pl.UInt32))
        return cls(named["text"].to_list(), table, numbers, column)

    @classmethod
    def _of_few(cls, column: pl.Series) -> Coded:
        texts = column.cast(pl.String).to_list()
        distinct = sorted({text for text in texts if text is not None})
        places = {text: place for place, text in enumerate(distinct)}
        numbers = pl.Series([places.get(text) for text in texts], dtype=pl.UInt32)
        table = pl.Series(range(len(distinct)), dtype=pl.UInt32)
        return cls(distinct, table, numbers, column)

    @cached_property
    def codes(self) -> pl.Series:
        """UInt32, the place of each row's text among the distinct ones; null where there is none."""
        return self.numbers if self.table.is_empty() else self.table[self.numbers]

    @property
    def is_known(self) -> pl.Series:
        """Boolean, the rows that have a text; never null."""
        return self.numbers.is_not_null() if self.is_complete else self.codes.is_not_null()

    @property
    def is_constant(self) -> bool:
        """Whether all rows have the same text."""
        return len(self.distinct) == 1 and self._has_no_gaps

    @property
    def _has_no_gaps(self) -> bool:
        return self.is_complete and not self.numbers.null_count()

    def column(self, name: str, function: Callable[[str], Value], dtype: Type) -> pl.Expr:
        """What `map` says as a column of a table, without memory where it is always the same."""
        values = [function(text) for text in self.distinct]
        different = set(values)
        if different <= {None} or (len(different) == 1 and self._has_no_gaps):
            return pl.lit(next(iter(different), None), dtype=dtype).alias(name)
        return pl.lit(self.gather(values, dtype)).alias(name)

    def map(self, function: Callable[[str], Value], dtype: Type) -> pl.Series:
        """What a function says of each row's text; null where there is no text."""
        return self.gather([function(text) for text in self.distinct], dtype)

    def gather(self, values: Sequence[Value], dtype: Type) -> pl.Series:
        """What belongs to each row's text; null where there is no text.

        Args:
            values: What belongs to each of the distinct texts.
        """
        different = set(values)
        if different <= {None}:
            return constant(None, dtype, len(self.numbers))
        told = pl.Series(values, dtype=dtype)
        if len(different) == 1 and self._has_no_gaps:
            return told.new_from_index(0, len(self.numbers))
        return told[self.table][self.numbers]

    def where(self, holds: Callable[[str], bool]) -> pl.Series:
        """The rows whose text is one for which a function holds; never null."""
        held = [holds(text) for text in self.distinct]
        if not any(held):
            return constant(value=False, dtype=pl.Boolean, height=len(self.numbers))
        return self.gather(held, pl.Boolean).fill_null(value=False)

    def renamed(self, function: Callable[[str], str | None]) -> Coded:
        """The column with other texts; null where the function gives None."""
        names = [function(text) for text in self.distinct]
        if names == self.distinct:
            return self
        distinct = sorted({name for name in names if name is not None})
        places = {name: code for code, name in enumerate(distinct)}
        codes = pl.Series([places.get(name or "") for name in names], dtype=pl.UInt32)
        is_complete = self.is_complete and None not in names
        return Coded(distinct, codes[self.table], self.numbers, is_complete=is_complete)

    def filled(self, text: str) -> Coded:
        """The column with a text where there is none."""
        if not self.distinct:
            nought = constant(0, pl.UInt32, len(self.numbers))
            return Coded([text], nought.head(1), nought)
        if self._has_no_gaps:
            return self
        distinct = sorted({*self.distinct, text})
        places = pl.Series([distinct.index(one) for one in self.distinct], dtype=pl.UInt32)
        table = places[self.table].fill_null(distinct.index(text))
        beyond = pl.Series([distinct.index(text)], dtype=pl.UInt32)
        return Coded(distinct, table.append(beyond), self.numbers.fill_null(len(table) - 1))

    def texts(self, name: str) -> pl.Expr:
        """The texts as a column of a table, Categorical."""
        if self.read is not None and self.read.dtype == pl.Categorical():
            return pl.lit(self.read).alias(name)
        return self.column(name, str, pl.Categorical())


def distinct(column: pl.Series) -> pl.Series:
    """The distinct values of a column, in any order; quick where they stand in rows one below the other."""
    begins = column[1:].ne_missing(column[:-1])
    if 2 * int(begins.sum()) > len(column):
        return column.unique()
    return column[1:].filter(begins).append(column[:1]).unique()


def by_pair(first: Coded, second: Coded, numbers: Mapping[tuple[str, str], int]) -> pl.Series:
    """The number that belongs to each row's pair of texts, UInt32; null for other pairs."""
    if second.is_constant:
        (text,) = second.distinct
        return first.gather([numbers.get((one, text)) for one in first.distinct], pl.UInt32)
    rows = {text: place * len(second.distinct) for place, text in enumerate(first.distinct)}
    columns = {text: place for place, text in enumerate(second.distinct)}
    table: list[int | None] = [None] * (len(rows) * len(columns))
    for (one, other), number in numbers.items():
        if one in rows and other in columns:
            table[rows[one] + columns[other]] = number
    pairs = first.codes * len(columns) + second.codes
    return pl.Series(table, dtype=pl.UInt32)[pairs]
