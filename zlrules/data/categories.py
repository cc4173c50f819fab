"""Texts as categories: a look at every text only where nearly each differs from the one before."""

from __future__ import annotations

import polars as pl

_SAMPLE = 5_000
_MOSTLY = 0.9
_RARELY = 0.02


def as_categories(texts: pl.Series) -> pl.Series:
    """A column of texts as Categorical.

    Looking up a text costs ten times as much as comparing it. So of a column that says one thing
    in most rows, only the other rows are looked up; of a column where a text stands in many rows
    one below the other, only the first of them.
    """
    sample = texts.head(_SAMPLE)
    if texts.dtype != pl.String or len(texts) <= _SAMPLE:
        return texts.cast(pl.String).cast(pl.Categorical())
    if _share(sample.eq_missing(sample[0])) > _MOSTLY:
        return _by_exception(texts)
    if _share(_begins(sample)) < _RARELY:
        return _by_run(texts)
    return texts.cast(pl.Categorical())


def _share(flags: pl.Series) -> float:
    return int(flags.sum()) / len(flags)


def _by_exception(texts: pl.Series) -> pl.Series:
    """The first text everywhere, but for the rows that say something else."""
    exceptions = texts.ne_missing(texts[0]).arg_true()
    usual = texts.head(1).cast(pl.Categorical()).new_from_index(0, len(texts))
    return usual.scatter(exceptions, texts[exceptions].cast(pl.Categorical()))


def _by_run(texts: pl.Series) -> pl.Series:
    """Each text as often as it stands one below the other."""
    first = _begins(texts).arg_true()
    runs = pl.int_range(len(first), dtype=pl.UInt32, eager=True)
    number = pl.Series([None], dtype=pl.UInt32).new_from_index(0, len(texts)).scatter(first, runs)
    return texts[first].cast(pl.Categorical())[number.forward_fill()]


def _begins(texts: pl.Series) -> pl.Series:
    """Where a text differs from the one before."""
    differs = texts.ne_missing(texts.shift(1))
    return differs.scatter(0, values=True) if len(differs) else differs
