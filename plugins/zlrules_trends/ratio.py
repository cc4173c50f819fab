"""Changes in %, compared exactly: by multiplication of whole numbers, never by division."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from zlrules import closed_high, closed_low, decimals_of, is_open

RATIO_DECIMALS = 2
"""Least decimals with which a margin in % is shown; it never decides."""


def _weights(limit: Decimal) -> tuple[int, int]:
    """Whole a and b, such that ``a * now - b * then`` has the sign of the change less the limit.

    The change is 100 * (now - then) / then, the limit p: their difference times then is
    100 * now - (100 + p) * then.
    """
    shift = 10 ** decimals_of(limit)
    return 100 * shift, int((100 + limit) * shift)


def least_excess(low: pl.Expr, high_before: pl.Expr, limit: Decimal) -> pl.Expr:
    """The least by which the change can exceed its limit; only the sign means something."""
    a, b = _weights(limit)
    now = closed_low(low).cast(pl.Int128) * a
    before = closed_high(high_before).cast(pl.Int128) * b
    return now - before + is_open(low, high_before)


def most_excess(high: pl.Expr, low_before: pl.Expr, limit: Decimal) -> pl.Expr:
    """The most by which the change can exceed its limit; only the sign means something."""
    a, b = _weights(limit)
    now = closed_high(high).cast(pl.Int128) * a
    before = closed_low(low_before).cast(pl.Int128) * b
    return now - before - is_open(high, low_before)


def rounded_change(now: pl.Expr, before: pl.Expr, limit: Decimal, scale: int) -> pl.Expr:
    """By how much a change exceeds its limit, in % on a lattice of ``scale`` decimals, half to even.

    Args:
        scale: Not fewer decimals than the limit has.
    """
    a, b = 100 * 10**scale, int((100 + limit) * 10**scale)
    divisor = before.cast(pl.Int128)
    excess = now.cast(pl.Int128) * a - divisor * b
    return pl.when(before > 0).then(_to_even(excess, divisor) * 2).cast(pl.Int64, strict=False)


def _to_even(number: pl.Expr, divisor: pl.Expr) -> pl.Expr:
    """A number divided by a positive one and rounded, half to even: up only where that is even."""
    is_odd = number // divisor & 1
    return (number * 2 + divisor - 1 + is_odd) // (divisor * 2)
