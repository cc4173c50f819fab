"""How requirements combine: every table of truth, with parts that don't apply and margins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

import polars as pl
import pytest

from zlrules.engine.node import Node, Quantity, all_of, any_of, reason_of, settled
from zlrules.words import Reason

TRUTHS = (True, False, None)
LEVEL = Quantity("river", "个", 1)


def node(met: bool | None, margin: int | None = None, *, applies: bool = True) -> Node:
    return Node(
        met=pl.lit(met, dtype=pl.Boolean),
        margin=pl.lit(margin, dtype=pl.Int64),
        applies=pl.lit(applies),
        reason=reason_of(Reason.BOUND if met is None else Reason.CONDITION),
        quantity=LEVEL,
    )


def yields(one: Node) -> dict[str, object]:
    columns = {
        name: getattr(one, name) for name in ("met", "margin", "applies", "reason", "decided_by")
    }
    found: dict[str, object] = pl.select(**columns).row(0, named=True)
    return found


@pytest.mark.parametrize("truths", list(product(TRUTHS, repeat=3)))
def test_all_and_any_follow_kleene(truths: tuple[bool | None, ...]) -> None:
    children = [node(truth) for truth in truths]
    everything = False if False in truths else None if None in truths else True
    something = True if True in truths else None if None in truths else False
    assert yields(all_of(children))["met"] is everything
    assert yields(any_of(children))["met"] is something


@pytest.mark.parametrize("truth", TRUTHS)
def test_what_does_not_apply_is_neutral(truth: bool | None) -> None:
    for aside in TRUTHS:
        for together in (all_of, any_of):
            found = yields(together([node(truth), node(aside, 4, applies=False)]))
            assert (found["met"], found["applies"]) == (truth, True)


def test_nothing_applies_where_no_child_does() -> None:
    for together in (all_of, any_of):
        found = yields(together([node(True, applies=False), node(False, applies=False)]))
        assert (found["applies"], found["met"]) == (False, None)
        assert found["reason"] == "condition"


Case = tuple[
    Callable[[Sequence[Node]], Node], list[tuple[bool | None, int | None]], int | None, int | None
]
CASES: dict[str, Case] = {
    "且都达标取最差的": (all_of, [(True, 4), (True, 2)], 2, 2),
    "且取最差的未达标": (all_of, [(True, 4), (False, -2), (False, -6)], -6, 3),
    "或取最好的达标": (any_of, [(True, 4), (True, 8), (False, -2)], 8, 2),
    "或都未达标取最接近的": (any_of, [(False, -4), (False, -2)], -2, 2),
    "没定时没有差距": (all_of, [(True, 4), (None, None)], None, None),
    "未达标时没定的不算": (all_of, [(None, None), (False, -2)], -2, 2),
    "达标时没定的不算": (any_of, [(None, None), (True, 2)], 2, 2),
    "最差的可能是没有差距的那项": (all_of, [(True, 4), (True, None)], None, None),
    "未达标而没有差距的也说明由谁决定": (all_of, [(True, 4), (False, None)], None, 2),
}


@pytest.mark.parametrize("name", CASES)
def test_margins(name: str) -> None:
    together, children, margin, decided_by = CASES[name]
    found = yields(together([node(met, distance) for met, distance in children]))
    assert (found["margin"], found["decided_by"]) == (margin, decided_by)


def test_margins_of_different_quantities_are_never_compared() -> None:
    other = Node(pl.lit(value=False), pl.lit(-2), quantity=Quantity("share", "%", 1))
    found = all_of([node(False, -4), other])
    assert found.quantity is None
    assert (yields(found)["margin"], yields(found)["decided_by"]) == (None, 1)


def test_the_reason_is_that_of_what_is_open() -> None:
    assert yields(all_of([node(True), node(None)]))["reason"] == "bound"
    assert yields(all_of([node(True), node(True)]))["reason"] is None


@pytest.mark.parametrize(
    ("met", "missed", "expected"),
    [(True, False, True), (False, True, False), (False, False, None), (None, None, None)],
)
def test_settled(met: bool | None, missed: bool | None, expected: bool | None) -> None:
    one = settled(pl.lit(met, dtype=pl.Boolean), pl.lit(missed, dtype=pl.Boolean))
    assert pl.select(one).item() is expected
