"""Exact intervals: what a figure can be, and what follows for sums, shares and changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

FAR = Fraction(10**40)
"""Stands for no end; figures have at most 17 digits."""


@dataclass(frozen=True)
class Range:
    """All numbers from ``low`` to ``high``; an open end doesn't belong to it."""

    low: Fraction
    high: Fraction
    low_open: bool = False
    high_open: bool = False

    @property
    def low_end(self) -> tuple[Fraction, bool]:
        """The lower end, in order with those of others: an open one lies higher."""
        return self.low, self.low_open

    @property
    def high_end(self) -> tuple[Fraction, bool]:
        """The upper end, in order with those of others: an open one lies lower."""
        return self.high, not self.high_open

    def __add__(self, other: Range) -> Range:
        return Range(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Range) -> Range:
        return Range(self.low - other.high, self.high - other.low)

    def widened(self, by: Fraction) -> Range:
        """As wide as rounding allows."""
        return Range(self.low - by, self.high + by) if by else self

    def times(self, factor: int) -> Range:
        """Every number multiplied by a positive one."""
        return Range(self.low * factor, self.high * factor)

    def touches(self, other: Range) -> bool:
        """Whether both have a number in common, ends counted in."""
        return self.low <= other.high and other.low <= self.high


def bounded(number: Fraction, bound: str, width: Fraction | None) -> Range:
    """The range that a number with a bound stands for.

    Args:
        bound: One of ``= >= > <= < ~``.
        width: Half width of ``~`` as a part of the number; None leaves it open.
    """
    if bound in (">", ">="):
        return Range(number, FAR, low_open=bound == ">")
    if bound in ("<", "<="):
        return Range(-FAR, number, high_open=bound == "<")
    if bound == "~":
        by = FAR if width is None else abs(number) * width
        return Range(number - by, number + by)
    return Range(number, number)


def disjoint(ranges: Iterable[Range]) -> bool:
    """Whether no number belongs to all of them."""
    found = list(ranges)
    low, is_open = max(one.low_end for one in found)
    high, is_closed = min(one.high_end for one in found)
    return low > high or (low == high and (is_open or not is_closed))


def hull(ranges: Iterable[Range]) -> Range:
    """The least range that holds all of them."""
    found = list(ranges)
    return Range(min(one.low for one in found), max(one.high for one in found))


def quotient(part: Range, whole: Range) -> Range | None:
    """All quotients; None where the divisor may be 0 or less."""
    if whole.low <= 0:
        return None
    corners = [top / below for top in (part.low, part.high) for below in (whole.low, whole.high)]
    return Range(min(corners), max(corners))
