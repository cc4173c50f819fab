"""Task lists as CSV, for Excel: one line for each row, with how it stood before where asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from zlrules import csv_text, source_text
from zlrules_tasks.entries import Entry
from zlrules_tasks.moves import Move

HEADERS = (
    *("指标体系", "版本", "行政区代码", "行政区", "年度", "章节", "序号", "任务", "责任部门"),
    *("要求", "期限", "力度", "状态", "判定", "进展", "完成至少", "完成至多", "总数"),
    *("受阻原因", "服务的指标", "说明", "出处"),
)
MOVED = ("上次状态", "上次进展", "变化")


def render_csv(found: Iterable[Entry], moved: Iterable[Move] | None) -> str:
    """Write rows with Chinese headers.

    Args:
        moved: Rows that moved since the other day; None where no other day was asked for.
    """
    changes = {move.now.key: move for move in moved or ()}
    if moved is None:
        return csv_text(HEADERS, map(_cells, found))
    rows = ((*_cells(entry), *_moved(entry, changes)) for entry in found)
    return csv_text((*HEADERS, *MOVED), rows)


def _cells(entry: Entry) -> tuple[str | None, ...]:
    assessment, result, task = entry.assessment, entry.result, entry.result.task
    ruleset, district = assessment.ruleset, assessment.district
    return (
        *(ruleset.id, ruleset.edition, district.code, district.name, str(assessment.year)),
        *(entry.chapter, result.number, result.title, "、".join(result.department)),
        *(result.required, entry.due, entry.effort, entry.status.value, entry.verdict),
        entry.progress,
        *((task.done_low, task.done_high, task.total) if task else ("", "", "")),
        *((task.blocked, "、".join(task.serves)) if task else ("", "")),
        result.explanation,
        "；".join(source_text(source) for source in result.sources),
    )


def _moved(entry: Entry, changes: Mapping[tuple[str, str, str, str], Move]) -> tuple[str, ...]:
    move = changes.get(entry.key)
    if move is None:
        return entry.status.value, entry.progress, ""
    before = move.before
    return (*((before.status.value, before.progress) if before else ("", "")), move.change)
