"""The limits, each a model of its parameters."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Annotated, ClassVar, NamedTuple, Self

import polars as pl
from pydantic import Field, model_validator

from zlrules import (
    Comparator,
    Indicator,
    Limit,
    Node,
    Number,
    Requirement,
    Series,
    Single,
    settled,
)


def _out_of_range(numbers: Sequence[Decimal], indicator: Indicator) -> Iterator[str]:
    low, high = indicator.range.min, indicator.range.max
    for number in numbers:
        if not indicator.range.holds(number):
            yield f"限值 {number} 超出指标 {indicator.id} 的取值范围（{_end(low)} 至 {_end(high)}）"
    if indicator.kind == "state":
        yield f"指标 {indicator.id} 是状态，不能与数值比较"


def _end(limit: Decimal | None) -> str:
    return "不限" if limit is None else str(limit)


class _Span(NamedTuple):
    """The values that meet a limit: from where to where, ends included or not."""

    low: tuple[Decimal, bool] | None = None
    high: tuple[Decimal, bool] | None = None

    def lies_in(self, other: _Span) -> bool:
        """Whether every value of this span is one of another."""
        above = other.low is None or (
            self.low is not None and self._key(self.low) >= self._key(other.low)
        )
        below = other.high is None or (
            self.high is not None and self._key(self.high, -1) <= self._key(other.high, -1)
        )
        return above and below

    @staticmethod
    def _key(end: tuple[Decimal, bool], sign: int = 1) -> tuple[Decimal, int]:
        """Ends in order: an open one lies further inside than a closed one at the same value."""
        value, included = end
        return value, 0 if included else sign


class _Bounded(Requirement):
    """A requirement on the value itself."""

    @abstractmethod
    def span(self) -> _Span:
        """The values that meet it."""

    def implies(self, other: Requirement, indicator: Indicator) -> bool:
        """Whether every value that meets this meets the other."""
        return isinstance(other, _Bounded) and self.span().lies_in(other.span())


class _Limit(Single[Number], _Bounded):
    """A single limit."""

    comparator: ClassVar[Comparator]
    monotone: ClassVar[bool] = True

    def numbers(self) -> Sequence[Decimal]:
        """The limit."""
        return [self.root]

    def limits(self) -> Sequence[Limit]:
        """The limit."""
        return [Limit(self.comparator, self.root)]

    def check(self, indicator: Indicator) -> Iterator[str]:
        """Refuse a limit that the indicator can't reach."""
        yield from _out_of_range([self.root], indicator)

    def describe(self, children: Sequence[str]) -> str:
        """``≥81.6``."""
        return f"{self.comparator.sign}{self.root}"


class AtLeast(_Limit):
    """数值不低于限值。"""

    comparator: ClassVar[Comparator] = Comparator.AT_LEAST

    def span(self) -> _Span:
        """The values that meet it."""
        return _Span(low=(self.root, True))

    def build(self, series: Series, children: Sequence[Node]) -> Node:
        """Met where all that the figure can be is at or above the limit."""
        limit = series.place(self.root)
        return Node(
            met=settled(series.low() >= limit, series.high() < limit),
            margin=series.value() - limit,
            quantity=series.quantity,
        )


class MoreThan(_Limit):
    """数值高于限值，等于限值不算。"""

    comparator: ClassVar[Comparator] = Comparator.MORE_THAN

    def span(self) -> _Span:
        """The values that meet it."""
        return _Span(low=(self.root, False))

    def build(self, series: Series, children: Sequence[Node]) -> Node:
        """Met where all that the figure can be is above the limit."""
        limit = series.place(self.root)
        return Node(
            met=settled(series.low() > limit, series.high() <= limit),
            margin=series.value() - limit,
            quantity=series.quantity,
        )


class AtMost(_Limit):
    """数值不高于限值。"""

    comparator: ClassVar[Comparator] = Comparator.AT_MOST

    def span(self) -> _Span:
        """The values that meet it."""
        return _Span(high=(self.root, True))

    def build(self, series: Series, children: Sequence[Node]) -> Node:
        """Met where all that the figure can be is at or below the limit."""
        limit = series.place(self.root)
        return Node(
            met=settled(series.high() <= limit, series.low() > limit),
            margin=limit - series.value(),
            quantity=series.quantity,
        )


class LessThan(_Limit):
    """数值低于限值，等于限值不算。"""

    comparator: ClassVar[Comparator] = Comparator.LESS_THAN

    def span(self) -> _Span:
        """The values that meet it."""
        return _Span(high=(self.root, False))

    def build(self, series: Series, children: Sequence[Node]) -> Node:
        """Met where all that the figure can be is below the limit."""
        limit = series.place(self.root)
        return Node(
            met=settled(series.high() < limit, series.low() >= limit),
            margin=limit - series.value(),
            quantity=series.quantity,
        )


class Between(Single[Annotated[tuple[Number, ...], Field(min_length=2, max_length=2)]], _Bounded):
    """数值在两个限值之间，含限值；写成 [下限, 上限]。"""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.root[0] > self.root[1]:
            raise ValueError(f"下限 {self.root[0]} 大于上限 {self.root[1]}")
        return self

    def numbers(self) -> Sequence[Decimal]:
        """Both limits."""
        return self.root

    def limits(self) -> Sequence[Limit]:
        """The lower and the upper one."""
        return [Limit(Comparator.AT_LEAST, self.root[0]), Limit(Comparator.AT_MOST, self.root[1])]

    def check(self, indicator: Indicator) -> Iterator[str]:
        """Refuse limits that the indicator can't reach."""
        yield from _out_of_range(self.root, indicator)

    def describe(self, children: Sequence[str]) -> str:
        """``6~9``."""
        return f"{self.root[0]}~{self.root[1]}"

    def span(self) -> _Span:
        """The values that meet it."""
        return _Span(low=(self.root[0], True), high=(self.root[1], True))

    def build(self, series: Series, children: Sequence[Node]) -> Node:
        """Met where all that the figure can be lies between the limits."""
        low, high = (series.place(limit) for limit in self.root)
        inside = (series.low() >= low) & (series.high() <= high)
        beside = (series.high() < low) | (series.low() > high)
        margin = pl.min_horizontal(series.value() - low, high - series.value())
        return Node(settled(inside, beside), margin, quantity=series.quantity)


class Equals(Single[Number], _Bounded):
    """数值恰好等于给定值。"""

    def numbers(self) -> Sequence[Decimal]:
        """The value."""
        return [self.root]

    def limits(self) -> Sequence[Limit]:
        """The value."""
        return [Limit(Comparator.EQUALS, self.root)]

    def check(self, indicator: Indicator) -> Iterator[str]:
        """Refuse a value that the indicator can't have."""
        yield from _out_of_range([self.root], indicator)

    def describe(self, children: Sequence[str]) -> str:
        """``=0``."""
        return f"={self.root}"

    def span(self) -> _Span:
        """The values that meet it."""
        return _Span(low=(self.root, True), high=(self.root, True))

    def build(self, series: Series, children: Sequence[Node]) -> Node:
        """Met where the figure is the value, missed where it can't be."""
        value = series.place(self.root)
        same = (series.low() == value) & (series.high() == value)
        other = (series.low() > value) | (series.high() < value)
        margin = -(series.value() - value).abs()
        return Node(settled(same, other), margin, quantity=series.quantity)
