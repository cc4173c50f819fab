"""An assessment as titled tables in the order in which reports of any form show them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from zlrules.document import (
    AssessmentDocument,
    ConflictDocument,
    Counts,
    ResultDocument,
    RulesetAssessment,
)
from zlrules.phrases import (
    MEASURE_LABELS,
    NOTHING,
    WHOLE_DISTRICT,
    basis_text,
    figure_text,
    margin_text,
    notes,
    outcome_label,
    period_text,
    source_text,
)
from zlrules.words import NATURE_LABELS, Decision, Nature, Outcome

PART_MARK = "- "
"""Stands before the title of a part."""

Row = tuple[str, ...]
Cells = Callable[[ResultDocument, RulesetAssessment], Row]


@dataclass(frozen=True)
class Table:
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
    rows = [
        (NATURE_LABELS[nature], *_numbers(assessment.counts[nature]))
        for nature in Nature
        if nature in assessment.counts
    ]
    if len(rows) > 1:
        rows.append(("合计", *(str(sum(map(int, column))) for column in list(zip(*rows))[1:])))
    return Table("统计", ("属性", *labels, "其中未到期", "合计"), tuple(rows))


def outcome_tables(assessment: RulesetAssessment) -> Iterator[Table]:
    """The criteria by outcome, those to act on first; parts stand under their criterion."""
    for outcome, (headers, cells) in _LAYOUTS.items():
        criteria = [
            one for one in assessment.results if one.parent is None and one.outcome is outcome
        ]
        if outcome is Outcome.MISSED:
            criteria.sort(key=_gap_order)
        if criteria:
            label = "差距" if outcome is Outcome.MISSED else None
            title = label or outcome_label(outcome, assessment.ruleset.kind)
            rows = tuple(cells(one, assessment) for one in _with_parts(criteria, assessment))
            yield Table(f"{title}（{len(criteria)} 项）", headers, rows, outcome)


def conflict_table(document: AssessmentDocument) -> Table:
    """Sources that disagree, in words that users know."""
    assessments = document.assessments
    districts = {one.district.code: one.district.name for one in assessments}
    titles = {one.indicator: one.title for each in assessments for one in each.results}
    rows = tuple(
        (
            districts.get(one.district, one.district),
            _scoped(titles.get(one.indicator, one.indicator), one.scope),
            _fact(one),
            "、".join(one.values),
            "；".join(dict.fromkeys(source_text(source) for source in one.sources)),
        )
        for one in document.conflicts
    )
    headers = ("行政区", "指标", "时期", "数值", "来源")
    return Table(f"来源不一致（{len(rows)} 处）", headers, rows)


def _numbers(counts: Counts) -> Row:
    by_outcome = [getattr(counts, outcome.value) for outcome in Outcome]
    return tuple(str(number) for number in (*by_outcome, counts.not_due, counts.total))


def _with_parts(
    criteria: Iterable[ResultDocument], assessment: RulesetAssessment
) -> Iterator[ResultDocument]:
    for criterion in criteria:
        yield criterion
        for result in assessment.results:
            if result.parent == criterion.criterion:
                yield result


def _gap_order(result: ResultDocument) -> tuple[bool, bool, Decimal]:
    """Binding first; then the widest gap for the size of the figure; gaps without number last."""
    weighty = result.nature in (Nature.BINDING, Nature.GATE)
    if result.margin is None:
        return not weighty, True, Decimal(0)
    margin, value = abs(Decimal(result.margin)), abs(Decimal(result.value or 0))
    return not weighty, False, -(margin / value if value else Decimal("Infinity"))


def _scoped(title: str, scope: str) -> str:
    return title if scope == WHOLE_DISTRICT else f"{title}（{scope}）"


def _fact(conflict: ConflictDocument) -> str:
    period = period_text(conflict.period)
    if conflict.measure == "value":
        return period
    return f"{period} {MEASURE_LABELS.get(conflict.measure, conflict.measure)}"


def _name(result: ResultDocument) -> Row:
    mark = PART_MARK if result.parent else ""
    return result.number, f"{mark}{_scoped(result.title, result.scope)}"


def _distance(result: ResultDocument, assessment: RulesetAssessment, shown: Outcome) -> str:
    """The margin; for a part with another outcome than its criterion, that outcome too."""
    margin = margin_text(result.margin)
    if result.outcome is shown:
        return margin or NOTHING
    return f"{outcome_label(result.outcome, assessment.ruleset.kind)} {margin}".rstrip()


def _missed(result: ResultDocument, assessment: RulesetAssessment) -> Row:
    told = "，".join(notes(result, assessment.year))
    figure = f"{figure_text(result)}（{told}）" if told else figure_text(result)
    distance = _distance(result, assessment, Outcome.MISSED)
    return *_name(result), NATURE_LABELS[result.nature], result.required, figure, distance


def _met(result: ResultDocument, assessment: RulesetAssessment) -> Row:
    basis = "，".join(part for part in (basis_text(result), *notes(result, assessment.year)) if part)
    distance = _distance(result, assessment, Outcome.MET)
    return *_name(result), result.required, figure_text(result), distance, basis or NOTHING


def _explained(result: ResultDocument, _: RulesetAssessment) -> Row:
    return *_name(result), result.na_reason or result.explanation


_LAYOUTS: dict[Outcome, tuple[Row, Cells]] = {
    Outcome.MISSED: (("序号", "指标", "属性", "要求", "现状值", "差距"), _missed),
    Outcome.PENDING: (("序号", "指标", "说明"), _explained),
    Outcome.NO_DATA: (("序号", "指标", "说明"), _explained),
    Outcome.MET: (("序号", "指标", "要求", "现状值", "余量", "依据"), _met),
    Outcome.NOT_APPLICABLE: (("序号", "指标", "原因"), _explained),
}
