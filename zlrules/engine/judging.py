"""Judges the rows of a ruleset: the figure of which year, by whose word, with which outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from zlrules.engine.building import SHOWN, RowBuilder
from zlrules.engine.conditions import holds_for
from zlrules.engine.node import Node, all_of, any_of, no_margin, outcome_of, reason_of
from zlrules.engine.plan import Plan, weakest
from zlrules.engine.settling import due_state, settles
from zlrules.loading.bound import BoundNode, BoundRow
from zlrules.words import Attested, Outcome, Reason

FLAGS = ("known", "provisional", "conflict")
"""What is told of the figures of a row, if it applies."""


class RowJudge:
    """Adds the rows of one ruleset to a plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._row_levels: dict[int, int] = {}

    def judge(self, number: int, bound: BoundRow, root: BoundNode) -> None:
        """Add the columns of a row with a requirement, for this year's figure and older ones."""
        builds = [
            RowBuilder(self.plan, number, bound, back) for back in range(bound.row.accept_older + 1)
        ]
        nodes = [build.node(root) for build in builds]
        level = 1 + max(node.level for node in nodes)
        self.plan.quantities[number] = nodes[0].quantity
        older = pl.coalesce(
            *(pl.when(build.known()).then(build.back) for build in builds), pl.lit(0)
        )
        self.plan.add(level, older.cast(pl.UInt8).alias(f"r{number}:older"))
        picked = [
            (build.back, build.row_columns(node)) for build, node in zip(builds, nodes, strict=True)
        ]
        for name in picked[0][1]:
            column = _pick(pl.col(f"r{number}:older"), [columns[name] for _, columns in picked])
            self.plan.add(level + 1, column.alias(f"r{number}:{name}"))
        self._note_figures(number, level + 1, builds)
        self._conclude(number, level + 2, bound)

    def _note_figures(self, number: int, level: int, builds: Sequence[RowBuilder]) -> None:
        """Add columns that name the figures the row was judged on, for the explanation."""
        older = pl.col(f"r{number}:older")
        self.plan.used[number] = []
        for build in builds:
            for place, (_, use) in enumerate(dict.fromkeys(build.uses)):
                name = f"r{number}/{build.back}:used{place}"
                here = pl.when(older == build.back).then(use.column("row", build.back))
                self.plan.add(level, here.alias(name))
                self.plan.used[number].append(name)

    def judge_by_parts(self, number: int, bound: BoundRow, parts: Sequence[int]) -> None:
        """Add the columns of a criterion that is judged by its parts alone."""
        level = 1 + max(self._row_levels[part] for part in parts)
        columns = [RowColumns(part) for part in parts]
        together = all_of if bound.criterion.parts_rule == "all" else any_of
        node = together([part.node() for part in columns])
        accepted = frozenset(Attested).intersection(
            *(part.root.accepts() for part in bound.parts if part.root)
        )
        attested = self.plan.statement(number, "", node.met, accepted)
        whole = {
            "met": pl.when(attested.is_not_null()).then(pl.lit(value=True)).otherwise(node.met),
            "margin": no_margin(),
            "applies": node.applies,
            "reason": pl.when(attested.is_null()).then(node.reason),
            "decided_by": node.decided_by,
            "attested": weakest([attested, *(part.column("attested") for part in columns)]),
            "older": pl.max_horizontal([part.column("older") for part in columns]),
            "known": pl.any_horizontal([part.column("known") for part in columns]),
            "provisional": attested.is_null()
            & pl.any_horizontal([part.column("provisional") for part in columns]),
            "conflict": pl.any_horizontal([part.column("conflict") for part in columns]),
            **{name: pl.lit(None, dtype=dtype) for name, dtype in SHOWN.items()},
        }
        for name, column in whole.items():
            self.plan.add(level, column.alias(f"r{number}:{name}"))
        self.plan.quantities[number] = None
        self._conclude(number, level + 1, bound)

    def _conclude(self, number: int, level: int, bound: BoundRow) -> None:
        """Add whether the row applies at all, its outcome, and whether that settles something."""
        row = RowColumns(number)
        judged = {name: row.column(name) for name in ("met", "margin", "applies", "reason")}
        if bound.row.applies_when is not None:
            holds = holds_for(bound.row.applies_when.where, self.plan.needs.attribute)
            judged = _under_condition(judged, holds)
        applies = judged["applies"]
        concluded = {
            **judged,
            "attested": pl.when(applies).then(row.column("attested")),
            "older": pl.when(applies).then(row.column("older")).otherwise(0),
            **{name: row.column(name) & applies for name in FLAGS},
            "due_state": due_state(bound),
        }
        for name, column in concluded.items():
            self.plan.add(level, column.alias(f"r{number}:{name}"))
        self.plan.add(level + 1, _outcome(row).alias(f"r{number}:outcome"))
        settled = settles(bound, row.column("outcome"), row.column("provisional"))
        self.plan.add(level + 2, settled.alias(f"r{number}:settles"))
        self._row_levels[number] = level + 2


def _under_condition(judged: dict[str, pl.Expr], holds: pl.Expr) -> dict[str, pl.Expr]:
    """What a row comes to that is meant for some districts only; open where that can't be told."""
    reason = (
        pl.when(~holds)
        .then(reason_of(Reason.CONDITION))
        .when(holds.is_null())
        .then(reason_of(Reason.NO_ATTRIBUTE))
        .otherwise(judged["reason"])
    )
    return {
        "met": pl.when(holds.is_not_null()).then(judged["met"]),
        "margin": pl.when(holds).then(judged["margin"]),
        "applies": judged["applies"] & holds.fill_null(value=True),
        "reason": reason,
    }


@dataclass(frozen=True)
class RowColumns:
    """References to the columns of a row of the ruleset."""

    number: int

    def column(self, name: str) -> pl.Expr:
        """A column of the row."""
        return pl.col(f"r{self.number}:{name}")

    def node(self) -> Node:
        """The row as a node of its criterion."""
        return Node(
            met=pl.when(self.column("applies")).then(self.column("met")),
            applies=self.column("applies"),
            reason=self.column("reason"),
        )


def _pick(position: pl.Expr, columns: Sequence[pl.Expr]) -> pl.Expr:
    picked = columns[0]
    for back, column in enumerate(columns[1:], start=1):
        picked = pl.when(position == back).then(column).otherwise(picked)
    return picked


def _outcome(row: RowColumns) -> pl.Expr:
    """Figure and requirement decide, or a statement; else no figure at all, or pending."""
    met = row.column("met")
    text_unknown = row.column("reason") == Reason.TEXT_UNKNOWN.value
    return (
        pl.when(~row.column("applies"))
        .then(outcome_of(Outcome.NOT_APPLICABLE))
        .when(met)
        .then(outcome_of(Outcome.MET))
        .when(~met)
        .then(outcome_of(Outcome.MISSED))
        .when(row.column("known") | text_unknown)
        .then(outcome_of(Outcome.PENDING))
        .otherwise(outcome_of(Outcome.NO_DATA))
    )
