"""Builds the columns of one row's nodes, children before parents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from zlrules.engine.node import Node, Quantity, reason_of
from zlrules.engine.plan import NODE_COLUMNS, Plan, any_flag, node_prefix, weakest
from zlrules.engine.series import Series, Use
from zlrules.loading.bound import BoundNode, BoundRow
from zlrules.words import Reason

SHOWN = {"low": pl.Int64, "high": pl.Int64, "row": pl.UInt32, "target": pl.UInt32}
"""Columns of a row that name the figure and target it was judged on."""


@dataclass(frozen=True)
class BuiltNode:
    """A node whose columns are in place: their prefix, level, and what the margin measures."""

    prefix: str
    level: int
    quantity: Quantity | None

    def column(self, name: str) -> pl.Expr:
        """A column of the node."""
        return pl.col(f"{self.prefix}:{name}")

    def node(self) -> Node:
        """The node as its parent sees it: references to its columns."""
        return Node(
            met=self.column("met"),
            margin=self.column("margin"),
            applies=self.column("applies"),
            reason=self.column("reason"),
            quantity=self.quantity,
            decided_by=self.column("decided_by"),
        )


class RowBuilder:
    """Builds the nodes of one row, looking so many years back."""

    def __init__(self, plan: Plan, number: int, bound: BoundRow, back: int) -> None:
        self.plan = plan
        self.number = number
        self.bound = bound
        self.back = back
        self.uses: list[tuple[str, Use]] = []
        self.attested: list[pl.Expr] = []

    def node(self, bound: BoundNode) -> BuiltNode:
        """Add the columns of a node and all below it."""
        children = [self.node(child) for child in bound.children]
        series = self._series(bound)
        built = bound.params.build(series, [child.node() for child in children])
        self.uses.extend((bound.indicator.id, use) for use in dict.fromkeys(series.uses))
        level = 1 + max((child.level for child in children), default=-1)
        prefix = node_prefix(self.number, self.back, bound.path)
        self.plan.add(level, built.met.alias(f"{prefix}:judged"))
        for name, column in self._columns(bound, built, prefix, series.uses).items():
            self.plan.add(level + 1, column.alias(f"{prefix}:{name}"))
        if built.quantity is not None:
            self.plan.margin_scales[prefix] = built.quantity.scale
        self.attested.append(pl.col(f"{prefix}:attested"))
        return BuiltNode(prefix, level + 1, built.quantity)

    def _series(self, bound: BoundNode) -> Series:
        return Series(
            indicator=bound.indicator,
            scope=self.bound.row.scope,
            scale=self.plan.scales[bound.indicator.id],
            part_year=self.bound.row.accept_part_year,
            offset=self.back,
            states=self.plan.states.get(bound.indicator.id, ()),
            needs=self.plan.needs,
        )

    def _columns(
        self, bound: BoundNode, built: Node, prefix: str, uses: Sequence[Use]
    ) -> dict[str, pl.Expr]:
        """What the node yields, a statement standing in where the figures don't settle it."""
        judged = pl.col(f"{prefix}:judged")
        attested = self.plan.statement(self.number, bound.path, judged, bound.accepts())
        is_open = ~built.applies | (judged.is_null() & attested.is_null())
        return {
            "met": pl.when(attested.is_not_null()).then(pl.lit(value=True)).otherwise(judged),
            "margin": pl.when(built.applies & judged.is_not_null()).then(built.margin),
            "applies": built.applies,
            "reason": pl.when(is_open).then(
                pl.coalesce(built.reason, *_default_reasons(uses, self.back))
            ),
            "decided_by": built.decided_by,
            "attested": attested,
        }

    def known(self) -> pl.Expr:
        """Whether there is any figure of the assessed period at all."""
        return any_flag(
            use.column("low", self.back).is_not_null() for _, use in self.uses if use.current
        )

    def row_columns(self, root: BuiltNode) -> dict[str, pl.Expr]:
        """The columns of the row, should it be judged on figures so many years back."""
        uses = [use for _, use in self.uses]
        return {
            **{name: root.column(name) for name in NODE_COLUMNS if name != "attested"},
            "attested": weakest(self.attested),
            "known": self.known(),
            "provisional": root.column("attested").is_null()
            & any_flag(use.column("provisional", self.back) for use in uses),
            "conflict": any_flag(use.column("conflict", self.back) for use in uses),
            **self._shown(),
        }

    def _shown(self) -> dict[str, pl.Expr]:
        indicator = self.bound.row.indicator
        own = [use for name, use in self.uses if use.current and name == indicator]
        shown = {
            name: pl.coalesce(
                *(use.column(name, self.back) for use in own), pl.lit(None, dtype=dtype)
            )
            for name, dtype in SHOWN.items()
            if name != "target"
        }
        targets = [use.column("target", self.back) for use in own if use.is_target]
        return {**shown, "target": pl.coalesce(*targets, pl.lit(None, dtype=pl.UInt32))}


def _default_reasons(uses: Sequence[Use], back: int) -> list[pl.Expr]:
    """What the engine sees by itself where a node is undecided."""
    if not uses:
        return []
    current = [use.column("low", back).is_not_null() for use in uses if use.current]
    earlier = [use.column("low", back).is_null() for use in uses if not use.current]
    conflict = any_flag(use.column("conflict", back) for use in uses)
    return [
        pl.when(~any_flag(current)).then(reason_of(Reason.NO_FIGURE)),
        pl.when(any_flag(earlier)).then(reason_of(Reason.NO_HISTORY)),
        pl.when(conflict).then(reason_of(Reason.CONFLICT)),
        reason_of(Reason.BOUND),
    ]
