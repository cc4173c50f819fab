"""Writes an assessment as a Markdown document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from zlrules import hookimpl

if TYPE_CHECKING:
    from zlrules import Report


@hookimpl
def zlrules_reports() -> Iterable[Report]:
    """Hand over the Markdown report."""
    from zlrules import Report
    from zlrules_markdown.markdown import render

    return [Report("markdown", ".md", render, "Markdown 文档，逐项列出来源")]
