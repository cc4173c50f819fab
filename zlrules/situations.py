"""Situations judged in place: what is known of a district is given, and verdicts come back.

Every situation becomes a district of its own and all of them are judged at once, so that a table
of hundreds of cases takes no longer than one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeAlias

import polars as pl

from zlrules.assessment import Assessment
from zlrules.data.headers import (
    ASSIGNED,
    ATTESTATIONS,
    EVENTS,
    EVIDENCE,
    NOT_APPLICABLE,
    OBSERVATIONS,
    PROGRESS,
    Table,
)
from zlrules.data.tables import Data, empty
from zlrules.evaluate import evaluate
from zlrules.interval import off_lattice
from zlrules.loading.bound import BoundRuleset
from zlrules.words import Attested, DueState, Outcome, Reason, TaskStatus

JUDGED_ON = date(2026, 1, 1)
"""The day on which is judged unless another one is said."""

YEAR = 2025
"""The year that is assessed unless another one is said."""

Rows: TypeAlias = Sequence[Mapping[str, str]]
"""Rows of a data table, with the column names of the contract and text throughout."""


@dataclass(frozen=True)
class Situation:
    """What is known of one district.

    Attributes:
        figures: Observations; the district, and unless given the indicator (where there is only
            one) and the assessed year are filled in.
        targets: Targets that a higher level assigned, filled in the same way.
        attestations: Written statements; the ruleset, and unless given the criterion (where there
            is only one), the document and the assessed year are filled in.
        attributes: Attributes of the district: ``{"terrain": "山区"}``.
        not_applicable: Answers that a row isn't assessed, filled in like statements.
        events: What happened; the kind is filled in where there is only one indicator.
        progress: Reports on tasks; the task is filled in where there is only one, and the last day
            of the assessed year.
        evidence: Registered documents; the title and what statements are about are filled in
            like there.
    """

    figures: Rows = ()
    targets: Rows = ()
    attestations: Rows = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    not_applicable: Rows = ()
    events: Rows = ()
    progress: Rows = ()
    evidence: Rows = ()


@dataclass(frozen=True)
class Verdict:
    """What came of one row of a ruleset in one situation.

    Attributes:
        margin: Distance to what is required, + is better; None where there is none.
        decided_by: Number of the requirement, or part, inside the row that decided, from 1.
        attested: The weakest written statement that was needed.
        older: By how many years the figures are older than asked for.
        task_status: How a task stands; None for other rows.
    """

    outcome: Outcome
    margin: Decimal | None
    reason: Reason | None
    decided_by: int | None
    attested: Attested | None
    older: int
    settles: bool
    provisional: bool
    conflict: bool
    due_state: DueState
    task_status: TaskStatus | None


def data_of(ruleset: BoundRuleset, situations: Sequence[Situation], *, year: int = YEAR) -> Data:
    """Lay situations out as tables, each as a district of its own: ``000000``, ``000001`` …"""
    indicators = [indicator.id for indicator in ruleset.catalogue]
    figure = {"period": str(year)} | _only("indicator", indicators)
    event = _only("kind", indicators)
    report = _only("task", [row.row.id for row in ruleset.rows() if row.task]) | {
        "as_of": f"{year}-12-31",
    }
    statement = _only("criterion", [row.row.id for row in ruleset.criteria]) | {
        "ruleset": ruleset.ruleset.id,
        "document": "测试",
        "period": str(year),
    }
    registered = {name: text for name, text in statement.items() if name != "document"}
    registered |= {"title": "测试"}
    districts = [
        {"code": _code(number), "name": _code(number), **situation.attributes}
        for number, situation in enumerate(situations)
    ]
    return Data(
        observations=_table(
            OBSERVATIONS,
            (
                [{"source": str(place), **figure, **row} for place, row in enumerate(one.figures)]
                for one in situations
            ),
        ),
        assigned=_table(
            ASSIGNED, ([{**figure, **row} for row in one.targets] for one in situations)
        ),
        attestations=_table(
            ATTESTATIONS, ([{**statement, **row} for row in one.attestations] for one in situations)
        ),
        not_applicable=_table(
            NOT_APPLICABLE,
            ([{**statement, **row} for row in one.not_applicable] for one in situations),
        ),
        events=_table(EVENTS, ([{**event, **row} for row in one.events] for one in situations)),
        progress=_table(
            PROGRESS, ([{**report, **row} for row in one.progress] for one in situations)
        ),
        evidence=_table(
            EVIDENCE, ([{**registered, **row} for row in one.evidence] for one in situations)
        ),
        districts=_frame(districts),
    )


def judge(
    ruleset: BoundRuleset,
    situations: Sequence[Situation],
    *,
    year: int = YEAR,
    judged_on: date = JUDGED_ON,
) -> list[Verdict]:
    """Judge situations: the verdicts on all rows of the ruleset, situation by situation.

    Rows come in the order of the ruleset, a criterion before its parts.

    Raises:
        DataError: The figures are wrong.
    """
    assessment = assess_situations(ruleset, situations, year=year, judged_on=judged_on)
    return verdicts_of(assessment)


def assess_situations(
    ruleset: BoundRuleset,
    situations: Sequence[Situation],
    *,
    year: int = YEAR,
    judged_on: date = JUDGED_ON,
) -> Assessment:
    """Assess situations, for tests of decisions and documents.

    Raises:
        DataError: The figures are wrong.
    """
    data = data_of(ruleset, situations, year=year)
    return evaluate([(ruleset, [year])], data, judged_on, as_reference=True, plugins=())


def verdicts_of(assessment: Assessment) -> list[Verdict]:
    """The results of an assessment as verdicts, in the order of `Assessment.results`."""
    return verdicts_in(assessment.results)


def verdicts_in(results: pl.DataFrame) -> list[Verdict]:
    """Rows of `Assessment.results` as verdicts, in their order."""
    return [_verdict(row) for row in results.iter_rows(named=True)]


def _only(column: str, names: Sequence[str]) -> dict[str, str]:
    """A value to fill in where there is nothing to choose from."""
    return {column: names[0]} if len(names) == 1 else {}


def _table(table: Table, groups: Iterable[Sequence[Mapping[str, str]]]) -> pl.DataFrame:
    rows = [
        {"district": _code(number), **row} for number, group in enumerate(groups) for row in group
    ]
    return _frame(rows) if rows else empty(table)


def _frame(rows: Sequence[Mapping[str, str]]) -> pl.DataFrame:
    columns = dict.fromkeys(name for row in rows for name in row)
    return pl.DataFrame(
        {name: pl.Series([row.get(name) for row in rows], dtype=pl.String) for name in columns}
    )


def _code(number: int) -> str:
    return f"{number:06d}"


def _verdict(row: Mapping[str, object]) -> Verdict:
    margin, scale, decided_by, older = (
        row[name] for name in ("margin", "margin_scale", "decided_by", "older")
    )
    told = None
    if isinstance(margin, int) and isinstance(scale, int):
        told = off_lattice(margin, scale)
    return Verdict(
        outcome=Outcome(str(row["outcome"])),
        margin=told,
        reason=Reason(str(row["reason"])) if row["reason"] else None,
        decided_by=decided_by if isinstance(decided_by, int) else None,
        attested=Attested(str(row["attested"])) if row["attested"] else None,
        older=older if isinstance(older, int) else 0,
        settles=bool(row["settles"]),
        provisional=bool(row["provisional"]),
        conflict=bool(row["conflict"]),
        due_state=DueState(str(row["due_state"])),
        task_status=TaskStatus(str(row["task_status"])) if row["task_status"] else None,
    )
