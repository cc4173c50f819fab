"""Changes against a year: absolute, in percentage points, or in %."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, Self

import polars as pl
from pydantic import BeforeValidator, Field, model_validator

from zlrules import (
    Count,
    Indicator,
    Model,
    Node,
    Number,
    Quantity,
    Reason,
    Requirement,
    Series,
    Year,
    decimals_of,
    greatest_difference,
    least_difference,
    reason_of,
    settled,
)
from zlrules_trends.ratio import RATIO_DECIMALS, least_excess, most_excess, rounded_change
from zlrules_trends.steps import NOT_NUMERIC, change_quantity

Unit = Literal["%", "百分点", "absolute"]
Comparator = Literal["at_least", "more_than", "at_most", "less_than"]
SIGNS = {"at_least": "≥", "more_than": ">", "at_most": "≤", "less_than": "<"}
MEASURES = {"%": "change_pct", "百分点": "change_pp", "absolute": "change"}
SIDES = {"at_least": 1, "more_than": 1, "at_most": -1, "less_than": -1}
"""Which way is better than a limit."""

WHOLE = 100
"""In %: nothing can go down by more than all of it."""

MIRRORED: dict[Comparator, Comparator] = {"at_least": "at_most", "more_than": "less_than"}


def _since(value: object) -> object:
    if value == "previous_year":
        return 0
    if isinstance(value, str) and not (value.isdigit() and len(value) == len("2020")):
        raise ValueError("应为四位年份，如 2020，或 previous_year")
    return value


Since = Annotated[
    Literal[0] | Year,
    BeforeValidator(_since),
    Field(json_schema_extra={"anyOf": [{"const": "previous_year"}, {"type": "integer"}]}),
]
"""A year, or ``previous_year`` (kept as 0)."""


class _Against(Model, Requirement):
    """What a figure is compared with."""

    looks_back: ClassVar[bool] = True

    since: Since

    def _then(self, series: Series, back: int = 0) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
        """The lowest and highest value of what is compared with, and the value if it is single."""
        if self.since == 0:
            return series.low(back + 1), series.high(back + 1), series.value(back + 1)
        base = series.at(self.since)
        return base.low(), base.high(), base.value()

    def _told_since(self) -> str:
        return "较上年" if self.since == 0 else f"较 {self.since} 年"

    def check(self, indicator: Indicator) -> Iterator[str]:
        """Refuse indicators without numbers."""
        if indicator.kind == "state":
            yield NOT_NUMERIC.format(indicator.id)


class _Change(_Against):
    """A change and its limit.

    Attributes:
        unit: ``%`` of the earlier figure, ``百分点`` between two shares in %, or ``absolute`` in
            the indicator's own unit.
    """

    unit: Unit

    def check(self, indicator: Indicator) -> Iterator[str]:
        """Refuse percentage points of what isn't a share in %."""
        yield from super().check(indicator)
        if self.unit == "百分点" and indicator.unit != "%":
            yield f"指标 {indicator.id} 的单位是 {indicator.unit}，变化不能以百分点计"

    def _computed(self, series: Series, limit: Decimal, comparator: Comparator, back: int) -> Node:
        """The change from the year before (or the base year) by two figures."""
        low, high, value = self._then(series, back)
        if self.unit == "%":
            least = least_excess(series.low(back), high, limit)
            most = most_excess(series.high(back), low, limit)
            usable: pl.Expr = low > 0
            shown = max(RATIO_DECIMALS, decimals_of(limit))
            finer: int = 10 ** (self._quantity(series).scale - shown)
            change = rounded_change(series.value(back), value, limit, shown) * finer
        else:
            placed = series.place(limit)
            least = least_difference(series.low(back), high) - placed
            most = greatest_difference(series.high(back), low) - placed
            usable = pl.lit(value=True)
            change = series.value(back) - value - placed
        return Node(
            met=pl.when(usable).then(_held(comparator, least, most)),
            margin=change * SIDES[comparator],
            reason=pl.when(~usable).then(reason_of(Reason.BASE_NOT_POSITIVE)),
        )

    def _reported(self, series: Series, limit: Decimal, comparator: Comparator, back: int) -> Node:
        """The change as a document reports it."""
        reported, placed = series.reported(MEASURES[self.unit], self.since), series.place(limit)
        least, most = reported.low(back) - placed, reported.high(back) - placed
        excess = reported.value(back) - placed
        return Node(
            met=_held(comparator, least, most),
            margin=self._rescaled(excess * SIDES[comparator], series),
            reason=pl.when(reported.known(back)).then(reason_of(Reason.BOUND)),
        )

    def _step(self, series: Series, limit: Decimal, comparator: Comparator, back: int) -> Node:
        """One change against its limit: by two figures, or as reported where one is missing."""
        computed = self._computed(series, limit, comparator, back)
        reported = self._reported(series, limit, comparator, back)
        low, _, _ = self._then(series, back)
        computable = pl.when(series.known(back) & low.is_not_null())
        return Node(
            met=computable.then(computed.met).otherwise(reported.met),
            margin=computable.then(computed.margin).otherwise(reported.margin),
            reason=computable.then(computed.reason).otherwise(reported.reason),
            quantity=self._quantity(series),
        )

    def _judge(self, series: Series, limit: Decimal, comparator: Comparator, steps: int) -> Node:
        """All steps; the margin is that of the worst, where all are exact."""
        nodes = [self._step(series, limit, comparator, back) for back in range(steps)]
        if len(nodes) == 1:
            return nodes[0]
        margins = [node.margin for node in nodes]
        exact = pl.all_horizontal([margin.is_not_null() for margin in margins])
        undecided = [pl.when(node.met.is_null()).then(node.reason) for node in nodes]
        return Node(
            met=pl.all_horizontal([node.met for node in nodes]),
            margin=pl.when(exact).then(pl.min_horizontal(margins)),
            reason=pl.coalesce(undecided),
            quantity=self._quantity(series),
        )

    def _quantity(self, series: Series) -> Quantity:
        name = f"{series.indicator.id} {MEASURES[self.unit]} {self.since}"
        if self.unit == "absolute":
            return change_quantity(series, self.since)
        if self.unit == "%":
            return Quantity(name, "%", max(series.scale, RATIO_DECIMALS))
        return Quantity(name, "百分点", series.scale)

    def _rescaled(self, margin: pl.Expr, series: Series) -> pl.Expr:
        if self.unit != "%":
            return margin
        finer: int = 10 ** (self._quantity(series).scale - series.scale)
        return margin * finer


