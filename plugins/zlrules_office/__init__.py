"""Reports in Word, Excel and PDF."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from zlrules import hookimpl

if TYPE_CHECKING:
    from zlrules import AssessmentDocument, FileReport, PaperRequest


@hookimpl
def zlrules_file_reports() -> Iterable[FileReport]:
    """Hand over the reports for office programs."""
    from zlrules import FileReport

    return [
        FileReport(
            "xlsx", ".xlsx", _render_xlsx, "Excel 工作簿：指标完成情况表、差距、缺数据、来源"
        ),
    ]


def _render_xlsx(document: AssessmentDocument, request: PaperRequest) -> bytes:
    from zlrules_office.xlsx_report import render_xlsx

    return render_xlsx(document, request)
