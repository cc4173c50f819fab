"""The cases beside a ruleset: given figures, expected verdict."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from zlrules.models.base import Day, Id, Model, Number, RulesetId, Text, Year
from zlrules.words import Attested, Exemption, Outcome, Reason, Status, TaskStatus


class Given(Model):
    """A figure; what isn't said is taken from the case and its criterion."""

    value: Number | None = None
    text: Text | None = None
    bound: Literal["=", ">=", ">", "<=", "<", "~"] = "="
    period: Text | None = None
    status: Status = Status.FINAL
    indicator: Id | None = None
    scope: Text | None = None
    measure: Text = "value"
    base: Text | None = None
    source: Text | None = None


class Target(Model):
    """What a higher level assigned for the year of the case (or the span it names)."""

    indicator: Id | None = None
    period: Text | None = None
    comparator: Literal["at_least", "more_than", "at_most", "less_than", "equals"]
    value: Number
    span: Text | None = None
    measure: Text = "value"
    base: Text | None = None


class Happened(Model):
    """An event; its kind is the criterion's indicator unless said."""

    date: Day
    grade: Text | None = None
    rectified_on: Day | None = None
    kind: Id | None = None


class Reported(Model):
    """A report on a task, the last day of the case's year unless said."""

    as_of: Text | None = None
    item: Text | None = None
    stage: Text | None = None
    done: Number | None = None
    total: Number | None = None
    action: Text | None = None
    blocked: Text | None = None
    task: Id | None = None


class Case(Model):
    """One situation and the verdict it must lead to.

    Attributes:
        criterion: Id of a criterion or of a part.
        name: The situation in a sentence.
        attested: Kind of the written statement that is there, if any.
        attested_period: What it covers; the year of the case unless said.
        events: What happened; judged on 2026-01-01.
        not_applicable: Why a document says that the criterion isn't assessed, if one does.
        progress: What was reported on the task, or its parts.
        as_of: The day on which is judged; 2026-01-01 unless said.
        status: How a task is expected to stand; compared only when written.
        attributes: Attributes of the district (terrain, level …).
        margin: Expected margin; compared only when written, ``none`` means there must be none.
    """

    criterion: Id
    name: Text
    year: Year | None = None
    given: tuple[Given, ...] = ()
    targets: tuple[Target, ...] = ()
    attested: Attested | None = None
    attested_period: Text | None = None
    events: tuple[Happened, ...] = ()
    not_applicable: Exemption | None = None
    progress: tuple[Reported, ...] = ()
    as_of: Day | None = None
    status: TaskStatus | None = None
    attributes: dict[str, Text] = Field(default_factory=dict)
    outcome: Outcome
    margin: Number | Literal["none"] | None = None
    reason: Reason | None = None


class CasesFile(Model):
    """The content of ``<edition>.tests.yaml``."""

    ruleset: RulesetId
    year: Year
    cases: tuple[Case, ...] = Field(min_length=1)
