"""The rows of task lists as they stand on a day, each promise once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zlrules import (
    AssessmentDocument,
    Effort,
    Outcome,
    ResultDocument,
    RulesetAssessment,
    TaskStatus,
    outcome_label,
    value_text,
)

STATUS_ORDER = (
    *(TaskStatus.OVERDUE, TaskStatus.BEHIND, TaskStatus.BLOCKED, TaskStatus.NO_DATA),
    *(TaskStatus.NO_MILESTONE, TaskStatus.NOT_DUE, TaskStatus.ON_TARGET, TaskStatus.COMPLETED),
)
"""What to act on comes first."""

STATUS_OF_FIGURE = {Outcome.MET: TaskStatus.COMPLETED, Outcome.MISSED: TaskStatus.OVERDUE}
"""How a target with a final figure stands once it is due."""

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
        figure = f"{value_text(result)} {result.unit or ''}".strip() if result.value else ""
        return result.text or figure or "未报"

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
                status = _status(result, document.run.judged_on)
                if status is not None:
                    yield Entry(assessment, result, status)


def _elsewhere(result: ResultDocument, listed: set[str]) -> bool:
    """Whether the promise is listed where its row points to."""
    names = [reference.partition("#")[0].partition("@")[0] for reference in result.same_as]
    return any(not name or name in listed for name in names)


def _status(result: ResultDocument, day: date) -> TaskStatus | None:
    """How a row stands on a day; None for rows that are told by their parts."""
    if result.task is not None:
        return result.task.status
    if result.indicator is None:
        return None
    if result.value is None and result.text is None:
        return TaskStatus.NO_DATA
    if _is_ahead(result.due, day):
        return TaskStatus.NOT_DUE
    settled = STATUS_OF_FIGURE if result.settles else {}
    return settled.get(result.outcome, TaskStatus.NO_DATA)


def _is_ahead(due: int | date | None, day: date) -> bool:
    """Whether a day or the end of a year is still to come."""
    if due is None:
        return False
    return (date(due, 12, 31) if isinstance(due, int) else due) > day
