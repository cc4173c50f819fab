"""Which requirement of a row holds when: values by effective date, put in place before judging."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar, TypeAlias

import polars as pl

from zlrules.engine.node import Node, reason_of
from zlrules.engine.series import Series
from zlrules.extensions import Operator, Requirement
from zlrules.loading.bound import BoundNode, BoundRow, BoundRuleset
from zlrules.loading.catalogue import Catalogue
from zlrules.models.base import Model
from zlrules.models.ruleset import Criterion, InForce
from zlrules.words import Attested, Outcome, Reason

Choice: TypeAlias = tuple[int | None, ...]
"""For each row with values, the number of the one that holds; None where none or several do."""


class NotInForce(Model, Requirement):
    """What stands in for a requirement where none holds, or more than one within the year."""

    outcomes: ClassVar[frozenset[Outcome]] = frozenset({Outcome.PENDING})

    def accepts(self) -> frozenset[Attested]:
        """No statement can meet a requirement that isn't there."""
        return frozenset()

    def describe(self, children: Sequence[str]) -> str:
        """Say that there is none."""
        return "没有确定施行的要求值"

    def build(self, series: Series, children: Sequence[Node]) -> Node:
        """Never settled."""
        return Node(pl.lit(None, dtype=pl.Boolean), reason=reason_of(Reason.NOT_IN_FORCE))


_NOT_IN_FORCE = Operator("not_in_force", NotInForce, "没有施行中的要求值")


def rulesets_in_force(
    bound: BoundRuleset, years: Sequence[int], applied_on: date | None
) -> Iterator[tuple[BoundRuleset, list[int]]]:
    """The ruleset as it holds in each year, years with the same values together.

    Args:
        applied_on: Day of the application, which counts instead of the years.
    """
    if not any(row.values for row in bound.rows()):
        yield bound, list(years)
        return
    groups: dict[Choice, list[int]] = {}
    for year in years:
        groups.setdefault(_choice(bound, applied_on or year), []).append(year)
    for choice, same in groups.items():
        yield _with(bound, choice), same


def _choice(bound: BoundRuleset, when: int | date) -> Choice:
    return tuple(_holding(row, when) for row in bound.rows() if row.values)


def _holding(row: BoundRow, when: int | date) -> int | None:
    held = [number for number, one in enumerate(row.values) if _holds(one.in_force, when)]
    return held[0] if len(held) == 1 else None


def _holds(in_force: InForce, when: int | date) -> bool:
    return in_force.covers(when) if isinstance(when, int) else in_force.holds_on(when) is True


def _with(bound: BoundRuleset, choice: Choice) -> BoundRuleset:
    chosen = iter(choice)
    criteria = tuple(_row(row, chosen, bound.catalogue) for row in bound.criteria)
    return replace(bound, criteria=criteria)


def _row(row: BoundRow, chosen: Iterator[int | None], catalogue: Catalogue) -> BoundRow:
    if row.parts:
        return replace(row, parts=tuple(_row(part, chosen, catalogue) for part in row.parts))
    if not row.values:
        return row
    number = next(chosen)
    if number is None:
        return replace(row, root=_nothing(row, catalogue), values=())
    held = row.values[number]
    criterion = held.row if isinstance(held.row, Criterion) else row.criterion
    return BoundRow(held.row, criterion, held.root)


def _nothing(row: BoundRow, catalogue: Catalogue) -> BoundNode:
    assert row.row.indicator is not None
    return BoundNode("", _NOT_IN_FORCE, NotInForce(), catalogue[row.row.indicator], ())
