"""Writes an assessment as JSON, CSV or Parquet, for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from zlrules import hookimpl

if TYPE_CHECKING:
    from pathlib import Path

    from zlrules import Assessment, AssessmentDocument, Export, Report


@hookimpl
def zlrules_reports() -> Iterable[Report]:
    """Hand over the reports for programs."""
    from zlrules import Report

    return [
        Report("csv", ".csv", _render_csv, "每项指标一行的 CSV 表，可用 Excel 打开"),
        Report("json", ".json", _render_json, "JSON，格式 zlrules/assessment/1"),
    ]


@hookimpl
def zlrules_exports() -> Iterable[Export]:
    """Hand over the Parquet output."""
    from zlrules import Export

    summary = "Parquet 文件夹，结果和结论各一张表，按指标体系和年度分开"
    return [Export("parquet", _write_parquet, summary)]


def _render_csv(document: AssessmentDocument, *, colour: bool) -> str:
    from zlrules_export.csv_report import render_csv

    return render_csv(document, colour=colour)


def _render_json(document: AssessmentDocument, *, colour: bool) -> str:
    from zlrules_export.json_report import render_json

    return render_json(document, colour=colour)


def _write_parquet(assessments: Iterable[Assessment], folder: Path) -> None:
    from zlrules_export.parquet_export import write_parquet

    write_parquet(assessments, folder)
