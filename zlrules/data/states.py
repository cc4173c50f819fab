"""States of indicators that hold words: every wording gets a code."""

from __future__ import annotations

import unicodedata

import polars as pl

from zlrules.data.findings import Findings
from zlrules.errors import one_of
from zlrules.interval import MOST_STATES
from zlrules.loading.catalogue import Catalogue
from zlrules.models.indicator import Indicator


def fold(word: str) -> str:
    """Fold full-width forms and Roman numerals, so that 劣V and 劣Ⅴ are one word."""
    return unicodedata.normalize("NFKC", word).strip()


def coded_states(
    frame: pl.DataFrame, stateful: pl.Series, catalogue: Catalogue, findings: Findings
) -> tuple[dict[str, tuple[frozenset[str], ...]], pl.Series]:
    """Give every wording of a state a code; what several words say at once gets one of its own.

    Args:
        stateful: Which rows hold a state.

    Returns:
        The words behind each code, by indicator; and each row's code (Int64), null where it holds
        no state that is known.
    """
    codes: list[tuple[str, str, int]] = []
    states = {
        name: [frozenset({word}) for word in catalogue[name].states]
        for name in catalogue.state_ids()
    }
    rows = frame.filter(stateful).select(pl.col("indicator", "text").cast(pl.String))
    for name, text in rows.drop_nulls().unique(maintain_order=True).iter_rows():
        words = _words(text, catalogue[name])
        if words is None:
            bad = stateful & (frame["indicator"] == name) & (frame["text"] == text)
            remedy = one_of(text, catalogue[name].states)
            findings.refuse(bad, "text", f"{catalogue[name].name} 没有 '{{}}' 这种状态", remedy)
            continue
        if words not in states[name]:
            states[name].append(words)
            if len(states[name]) > MOST_STATES:
                remedy = f"至多 {MOST_STATES} 种，核对各行的写法"
                findings.refuse(frame["text"] == text, "text", "状态的组合写法过多", remedy)
        codes.append((name, text, states[name].index(words)))
    schema = {"indicator": pl.String, "text": pl.String, "code": pl.Int64}
    table = pl.DataFrame(codes, schema=schema, orient="row")
    told = frame.select(pl.col("indicator", "text").cast(pl.String)).join(
        table, on=["indicator", "text"], how="left", maintain_order="left"
    )
    return {name: tuple(words) for name, words in states.items()}, told["code"]


def _words(text: str, indicator: Indicator) -> frozenset[str] | None:
    known = {fold(word): word for word in indicator.states}
    if fold(text) in known:
        return frozenset({known[fold(text)]})
    parts = [fold(part) for part in text.replace("；", "、").replace(";", "、").split("、")]
    return (
        frozenset(known[part] for part in parts) if all(part in known for part in parts) else None
    )
