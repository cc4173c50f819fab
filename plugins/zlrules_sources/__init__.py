"""Holds quotes against the documents they come from: ``zlrules sources``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from zlrules import hookimpl

if TYPE_CHECKING:
    import click

    from zlrules import Command, JsonDocument
    from zlrules_sources.documents import CoverageDocument, VerificationDocument


@hookimpl
def zlrules_commands() -> Iterable[Command]:
    """Hand over the command."""
    from zlrules import Command

    return [Command("sources", "核对引文与文件原文，列出还没有引用的数字", _load)]


@hookimpl
def zlrules_documents() -> Iterable[JsonDocument]:
    """Hand over the documents that the commands print."""
    from zlrules import JsonDocument

    return [
        JsonDocument(
            "sources-verification", "sources verify --format json 输出的内容", _load_verification
        ),
        JsonDocument(
            "sources-coverage", "sources coverage --format json 输出的内容", _load_coverage
        ),
    ]


def _load() -> click.Command:
    from zlrules_sources.command import command

    return command


def _load_verification() -> type[VerificationDocument]:
    from zlrules_sources.documents import VerificationDocument

    return VerificationDocument


def _load_coverage() -> type[CoverageDocument]:
    from zlrules_sources.documents import CoverageDocument

    return CoverageDocument
