"""Judges a table that was typed by hand, without a ruleset: ``zlrules judge``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from zlrules import hookimpl

if TYPE_CHECKING:
    import click

    from zlrules import Command, JsonDocument
    from zlrules_judge.judgement import Judgement


@hookimpl
def zlrules_commands() -> Iterable[Command]:
    """Hand over the command."""
    from zlrules import Command

    return [Command("judge", "判定一张手工填写的指标表，核对其中的“完成情况”", _load)]


@hookimpl
def zlrules_documents() -> Iterable[JsonDocument]:
    """Hand over the document that the command prints."""
    from zlrules import JsonDocument

    return [JsonDocument("judgement", "judge --format json 输出的内容", _load_document)]


def _load() -> click.Command:
    from zlrules_judge.command import command

    return command


def _load_document() -> type[Judgement]:
    from zlrules_judge.judgement import Judgement

    return Judgement
