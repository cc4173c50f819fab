"""Checks data against themselves: conflicts, doubts, sums, shares, changes: `zlrules data check`."""

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

    return [Command("data", "检查数据：冲突、存疑和算不拢的地方", _load)]


def _load() -> click.Command:
    from zlrules_checks.command import command

    return command
