"""Checks data against themselves: conflicts, doubts, sums, shares, changes: `zlrules data check`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from zlrules import hookimpl

if TYPE_CHECKING:
    import click

    from zlrules import Command, JsonDocument
    from zlrules_checks.finding import Report


@hookimpl
def zlrules_commands() -> Iterable[Command]:
    """Hand over the command."""
    from zlrules import Command

    return [Command("data check", "检查数据：冲突、存疑和算不拢的地方", _load)]


@hookimpl
def zlrules_documents() -> Iterable[JsonDocument]:
    """Hand over the document that the command prints."""
    from zlrules import JsonDocument

    return [JsonDocument("checks", "data check --format json 输出的内容", _load_document)]


def _load() -> click.Command:
    from zlrules_checks.command import command

    return command


def _load_document() -> type[Report]:
    from zlrules_checks.finding import Report

    return Report
