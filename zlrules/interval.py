"""Figures as exact intervals on a lattice of whole numbers.

A figure of an indicator with ``s`` decimals is a pair of Int64, its lowest and highest possible
value, in units of half the last decimal: 81.6 with one decimal is (1632, 1632). An odd number is
an open end: "more than 90" starts at 1801, the smallest number above 1800. So ``low >= limit``
decides exactly, for open ends too, and no binary float is ever involved.
"""

from __future__ import annotations

from decimal import Decimal

import polars as pl

UNBOUNDED = 2**61
"""Stands for no upper end; its negative for no lower end."""

LARGEST = 2**59
"""Figures beyond this on the lattice are refused on reading, so that sums and differences fit."""

MOST_DECIMALS = 9
"""More decimals than this are refused on reading."""

MOST_STATES = 61
"""So many wordings of one indicator's state have a bit each; there can't be more of them."""

ANY_STATE = 2**MOST_STATES - 1
"""A state that can be any of them."""


def on_lattice(number: Decimal, scale: int) -> int:
    """Place a decimal on the lattice of an indicator.

    Args:
        number: The exact value; must not have more decimals than ``scale``.
        scale: Decimals of the lattice.

    Raises:
        ValueError: The value has more decimals than the lattice.
    """
    placed = number.scaleb(scale)
    if placed != placed.to_integral_value():
        raise ValueError(f"{number} has more than {scale} decimals")
    return 2 * int(placed)


def decimals_of(number: Decimal) -> int:
    """How many decimals a number is written with."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def off_lattice(halves: int, scale: int) -> Decimal:
    """The decimal at a lattice point, without its open end: 1801 at one decimal is 90.0."""
    return Decimal(halves // 2 if halves >= 0 else -(-halves // 2)).scaleb(-scale)


def closed_low(low: pl.Expr) -> pl.Expr:
    """A lower end without its openness: 1801 becomes 1800."""
    return low & -2


def closed_high(high: pl.Expr) -> pl.Expr:
    """An upper end without its openness: 1799 becomes 1800."""
    return (high + 1) & -2


def is_open(one: pl.Expr, other: pl.Expr) -> pl.Expr:
    """1 where either end is open, else 0."""
    return (one | other) & 1


def is_single(low: pl.Expr, high: pl.Expr) -> pl.Expr:
    """Whether a figure is a single value; between "more than 80" and "less than 81" is none."""
    return (low == high) & (low & 1 == 0)


def least_difference(low: pl.Expr, high_before: pl.Expr) -> pl.Expr:
    """The least that a figure can exceed another one by; the difference is open if an end is.

    Where an end is missing, the difference lies far beyond all that can be asked for. Two open
    ends are half a decimal apart each, of which the difference keeps one half.
    """
    return low - high_before - (low & high_before & 1)


def greatest_difference(high: pl.Expr, low_before: pl.Expr) -> pl.Expr:
    """The most that a figure can exceed another one by; the difference is open if an end is."""
    return high - low_before + (high & low_before & 1)
