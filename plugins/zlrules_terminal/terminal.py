"""The report for terminals: one page per assessment, or one line each when there are many."""

from __future__ import annotations

from collections.abc import Iterator

from zlrules import (
    AssessmentDocument,
    Decision,
    RulesetAssessment,
    Table,
    completeness_text,
    conclusions,
    conflict_table,
    count_table,
    decision_label,
    outcome_tables,
    proven_text,
    year_text,
)
from zlrules_terminal.layout import DECISION_HUES, Paint, bullets, grid, paragraph, underline

MOST_PAGES = 50
"""More assessments than this are shown in one line each."""


def render(document: AssessmentDocument, *, colour: bool) -> str:
    """Show an assessment as text 100 columns wide."""
    paint = Paint(colour)
    many = len(document.assessments) > MOST_PAGES
    blocks = [*(_overview if many else _pages)(document, paint), *_findings(document, paint)]
    return "\n\n".join(blocks or ["没有评估结果。"]) + "\n"


def _pages(document: AssessmentDocument, paint: Paint) -> Iterator[str]:
    for assessment in document.assessments:
        yield _head(assessment, paint)
        yield _counts(assessment, paint)
        for table in outcome_tables(assessment):
            yield _titled(table, paint)


def _head(assessment: RulesetAssessment, paint: Paint) -> str:
    title, district = paragraph(assessment.ruleset.title), assessment.district
    told = (f"{label}: {_label(one, assessment, paint)}" for label, one in conclusions(assessment))
    lines = [
        paint.heading(title),
        underline(title),
        paragraph(
            f"{_edition(assessment)}  {district.name}（{district.code}）  {year_text(assessment)}"
        ),
        "",
        *told,
        *([bullets(assessment.reasons)] if assessment.reasons else []),
    ]
    return "\n".join(lines)


def _counts(assessment: RulesetAssessment, paint: Paint) -> str:
    table = count_table(assessment)
    overall = f"数据完整率: {completeness_text(assessment)}"
    lines = [grid(table, paint) if table.rows else overall]
    proven = proven_text(assessment)
    if proven is not None:
        lines.append(paragraph(f"可证明: {proven}"))
    if assessment.score is not None:
        lines.append(paragraph(f"得分: {assessment.score}"))
    return "\n".join(lines)


def _overview(document: AssessmentDocument, paint: Paint) -> Iterator[str]:
    assessments = document.assessments
    titles = dict.fromkeys(f"{_edition(one)}: {one.ruleset.title}" for one in assessments)
    count = paint.heading(f"共 {len(assessments)} 份评估，每份一行")
    yield "\n".join([count, *(paragraph(title) for title in titles)])
    rows = tuple(
        (
            f"{one.district.name} {one.district.code}",
            _edition(one),
            str(one.year),
            decision_label(one.decision, one.ruleset.kind),
            decision_label(one.as_it_stands, one.ruleset.kind),
            completeness_text(one),
        )
        for one in assessments
    )
    headers = ("行政区", "指标体系", "年度", "自查结论", "按现有数据", "数据完整率")
    yield grid(Table("", headers, rows), paint)


def _findings(document: AssessmentDocument, paint: Paint) -> Iterator[str]:
    conflicts = conflict_table(document)
    if conflicts.rows:
        yield _titled(conflicts, paint)
    if document.warnings:
        yield f"{paint.heading('提示')}\n{bullets(document.warnings)}"


def _titled(table: Table, paint: Paint) -> str:
    return f"{paint.heading(table.title, table.outcome)}\n{grid(table, paint)}"


def _edition(assessment: RulesetAssessment) -> str:
    return f"{assessment.ruleset.id}@{assessment.ruleset.edition}"


def _label(decision: Decision, assessment: RulesetAssessment, paint: Paint) -> str:
    return paint.hue(decision_label(decision, assessment.ruleset.kind), DECISION_HUES[decision])
