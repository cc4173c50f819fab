"""The assessment as JSON: schema ``zlrules/assessment/1``.

Numbers are strings with the decimals they were printed with. No report says more than this.
"""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from pydantic import Field
from pydantic.main import IncEx

from zlrules.cited_evidence import CitedEvidence
from zlrules.models.base import Model
from zlrules.words import (
    AssessmentKind,
    Comparator,
    Confidence,
    Decision,
    DueState,
    Effort,
    Kind,
    Nature,
    Outcome,
    Reason,
    Status,
    TaskStatus,
)

SCHEMA: Final = "zlrules/assessment/1"


class PluginRecord(Model):
    """A plugin that took part."""

    name: str
    version: str


class InputRecord(Model):
    """A file that was read."""

    path: str
    sha256: str


class RulesetRecord(Model):
    """A ruleset that was used."""

    id: str
    edition: str
    sha256: str


class Run(Model):
    """What was run on what."""

    zlrules: str
    judged_on: date
    plugins: tuple[PluginRecord, ...]
    inputs: tuple[InputRecord, ...]
    rulesets: tuple[RulesetRecord, ...]


class RulesetHead(Model):
    """The ruleset of one assessment."""

    id: str
    edition: str
    title: str
    kind: Kind


class DistrictHead(Model):
    """The district of one assessment."""

    code: str
    name: str


class Counts(Model):
    """Criteria by outcome; ``not_due`` counts again those that aren't due in the year."""

    met: int
    missed: int
    no_data: int
    pending: int
    not_applicable: int
    not_due: int
    total: int


class SeriesPoint(Model):
    """One known figure of the criterion's indicator and scope."""

    period: str
    value: str
    status: Status


class TargetDocument(Model):
    """A line that the value is held against.

    Attributes:
        set_by: ``text``: the ruleset's own limit; ``assigned``: a higher level assigned it.
    """

    comparator: Comparator
    value: str
    set_by: Literal["text", "assigned"]


class BaselineDocument(Model):
    """What the plan starts from; never attainment."""

    year: int | None
    value: str | None
    text: str | None
    scope: str | None
    base: int | None


class SourceDocument(Model):
    """Where something stands; ``document`` is its title."""

    document: str
    place: str | None
    quote: str | None


class ReportDocument(Model):
    """What a document reports on a task; counts as printed.

    Attributes:
        as_of: A day, or the year or part of one that it speaks of.
        item: Title of the sub-list that it speaks of; null for the whole task.
        counts: Whether the stage is one that the task names; others are told and count for nothing.
        action: What was done, in words.
        blocked: What stops it.
    """

    as_of: str
    item: str | None
    stage: str | None
    counts: bool
    done: str | None
    total: str | None
    action: str | None
    blocked: str | None
    source: SourceDocument | None


class TaskDocument(Model):
    """How a task stands.

    Attributes:
        stage: The furthest stage that anything was reported to have reached.
        done_low: At least so many of ``total`` are done, as last reported; null, not 0, where no
            report says how many.
        done_high: At most so many; what a report leaves out can be done or not.
        blocked: What stops it, as last reported.
        serves: Ids of the indicators that it serves.
        reports: What was reported up to the day, the earliest first.
    """

    status: TaskStatus
    stage: str | None
    done_low: str | None
    done_high: str | None
    total: str | None
    effort: Effort
    blocked: str | None
    unit: str | None
    serves: tuple[str, ...]
    reports: tuple[ReportDocument, ...]


class ReadingDocument(Model):
    """One reading of an ambiguous wording and what it would yield.

    Attributes:
        label: How the wording is read.
        decisive: Whether a document says that it is to be read so.
    """

    name: str
    label: str
    required: str
    outcome: Outcome
    margin: str | None
    decisive: bool


class NodeDocument(Model):
    """One node of the requirement, with ``--trace``.

    Attributes:
        year: The year it was judged in.
        scope: The scope whose figures it was held against.
    """

    path: str
    operator: str
    required: str
    indicator: str
    scope: str
    year: int
    applies: bool
    met: bool | None
    margin: str | None
    reason: Reason | None
    decided_by: str | None
    attested: bool


