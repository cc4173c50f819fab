"""The findings as CSV, for Excel: one line for each row that a finding concerns."""

from __future__ import annotations

from collections.abc import Iterator

from zlrules import STATUS_LABELS, csv_text
from zlrules_checks.checking import Checked
from zlrules_checks.finding import KIND_LABELS, SEVERITY_LABELS, Finding, Saying

HEADERS = (
    *("序号", "类别", "程度", "行政区", "指标", "名称", "范围", "时期", "度量", "说明"),
    *("所在行", "所在行指标", "所在行范围", "所在行时期", "数据状态", "截至日期", "数值"),
    *("来源", "位置"),
)


def render_csv(checked: Checked) -> str:
    """Write all findings with Chinese headers."""
    return csv_text(HEADERS, _rows(checked))


def _rows(checked: Checked) -> Iterator[tuple[str | None, ...]]:
    for number, finding in enumerate(checked.findings(), start=1):
        for row in finding.rows:
            yield (str(number), *_head(finding), *_row(row))


def _head(finding: Finding) -> tuple[str, ...]:
    return (
        KIND_LABELS[finding.kind],
        SEVERITY_LABELS[finding.severity],
        finding.district,
        finding.indicator,
        finding.title,
        finding.scope,
        finding.period,
        finding.measure,
        finding.message,
    )


def _row(row: Saying) -> tuple[str | None, ...]:
    told = row.row, row.indicator, row.scope, row.period, STATUS_LABELS[row.status]
    return *told, row.as_of, row.value, row.source, row.place
