"""Numbers of a table as whole digits and decimals: 81.60 is (8160, 2), with no double in between."""

from __future__ import annotations

import polars as pl

from zlrules.interval import MOST_DECIMALS

_PLAIN = r"^[+-]?(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?$"
_LONG = r"^[+-]?(0|[1-9][0-9]{0,14})\.[0-9]{10,30}$"
_DIGITS = 17
"""More digits than this don't fit the lattice."""
_RELATIVE_NOISE = 2.0**-49
_LEAST_NOISE = 1e-9
_MOST_NOISE = 0.01
"""How far from a whole last decimal a double may be: some units in its own last place."""


def digits_and_decimals(column: pl.Series, decimals: pl.Series) -> pl.DataFrame:
    """Split numbers exactly.

    Text with more than nine decimals, and doubles, are taken as the nearest decimal with the
    decimals of their indicator's catalogue entry when they are no further from it than the noise
    of a double.

    Args:
        column: Text, integers, decimals or doubles.
        decimals: Decimals of each row's indicator in the catalogue.

    Returns:
        Columns ``digits`` (Int64) and ``decimals`` (Int8), null where there is no such number.
    """
    noisy = column.dtype.is_float()
    frame = pl.DataFrame({"text": column.cast(pl.String), "near": decimals.cast(pl.Int64)})
    text = pl.col("text")
    plain = text.str.contains(_PLAIN) & pl.lit(not noisy)
    written = text.str.extract(r"\.([0-9]+)$").str.len_chars().fill_null(0)
    whole = text.str.replace(".", "", literal=True).str.strip_prefix("+")
    fits = whole.str.strip_prefix("-").str.len_chars() <= _DIGITS
    double = text.cast(pl.Float64, strict=False)
    shifted = double * pl.lit(10.0).pow(pl.col("near"))
    noise = (shifted.abs() * _RELATIVE_NOISE).clip(_LEAST_NOISE, _MOST_NOISE)
    is_near = (shifted - shifted.round(0)).abs() <= noise
    close = (text.str.contains(_LONG) | pl.lit(noisy)) & double.is_finite() & is_near
    close = close & (shifted.abs() < 10**15)
    return frame.select(
        pl.when(plain & fits)
        .then(whole.cast(pl.Int64, strict=False))
        .when(close)
        .then(shifted.round(0).cast(pl.Int64, strict=False))
        .alias("digits"),
        pl.when(plain & fits)
        .then(written.cast(pl.Int8))
        .when(close)
        .then(pl.col("near").clip(0, MOST_DECIMALS).cast(pl.Int8))
        .alias("decimals"),
    )
