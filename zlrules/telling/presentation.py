"""What reports of any form show of an assessment, as texts and tables of texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from zlrules.document import AssessmentDocument, ConflictDocument, Counts, RulesetAssessment
from zlrules.telling.phrases import (
    outcome_label,
    period_text,
    scoped_title,
    share_judged,
    source_text,
)
from zlrules.words import EFFORT_LABELS, MEASURE_LABELS, NATURE_LABELS, Decision, Nature, Outcome

Row = tuple[str, ...]


class Table(NamedTuple):
    """A table of texts.

    Attributes:
        outcome: The outcome of the criteria in it; None in other tables.
    """

    title: str
    headers: Row
    rows: tuple[Row, ...]
    outcome: Outcome | None = None


def conclusions(assessment: RulesetAssessment) -> Iterator[tuple[str, Decision]]:
    """The decision, what it would be as things stand, and the cases that say something more."""
    decision, standing = assessment.decision, assessment.as_it_stands
    yield "自查结论", decision
    if decision is not Decision.UNDETERMINED:
        return
    yield "按现有数据", standing
    if assessment.best_case not in (decision, standing):
        yield "未定各项都达标时", assessment.best_case
    if assessment.worst_case not in (decision, standing):
        yield "未定各项都未达标时", assessment.worst_case


def count_table(assessment: RulesetAssessment) -> Table:
    """How many criteria of each nature have which outcome; empty without criteria."""
    labels = (outcome_label(outcome, assessment.ruleset.kind) for outcome in Outcome)
    groups = {
        NATURE_LABELS[nature]: [assessment.counts[nature]]
        for nature in Nature
        if nature in assessment.counts
    }
    if len(groups) > 1:
        groups["合计"] = list(assessment.counts.values())
    groups |= {
        f"其中“{EFFORT_LABELS[effort]}”": [counts] for effort, counts in assessment.efforts.items()
    }
    rows = ((name, *_numbers(counts), share_judged(counts)) for name, counts in groups.items())
    return Table("统计", ("属性", *labels, "其中未到期", "合计", "数据完整率"), tuple(rows))


def conflict_table(document: AssessmentDocument) -> Table:
    """Sources that disagree, in words that users know."""
    assessments = document.assessments
    districts = {one.district.code: one.district.name for one in assessments}
    rows = tuple(
        (
            districts.get(one.district, one.district),
            scoped_title(one.title, one.scope),
            _fact(one),
            said.value,
            source_text(said.source) if said.source else "",
            _adopted(one, said.value),
        )
        for one in document.conflicts
        for said in one.said
    )
    headers = ("行政区", "指标", "时期", "数值", "来源", "采信")
    return Table(f"来源不一致（{len(document.conflicts)} 处）", headers, rows)


def _adopted(conflict: ConflictDocument, value: str) -> str:
    """Whether a value was taken, and on whose word."""
    if conflict.adopted is None:
        return "未定"
    if conflict.adopted.value != value:
        return "未采信"
    return f"采信：{conflict.adopted.why}（{conflict.adopted.who}，{conflict.adopted.when}）"


def _numbers(counts: Sequence[Counts]) -> list[str]:
    names = (*(outcome.value for outcome in Outcome), "not_due", "total")
    return [str(sum(int(getattr(one, name)) for one in counts)) for name in names]


def _fact(conflict: ConflictDocument) -> str:
    period = period_text(conflict.period)
    if conflict.measure == "value":
        return period
    return f"{period} {MEASURE_LABELS.get(conflict.measure, conflict.measure)}"
