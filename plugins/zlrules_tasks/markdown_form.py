"""Task lists as Markdown: the counts, what moved, and the groups asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from zlrules import TaskStatus
from zlrules_tasks.entries import Entry
from zlrules_tasks.grouping import GROUP_TITLES, counts, grouped
from zlrules_tasks.moves import Move

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&$])")


@dataclass(frozen=True)
class TaskList:
    """What a list shows.

    Attributes:
        judged_on: The day on which the tasks are looked at.
        since: The other day, and what moved from then on; None where none was asked for.
        every: All rows, for the counts; ``shown`` are those that were asked for.
    """

    judged_on: date
    every: Sequence[Entry]
    shown: Sequence[Entry]
    by: str
    since: tuple[date, Sequence[Move]] | None = None


def render_markdown(tasks: TaskList) -> str:
    """Write a list."""
    blocks = [f"# 任务清单进展（截至 {tasks.judged_on}）", *_titles(tasks), *_counts(tasks)]
    if tasks.since:
        blocks += _moves(*tasks.since)
    for name, found in grouped(tasks.shown, tasks.by).items():
        blocks += [f"## {_plain(name)}（{len(found)} 项）", _entries(found, tasks.by)]
    if not tasks.shown:
        blocks.append("没有符合条件的任务。")
    return "\n\n".join(blocks) + "\n"


def _titles(tasks: TaskList) -> Iterator[str]:
    titles = dict.fromkeys(
        f"- {_plain(one.assessment.ruleset.title)}，{_plain(one.assessment.district.name)}，"
        f"{one.assessment.year} 年度"
        for one in tasks.every
    )
    if titles:
        yield "\n".join(titles)


def _counts(tasks: TaskList) -> Iterator[str]:
    """How many stand how, firm and hedged promises apart."""
    efforts = dict.fromkeys(
        entry.effort for entry in sorted(tasks.every, key=lambda one: one.effort)
    )
    rows = [
        (effort or "确定", *(str(number) for number in _of(tasks.every, effort).values()))
        for effort in efforts
    ]
    if rows:
        totals = tuple(str(number) for number in counts(tasks.every).values())
        rows += [("合计", *totals)] if len(rows) > 1 else []
        headers = ("力度", *(status.value for status in counts(tasks.every)))
        yield _table(headers, rows)


def _of(every: Sequence[Entry], effort: str) -> dict[TaskStatus, int]:
    return counts(entry for entry in every if entry.effort == effort)


def _moves(since: date, moved: Sequence[Move]) -> Iterator[str]:
    yield f"## {since} 以来的变化（{len(moved)} 项）"
    if not moved:
        yield "没有变化，也没有新的进展报告。"
        return
    rows = [
        (
            move.now.result.number,
            move.now.result.title,
            move.change,
            move.before.progress if move.before else "",
            move.now.progress,
        )
        for move in moved
    ]
    yield _table(("序号", "任务", "变化", f"{since} 的进展", "现在的进展"), rows)


def _entries(found: Sequence[Entry], by: str) -> str:
    rows = [
        (
            entry.result.number,
            entry.result.title,
            f"{entry.result.required}{f'（{entry.effort}）' if entry.effort else ''}",
            *(
                cell
                for name, cell in (
                    ("due", entry.due),
                    ("department", "、".join(entry.departments)),
                    ("status", entry.status.value),
                )
                if name != by
            ),
            entry.progress,
            entry.result.explanation,
        )
        for entry in found
    ]
    middle = [GROUP_TITLES[name] for name in ("due", "department", "status") if name != by]
    return _table(("序号", "任务", "要求", *middle, "进展", "说明"), rows)


def _table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [headers, ["---"] * len(headers), *([_plain(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _plain(text: str) -> str:
    """Text that Markdown shows as it is, in one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
