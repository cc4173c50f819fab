"""Writes an assessment as JSON or CSV, for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from zlrules import hookimpl

if TYPE_CHECKING:
    from zlrules import Report


@hookimpl
def zlrules_reports() -> Iterable[Report]:
    """Hand over the reports for programs."""
    from zlrules import Report
    from zlrules_export.csv_report import render_csv
    from zlrules_export.json_report import render_json

    return [
        Report("csv", ".csv", render_csv, "每项指标一行的 CSV 表，可用 Excel 打开"),
        Report("json", ".json", render_json, "JSON，格式 zlrules/assessment/1"),
    ]
