"""Who reports what by when, and whom to remind."""

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

    return [Command("collect", "收集数据：各单位报了多少、缺什么、谁逾期，提醒清单", _load)]


def _load() -> click.Command:
    from zlrules_collect.command import command

    return command
