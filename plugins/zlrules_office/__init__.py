"""Reports in Word, Excel and PDF."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from zlrules import hookimpl

if TYPE_CHECKING:
    from zlrules import FileReport


@hookimpl
def zlrules_file_reports() -> Iterable[FileReport]:
    """Hand over the reports in files of office programs."""
    from zlrules import FileReport
    from zlrules_office.papers import PAPERS
    from zlrules_office.word import render as render_word

    return [
        FileReport("docx", ".docx", render_word, "Word 文档", PAPERS, MOST_DISTRICTS),
    ]


MOST_DISTRICTS = 10
"""Nobody reads more chapters in one file."""
