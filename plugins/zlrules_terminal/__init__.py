"""Shows an assessment as text on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from zlrules import hookimpl

if TYPE_CHECKING:
    from zlrules import AssessmentDocument, Report, RulesetSummary


@hookimpl
def zlrules_reports() -> Iterable[Report]:
    """Hand over the report for terminals."""
    from zlrules import Report

    summary = "在终端上阅读，中文对齐，宽 100 列；行政区多时显示汇总"
    return [Report("terminal", ".txt", _render, summary, _render_summary)]


def _render(document: AssessmentDocument, *, colour: bool) -> str:
    from zlrules_terminal.terminal import render

    return render(document, colour=colour)


def _render_summary(summaries: Sequence[RulesetSummary], *, colour: bool) -> str:
    from zlrules_terminal.many_districts import render_summary

    return render_summary(summaries, colour=colour)
