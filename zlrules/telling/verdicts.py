"""The tables that list criteria by outcome, those to act on first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from zlrules.document import ResultDocument, RulesetAssessment
from zlrules.telling.phrases import (
    BASIS_LABELS,
    NOTHING,
    basis_text,
    figure_text,
    margin_text,
    notes,
    outcome_label,
    scoped_title,
    text_doubt,
)
from zlrules.telling.presentation import Row, Table
from zlrules.words import NATURE_LABELS, Nature, Outcome

PART_MARK = "- "
"""Stands before the title of a part."""

Cells = Callable[[ResultDocument, RulesetAssessment], Row]


def outcome_tables(assessment: RulesetAssessment) -> Iterator[Table]:
    """The criteria by outcome, those to act on first; parts stand under their criterion."""
    for outcome, (headers, cells) in _LAYOUTS.items():
        criteria = [
            one for one in assessment.results if one.parent is None and one.outcome is outcome
        ]
        if outcome is Outcome.MISSED:
            criteria.sort(key=_gap_order)
        if criteria:
            label = outcome_label(outcome, assessment.ruleset.kind)
            title = "差距" if outcome is Outcome.MISSED else label
            rows = tuple(cells(one, assessment) for one in _with_parts(criteria, assessment))
            yield Table(f"{title}（{len(criteria)} 项）", headers, rows, outcome)


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


def _name(result: ResultDocument) -> Row:
    mark = PART_MARK if result.parent else ""
    return result.number, f"{mark}{scoped_title(result.title, result.scope)}"


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
    told, basis = notes(result, assessment.year), basis_text(result)
    if basis == BASIS_LABELS["figure"] and any(note.endswith(basis) for note in told):
        basis = ""
    grounds = "，".join(part for part in (basis, *told) if part)
    distance = _distance(result, assessment, Outcome.MET)
    return *_name(result), result.required, figure_text(result), distance, grounds or NOTHING


def _explained(result: ResultDocument, _: RulesetAssessment) -> Row:
    told, doubt = result.na_reason or result.explanation, text_doubt(result)
    return *_name(result), f"{told.removesuffix('。')}。{doubt}。" if doubt else told


_LAYOUTS: dict[Outcome, tuple[Row, Cells]] = {
    Outcome.MISSED: (("序号", "指标", "属性", "要求", "现状值", "差距"), _missed),
    Outcome.PENDING: (("序号", "指标", "说明"), _explained),
    Outcome.NO_DATA: (("序号", "指标", "说明"), _explained),
    Outcome.MET: (("序号", "指标", "要求", "现状值", "余量", "依据"), _met),
    Outcome.NOT_APPLICABLE: (("序号", "指标", "原因"), _explained),
}
