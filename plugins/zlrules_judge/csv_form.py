"""A judged table as CSV, for Excel."""

from __future__ import annotations

import csv
import io
import re

from zlrules import OUTCOME_LABELS, JudgedRow, Judgement
from zlrules_judge.reasons import ADVICE, LABELS, Why

BYTE_ORDER_MARK = "\ufeff"
"""Tells Excel that the file is UTF-8."""

HEADERS = (
    *("序号", "指标", "单位", "要求", "完成值", "判定", "差距", "原因", "表中填写", "是否一致"),
)
AGREES = {True: "一致", False: "不一致", None: ""}
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def render_csv(judgement: Judgement) -> str:
    """Write the table as CSV with Chinese headers."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADERS)
    writer.writerows([_harmless(cell or "") for cell in _cells(row)] for row in judgement.rows)
    return BYTE_ORDER_MARK + text.getvalue()


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


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; plain numbers stay numbers."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell
