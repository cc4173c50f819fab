"""The combinations, each a model of its parameters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Annotated, ClassVar, Literal

import polars as pl
from pydantic import Field

from zlrules import (
    Child,
    Condition,
    Model,
    Node,
    Outcome,
    Reason,
    Requirement,
    Series,
    Single,
    Tree,
    all_of,
    any_of,
    condition_holds,
    one_quantity,
    reason_of,
)

NOTHING_OF_ITS_OWN: frozenset[Outcome] = frozenset()
"""A combination comes to what its children come to."""


class All(Single[Annotated[tuple[Tree, ...], Field(min_length=1)]], Requirement):
    """各项要求同时满足；不适用的项不计。"""

    outcomes: ClassVar[frozenset[Outcome]] = NOTHING_OF_ITS_OWN
    monotone: ClassVar[bool] = True
    joins: ClassVar[Literal["all"]] = "all"

    def children(self) -> Sequence[Child]:
        """The requirements, in their order."""
        return [Child((index,), tree) for index, tree in enumerate(self.root)]

    def reachable(self, children: Sequence[frozenset[Outcome]]) -> frozenset[Outcome]:
        """Never met where one of them can't be."""
        return super().reachable(children) - _unless_all(Outcome.MET, children)

    def describe(self, children: Sequence[str]) -> str:
        """``≥90，且≥81.6``; what is joined otherwise inside stands in brackets."""
        return "，且".join(_bracketed(children, "，或"))

    def build(self, series: Series, children: Sequence[Node]) -> Node:
        """Met when all are."""
        return all_of(children)


class Any(Single[Annotated[tuple[Tree, ...], Field(min_length=1)]], Requirement):
    """满足其中一项；不适用的项不计。"""

    outcomes: ClassVar[frozenset[Outcome]] = NOTHING_OF_ITS_OWN
    monotone: ClassVar[bool] = True
    joins: ClassVar[Literal["any"]] = "any"

    def children(self) -> Sequence[Child]:
        """The requirements, in their order."""
        return [Child((index,), tree) for index, tree in enumerate(self.root)]

    def reachable(self, children: Sequence[frozenset[Outcome]]) -> frozenset[Outcome]:
        """Never missed where one of them can't be."""
        return super().reachable(children) - _unless_all(Outcome.MISSED, children)

    def describe(self, children: Sequence[str]) -> str:
        """``≥90，或持续提高``; what is joined otherwise inside stands in brackets."""
        return "，或".join(_bracketed(children, "，且"))

    def build(self, series: Series, children: Sequence[Node]) -> Node:
        """Met when one is."""
        return any_of(children)


def _bracketed(children: Sequence[str], other: str) -> Iterator[str]:
    """Descriptions that read unambiguously beside others, though they hold another joint."""
    yield from (f"（{one}）" if other in one else one for one in children)


def _unless_all(outcome: Outcome, children: Sequence[frozenset[Outcome]]) -> frozenset[Outcome]:
    """An outcome that some requirement can't come to; nothing where all can."""
    return frozenset() if all(outcome in child for child in children) else frozenset({outcome})


class Branch(Model):
    """What is required of districts of one kind."""

    when: Condition
    require: Tree


class By(Single[Annotated[tuple[Branch, ...], Field(min_length=1)]], Requirement):
    """按行政区的属性适用不同要求；按次序取第一个符合的。"""

    outcomes: ClassVar[frozenset[Outcome]] = NOTHING_OF_ITS_OWN
    monotone: ClassVar[bool] = True
    joins: ClassVar[Literal["cases"]] = "cases"

    def children(self) -> Sequence[Child]:
        """The requirements of all branches, in their order."""
        return [
            Child((index, "require"), branch.require, when=branch.when)
            for index, branch in enumerate(self.root)
        ]

    def describe(self, children: Sequence[str]) -> str:
        """``山区 ≥18；丘陵 ≥15``."""
        kinds = [
            "、".join("或".join(words) for words in branch.when.root.values())
            for branch in self.root
        ]
        return "；".join(f"{kind} {text}" for kind, text in zip(kinds, children, strict=True))

    def build(self, series: Series, children: Sequence[Node]) -> Node:
        """What the first branch that fits yields; open where no branch fits or none can be told."""
        holds = [condition_holds(branch.when, series) for branch in self.root]
        quantity = one_quantity(children)
        any_unknown = pl.any_horizontal([one.is_null() for one in holds])
        no_margin = pl.lit(None, dtype=pl.Int64)
        margins = [child.margin if quantity else no_margin for child in children]
        nothing = (
            pl.when(any_unknown)
            .then(reason_of(Reason.NO_ATTRIBUTE))
            .otherwise(reason_of(Reason.NO_BRANCH))
        )
        node = Node(
            met=_first(holds, [child.met for child in children], pl.lit(None, dtype=pl.Boolean)),
            margin=_first(holds, margins, no_margin),
            reason=_first(holds, [child.reason for child in children], nothing),
            quantity=quantity,
            decided_by=_first(
                holds,
                [pl.lit(number, dtype=pl.Int32) for number in range(1, len(children) + 1)],
                pl.lit(None, dtype=pl.Int32),
            ),
        )
        if all(child.applies_everywhere for child in children):
            return node
        applies = _first(holds, [child.applies for child in children], pl.lit(value=True))
        return replace(node, applies=applies)


def _first(holds: Sequence[pl.Expr], values: Sequence[pl.Expr], otherwise: pl.Expr) -> pl.Expr:
    """The value of the first condition that holds, unless an earlier one can't be told."""
    picked = otherwise
    for condition, value in reversed(list(zip(holds, values, strict=True))):
        picked = (
            pl.when(condition)
            .then(value)
            .when(condition.is_null())
            .then(otherwise)
            .otherwise(picked)
        )
    return picked
