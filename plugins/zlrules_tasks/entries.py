"""The rows of task lists as they stand on a day, each promise once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zlrules import (
    AssessmentDocument,
    Effort,
    Outcome,
    ResultDocument,
    RulesetAssessment,
    TaskStatus,
    outcome_label,
)

STATUS_ORDER = (
    *(TaskStatus.OVERDUE, TaskStatus.BEHIND, TaskStatus.BLOCKED, TaskStatus.NO_DATA),
    *(TaskStatus.NO_MILESTONE, TaskStatus.NOT_DUE, TaskStatus.ON_TARGET, TaskStatus.COMPLETED),
)
"""What to act on comes first."""

STATUS_OF_FIGURE = {
    Outcome.MET: TaskStatus.COMPLETED,
    Outcome.MISSED: TaskStatus.OVERDUE,
    Outcome.NO_DATA: TaskStatus.NO_DATA,
}
"""How a target with a figure stands once it is due."""

UNKNOWN = "未写明"


@dataclass(frozen=True)
class Entry:
    """A row of a task list.

    Attributes:
        status: How it stands; targets with a figure take the word that comes closest.
        progress: What was reported, or the figure.
    """

    assessment: RulesetAssessment
    result: ResultDocument
    status: TaskStatus

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What names the row in every assessment."""
        ruleset = self.assessment.ruleset
        return ruleset.id, ruleset.edition, self.assessment.district.code, self.result.criterion

    @property
    def departments(self) -> tuple[str, ...]:
        """Who is responsible."""
        return self.result.department or (UNKNOWN,)

    @property
    def chapter(self) -> str:
        """The chapter of the text."""
        return " ".join(self.result.group) or UNKNOWN

    @property
    def due(self) -> str:
        """The day or year by which it must be done."""
        return str(self.result.due) if self.result.due else UNKNOWN

    @property
    def effort(self) -> str:
        """The word that hedges the promise, if any."""
        return "" if self.result.effort is Effort.FIRM else self.result.effort.value

    @property
    def progress(self) -> str:
        """What was reported last, or the figure; 未报 where there is nothing."""
        result = self.result
        return result.text or " ".join(filter(None, (result.value, result.unit))) or "未报"

    @property
    def verdict(self) -> str:
        """The outcome in the words of task lists."""
        return outcome_label(self.result.outcome, self.assessment.ruleset.kind)


def entries(document: AssessmentDocument) -> Iterator[Entry]:
    """Every row that promises something, each promise once, in the order of the lists."""
    listed = {one.ruleset.id for one in document.assessments}
    for assessment in document.assessments:
        for result in assessment.results:
            if not _elsewhere(result, listed) and result.outcome is not Outcome.NOT_APPLICABLE:
                status = _status(result)
                if status is not None:
                    yield Entry(assessment, result, status)


def _elsewhere(result: ResultDocument, listed: set[str]) -> bool:
    """Whether the promise is listed where its row points to."""
    names = [reference.partition("#")[0].partition("@")[0] for reference in result.same_as]
    return any(not name or name in listed for name in names)


def _status(result: ResultDocument) -> TaskStatus | None:
    """How a row stands; None for rows that are told by their parts."""
    if result.task is not None:
        return result.task.status
    if result.indicator is None:
        return None
    if result.due_state == "not_due" and result.outcome is not Outcome.NO_DATA:
        return TaskStatus.NOT_DUE
    return STATUS_OF_FIGURE.get(result.outcome, TaskStatus.NO_DATA)
