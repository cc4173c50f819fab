"""What an import did, or would do, as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zlrules_forms.intake.planning import Import
from zlrules_forms.intake.records import TABLES
from zlrules_forms.intake.reported import Cells, Change, Move

LABELS = {
    "observations": "数据",
    "assigned": "下达目标",
    "attestations": "书面证明",
    "not_applicable": "不适用",
    "events": "事件",
    "progress": "任务进展",
    "evidence": "证明材料",
}


def import_page(done: Import, *, dry_run: bool) -> str:
    """What changes, row by row, and how many rows don't."""
    return "\n".join(_lines(done, dry_run=dry_run)) + "\n"


def _lines(done: Import, *, dry_run: bool) -> Iterator[str]:
    for file, headers in done.passed_over.items():
        yield f"{file}: 没有导入的列: {'、'.join(headers)}"
    moved = [change for change in done.changes if change.move is not Move.SAME]
    for change in sorted(moved, key=lambda one: one.move.name):
        yield _line(change)
        others = done.elsewhere.get(change.record.origin.place, ())
        yield from (f"  与其他来源不同，两个都保留: {other}" for other in others)
    counts = "，".join(f"{move.value} {_count(done.changes, move)}" for move in Move)
    yield f"{'预演，没有写入' if dry_run else '导入'}: {counts}"


def _count(changes: Sequence[Change], move: Move) -> int:
    return sum(change.move is move for change in changes)


def _line(change: Change) -> str:
    record = change.record
    label = LABELS[record.table]
    return f"{change.move.value} {label} {record.about}: {told(change)}（{record.origin}）"


def told(change: Change) -> str:
    """What is kept, and what was kept before: ``85.2 → 85.3``."""
    after = _said(change.record.table, change.after)
    if change.before is None:
        return after
    return f"{_said(change.record.table, change.before)} → {after}"


def _said(table: str, cells: Cells) -> str:
    kept = TABLES[table]
    names = (*kept.said, *kept.more, kept.source)
    return " ".join(cells[name] for name in names if cells.get(name))
