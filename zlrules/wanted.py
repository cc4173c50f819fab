"""Which figures, targets, events and statements a ruleset looks at when it assesses a year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zlrules.engine.building import RowBuilder
from zlrules.engine.plan import Plan
from zlrules.engine.series import EventKey, Key, Use
from zlrules.in_force import rulesets_in_force
from zlrules.interval import MOST_DECIMALS
from zlrules.loading.bound import BoundNode, BoundRow, BoundRuleset
from zlrules.words import Outcome


@dataclass(frozen=True)
class WantedFigure:
    """One figure that a row looks at.

    Attributes:
        indicator: Id of the indicator.
        scope: As figures must name it; ``省考断面/#2`` is the second member of a group.
        base: Year that a change is measured against; None for values.
        optional: Whether nothing is missing without it: a change as a document reports it, where
            the values of both years would do.
    """

    indicator: str
    scope: str
    measure: str
    base: int | None
    year: int
    optional: bool


@dataclass(frozen=True)
class WantedTarget:
    """A target that a higher level must have assigned, and that a figure is held against."""

    indicator: str
    scope: str
    year: int


@dataclass(frozen=True)
class Wanted:
    """What one row of a ruleset looks at.

    Attributes:
        figures: By year, the earliest first.
        events: Ids of the kinds of event that must not have happened.
        stated: Paths of the nodes that only a written statement can have met; "" for the whole.
    """

    row: BoundRow
    figures: tuple[WantedFigure, ...] = ()
    targets: tuple[WantedTarget, ...] = ()
    events: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()


def wanted_by(bound: BoundRuleset, year: int, applied_on: date | None = None) -> list[Wanted]:
    """What every row of a ruleset looks at when a year is assessed, in the ruleset's order.

    Args:
        applied_on: Day of the application, which says what is in force instead of the year.
    """
    ((held, _),) = rulesets_in_force(bound, [year], applied_on)
    return [_wanted(row, held, year) for row in held.rows()]


def _wanted(row: BoundRow, bound: BoundRuleset, year: int) -> Wanted:
    if row.root is None:
        return Wanted(row)
    window = row.row.window.years if row.row.window else 1
    plan = Plan({one.id: MOST_DECIMALS for one in bound.catalogue}, _states(row.root))
    builds = [RowBuilder(plan, 0, row, back) for back in range(window)]
    for build in builds:
        build.node(row.root)
    own = {node.scope or row.row.scope for node in row.root.walk()}
    used = [
        (name, year - build.back, use)
        for build in builds
        for name, use in build.uses
        if use.scope in own
    ]
    keys = {f"s{number}": key for key, number in plan.needs.keys.items()}
    figures = {_figure(keys[use.prefix], use, of) for _, of, use in used if use.prefix in keys}
    targets = {WantedTarget(name, use.scope, of) for name, of, use in used if use.is_target}
    return Wanted(
        row,
        tuple(sorted(figures, key=_order)),
        tuple(sorted(targets, key=lambda one: (one.indicator, one.scope, one.year))),
        tuple(dict.fromkeys(key.indicator for key in _events(plan))),
        tuple(node.path for node in row.root.walk() if _needs_statement(node)),
    )


def _states(root: BoundNode) -> dict[str, tuple[frozenset[str], ...]]:
    """The words of states as if figures had named them, so that operators find them."""
    return {
        node.indicator.id: tuple(frozenset({word}) for word in node.indicator.states)
        for node in root.walk()
    }


def _figure(key: Key, use: Use, year: int) -> WantedFigure:
    of = use.year or year - use.back
    base = of - 1 if key.base == 0 else key.base
    return WantedFigure(key.indicator, key.scope, key.measure, base, of, use.reported)


def _order(figure: WantedFigure) -> tuple[object, ...]:
    said = (figure.indicator, figure.scope, figure.optional, figure.measure, figure.base or 0)
    return (*said, figure.year)


def _events(plan: Plan) -> Iterator[EventKey]:
    yield from plan.needs.events


def _needs_statement(node: BoundNode) -> bool:
    """Whether figures never settle a node: it can be met, but not missed."""
    outcomes = node.params.reachable([child.outcomes() for child in node.children])
    return not node.children and Outcome.MET in outcomes and Outcome.MISSED not in outcomes
