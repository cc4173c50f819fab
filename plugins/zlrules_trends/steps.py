"""Trends over a window of years, judged step by step from one year to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, ClassVar

import polars as pl
from pydantic import Field

from zlrules import (
    Count,
    Flag,
    Indicator,
    Model,
    Node,
    Number,
    Quantity,
    Requirement,
    Series,
    greatest_difference,
    least_difference,
    settled,
)

NOT_NUMERIC = "指标 {} 是状态，没有数值可比"


def change_quantity(series: Series, since: int) -> Quantity:
    """What the margin of a change measures: never the same as that of a level, or another year."""
    return replace(series.quantity, name=f"{series.indicator.id} change {since}")


class _Window(Model, Requirement):
    """A window that ends with the assessed year, and what a step may deviate by.

    Attributes:
        years: How many yearly figures the window holds; 3 are two steps.
        tolerance: By how much a step may fall short, in the indicator's unit. No default: where
            the text sets none, it is for the text's author to say, not for us.
    """

    looks_back: ClassVar[bool] = True

    years: Annotated[Count, Field(ge=2)]
    tolerance: Annotated[Number, Field(ge=0)]

    def numbers(self) -> Sequence[Decimal]:
        """The tolerance."""
        return [self.tolerance]

    def check(self, indicator: Indicator) -> Iterator[str]:
        """Refuse indicators without numbers."""
        if indicator.kind == "state":
            yield NOT_NUMERIC.format(indicator.id)

    def _steps(self, series: Series) -> Iterator[tuple[pl.Expr, pl.Expr]]:
        """The least and the most that each year's figure can exceed the year before."""
        for back in range(self.years - 1):
            yield (
                least_difference(series.low(back), series.high(back + 1)),
                greatest_difference(series.high(back), series.low(back + 1)),
            )

    def _changes(self, series: Series) -> list[pl.Expr]:
        """By how much each year's figure exceeds the year before, where both are single values."""
        return [series.value(back) - series.value(back + 1) for back in range(self.years - 1)]

    def _worst(self, margins: Sequence[pl.Expr]) -> pl.Expr:
        """The worst step's margin, where every figure of the window is a single value."""
        exact = pl.all_horizontal([margin.is_not_null() for margin in margins])
        return pl.when(exact).then(pl.min_horizontal(margins))

    def _told(self, word: str) -> str:
        allowed = f"，允许偏差 {self.tolerance}" if self.tolerance else ""
        return f"连续 {self.years} 年{word}{allowed}"


class _Trend(_Window):
    """A window in one direction.

    Attributes:
        strict: Whether a year equal to the one before breaks the trend.
    """

    strict: Flag

    def _judge(
        self,
        series: Series,
        steps: Sequence[tuple[pl.Expr, pl.Expr]],
        changes: Sequence[pl.Expr],
    ) -> Node:
        """Judge steps, and the changes where they are single values, that should be positive."""
        slack = series.place(self.tolerance)
        good, bad = [], []
        for least, most in steps:
            good.append(least > -slack if self.strict else least >= -slack)
            bad.append(most <= -slack if self.strict else most < -slack)
        return Node(
            met=settled(pl.all_horizontal(good), pl.any_horizontal(bad)),
            margin=self._worst([change + slack for change in changes]),
            quantity=change_quantity(series, 0),
        )

    def implies(self, other: Requirement, indicator: Indicator) -> bool:
        """Whether the other's window is no longer, and its steps may fall short by as much."""
        return (
            isinstance(other, type(self))
            and self.years >= other.years
            and self.tolerance <= other.tolerance
            and self.strict >= other.strict
        )


class Rising(_Trend):
    """窗口内逐年提高。"""

    def describe(self, children: Sequence[str]) -> str:
        """``连续 3 年逐年提高``."""
        return self._told("逐年提高" if self.strict else "逐年不降低")

    def build(self, series: Series, children: Sequence[Node]) -> Node:
        """Met when every step goes up."""
        return self._judge(series, list(self._steps(series)), self._changes(series))


class Falling(_Trend):
    """窗口内逐年下降。"""

    def describe(self, children: Sequence[str]) -> str:
        """``连续 3 年逐年下降``."""
        return self._told("逐年下降" if self.strict else "逐年不升高")

    def build(self, series: Series, children: Sequence[Node]) -> Node:
        """Met when every step goes down."""
        steps = [(-most, -least) for least, most in self._steps(series)]
        return self._judge(series, steps, [-change for change in self._changes(series)])


class Steady(_Window):
    """窗口内每年与上年之差不超过允许幅度。"""

    def implies(self, other: Requirement, indicator: Indicator) -> bool:
        """Whether the other's window is no longer, and its steps may be as large."""
        return (
            isinstance(other, Steady)
            and self.years >= other.years
            and self.tolerance <= other.tolerance
        )

    def describe(self, children: Sequence[str]) -> str:
        """``连续 3 年保持稳定，允许偏差 0.5``."""
        return self._told("保持稳定")

    def build(self, series: Series, children: Sequence[Node]) -> Node:
        """Met when no step is larger than the tolerance, up or down."""
        slack = series.place(self.tolerance)
        good, bad = [], []
        for least, most in self._steps(series):
            good.append((least >= -slack) & (most <= slack))
            bad.append((least > slack) | (most < -slack))
        return Node(
            met=settled(pl.all_horizontal(good), pl.any_horizontal(bad)),
            margin=self._worst([slack - change.abs() for change in self._changes(series)]),
            quantity=change_quantity(series, 0),
        )
