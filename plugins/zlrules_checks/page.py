"""The findings as text for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from zlrules import STATUS_LABELS, period_text
from zlrules_checks.checking import Checked
from zlrules_checks.finding import (
    KIND_LABELS,
    SEVERITY_LABELS,
    Finding,
    Saying,
    Severity,
)

_period = lru_cache(maxsize=1000)(period_text)
_MEASURES = {
    "change": "变化量",
    "change_pct": "变化率",
    "change_pp": "变化百分点",
    "rank": "位次",
    "rank_of_change": "变化位次",
}


def render_page(checked: Checked) -> str:
    """All findings by kind, each with its rows, and the counts."""
    return "\n".join([*_sections(checked), _summary(checked)]) + "\n"


def _sections(checked: Checked) -> Iterator[str]:
    numbers = Counter(one.kind for one in checked.found)
    for kind, findings in groupby(checked.findings(), key=lambda one: one.kind):
        yield f"{KIND_LABELS[kind]}（{numbers[kind]} 处）"
        yield from (line for one in findings for line in _lines(one))
        yield ""


def _lines(finding: Finding) -> Iterator[str]:
    yield f"- {finding.rows[0].row}: {subject_of(finding)}: {finding.message}"
    yield from (f"  {_said(one, finding)}" for one in finding.rows)


def subject_of(finding: Finding) -> str:
    """What a finding is about: ``优良天数比率（全区，2022年，变化率）``."""
    measure = _MEASURES.get(finding.measure)
    details = [finding.scope, _period(finding.period), *([measure] if measure else [])]
    return f"{finding.title}（{'，'.join(details)}）"


def _said(row: Saying, finding: Finding) -> str:
    details = [row.scope, _period(row.period), STATUS_LABELS[row.status]]
    day = [f"截至{row.as_of}"] if row.as_of else []
    other = [row.indicator] if row.indicator != finding.indicator else []
    told = "，".join([*other, *details, *day])
    source = " ".join(filter(None, [row.source, row.place]))
    return f"{row.row}  {row.value}（{told}）{source}"


def _summary(checked: Checked) -> str:
    counted = "，".join(
        f"{SEVERITY_LABELS[one]} {number}"
        for one, number in checked.counts.items()
        if number or one is not Severity.SETTLED
    )
    return f"检查了 {checked.checked} 条数据: {counted}"
