"""Judges the rows of a ruleset: the figure of which year, by whose word, with which outcome."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

import polars as pl

from zlrules.engine.building import SHOWN, RowBuilder, nothing_shown
from zlrules.engine.exemptions import under_exemption
from zlrules.engine.node import (
    REASONS,
    Node,
    all_of,
    always,
    any_of,
    no_margin,
    no_statement,
    outcome_of,
    reason_of,
)
from zlrules.engine.plan import ROW_COLUMNS, Looked, Plan, Row, any_flag, weakest
from zlrules.engine.series import Use
from zlrules.engine.settling import due_state, is_due, settles
from zlrules.engine.tasks import no_status, task_met, task_row
from zlrules.engine.windows import over_window
from zlrules.loading.bound import BoundNode, BoundRow
from zlrules.words import Outcome, Reason

OPEN_WITHOUT_FIGURE = (
    Reason.TEXT_UNKNOWN,
    Reason.NOT_IN_FORCE,
    Reason.EVENT_GRADE,
    Reason.READINGS,
    Reason.WINDOW_UNKNOWN,
    Reason.EXEMPTION_NOT_ACCEPTED,
    Reason.EXEMPTION_CONTRADICTED,
)
"""Reasons why a row is pending, even where there is no figure."""

FLAGS = ("known", "provisional", "conflict")
"""What is told of the figures of a row, if it applies."""


class RowJudge:
    """Adds the rows of one ruleset to a plan.

    Args:
        judged_on: The day on which is judged.
    """

    def __init__(self, plan: Plan, judged_on: date) -> None:
        self.plan = plan
        self.judged_on = judged_on
        self._levels: dict[int, int] = {}

    def judge(self, number: int, bound: BoundRow, root: BoundNode) -> None:
        """Add a row with a requirement, judged on this year's figure or an older one."""
        span = bound.row.window.judged if bound.row.window else 1
        choices = bound.row.accept_older + 1
        builds = [RowBuilder(self.plan, number, bound, back) for back in range(choices + span - 1)]
        nodes = [build.node(root) for build in builds]
        level = 1 + max(node.level for node in nodes)
        self.plan.quantities[number] = nodes[0].node.quantity
        older = self.plan.add(level, f"r{number}:back", _older(builds[:choices]))
        yearly = [build.row_columns(node) for build, node in zip(builds, nodes, strict=True)]
        columns = [
            over_window(bound.row.window, yearly[back : back + span], nodes[0].node.quantity)
            for back in range(choices)
        ]
        row = {
            name: self.plan.add(
                level + 1, f"r{number}:{name}", _pick(older, [each[name] for each in columns])
            )
            for name in columns[0]
        }
        self._note_figures(number, level + 1, builds, older, span)
        self._conclude(number, level + 2, bound, {**row, "older": older})

    def _note_figures(
        self, number: int, level: int, builds: Sequence[RowBuilder], older: pl.Expr, span: int
    ) -> None:
        """Note the columns that name the figures the row was judged on, for the explanation."""
        self.plan.used[number] = []
        for build in builds:
            columns: dict[Use, pl.Expr] = {}
            for use in dict.fromkeys(use for _, use in build.uses):
                figure = use.column("row", build.back)
                if len(builds) > 1:
                    first = max(build.back - span + 1, 0)
                    figure = pl.when(older.is_between(first, build.back)).then(figure)
                name = f"r{number}/{build.back}:used{len(columns)}"
                columns[use] = self.plan.add(level, name, figure)
            self.plan.used[number] += [
                Looked(columns[use], build.back, path, use)
                for path, uses in build.looked_at.items()
                for use in uses
            ]

    def judge_task(self, number: int, bound: BoundRow, place: int) -> None:
        """Add a task, judged on what was reported.

        Args:
            place: Its place among the tasks.
        """
        met = self.plan.add(0, f"r{number}:judged", task_met(place))
        said = self.plan.statement((bound.row.id, ""), met, bound.accepts())
        attested = self.plan.add(1, f"r{number}:stated", said)
        row = {**task_row(place, met, attested), "older": not_older()}
        told = {name: self.plan.add(2, f"r{number}:{name}", column) for name, column in row.items()}
        self.plan.quantities[number] = None
        self._conclude(number, 3, bound, told)

    def judge_by_parts(self, number: int, bound: BoundRow, parts: Sequence[int]) -> None:
        """Add a criterion that is judged by its parts alone."""
        level = 1 + max(self._levels[part] for part in parts)
        rows = [self.plan.rows[part] for part in parts]
        together = all_of if bound.criterion.parts_rule == "all" else any_of
        node = together([_as_node(row) for row in rows])
        met = self.plan.add(level, f"r{number}:judged", node.met)
        said = self.plan.statement((bound.row.id, ""), met, bound.accepts())
        attested = self.plan.add(level + 1, f"r{number}:stated", said)
        provisional = any_flag(row["provisional"] for row in rows)
        reason = node.reason
        if attested is not no_statement():
            met |= attested.is_not_null()
            provisional &= attested.is_null()
            reason = pl.when(attested.is_null()).then(reason)
        whole = {
            "met": met,
            "margin": no_margin(),
            "applies": node.applies,
            "reason": reason,
            "decided_by": node.decided_by,
            "attested": weakest([attested, *(row["attested"] for row in rows)]),
            "older": _oldest([row["older"] for row in rows]),
            "known": any_flag(row["known"] for row in rows),
            "provisional": provisional,
            "conflict": any_flag(row["conflict"] for row in rows),
            **{name: nothing_shown(name) for name in SHOWN},
        }
        told = {
            name: self.plan.add(level + 2, f"r{number}:{name}", column)
            for name, column in whole.items()
        }
        self.plan.quantities[number] = None
        self._conclude(number, level + 3, bound, told)

    def _conclude(self, number: int, level: int, bound: BoundRow, row: Row) -> None:
        """Add whether the row applies at all, its outcome, and whether that settles something."""
        judged = {"task_status": no_status(), **row}
        if number in self.plan.exemptions:
            judged |= under_exemption(row, self.plan.exemptions[number])
        if bound.row.applies_when is not None:
            holds = self.plan.needs.condition(bound.row.applies_when.where)
            judged |= _under_condition(judged, holds)
        applies = self._told(number, level, "applies", judged["applies"])
        if applies is not always():
            if judged["attested"] is not no_statement():
                judged["attested"] = pl.when(applies).then(judged["attested"])
            if row["older"] is not not_older():
                judged["older"] = pl.when(applies).then(row["older"]).otherwise(not_older())
            judged |= {name: row[name] & applies for name in FLAGS}
        due = is_due(bound, self.judged_on)
        judged["due_state"] = due_state(due)
        told = {
            name: column if column is row.get(name) else self._told(number, level + 1, name, column)
            for name, column in judged.items()
            if name != "applies"
        }
        told["applies"] = applies
        told["outcome"] = self._told(number, level + 2, "outcome", _outcome(told))
        told["settles"] = self._told(number, level + 2, "settles", settles(bound, told, due))
        self._levels[number] = level + 2
        self.plan.rows[number] = told
        assert set(told) == set(ROW_COLUMNS)

    def _told(self, number: int, level: int, name: str, column: pl.Expr) -> pl.Expr:
        """Conclude a column of a row; what was judged before goes by another name."""
        return self.plan.add(level, f"r{number}:{name}:concluded", column)


