"""A judged table as CSV, for Excel."""

from __future__ import annotations

from zlrules import OUTCOME_LABELS, csv_text
from zlrules_judge.judgement import JudgedRow, Judgement
from zlrules_judge.reasons import ADVICE, LABELS, Why

HEADERS = (
    *("序号", "指标", "单位", "要求", "完成值", "判定", "差距", "原因", "表中填写", "是否一致"),
)
AGREES = {True: "一致", False: "不一致", None: ""}


def render_csv(judgement: Judgement) -> str:
    """Write the table as CSV with Chinese headers."""
    return csv_text(HEADERS, map(_cells, judgement.rows))


def _cells(row: JudgedRow) -> tuple[str | None, ...]:
    why = Why(row.reason) if row.reason else None
    return (
        row.number,
        row.indicator,
        row.unit,
        row.required,
        row.value,
        OUTCOME_LABELS[row.outcome],
        row.margin,
        f"{LABELS[why]}：{ADVICE[why]}" if why else None,
        row.printed,
        AGREES[row.agrees],
    )
