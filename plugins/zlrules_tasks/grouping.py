"""Task lists in groups: by status, department, chapter or due date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from zlrules import TaskStatus
from zlrules_tasks.entries import STATUS_ORDER, Entry

Names = Callable[[Entry], Sequence[str]]

GROUPS: dict[str, Names] = {
    "status": lambda entry: (entry.status.value,),
    "department": lambda entry: entry.departments,
    "chapter": lambda entry: (entry.chapter,),
    "due": lambda entry: (entry.due,),
}
"""By what a list can be put into groups; a task of two departments stands with both."""

GROUP_TITLES = {"status": "状态", "department": "责任部门", "chapter": "章节", "due": "期限"}


def grouped(found: Iterable[Entry], by: str) -> dict[str, list[Entry]]:
    """Rows by group: statuses in the order to act on, due dates by time, others as they come."""
    groups: dict[str, list[Entry]] = {}
    for entry in found:
        for name in GROUPS[by](entry):
            groups.setdefault(name, []).append(entry)
    if by == "status":
        order = [status.value for status in STATUS_ORDER]
        return {name: groups[name] for name in order if name in groups}
    return dict(sorted(groups.items())) if by == "due" else groups


def counts(found: Iterable[Entry]) -> dict[TaskStatus, int]:
    """How many rows stand how, in the order to act on."""
    counted = Counter(entry.status for entry in found)
    return {status: counted[status] for status in STATUS_ORDER}