@cache
def not_older() -> pl.Expr:
    """That a row is judged on the figures of the assessed year."""
    return pl.lit(0, dtype=pl.UInt8)


def _older(builds: Sequence[RowBuilder]) -> pl.Expr:
    """By how many years the figures are older that the row is judged on."""
    if len(builds) == 1:
        return not_older()
    known = (pl.when(build.known()).then(pl.lit(build.back, dtype=pl.UInt8)) for build in builds)
    return pl.coalesce(*known, not_older())


def _oldest(ages: Sequence[pl.Expr]) -> pl.Expr:
    older = [age for age in ages if age is not not_older()]
    return pl.max_horizontal(older) if older else not_older()


def _under_condition(judged: Row, holds: pl.Expr) -> Row:
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


def _as_node(row: Row) -> Node:
    """A row as a node of its criterion."""
    applies, met = row["applies"], row["met"]
    if applies is not always():
        met = pl.when(applies).then(met)
    return Node(met=met, applies=applies, reason=row["reason"])


def _pick(position: pl.Expr, columns: Sequence[pl.Expr]) -> pl.Expr:
    picked = columns[0]
    for back, column in enumerate(columns[1:], start=1):
        picked = pl.when(position == back).then(column).otherwise(picked)
    return picked


@cache
def _open_reasons() -> pl.Expr:
    return pl.lit(pl.Series(map(str, OPEN_WITHOUT_FIGURE), dtype=REASONS)).implode()


def _outcome(row: Row) -> pl.Expr:
    """Figure and requirement decide, or a statement; else no figure at all, or pending."""
    met = row["met"]
    is_open = row["reason"].is_in(_open_reasons())
    decided = pl.when(met).then(outcome_of(Outcome.MET)).otherwise(outcome_of(Outcome.MISSED))
    undecided = (
        pl.when(row["known"] | is_open)
        .then(outcome_of(Outcome.PENDING))
        .otherwise(outcome_of(Outcome.NO_DATA))
    )
    judged = pl.when(met.is_null()).then(undecided).otherwise(decided)
    if row["applies"] is always():
        return judged
    return pl.when(~row["applies"]).then(outcome_of(Outcome.NOT_APPLICABLE)).otherwise(judged)
