"""A judged table for the terminal: disagreements first, then all rows, counts, one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tabulate import tabulate

from zlrules import OUTCOME_LABELS, Outcome, margin_text
from zlrules_judge.csv_form import AGREES
from zlrules_judge.judgement import JudgedRow, Judgement
from zlrules_judge.reasons import ADVICE, LABELS, Why

HEADERS = ("序号", "指标", "要求", "完成值", "判定", "差距", "原因", "表中填写", "是否一致")
WIDEST = (6, 18, 10, 12, None, None, None, 8, None)
"""Columns wider than this are wrapped."""

MOST_WRAPPED = 1000
"""Longer tables are not wrapped: it takes too long, and nobody reads them on a terminal."""

SHOWN = (Outcome.MET, Outcome.MISSED, Outcome.NO_DATA, Outcome.PENDING)


def render_page(judgement: Judgement) -> str:
    """Show a judged table."""
    rows = judgement.rows
    wrong = [row for row in rows if row.agrees is False]
    blocks = [
        *(["\n".join(_disagreements(wrong))] if wrong else []),
        _table(rows),
        *(["\n".join(_reasons(rows))] if any(row.reason for row in rows) else []),
        f"统计: {_counts(rows)}，合计 {len(rows)}\n{_summary(rows, wrong)}",
    ]
    return "\n\n".join(blocks) + "\n"


def _disagreements(rows: Sequence[JudgedRow]) -> Iterator[str]:
    yield f"表中填写与判定不一致（{len(rows)} 项）"
    for row in rows:
        margin = f"，差距 {margin_text(row.margin)}" if row.margin else ""
        name = _clean(f"{row.number or ''} {row.indicator}")
        told = f"要求 {_clean(row.required)}，完成值 {_clean(row.value)}{margin}"
        yield f"- {name}: 填写“{_clean(row.printed)}”，判定{OUTCOME_LABELS[row.outcome]}（{told}）"


def _table(rows: Sequence[JudgedRow]) -> str:
    cells = [[_clean(cell) for cell in _cells(row)] for row in rows]
    widest = list(WIDEST) if len(rows) <= MOST_WRAPPED else None
    return tabulate(cells, HEADERS, "simple", disable_numparse=True, maxcolwidths=widest)


def _cells(row: JudgedRow) -> tuple[str | None, ...]:
    return (
        row.number,
        row.indicator,
        row.required,
        row.value,
        OUTCOME_LABELS[row.outcome],
        margin_text(row.margin),
        LABELS[Why(row.reason)] if row.reason else None,
        row.printed,
        AGREES[row.agrees],
    )


def _reasons(rows: Sequence[JudgedRow]) -> Iterator[str]:
    """What to do about each reason that occurs."""
    yield "原因说明"
    there = {row.reason for row in rows}
    yield from (f"- {LABELS[why]}: {ADVICE[why]}" for why in Why if why in there)


def _counts(rows: Sequence[JudgedRow]) -> str:
    outcomes = [row.outcome for row in rows]
    return "，".join(f"{OUTCOME_LABELS[one]} {outcomes.count(one)}" for one in SHOWN)


def _summary(rows: Sequence[JudgedRow], wrong: Sequence[JudgedRow]) -> str:
    compared = sum(row.agrees is not None for row in rows)
    undecided = sum(row.outcome in (Outcome.NO_DATA, Outcome.PENDING) for row in rows)
    checked = f"核对了 {compared} 项填写，{len(wrong)} 项不一致" if compared else "没有可核对的填写"
    return f"结论: {checked}；{f'{undecided} 项还不能判定' if undecided else '各项都有判定'}。"


def _clean(text: str | None) -> str:
    """Text without control characters: a table can't steer the terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text or "").strip()
