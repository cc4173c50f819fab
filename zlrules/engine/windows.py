"""Several years of data for one row: each must do, the latest counts, or nobody knows."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from zlrules.engine.node import Node, Quantity, agreed, all_of, no_child
from zlrules.engine.plan import Row, any_flag, weakest
from zlrules.models.ruleset import Window
from zlrules.words import Reason


def over_window(window: Window | None, years: Sequence[Row], quantity: Quantity | None) -> Row:
    """What a row comes to over several years.

    Args:
        years: What it comes to in each year that is judged, the latest first.
        quantity: What its margin measures.
    """
    if window is None or len(years) == 1:
        return years[0]
    nodes = [
        Node(year["met"], year["margin"], year["applies"], year["reason"], quantity)
        for year in years
    ]
    together = all_of(nodes) if window.rule == "each" else agreed(nodes, Reason.WINDOW_UNKNOWN)
    columns: dict[str, pl.Expr] = {
        "met": together.met,
        "margin": together.margin,
        "applies": together.applies,
        "reason": together.reason,
        "decided_by": no_child(),
        "attested": weakest(year["attested"] for year in years),
        "provisional": any_flag(year["provisional"] for year in years),
        "conflict": any_flag(year["conflict"] for year in years),
    }
    return {**years[0], **columns}
