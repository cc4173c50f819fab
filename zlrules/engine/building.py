"""Builds the columns of one row's nodes, children before parents."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import polars as pl

from zlrules.engine.node import Node, no_margin, no_reason, no_statement, reason_of
from zlrules.engine.plan import Plan, any_flag, node_prefix, weakest
from zlrules.engine.series import Series, Use
from zlrules.loading.bound import BoundNode, BoundRow
from zlrules.words import Reason

SHOWN = {"low": pl.Int64, "high": pl.Int64, "row": pl.UInt32, "target": pl.UInt32}
"""Columns of a row that name the figure and target it was judged on."""


@cache
def nothing_shown(name: str) -> pl.Expr:
    """That no figure or target is named."""
    return pl.lit(None, dtype=SHOWN[name])


class BuiltNode(NamedTuple):
    """A node whose columns are in place.

    Attributes:
        node: The node as its parent sees it: references to its columns.
        attested: The statement that stands in for it, as its place in `Attested`.
        level: Columns that refer to it must be of a higher level.
    """

    node: Node
    attested: pl.Expr
    level: int


class RowBuilder:
    """Builds the nodes of one row, looking so many years back.

    Attributes:
        uses: The figures that were looked at, each with the indicator of the node.
        looked_at: The same by the path of the node.
    """

    def __init__(self, plan: Plan, number: int, bound: BoundRow, back: int) -> None:
        self.plan = plan
        self.number = number
        self.bound = bound
        self.back = back
        self.uses: list[tuple[str, Use]] = []
        self.looked_at: dict[str, list[Use]] = {}
        self.attested: list[pl.Expr] = []
        window = bound.row.window
        self.yearly = window is not None and window.judged > 1

    def node(self, bound: BoundNode) -> BuiltNode:
        """Add the columns of a node and all below it."""
        children = [self.node(child) for child in bound.children]
        series = self._series(bound)
        judged = bound.params.build(series, [child.node for child in children])
        self.looked_at[bound.path] = list(dict.fromkeys(series.uses))
        self.uses.extend((bound.indicator.id, use) for use in self.looked_at[bound.path])
        level = 1 + max((child.level for child in children), default=-1)
        prefix = node_prefix(self.number, self.back, bound.path)
        met = self.plan.add(level, f"{prefix}:judged", judged.met)
        asks = judged.attested is not no_statement()
        said = judged.attested
        if not asks:
            node = (self.bound.row.id, bound.path)
            said = self.plan.statement(node, met, bound.accepts(), self.back if self.yearly else 0)
        said = self.plan.add(level + 1, f"{prefix}:attested", said)
        attested = no_statement() if asks else said
        columns = {
            "met": _met(met, attested),
            "margin": _margin(judged, met),
            "applies": judged.applies,
            "reason": _reason(judged, met, attested, self._default_reason(series.uses)),
            "decided_by": judged.decided_by,
        }
        told = {
            name: self.plan.add(level + 2, f"{prefix}:{name}", column)
            for name, column in columns.items()
        }
        if judged.quantity is not None:
            self.plan.margin_scales[prefix] = judged.quantity.scale
        self.attested.append(said)
        return BuiltNode(Node(**told, quantity=judged.quantity), attested, level + 2)

    def _series(self, bound: BoundNode) -> Series:
        return Series(
            indicator=bound.indicator,
            scope=bound.scope or self.bound.row.scope,
            scale=self.plan.scales[bound.indicator.id],
            part_year=self.bound.row.accept_part_year,
            offset=self.back,
            states=self.plan.states.get(bound.indicator.id, ()),
            needs=self.plan.needs,
            node=(self.bound.row.id, bound.path),
        )

    def _default_reason(self, uses: Sequence[Use]) -> pl.Expr:
        """What the engine sees by itself where a node is undecided."""
        if not uses:
            return no_reason()
        back = self.back
        missing = Reason.NO_HISTORY if self.yearly and back else Reason.NO_FIGURE
        if len(uses) == 1 and uses[0].current and missing is Reason.NO_FIGURE:
            return uses[0].column("open", back)
        current = [use.column("low", back).is_not_null() for use in uses if use.current]
        earlier = [
            use.column("low", back).is_null()
            for use in uses
            if not use.current and not use.reported
        ]
        conflict = any_flag(use.column("conflict", back) for use in uses)
        reason = (
            pl.when(conflict).then(reason_of(Reason.CONFLICT)).otherwise(reason_of(Reason.BOUND))
        )
        if earlier:
            no_history = reason_of(Reason.NO_HISTORY)
            reason = pl.when(any_flag(earlier)).then(no_history).otherwise(reason)
        return pl.when(~any_flag(current)).then(reason_of(missing)).otherwise(reason)

    def known(self) -> pl.Expr:
        """Whether there is any figure of the assessed period at all."""
        return any_flag(
            use.column("low", self.back).is_not_null() for _, use in self.uses if use.current
        )

    def row_columns(self, root: BuiltNode) -> dict[str, pl.Expr]:
        """The columns of the row, should it be judged on figures so many years back."""
        uses = dict.fromkeys(use for _, use in self.uses)
        provisional = any_flag(use.column("provisional", self.back) for use in uses)
        if root.attested is not no_statement():
            provisional &= root.attested.is_null()
        return {
            "met": root.node.met,
            "margin": root.node.margin,
            "applies": root.node.applies,
            "reason": root.node.reason,
            "decided_by": root.node.decided_by,
            "attested": weakest(self.attested),
            "known": self.known(),
            "provisional": provisional,
            "conflict": any_flag(use.column("conflict", self.back) for use in uses),
            **self._shown(),
        }

    def _shown(self) -> dict[str, pl.Expr]:
        indicator = self.bound.row.indicator
        scope = self.bound.row.scope
        own = [
            use
            for name, use in self.uses
            if use.current and name == indicator and use.scope == scope
        ]
        targets = [use for use in own if use.is_target]
        return {
            name: _first(targets if name == "target" else own, name, self.back) for name in SHOWN
        }


def _first(uses: Sequence[Use], name: str, back: int) -> pl.Expr:
    """A column of the first figure that is known."""
    columns = [use.column(name, back) for use in dict.fromkeys(uses)]
    if not columns:
        return nothing_shown(name)
    return columns[0] if len(columns) == 1 else pl.coalesce(columns)


def _met(met: pl.Expr, attested: pl.Expr) -> pl.Expr:
    """Whether a node is met, a statement standing in where the figures don't settle it."""
    return met if attested is no_statement() else met | attested.is_not_null()


def _margin(judged: Node, met: pl.Expr) -> pl.Expr:
    """The margin of what the figures settle."""
    if judged.margin is no_margin():
        return no_margin()
    settled = met.is_not_null()
    if not judged.applies_everywhere:
        settled &= judged.applies
    return pl.when(settled).then(judged.margin).otherwise(no_margin())


def _reason(judged: Node, met: pl.Expr, attested: pl.Expr, default: pl.Expr) -> pl.Expr:
    """Why a node is undecided or doesn't apply."""
    is_open = met.is_null()
    if attested is not no_statement():
        is_open &= attested.is_null()
    if not judged.applies_everywhere:
        is_open |= ~judged.applies
    reason = default if judged.reason is no_reason() else pl.coalesce(judged.reason, default)
    return pl.when(is_open).then(reason).otherwise(no_reason())
