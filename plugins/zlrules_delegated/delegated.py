"""The delegated requirements, each a model of its parameters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

import polars as pl
from pydantic import Field

from zlrules import (
    ATTESTED_LABELS,
    UNBOUNDED,
    Attested,
    Indicator,
    Model,
    Node,
    Outcome,
    Reason,
    Requirement,
    Series,
    closed_high,
    closed_low,
    reason_of,
    settled,
)


class Assigned(Model, Requirement):
    """达到上级下达的目标；比较方式、时段和基期都由下达目标表给出。"""

    def check(self, indicator: Indicator) -> Iterator[str]:
        """Refuse indicators without numbers."""
        if indicator.kind == "state":
            yield f"指标 {indicator.id} 是状态，下达目标是数值"

    def describe(self, children: Sequence[str]) -> str:
        """Say where the target comes from."""
        return "完成上级下达目标"

    def build(self, series: Series, children: Sequence[Node]) -> Node:
        """Met where all that the figure can be is acceptable to whoever set the target."""
        target = series.target()
        met = settled(
            (target.low >= target.lower) & (target.high <= target.upper),
            (target.high < target.lower) | (target.low > target.upper),
        )
        above = pl.when(target.lower > -UNBOUNDED).then(target.value - closed_low(target.lower))
        below = pl.when(target.upper < UNBOUNDED).then(closed_high(target.upper) - target.value)
        return Node(
            met=met,
            margin=pl.min_horizontal(above, below),
            reason=pl.when(target.low.is_not_null() & ~target.known).then(
                reason_of(Reason.NO_TARGET)
            ),
            quantity=series.quantity,
        )


class Stated(Model, Requirement):
    """只凭书面认定；数据再好也不代替认定。"""

    outcomes: ClassVar[frozenset[Outcome]] = frozenset(
        {Outcome.MET, Outcome.NO_DATA, Outcome.PENDING}
    )

    by: tuple[Attested, ...] = Field(default=(Attested.OFFICIAL,), min_length=1)

    def implies(self, other: Requirement, indicator: Indicator) -> bool:
        """Whether the other takes the same word, too."""
        return isinstance(other, Stated) and set(self.by) <= set(other.by)

    def accepts(self) -> frozenset[Attested]:
        """Only the named kinds of statement."""
        return frozenset(self.by)

    def describe(self, children: Sequence[str]) -> str:
        """Say whose statement is needed."""
        return f"凭{'或'.join(ATTESTED_LABELS[kind] for kind in self.by)}"

    def build(self, series: Series, children: Sequence[Node]) -> Node:
        """Never settled by a figure; the engine puts a statement in its place."""
        open_ = pl.when(series.known()).then(pl.lit(None, dtype=pl.Boolean))
        return Node(open_, reason=reason_of(Reason.NO_STATEMENT))


class Unknown(Model, Requirement):
    """已知有此项要求，但原文未取得；一律待核定。"""

    outcomes: ClassVar[frozenset[Outcome]] = frozenset({Outcome.PENDING})

    def accepts(self) -> frozenset[Attested]:
        """No statement can meet a requirement that isn't known."""
        return frozenset()

    def describe(self, children: Sequence[str]) -> str:
        """Say that the wording is missing."""
        return "原文要求未取得"

    def build(self, series: Series, children: Sequence[Node]) -> Node:
        """Never settled."""
        return Node(pl.lit(None, dtype=pl.Boolean), reason=reason_of(Reason.TEXT_UNKNOWN))
