"""Figures by indicator and decimals: what depends on both is worked out once for each pair."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from zlrules.data.coded import Coded, distinct
from zlrules.data.constant import constant


@dataclass(frozen=True, eq=False, repr=False)
class Precisions:
    """The pair of indicator and decimals that each figure of a column has.

    Attributes:
        indicators: Ids.
        width: From the least decimals on, so many numbers are kept for each indicator.
        least: The least decimals.
        numbers: UInt32, place of the indicator times ``width`` plus what the decimals are above
            the least; null where there is no number.
    """

    indicators: list[str]
    width: int
    least: int
    numbers: pl.Series

    @classmethod
    def of(cls, indicators: Coded, decimals: pl.Series) -> Precisions:
        """Pair indicators with decimals.

        Args:
            indicators: Ids.
            decimals: Int8, null where there is no number.
        """
        least, most = decimals.min(), decimals.max()
        if not isinstance(least, int) or not isinstance(most, int):
            nothing = constant(None, pl.UInt32, len(decimals))
            return cls(indicators.distinct, 1, 0, nothing)
        width = most - least + 1
        firsts = [place * width for place in range(len(indicators.distinct))]
        above = (decimals - least).cast(pl.UInt32)
        return cls(indicators.distinct, width, least, indicators.gather(firsts, pl.UInt32) + above)

    @cached_property
    def pairs(self) -> dict[int, tuple[str, int]]:
        """The pairs that figures have, by their number."""
        return {
            number: self._pair(number) for number in sorted(distinct(self.numbers.drop_nulls()))
        }

    def _pair(self, number: int) -> tuple[str, int]:
        place, above = divmod(number, self.width)
        return self.indicators[place], self.least + above

    def map(self, function: Callable[[str, int], int | None]) -> pl.Series:
        """What a function says of each figure's indicator and decimals, Int64; null for no number."""
        told: list[int | None] = [None] * (len(self.indicators) * self.width)
        for number, pair in self.pairs.items():
            told[number] = function(*pair)
        if all(one is None for one in told):
            return constant(None, pl.Int64, len(self.numbers))
        return pl.Series(told, dtype=pl.Int64)[self.numbers]

    def most(self) -> dict[str, int]:
        """The most decimals that a figure of each indicator has."""
        return dict(self.pairs.values())
