"""A limit implies another one exactly where no figure meets the one and misses the other."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal

from hypothesis import example, given, strategies as st

from tests.plugins.implied import implies
from zlrules.testing import Tree

HOLDS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "at_least": operator.ge,
    "more_than": operator.gt,
    "at_most": operator.le,
    "less_than": operator.lt,
    "equals": operator.eq,
}
NUMBERS = st.integers(0, 8).map(lambda halves: Decimal(halves) / 2)
SINGLE = st.tuples(st.sampled_from(sorted(HOLDS)), NUMBERS).map(
    lambda made: {made[0]: str(made[1])}
)
BETWEEN = st.tuples(NUMBERS, NUMBERS).map(
    lambda ends: {"between": [str(one) for one in sorted(ends)]}
)
FIGURES = [Decimal(quarters) / 4 for quarters in range(-4, 21)]
"""All numbers, the middles between them, and some beyond."""


def met(tree: Tree, figure: Decimal) -> bool:
    ((name, raw),) = tree.items()
    if name == "between":
        assert isinstance(raw, list)
        low, high = (Decimal(str(one)) for one in raw)
        return low <= figure <= high
    return HOLDS[name](figure, Decimal(str(raw)))


@given(SINGLE | BETWEEN, SINGLE | BETWEEN)
@example({"more_than": "1"}, {"at_least": "1"})
@example({"at_least": "1"}, {"more_than": "1"})
def test_a_limit_implies_another_where_every_figure_says_so(one: Tree, other: Tree) -> None:
    by_figures = all(met(other, figure) for figure in FIGURES if met(one, figure))
    assert implies(one, other) == by_figures


def test_a_limit_says_nothing_about_a_trend() -> None:
    assert not implies(
        {"at_least": "90"}, {"rising": {"years": "3", "tolerance": "0", "strict": "true"}}
    )
