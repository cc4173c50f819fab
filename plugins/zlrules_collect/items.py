"""What is to be collected from whom: every criterion with its duty and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zlrules import (
    REASON_LABELS,
    Assessment,
    DutyState,
    Outcome,
    Plugins,
    Reason,
    ResultDocument,
    RulesetAssessment,
    Status,
    Wish,
    assess_workspace,
)

NOBODY = "未分工"
"""The department of what neither the table of duties nor the ruleset gives to anybody."""

TO_REPORT = (
    *(Reason.NO_HISTORY, Reason.NO_TARGET, Reason.NO_STATEMENT, Reason.NO_ATTRIBUTE),
    *(Reason.UNREPORTED, Reason.UNCOVERED, Reason.EVENT_GRADE, Reason.CONFLICT),
)
"""Reasons why a verdict is open that reporting can clear away."""


@dataclass(frozen=True)
class Duty:
    """Who reports a criterion.

    Attributes:
        due: The last day to report on.
    """

    lead: str
    support: str | None
    reporter: str | None
    reviewer: str | None
    due: date | None
    state: DutyState
    note: str | None


@dataclass(frozen=True)
class Item:
    """A criterion or part that is to be reported.

    Attributes:
        duty: None where the table of duties has none for it.
        day: The day on which it is looked at.
    """

    result: ResultDocument
    duty: Duty | None
    day: date

    @property
    def department(self) -> str:
        """Who leads: by the table of duties, else the first department that the ruleset names."""
        if self.duty is not None:
            return self.duty.lead
        return self.result.department[0] if self.result.department else NOBODY

    @property
    def support(self) -> str:
        """Who helps."""
        if self.duty is not None:
            return self.duty.support or ""
        return "、".join(self.result.department[1:])

    @property
    def lacking_figures(self) -> str:
        """What is missing of the figures; "" where nothing is."""
        if self.result.outcome is Outcome.NO_DATA:
            return "没有数据"
        if self.result.reason in TO_REPORT:
            return REASON_LABELS[self.result.reason]
        return "只有阶段性数据" if self.result.status is Status.PROVISIONAL else ""

    @property
    def lacking_evidence(self) -> str:
        """What is missing of the evidence; "" where nothing is, or there is no register."""
        if self.result.provable is not False:
            return ""
        return "；".join(why for why in self.result.unproven if why != self.lacking_figures)

    @property
    def is_overdue(self) -> bool:
        """Whether it should have been reported before the day."""
        return (
            self.duty is not None
            and self.duty.due is not None
            and self.duty.due < self.day
            and self.duty.state in (DutyState.UNREPORTED, DutyState.RETURNED)
        )

    @property
    def is_open(self) -> bool:
        """Whether somebody must still do something."""
        waits = self.duty is not None and self.duty.state in (
            DutyState.UNREPORTED,
            DutyState.RETURNED,
        )
        return waits or bool(self.lacking_figures or self.lacking_evidence)


@dataclass(frozen=True)
class Collection:
    """All that is to be collected for one ruleset, district and year."""

    assessment: RulesetAssessment
    items: tuple[Item, ...]
    day: date

    @property
    def title(self) -> str:
        """What it is about."""
        one = self.assessment
        return f"{one.ruleset.title}：{one.district.name} {one.year} 年度"

    def by_department(self) -> dict[str, list[Item]]:
        """The items by who leads, in the order of the criteria; what nobody has comes last."""
        found: dict[str, list[Item]] = {}
        for item in sorted(self.items, key=lambda one: one.department == NOBODY):
            found.setdefault(item.department, []).append(item)
        return found


def collections_of(
    folder: Path, plugins: Plugins, wish: Wish, district: str | None
) -> list[Collection]:
    """Assess a workspace and say what is to be collected.

    Args:
        district: Code or name; all of them unless given.

    Raises:
        ZlrulesError: The workspace or its data are wrong, or there is no such district.
    """
    assessed = assess_workspace(folder, plugins, wish, district)
    duties = _duties(assessed)
    return [
        Collection(one, tuple(_items(one, duties, assessed.judged_on)), assessed.judged_on)
        for one in assessed.document().assessments
    ]


def _items(
    assessment: RulesetAssessment, duties: Mapping[tuple[str, str, str], Duty], day: date
) -> Iterator[Item]:
    """What is reported by itself: parts in the place of their criterion, nothing that isn't asked."""
    with_parts = {one.parent for one in assessment.results}
    ruleset, code = assessment.ruleset, assessment.district.code
    for one in assessment.results:
        if one.criterion in with_parts or one.outcome is Outcome.NOT_APPLICABLE:
            continue
        keys = (
            (code, name, criterion)
            for criterion in (one.criterion, one.parent)
            for name in (f"{ruleset.id}@{ruleset.edition}", ruleset.id)
            if criterion is not None
        )
        yield Item(one, next((duties[key] for key in keys if key in duties), None), day)


def _duties(assessed: Assessment) -> dict[tuple[str, str, str], Duty]:
    """By district, ruleset and criterion."""
    return {
        (row["district"], row["ruleset"], row["criterion"]): Duty(
            lead=row["lead"],
            support=row["support"],
            reporter=row["entered_by"],
            reviewer=row["reviewer"],
            due=row["day"],
            state=DutyState(row["state"]),
            note=row["note"],
        )
        for row in assessed.scorings[0].facts.duties.iter_rows(named=True)
    }
