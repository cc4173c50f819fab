"""What a node of a requirement yields, and how nodes combine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

import polars as pl

from zlrules.words import Outcome, Reason

OUTCOMES = pl.Enum([outcome.value for outcome in Outcome])
REASONS = pl.Enum([reason.value for reason in Reason])


@cache
def no_margin() -> pl.Expr:
    """A margin that isn't there."""
    return pl.lit(None, dtype=pl.Int64)


@cache
def always() -> pl.Expr:
    """That a node applies everywhere."""
    return pl.lit(value=True)


@cache
def _never() -> pl.Expr:
    """That a requirement is missed everywhere."""
    return pl.lit(value=False)


@cache
def _undecided() -> pl.Expr:
    """That the data don't settle it."""
    return pl.lit(None, dtype=pl.Boolean)


@cache
def no_child() -> pl.Expr:
    """That no child decided, but the node itself."""
    return pl.lit(None, dtype=pl.Int32)


@cache
def no_statement() -> pl.Expr:
    """That no statement stands in."""
    return pl.lit(None, dtype=pl.UInt8)


@cache
def reason_of(reason: Reason) -> pl.Expr:
    """A reason as a column value."""
    return pl.lit(reason.value, dtype=REASONS)


@cache
def outcome_of(outcome: Outcome) -> pl.Expr:
    """An outcome as a column value."""
    return pl.lit(outcome.value, dtype=OUTCOMES)


@cache
def no_reason() -> pl.Expr:
    """A reason that isn't there."""
    return pl.lit(None, dtype=REASONS)


@dataclass(frozen=True)
class Quantity:
    """What a margin measures; margins of different quantities are never compared.

    Attributes:
        name: Id of the indicator, with the kind of change if it is one.
        unit: Unit of the margin.
        scale: Decimals of its lattice.
    """

    name: str
    unit: str
    scale: int


@dataclass(frozen=True, eq=False, repr=False)
class Node:
    """The verdict of one node on every district and year, as Polars expressions.

    Attributes:
        met: Boolean; null where the data don't settle it.
        margin: Int64, distance to what is required in halves of the last decimal, + is better;
            null where there is none. It never decides.
        applies: Boolean, never null.
        reason: A `Reason`; needed where ``met`` is null for a cause that the engine can't see by
            itself (it sees missing figures, missing history, bounds and conflicts).
        quantity: What the margin measures; None where there is no margin.
        decided_by: Int32, number of the child that decided, from 1; null for the node itself.
        attested: UInt8, place in `Attested` of the statement that the verdict rests on, where the
            requirement itself asks for statements.
    """

    met: pl.Expr
    margin: pl.Expr = field(default_factory=no_margin)
    applies: pl.Expr = field(default_factory=always)
    reason: pl.Expr = field(default_factory=no_reason)
    quantity: Quantity | None = None
    decided_by: pl.Expr = field(default_factory=no_child)
    attested: pl.Expr = field(default_factory=no_statement)

    @property
    def applies_everywhere(self) -> bool:
        """Whether no district is exempt, so that there is nothing to ask about it."""
        return self.applies is always()


def settled(met: pl.Expr, missed: pl.Expr) -> pl.Expr:
    """True where ``met`` holds, False where ``missed`` holds, else null (also where they are null).

    Example:
        >>> settled(pl.lit(1) >= 1, pl.lit(1) < 1)  # doctest: +ELLIPSIS
        <Expr ...>
    """
    return pl.when(met).then(always()).when(missed).then(_never()).otherwise(_undecided())


def all_of(children: Sequence[Node]) -> Node:
    """Met when every child that applies is met; its margin is that of the worst decisive child."""
    return _combine(children, decisive=False, pick=pl.min_horizontal)


def any_of(children: Sequence[Node]) -> Node:
    """Met when any child that applies is met; its margin is that of the best decisive child."""
    return _combine(children, decisive=True, pick=pl.max_horizontal)


