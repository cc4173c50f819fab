"""The register of evidence: what proves which criterion, and the folder that is handed in."""

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

    return [Command("evidence", "证明材料：哪些项可证明、缺什么，对照表，整理成册", _load)]


def _load() -> click.Command:
    from zlrules_evidence.command import command

    return command
