"""Shows an assessment as text on a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from zlrules import hookimpl

if TYPE_CHECKING:
    from zlrules import Report


@hookimpl
def zlrules_reports() -> Iterable[Report]:
    """Hand over the report for terminals."""
    from zlrules import Report
    from zlrules_terminal.many_districts import render_summary
    from zlrules_terminal.terminal import render

    summary = "在终端上阅读，中文对齐，宽 100 列；行政区多时显示汇总"
    return [Report("terminal", ".txt", render, summary, render_summary)]
