"""Reminders as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zlrules import markdown_bullets, markdown_table, markdown_text
from zlrules_collect.reminders import Reminder


def reminder_pages(reminders: Iterable[Reminder]) -> str:
    """All of them, one after the other."""
    return "\n\n".join(block for one in reminders for block in _blocks(one)) + "\n"


def _blocks(reminder: Reminder) -> Iterator[str]:
    yield f"# 提醒清单：{markdown_text(reminder.department)}"
    yield markdown_text(reminder.title)
    yield from map(markdown_text, reminder.lines)
    yield markdown_table(reminder.requests)
    if reminder.definitions:
        yield "指标的定义："
        yield markdown_bullets(f"{title}：{text}" for title, text in reminder.definitions)
