"""Texts as categories, by whichever way is the shortest."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, strategies as st

from zlrules.data import categories
from zlrules.data.categories import as_categories

TEXTS = st.sampled_from(["2024", "2025", "公报", "", " 甲 ", None])


@given(
    runs=st.lists(st.tuples(TEXTS, st.integers(1, 30)), max_size=40),
    others=st.lists(TEXTS, max_size=40),
)
def test_no_text_changes(runs: list[tuple[str | None, int]], others: list[str | None]) -> None:
    with pytest.MonkeyPatch.context() as small:
        small.setattr(categories, "_SAMPLE", 20)
        texts = pl.Series(
            [text for text, count in runs for _ in range(count)] + others, dtype=pl.String
        )
        coded = as_categories(texts)
    assert coded.dtype == pl.Categorical()
    assert coded.cast(pl.String).to_list() == texts.to_list()


@pytest.mark.parametrize(
    "texts",
    [
        ["="] * 9_000 + ["<", None, "="],
        [None] * 9_000 + ["2025", None],
        [code for code in ("320402", None, "320404", "320402") for _ in range(3_000)],
        ["年鉴", "公报"] * 4_000,
        ["="] * 6_000 + ["<", ">"] * 3_000,
    ],
    ids=["exceptions", "mostly nothing", "runs", "always another", "not as it began"],
)
def test_long_columns(texts: list[str | None]) -> None:
    assert as_categories(pl.Series(texts)).cast(pl.String).to_list() == texts
