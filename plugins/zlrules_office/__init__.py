"""Reports in Word, Excel and PDF."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from zlrules import hookimpl

if TYPE_CHECKING:
    from click import Command as ClickCommand

    from zlrules import Command, FileReport

MOST_DISTRICTS = 10
"""Nobody reads chapters on more districts in one file."""


@hookimpl
def zlrules_file_reports() -> Iterable[FileReport]:
    """Hand over the reports in files of office programs."""
    from zlrules import FileReport
    from zlrules_office.papers import PAPERS
    from zlrules_office.word import render as render_word

    return [
        FileReport("docx", ".docx", render_word, "Word 文档", PAPERS, MOST_DISTRICTS),
    ]


@hookimpl
def zlrules_commands() -> Iterable[Command]:
    """Hand over the command that gives out the templates of papers."""
    from zlrules import Command

    return [
        Command("report-templates", "取出自带的 Word 模板，改成自己的", _load_templates),
    ]


def _load_templates() -> ClickCommand:
    from zlrules_office.templates_command import command

    return command
