"""Numbers of a table as whole digits and decimals: 81.60 is (8160, 2), with no double in between."""

from __future__ import annotations

import polars as pl

from zlrules.data.coded import Coded
from zlrules.interval import MOST_DECIMALS
from zlrules.loading.catalogue import Catalogue

_PLAIN = r"^[+-]?(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?$"
_LONG = r"^[+-]?(0|[1-9][0-9]{0,14})\.[0-9]{10,30}$"
_DIGITS = 17
"""More digits than this don't fit the lattice."""
_DOUBLE_NOISE, _SINGLE_NOISE = 2.0**-49, 2.0**-20
_LEAST_NOISE = 1e-9
_MOST_NOISE = 0.01
"""How far from a whole last decimal a double may be: some units in its own last place."""
_MOST_WHOLE = 10.0**15


def published_decimals(indicators: Coded, catalogue: Catalogue) -> pl.Series:
    """The decimals with which each row's indicator is published, as far as they are kept (UInt32)."""
    kept = indicators.map(lambda name: min(catalogue[name].decimals, MOST_DECIMALS), pl.UInt32)
    return kept.fill_null(0)


def digits_and_decimals(column: pl.Series, decimals: pl.Series) -> pl.DataFrame:
    """Split numbers exactly.

    Text with more than nine decimals, doubles and floats of half their size are taken as the
    nearest decimal with the decimals of their indicator's catalogue entry when they are no further
    from it than their noise.

    Args:
        column: Text, integers, decimals or doubles.
        decimals: As from `published_decimals`.

    Returns:
        Columns ``digits`` (Int64) and ``decimals`` (Int8), null where there is no such number.
    """
    if column.dtype.is_float():
        noise = _SINGLE_NOISE if column.dtype == pl.Float32 else _DOUBLE_NOISE
        return _of_doubles(column.cast(pl.Float64), decimals, noise)
    coded = Coded.of(column)
    split = _of_texts(pl.Series(coded.distinct, dtype=pl.String))
    if not split["long"].count():
        return split.select("digits", "decimals")[coded.codes]
    rows = split[coded.codes]
    near = _of_doubles(rows["long"], decimals)
    return rows.select(pl.coalesce(pl.col(name), near[name]).alias(name) for name in near.columns)


def _of_doubles(
    column: pl.Series, decimals: pl.Series, relative_noise: float = _DOUBLE_NOISE
) -> pl.DataFrame:
    """The nearest decimals, where they are near."""
    powers = pl.Series([10.0**places for places in range(MOST_DECIMALS + 1)])
    shifted = column * powers[decimals]
    whole = shifted.round(0)
    gap = shifted - whole
    digits = whole.cast(pl.Int64, strict=False)
    frame = pl.DataFrame({"digits": digits, "decimals": decimals.cast(pl.Int8)})
    if not digits.null_count() and _within(gap, _LEAST_NOISE) and _within(digits, _MOST_WHOLE):
        return frame
    noise = (shifted.abs() * relative_noise).clip(_LEAST_NOISE, _MOST_NOISE)
    is_near = (gap.abs() <= noise) & whole.is_between(-_MOST_WHOLE, _MOST_WHOLE, closed="none")
    return frame.select(pl.when(is_near).then(pl.col(name)).alias(name) for name in frame.columns)


def _within(column: pl.Series, most: float) -> bool:
    """Whether a column has numbers, all of them less than ``most`` away from nought."""
    lowest, highest = column.min(), column.max()
    if not isinstance(lowest, int | float) or not isinstance(highest, int | float):
        return False
    return -most < lowest and highest < most


def _of_texts(texts: pl.Series) -> pl.DataFrame:
    """Digits and decimals of texts, and ``long``: the double nearest to a text that is too long."""
    text = pl.col("text")
    whole = text.str.replace(".", "", literal=True).str.strip_prefix("+")
    fits = whole.str.strip_prefix("-").str.len_chars() <= _DIGITS
    plain = text.str.contains(_PLAIN) & fits
    written = text.str.extract(r"\.([0-9]+)$").str.len_chars().fill_null(0)
    long = pl.when(text.str.contains(_LONG)).then(text.cast(pl.Float64, strict=False))
    return pl.DataFrame({"text": texts}).select(
        pl.when(plain).then(whole.cast(pl.Int64, strict=False)).alias("digits"),
        pl.when(plain).then(written.cast(pl.Int8)).alias("decimals"),
        long.alias("long"),
    )
