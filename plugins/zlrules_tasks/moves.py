"""What moved between two days: since the last meeting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from zlrules_tasks.entries import Entry


@dataclass(frozen=True)
class Move:
    """A row that stands differently, or on which something new was reported.

    Attributes:
        before: The row as it stood then; None where it wasn't there.
    """

    before: Entry | None
    now: Entry

    @property
    def change(self) -> str:
        """``未设阶段目标 → 已完成``; 有新进展 where only the reports moved."""
        before = self.before
        if before is None:
            return f"新列入，{self.now.status.value}"
        if before.status is self.now.status:
            return "有新进展"
        return f"{before.status.value} → {self.now.status.value}"


def by_key(found: Iterable[Entry]) -> Mapping[tuple[str, str, str, str], Entry]:
    """Rows by what names them."""
    return {entry.key: entry for entry in found}


def moves(before: Iterable[Entry], now: Iterable[Entry]) -> Iterator[Move]:
    """The rows that moved, in the order of the lists."""
    known = by_key(before)
    for entry in now:
        earlier = known.get(entry.key)
        if earlier is None or _stands(earlier) != _stands(entry):
            yield Move(earlier, entry)


def _stands(entry: Entry) -> tuple[object, ...]:
    return entry.status, entry.progress, entry.result.task and entry.result.task.reports