class ResultDocument(Model):
    """The verdict on one criterion or part.

    Attributes:
        parent: Id of the criterion that a part belongs to; parts aren't counted.
        quote: The standard's wording; ``required`` is ours, but for a
            wording with several readings, each of which tells its own.
        department: Who answers for it, by the ruleset.
        reported_by: Who reports the indicator, by the catalogue.
        calculation: How the indicator is worked out, where that is known: ``甲÷乙×100%``.
        targets: The limits in it on the value of the indicator and scope, for charts; a requirement may
            ask for more than these, or for one of several.
        settles: Whether the outcome settles something: final, due, and its text well known.
        effort: How firmly it is promised; only what is firm decides.
        same_as: Rows that say the same; this one is counted there.
        basis: What the outcome rests on: ``figure``, ``report`` (on a task), ``event``, ``official``, ``departmental``,
            ``self_reported``.
        evidence: What backs the outcome, or would: registered for the row, or named by its figures.
        proof_years: The years that figures and evidence must cover; empty where nothing is to be
            proven.
        provable: Whether valid evidence covers all of them (可证明); null where there is no register
            of evidence, or nothing to be proven.
        unproven: What is missing, one Chinese phrase each.
    """

    criterion: str
    number: str
    parent: str | None
    title: str
    group: tuple[str, ...]
    nature: Nature
    scope: str
    indicator: str | None
    unit: str | None
    quote: str
    required: str
    definition: str | None
    calculation: str | None
    value: str | None
    low: str | None
    high: str | None
    text: str | None
    measure: str | None
    period: str | None
    status: Status | None
    as_of: date | None
    series: tuple[SeriesPoint, ...]
    baseline: BaselineDocument | None
    targets: tuple[TargetDocument, ...] = ()
    due: int | date | None
    due_state: DueState
    outcome: Outcome
    settles: bool
    margin: str | None
    reason: Reason | None
    explanation: str
    basis: tuple[str, ...]
    decided_by: str | None
    confidence: Confidence
    na_reason: str | None
    readings: tuple[ReadingDocument, ...]
    task: TaskDocument | None
    effort: Effort = Effort.FIRM
    same_as: tuple[str, ...] = ()
    department: tuple[str, ...]
    reported_by: tuple[str, ...] = ()
    sources: tuple[SourceDocument, ...]
    evidence: tuple[CitedEvidence, ...]
    proof_years: tuple[int, ...] = ()
    provable: bool | None
    unproven: tuple[str, ...] = ()
    nodes: tuple[NodeDocument, ...] | None = None


class RulesetAssessment(Model):
    """One ruleset, district and year.

    Attributes:
        as_it_stands: What the decision would be if all outcomes held as they are.
        best_case: What it would be if all that isn't settled turned out well.
        worst_case: What it would be if all that isn't settled turned out badly.
        efforts: The same criteria by how firmly they are promised; empty where all are firm.
        completeness: Share of the applicable criteria that are met or missed.
        score: Null without a scoring model.
    """

    ruleset: RulesetHead
    district: DistrictHead
    year: int
    kind: AssessmentKind
    decision: Decision
    as_it_stands: Decision
    best_case: Decision
    worst_case: Decision
    reasons: tuple[str, ...]
    counts: dict[Nature, Counts]
    efforts: dict[Effort, Counts] = Field(default_factory=dict)
    completeness: str
    score: str | None
    results: tuple[ResultDocument, ...]


class Saying(Model):
    """What one source says about a fact."""

    value: str
    source: SourceDocument | None


class AdoptedDocument(Model):
    """Which value was taken, why, by whom and when."""

    value: str
    why: str
    who: str
    when: date


class ConflictDocument(Model):
    """Sources that disagree about the same fact; it stays here when one of them is adopted."""

    district: str
    indicator: str
    title: str
    scope: str
    period: str
    measure: str
    said: tuple[Saying, ...]
    adopted: AdoptedDocument | None


class AssessmentDocument(Model):
    """All of it."""

    schema_: Literal["zlrules/assessment/1"] = Field(default=SCHEMA, alias="schema")
    run: Run
    assessments: tuple[RulesetAssessment, ...]
    conflicts: tuple[ConflictDocument, ...]
    warnings: tuple[str, ...]


def to_json(document: AssessmentDocument) -> str:
    """The document as JSON text; nodes stand in it only where they were asked for."""
    text = document.model_dump_json(indent=2, by_alias=True, exclude=_without_nodes(document))
    return f"{text}\n"


def _without_nodes(document: AssessmentDocument) -> IncEx | None:
    traced = any(result.nodes is not None for one in document.assessments for result in one.results)
    if traced:
        return None
    return {"assessments": {"__all__": {"results": {"__all__": {"nodes"}}}}}
