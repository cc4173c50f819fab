"""Lists of tasks for meetings and yearly reports: `zlrules tasks`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from zlrules import hookimpl

if TYPE_CHECKING:
    import click

    from zlrules import Command


@hookimpl
def zlrules_commands() -> Iterable[Command]:
    """Hand over the command."""
    from zlrules import Command

    return [Command("tasks", "列出任务：逾期、未达、受阻、未报，按部门、章节或期限", _load)]


def _load() -> click.Command:
    from zlrules_tasks.command import command

    return command
