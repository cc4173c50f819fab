"""Typed columns as the text that one would have typed."""

from __future__ import annotations

from datetime import time

import polars as pl


def as_text(column: pl.Series) -> pl.Series:
    """A column as String: midnight as the day alone, whole numbers without decimals.

    Many programs write every day with a time, and years with gaps between them as doubles. What
    a cell becomes doesn't depend on other cells, so that pieces of a table are read like all of it.

    Example:
        >>> as_text(pl.Series([2024.0, None, 2025.0])).to_list()
        ['2024', None, '2025']
    """
    texts = column.cast(pl.String)
    if column.dtype.is_float():
        return texts.str.strip_suffix(".0")
    if isinstance(column.dtype, pl.Datetime):
        days = column.dt.date().cast(pl.String)
        return days.zip_with(column.dt.time() == time(), texts)
    return texts