def _held(comparator: Comparator, least: pl.Expr, most: pl.Expr) -> pl.Expr:
    """Whether an excess over a limit, between its least and most, is on the right side of 0."""
    match comparator:
        case "at_least":
            return settled(least >= 0, most < 0)
        case "more_than":
            return settled(least > 0, most <= 0)
        case "at_most":
            return settled(most <= 0, least > 0)
        case "less_than":
            return settled(most < 0, least >= 0)


class ChangeBy(_Change):
    """与某年或上年相比的变化；at_least、more_than、at_most、less_than 恰写一个。

    Attributes:
        each_of: Over how many years the change against the year before must hold each year.
    """

    at_least: Number | None = None
    more_than: Number | None = None
    at_most: Number | None = None
    less_than: Number | None = None
    each_of: Annotated[Count, Field(ge=1)] = 1

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        if len(list(self._limits())) != 1:
            raise ValueError("at_least、more_than、at_most、less_than 应恰写一个")
        if self.each_of > 1 and self.since != 0:
            raise ValueError("each_of 只与 since: previous_year 同用")
        if self.unit == "%" and min(self.numbers()) <= -WHOLE:
            raise ValueError(f"变化率的限值应大于 -{WHOLE}")
        return self

    def _limits(self) -> Iterator[tuple[Comparator, Decimal]]:
        written: dict[Comparator, Decimal | None] = {
            "at_least": self.at_least,
            "more_than": self.more_than,
            "at_most": self.at_most,
            "less_than": self.less_than,
        }
        yield from ((name, limit) for name, limit in written.items() if limit is not None)

    def numbers(self) -> Sequence[Decimal]:
        """The limit."""
        return [limit for _, limit in self._limits()]

    def describe(self, children: Sequence[str]) -> str:
        """``较 2020 年变化≥-18%``."""
        comparator, limit = next(self._limits())
        unit = "" if self.unit == "absolute" else self.unit
        each = f"连续 {self.each_of} 年" if self.each_of > 1 else ""
        return f"{each}{self._told_since()}变化{SIGNS[comparator]}{limit}{unit}"

    def build(self, series: Series, children: Sequence[Node]) -> Node:
        """Met where the change, of each year asked for, is on the right side of the limit."""
        comparator, limit = next(self._limits())
        return self._judge(series, limit, comparator, self.each_of)


class ReducedBy(_Change):
    """与某年或上年相比下降的幅度；at_least 与 more_than 恰写一个。"""

    at_least: Annotated[Number, Field(ge=0)] | None = None
    more_than: Annotated[Number, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        if (self.at_least is None) == (self.more_than is None):
            raise ValueError("at_least、more_than 应恰写一个")
        if self.unit == "%" and max(self.numbers()) >= WHOLE:
            raise ValueError(f"下降幅度应小于 {WHOLE}%")
        return self

    def _limit(self) -> tuple[Comparator, Decimal]:
        if self.at_least is not None:
            return "at_least", self.at_least
        assert self.more_than is not None
        return "more_than", self.more_than

    def numbers(self) -> Sequence[Decimal]:
        """The limit."""
        return [self._limit()[1]]

    def describe(self, children: Sequence[str]) -> str:
        """``较 2020 年下降≥18%``."""
        comparator, limit = self._limit()
        unit = "" if self.unit == "absolute" else self.unit
        return f"{self._told_since()}下降{SIGNS[comparator]}{limit}{unit}"

    def build(self, series: Series, children: Sequence[Node]) -> Node:
        """Met where the figure went down by as much as asked."""
        comparator, limit = self._limit()
        return self._judge(series, -limit, MIRRORED[comparator], 1)


class NotWorseThan(_Against):
    """不比某年或上年差；优劣按指标的 direction。"""

    def check(self, indicator: Indicator) -> Iterator[str]:
        """Refuse indicators that have no better and worse."""
        yield from super().check(indicator)
        if indicator.kind != "state" and indicator.direction == "none":
            yield f"指标 {indicator.id} 没有优劣方向（direction），不能判断是否变差"

    def describe(self, children: Sequence[str]) -> str:
        """``较 2020 年不变差``."""
        return f"{self._told_since()}不变差"

    def build(self, series: Series, children: Sequence[Node]) -> Node:
        """Met where the figure is at least as good as the earlier one."""
        low, high, value = self._then(series)
        least = least_difference(series.low(), high)
        most = greatest_difference(series.high(), low)
        margin = series.value() - value
        if series.indicator.direction == "down":
            least, most, margin = -most, -least, -margin
        quantity = change_quantity(series, self.since)
        return Node(settled(least >= 0, most < 0), margin, quantity=quantity)
