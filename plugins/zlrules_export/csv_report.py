"""The report as CSV: one row per criterion or part, for Excel."""

from __future__ import annotations

from collections.abc import Iterator

from zlrules import (
    NATURE_LABELS,
    REASON_LABELS,
    STATUS_LABELS,
    AssessmentDocument,
    ResultDocument,
    RulesetAssessment,
    basis_text,
    csv_text,
    outcome_label,
    source_text,
    value_text,
)

HEADERS = (
    *("指标体系", "版本", "行政区代码", "行政区", "年度", "序号", "所属", "指标", "属性", "范围"),
    *("要求", "单位", "现状值", "时期", "数据状态", "判定", "差距", "是否定论", "原因", "说明"),
    *("依据", "责任部门", "来源"),
)


def render_csv(document: AssessmentDocument, *, colour: bool) -> str:
    """Write all results as CSV with Chinese headers, starting with a byte order mark."""
    return csv_text(HEADERS, _rows(document))


def _rows(document: AssessmentDocument) -> Iterator[tuple[str | None, ...]]:
    for assessment in document.assessments:
        numbers = {one.criterion: one.number for one in assessment.results}
        for result in assessment.results:
            parent = numbers[result.parent] if result.parent else ""
            yield (*_head(assessment), *_row(result, parent, assessment))


def _head(assessment: RulesetAssessment) -> tuple[str, ...]:
    ruleset, district = assessment.ruleset, assessment.district
    return ruleset.id, ruleset.edition, district.code, district.name, str(assessment.year)


def _row(
    result: ResultDocument, parent: str, assessment: RulesetAssessment
) -> tuple[str | None, ...]:
    return (
        result.number,
        parent,
        result.title,
        NATURE_LABELS[result.nature],
        result.scope,
        result.required,
        result.unit,
        value_text(result),
        result.period,
        STATUS_LABELS[result.status] if result.status else "",
        outcome_label(result.outcome, assessment.ruleset.kind),
        result.margin,
        "是" if result.settles else "否",
        result.na_reason or (REASON_LABELS[result.reason] if result.reason else ""),
        result.explanation,
        basis_text(result),
        "、".join(result.department),
        "；".join(source_text(source) for source in result.sources),
    )
