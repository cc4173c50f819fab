"""Texts as categories: a look at every text only where nearly each differs from the one before."""

from __future__ import annotations

import polars as pl

_SAMPLE = 500
_MOSTLY = 0.9
_RARELY = 0.2


def as_categories(texts: pl.Series) -> pl.Series:
    """A column of texts as Categorical.

    Looking up a text costs ten times as much as comparing it. So of a column that says one thing
    in most rows, only the other rows are looked up; of a column where a text stands in some rows
    one below the other, only the first of them.
    """
    sample = texts.head(_SAMPLE)
    if texts.dtype != pl.String or len(texts) <= _SAMPLE or sample[0] is None:
        return texts.cast(pl.String).cast(pl.Categorical())
    if (sample == sample[0]).sum() > _MOSTLY * _SAMPLE:
        return _by_exception(texts)
    if (sample[1:] != sample[:-1]).sum() < _RARELY * _SAMPLE:
        return _by_run(texts)
    return texts.cast(pl.Categorical())


def _by_exception(texts: pl.Series) -> pl.Series:
    """The first text everywhere, but for the rows that say something else."""
    exceptions = texts.ne_missing(texts[0]).arg_true()
    usual = texts.head(1).cast(pl.Categorical()).new_from_index(0, len(texts))
    return usual.scatter(exceptions, texts[exceptions].cast(pl.Categorical()))


def _by_run(texts: pl.Series) -> pl.Series:
    """Each text as often as it stands one below the other."""
    run = texts.rle_id()
    first = run.search_sorted(pl.int_range(run[-1] + 1, dtype=pl.UInt32, eager=True))
    return texts[first].cast(pl.Categorical())[run]
