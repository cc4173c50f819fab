"""Columns of few distinct texts: what is distinct, and what belongs to pairs of texts."""

from __future__ import annotations

import polars as pl
from hypothesis import given, settings, strategies as st

from zlrules.data.coded import Coded, by_pair, distinct

laws = settings(deadline=None, max_examples=60)
words = st.sampled_from(["甲", "乙", "丙", None])
runs = st.lists(st.tuples(words, st.integers(1, 9)), max_size=20)


@laws
@given(runs)
def test_what_is_distinct_does_not_depend_on_how_texts_stand(told: list[tuple[str, int]]) -> None:
    texts = [word for word, times in told for _ in range(times)]
    column = pl.Series(texts, dtype=pl.String)
    found = distinct(column).to_list()
    assert len(found) == len(set(found))
    assert set(found) == set(texts)


@laws
@given(st.lists(st.tuples(words, words), min_size=1, max_size=20))
def test_each_pair_has_its_number_or_none(pairs: list[tuple[str, str]]) -> None:
    first, second = (
        Coded.of(pl.Series(texts, dtype=pl.String)) for texts in zip(*pairs, strict=True)
    )
    numbers = {("甲", "乙"): 0, ("乙", "甲"): 7, ("甲", "甲"): 3, ("丁", "甲"): 9}
    assert by_pair(first, second, numbers).to_list() == [numbers.get(pair) for pair in pairs]
