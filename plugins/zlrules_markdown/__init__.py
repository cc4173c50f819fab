"""Writes an assessment as a Markdown document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from zlrules import hookimpl

if TYPE_CHECKING:
    from zlrules import AssessmentDocument, Report


@hookimpl
def zlrules_reports() -> Iterable[Report]:
    """Hand over the Markdown report."""
    from zlrules import Report

    return [Report("markdown", ".md", _render, "Markdown 文档，逐项列出来源")]


def _render(document: AssessmentDocument, *, colour: bool) -> str:
    from zlrules_markdown.markdown import render

    return render(document, colour=colour)
