"""The Markdown report: what the terminal shows, and where every figure stands."""

from __future__ import annotations

from collections.abc import Iterator

from zlrules import (
    AssessmentDocument,
    RulesetAssessment,
    Table,
    completeness_text,
    conclusions,
    conflict_table,
    count_table,
    decision_label,
    markdown_bullets,
    markdown_table,
    markdown_text,
    outcome_tables,
    proven_text,
    year_text,
)


def render(document: AssessmentDocument, *, colour: bool) -> str:
    """Write an assessment as a Markdown document."""
    blocks = ["# 自查评估报告", f"判定日期: {document.run.judged_on}"]
    for assessment in document.assessments:
        blocks += [*_head(assessment), *_tables(assessment)]
    if not document.assessments:
        blocks.append("没有评估结果。")
    return "\n\n".join([*blocks, *_findings(document), *_run(document)]) + "\n"


def _head(assessment: RulesetAssessment) -> Iterator[str]:
    ruleset, district = assessment.ruleset, assessment.district
    yield f"## {markdown_text(f'{ruleset.title}：{district.name} {year_text(assessment)}')}"
    kind = ruleset.kind
    told = [f"{label}: {decision_label(one, kind)}" for label, one in conclusions(assessment)]
    told.append(f"数据完整率: {completeness_text(assessment)}")
    proven = proven_text(assessment)
    if proven is not None:
        told.append(f"可证明: {proven}")
    if assessment.score is not None:
        told.append(f"得分: {assessment.score}")
    told.append(f"指标体系: {ruleset.id}@{ruleset.edition}")
    told.append(f"行政区代码: {district.code}")
    yield markdown_bullets(told)
    if assessment.reasons:
        yield "### 理由"
        yield markdown_bullets(assessment.reasons)


def _tables(assessment: RulesetAssessment) -> Iterator[str]:
    for table in (count_table(assessment), *outcome_tables(assessment), _sources(assessment)):
        if table.rows:
            yield from _titled(table, "###")


def _sources(assessment: RulesetAssessment) -> Table:
    rows = (
        (one.number, one.title, source.document, source.place or "", source.quote or "")
        for one in assessment.results
        for source in one.sources
    )
    return Table("来源", ("序号", "指标", "文件", "位置", "原文"), tuple(rows))


def _findings(document: AssessmentDocument) -> Iterator[str]:
    conflicts = conflict_table(document)
    if conflicts.rows:
        yield from _titled(conflicts, "##")
    if document.warnings:
        yield "## 提示"
        yield markdown_bullets(document.warnings)


def _run(document: AssessmentDocument) -> Iterator[str]:
    run = document.run
    rulesets = [(f"{one.id}@{one.edition}", one.sha256) for one in run.rulesets]
    inputs = [(one.path, one.sha256) for one in run.inputs]
    table = Table(f"依据的文件（zlrules {run.zlrules}）", ("文件", "SHA-256"), (*rulesets, *inputs))
    yield from _titled(table, "##")


def _titled(table: Table, level: str) -> Iterator[str]:
    yield f"{level} {markdown_text(table.title)}"
    yield markdown_table(table)
