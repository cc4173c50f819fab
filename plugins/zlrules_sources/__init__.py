"""Holds quotes against the documents they come from: ``zlrules sources``."""

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

    return [Command("sources", "核对引文与文件原文，列出还没有引用的数字", _load)]


def _load() -> click.Command:
    from zlrules_sources.command import command

    return command
