"""Columns of few distinct texts as numbers, so that each text is looked at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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
        codes: UInt32, the place of each row's text; null where there is none.
    """

    distinct: list[str]
    codes: pl.Series

    @classmethod
    def of(cls, column: pl.Series) -> Coded:
        """Code a column of texts, Categorical, Enum or String; other types by their text."""
        if column.null_count() == len(column):
            return cls([], pl.repeat(None, len(column), dtype=pl.UInt32, eager=True))
        if not isinstance(column.dtype, pl.Categorical | pl.Enum):
            column = column.cast(pl.String).cast(pl.Categorical())
        physical = pl.col("text").to_physical().cast(pl.UInt32)
        present = column.unique().drop_nulls().rename("text").to_frame()
        named = present.select(pl.col("text").cast(pl.String), physical.alias("at")).sort("text")
        places = pl.Series([None], dtype=pl.UInt32).new_from_index(0, 1 + max(named["at"]))
        places = places.scatter(named["at"], pl.Series(range(named.height), dtype=pl.UInt32))
        return cls(named["text"].to_list(), places.gather(column.to_physical().cast(pl.UInt32)))

    def map(
        self, function: Callable[[str], Value], dtype: pl.DataType | type[pl.DataType]
    ) -> pl.Series:
        """What a function says of each row's text; null where there is no text."""
        if not self.distinct:
            return pl.repeat(None, len(self.codes), dtype=dtype, eager=True)
        told = pl.Series([function(text) for text in self.distinct], dtype=dtype)
        if len(told) == 1 and not self.codes.null_count():
            return told.new_from_index(0, len(self.codes))
        return told.gather(self.codes)

    def where(self, holds: Callable[[str], bool]) -> pl.Series:
        """The rows whose text is one for which a function holds; never null."""
        found = [code for code, text in enumerate(self.distinct) if holds(text)]
        if not found:
            return pl.repeat(False, len(self.codes), dtype=pl.Boolean, eager=True)  # noqa: FBT003
        return self.codes.is_in(found).fill_null(value=False)

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
        return Coded(distinct, codes.gather(self.codes))

    def filled(self, text: str) -> Coded:
        """The column with a text where there is none."""
        if not self.codes.null_count():
            return self
        distinct = sorted({*self.distinct, text})
        if not self.distinct:
            return Coded([text], pl.repeat(0, len(self.codes), dtype=pl.UInt32, eager=True))
        places = pl.Series([distinct.index(one) for one in self.distinct], dtype=pl.UInt32)
        return Coded(distinct, places.gather(self.codes).fill_null(distinct.index(text)))

    def texts(self) -> pl.Series:
        """The column of texts."""
        return self.map(str, pl.Categorical())
