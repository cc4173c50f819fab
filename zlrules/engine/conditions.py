"""Conditions on districts: ``{terrain: [山区, 丘陵]}``."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from zlrules.engine.series import Series
from zlrules.models.ruleset import Condition


def condition_holds(condition: Condition, series: Series) -> pl.Expr:
    """Whether a district fulfils a condition: null where an attribute that matters isn't known."""
    return holds_for(condition, series.attribute)


def holds_for(condition: Condition, attribute: Callable[[str], pl.Expr]) -> pl.Expr:
    """Whether a condition is fulfilled, given how to look at an attribute."""
    return pl.all_horizontal(
        [attribute(name).is_in(list(words)) for name, words in condition.root.items()]
    )
