"""Data of very many districts, some districts at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from zlrules.data.constant import constant
from zlrules.data.headers import TABLES
from zlrules.data.tables import Data


class Rows(NamedTuple):
    """Some rows of a table.

    Attributes:
        height: How many.
        first: The number of the first, where they lie together.
        numbers: The numbers of all of them, where they don't.
    """

    height: int
    first: int = 0
    numbers: pl.Series | None = None

    def of(self, frame: pl.DataFrame) -> pl.DataFrame:
        """These rows of a table; those that lie together aren't copied."""
        return frame.slice(self.first, self.height) if self.numbers is None else frame[self.numbers]

    def in_whole(self, rows: pl.Series) -> pl.Series:
        """The numbers in the whole table of rows that are counted here.

        Args:
            rows: UInt32; null, or beyond the height, for what the whole table doesn't have.
        """
        here = pl.Series("here", rows)
        known = pl.when(here < self.height).then(here)
        if self.numbers is None:
            return pl.select(known + self.first).to_series()
        return self.numbers[pl.select(known).to_series()]


class Portion(NamedTuple):
    """The data of some districts.

    Attributes:
        observations: Which rows of the whole its observations are; None where it is all.
        assigned: Which rows of the whole its assigned targets are; None where it is all.
    """

    data: Data
    observations: Rows | None = None
    assigned: Rows | None = None


def portions(data: Data, size: int) -> Iterator[Portion]:
    """Split data by districts, in the order of their codes, into portions of about the same size.

    Rows of districts that aren't known come with the first, where they are refused.

    Args:
        size: Most districts in a portion.
    """
    codes = data.districts["code"].drop_nulls().unique().sort()
    if len(codes) <= size:
        yield Portion(data)
        return
    count = -(-len(codes) // size)
    place = pl.int_range(len(codes), dtype=pl.UInt32, eager=True)
    number_of = pl.DataFrame({"code": codes, "number": place * count // len(codes)})
    frames = {table.name: getattr(data, table.name) for table in TABLES}
    splits = {
        table.name: _Split(frames[table.name][table.district], number_of, count)
        for table in TABLES
        if not frames[table.name].is_empty()
    }
    for number in range(count):
        rows = {name: split.rows(number) for name, split in splits.items()}
        own = data.taken({name: own.of(frames[name]) for name, own in rows.items()})
        yield Portion(own, rows.get("observations", Rows(0)), rows.get("assigned", Rows(0)))


class _Split:
    """Which rows of a table belong to which portion.

    Args:
        districts: The code of each row.
        number_of: The portion of each ``code``, its ``number``.
        count: How many portions there are.
    """

    def __init__(self, districts: pl.Series, number_of: pl.DataFrame, count: int) -> None:
        numbers = _numbers(districts.cast(pl.Categorical()), number_of)
        in_order = numbers.is_sorted()
        ends = pl.Series(range(count + 1), dtype=pl.UInt32)
        self._begins = numbers.search_sorted(ends).to_list() if in_order else []
        self._numbers = None if in_order else numbers

    def rows(self, number: int) -> Rows:
        """The rows of a portion."""
        if self._numbers is None:
            begin, end = self._begins[number : number + 2]
            return Rows(end - begin, begin)
        numbers = (self._numbers == number).arg_true()
        return Rows(len(numbers), numbers=numbers)


def _numbers(districts: pl.Series, number_of: pl.DataFrame) -> pl.Series:
    """The portion of each row, UInt32; the first for districts that aren't known."""
    codes = number_of["code"].cast(pl.Categorical()).to_physical()
    rows = districts.to_physical()
    highest = pl.concat([codes, rows]).max()
    assert isinstance(highest, int)
    table = constant(0, pl.UInt32, highest + 1).scatter(codes, number_of["number"])
    return table[rows].fill_null(0)
