"""Typed columns as the text that one would have typed."""

from __future__ import annotations

from datetime import time

import polars as pl


def as_text(column: pl.Series) -> pl.Series:
    """A column as String: days without a time of day, whole numbers without decimals.

    Many programs write every day with a time, and years with gaps between them as doubles.

    Example:
        >>> as_text(pl.Series([2024.0, None, 2025.0])).to_list()
        ['2024', None, '2025']
    """
    if isinstance(column.dtype, pl.Datetime) and (column.dt.time() == time()).all():
        column = column.dt.date()
    if column.dtype.is_float() and (column == column.round(0)).all() and column.is_finite().all():
        column = column.cast(pl.Int64, strict=False)
    return column.cast(pl.String)
