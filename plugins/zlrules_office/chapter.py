"""The content of the chapter 指标完成情况, as texts; Word and PDF only lay it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from zlrules import (
    AssessmentDocument,
    Decision,
    Kind,
    Outcome,
    RulesetAssessment,
    Table,
    completeness_text,
    conclusions,
    conflict_table,
    count_table,
    decision_label,
    proven_text,
    year_text,
)
from zlrules_office.requests import Request, requests_of
from zlrules_office.sections import EvidenceLine, Section, section_of
from zlrules_office.statement import statement_of


@dataclass(frozen=True)
class Head:
    """What stands before the table.

    Attributes:
        title: Title of the ruleset.
        ruleset: ``id@edition``.
        year: How the year is told: ``2025年度``.
        conclusions: Decision and what it would be in other cases, each with what it is called.
        statement: The decision in one sentence that says no more than the data settle.
        completeness: ``3/20（15%）``.
        proven: How many are backed by evidence: ``32/35``; nothing without a register.
        reasons: What the decision rests on, and what leaves it open.
    """

    title: str
    ruleset: str
    kind: Kind
    district: str
    code: str
    year: str
    judged_on: date
    decision: Decision
    conclusions: tuple[tuple[str, str], ...]
    statement: str
    completeness: str
    proven: str
    score: str | None
    reasons: tuple[str, ...]
    counts: Table


@dataclass(frozen=True)
class Cited:
    """A document, and the criteria that rest on it.

    Attributes:
        numbers: Numbers of the criteria and parts.
    """

    title: str
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class Proof:
    """A piece of evidence, and the criteria that it backs.

    Attributes:
        numbers: Numbers of the criteria and parts.
    """

    evidence: EvidenceLine
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class InputFile:
    """A file that was read, as it was when it was read."""

    path: str
    sha256: str


@dataclass(frozen=True)
class Chapter:
    """The chapter on one ruleset, district and year.

    Attributes:
        years: The years of the table's columns, the assessed one last.
        sections: One per criterion and part, in the order of the standard; the rows of the table
            as well.
        requests: What is missing, and who has it, department by department.
        conflicts: Sources that disagree about figures of this chapter.
        documents: The documents that requirements and figures were taken from.
        evidence: The evidence cited.
        inputs: The rulesets and files of data that were read.
        warnings: What is to be known about the run.
    """

    head: Head
    years: tuple[int, int, int]
    sections: tuple[Section, ...]
    requests: tuple[Request, ...]
    conflicts: Table
    documents: tuple[Cited, ...]
    evidence: tuple[Proof, ...]
    inputs: tuple[InputFile, ...]
    warnings: tuple[str, ...]

    def with_outcome(self, outcome: Outcome) -> tuple[Section, ...]:
        """The sections on criteria and parts that come to an outcome."""
        return tuple(one for one in self.sections if one.outcome is outcome)

    @property
    def gaps(self) -> tuple[Section, ...]:
        """What is missed."""
        return self.with_outcome(Outcome.MISSED)

    @property
    def pending(self) -> tuple[Section, ...]:
        """What the data don't settle."""
        return self.with_outcome(Outcome.PENDING)

    @property
    def unsettled(self) -> tuple[Section, ...]:
        """What is met as things stand, but not for good."""
        return tuple(one for one in self.with_outcome(Outcome.MET) if not one.settles)


def chapters_of(document: AssessmentDocument) -> tuple[Chapter, ...]:
    """The chapters of an assessment, one per ruleset, district and year, in its order."""
    return tuple(_chapter(document, one) for one in document.assessments)


def _chapter(document: AssessmentDocument, assessment: RulesetAssessment) -> Chapter:
    years = (assessment.year - 2, assessment.year - 1, assessment.year)
    kind = assessment.ruleset.kind
    sections = tuple(section_of(one, years, kind) for one in assessment.results)
    return Chapter(
        head=_head(document, assessment),
        years=years,
        sections=sections,
        requests=requests_of(sections, assessment.year),
        conflicts=_conflicts(document, assessment),
        documents=_cited(sections),
        evidence=_proofs(sections),
        inputs=tuple(_inputs(document)),
        warnings=document.warnings,
    )


def _head(document: AssessmentDocument, assessment: RulesetAssessment) -> Head:
    ruleset = assessment.ruleset
    return Head(
        title=ruleset.title,
        ruleset=f"{ruleset.id}@{ruleset.edition}",
        kind=ruleset.kind,
        district=assessment.district.name,
        code=assessment.district.code,
        year=year_text(assessment).replace(" ", ""),
        judged_on=document.run.judged_on,
        decision=assessment.decision,
        conclusions=tuple(
            (label, decision_label(one, ruleset.kind)) for label, one in conclusions(assessment)
        ),
        statement=statement_of(assessment),
        completeness=completeness_text(assessment),
        proven=proven_text(assessment) or "",
        score=assessment.score,
        reasons=assessment.reasons,
        counts=count_table(assessment),
    )


def _conflicts(document: AssessmentDocument, assessment: RulesetAssessment) -> Table:
    """The disagreements about the indicators of a chapter, in its district."""
    indicators = {one.indicator for one in assessment.results}
    here = tuple(
        one
        for one in document.conflicts
        if one.district == assessment.district.code and one.indicator in indicators
    )
    only = {"assessments": (assessment,), "conflicts": here}
    return conflict_table(document.model_copy(update=only))


def _cited(sections: Iterable[Section]) -> tuple[Cited, ...]:
    """The documents in the order in which they are first named."""
    numbers: dict[str, dict[str, None]] = {}
    for section in sections:
        for source in section.sources:
            numbers.setdefault(source.document, {})[section.number] = None
    return tuple(Cited(title, tuple(found)) for title, found in numbers.items())


def _proofs(sections: Iterable[Section]) -> tuple[Proof, ...]:
    """The evidence by label, in the order in which it is first cited, with all its states."""
    cited: dict[str, list[tuple[Section, EvidenceLine]]] = {}
    for section in sections:
        for one in section.evidence:
            cited.setdefault(one.label, []).append((section, one))
    return tuple(_proof(found) for found in cited.values())


def _proof(found: Sequence[tuple[Section, EvidenceLine]]) -> Proof:
    states = dict.fromkeys(one.state for _, one in found)
    evidence = replace(found[0][1], state="、".join(states))
    return Proof(evidence, tuple(dict.fromkeys(section.number for section, _ in found)))


def _inputs(document: AssessmentDocument) -> Iterator[InputFile]:
    for ruleset in document.run.rulesets:
        yield InputFile(f"{ruleset.id}@{ruleset.edition}", ruleset.sha256)
    for file in document.run.inputs:
        yield InputFile(file.path, file.sha256)