def one_quantity(children: Sequence[Node]) -> Quantity | None:
    """What the margins of all children measure; None where they measure different things."""
    quantities = {child.quantity for child in children}
    return quantities.pop() if len(quantities) == 1 else None


def agreed(children: Sequence[Node], disagreement: Reason) -> Node:
    """What all children come to; open, with a reason, where one is met and another missed."""
    votes = [child.met for child in children]
    all_met, any_met = pl.all_horizontal(votes), pl.any_horizontal(votes)
    met = settled(all_met, ~any_met)
    differ = (any_met & ~all_met).fill_null(value=False)
    applies = always()
    if not all(child.applies_everywhere for child in children):
        applies = pl.any_horizontal([child.applies for child in children])
        everyone = pl.all_horizontal([child.applies for child in children])
        met = pl.when(everyone).then(met)
        differ |= applies & ~everyone
    margin = no_margin()
    quantity = one_quantity(children)
    if quantity is not None:
        margins = [child.margin for child in children]
        told = pl.all_horizontal([one.is_not_null() for one in margins])
        margin = pl.when(told & met.is_not_null()).then(pl.min_horizontal(margins))
    reason = _open_reason(children, met, applies)
    return Node(
        met=met,
        margin=margin,
        applies=applies,
        reason=pl.when(differ).then(reason_of(disagreement)).otherwise(reason),
        quantity=quantity,
    )


def _combine(
    children: Sequence[Node], *, decisive: bool, pick: Callable[[Sequence[pl.Expr]], pl.Expr]
) -> Node:
    """Combine children of which one with the outcome ``decisive`` decides alone (Kleene logic)."""
    votes = [_vote(child, abstains=not decisive) for child in children]
    met = pl.any_horizontal(votes) if decisive else pl.all_horizontal(votes)
    applies = always()
    if not any(child.applies_everywhere for child in children):
        applies = pl.any_horizontal([child.applies for child in children])
        met = pl.when(applies).then(met)
    margin = no_margin()
    quantity = one_quantity(children)
    decided_by = _first(children, lambda child: _alone(child, decisive=decisive))
    if quantity is not None:
        decisive_margins = [pl.when(_decides(child, met)).then(child.margin) for child in children]
        told = [~_decides(child, met) | child.margin.is_not_null() for child in children]
        margin = pl.when(pl.all_horizontal(told)).then(pick(decisive_margins))
        worst = _first(children, lambda child: _decides(child, met) & (child.margin == margin))
        decided_by = pl.coalesce(worst, decided_by)
    return Node(
        met=met,
        margin=margin,
        applies=applies,
        reason=_open_reason(children, met, applies),
        quantity=quantity,
        decided_by=decided_by,
    )


def _vote(child: Node, *, abstains: bool) -> pl.Expr:
    if child.applies_everywhere:
        return child.met
    return pl.when(child.applies).then(child.met).otherwise(abstains)


def _decides(child: Node, met: pl.Expr) -> pl.Expr:
    decides = child.met.eq_missing(met)
    return decides if child.applies_everywhere else child.applies & decides


def _alone(child: Node, *, decisive: bool) -> pl.Expr:
    """Whether a child decides, whatever the others come to."""
    decides = child.met if decisive else ~child.met
    return decides if child.applies_everywhere else child.applies & decides


def _first(children: Sequence[Node], holds: Callable[[Node], pl.Expr]) -> pl.Expr:
    numbered = [
        pl.when(holds(child)).then(pl.lit(number, dtype=pl.Int32))
        for number, child in enumerate(children, start=1)
    ]
    return pl.coalesce(numbered)


def _open_reason(children: Sequence[Node], met: pl.Expr, applies: pl.Expr) -> pl.Expr:
    undecided = [
        pl.when(
            child.met.is_null() if child.applies_everywhere else child.applies & child.met.is_null()
        ).then(child.reason)
        for child in children
    ]
    is_open = pl.when(met.is_null()).then(pl.coalesce(undecided))
    if applies is always():
        return is_open
    not_applying = pl.coalesce([child.reason for child in children])
    return pl.when(~applies).then(not_applying).otherwise(is_open)
