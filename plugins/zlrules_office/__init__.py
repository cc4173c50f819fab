"""Reports in Word, Excel and PDF."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from zlrules import hookimpl

if TYPE_CHECKING:
    from pathlib import Path

    from click import Command as ClickCommand

    from zlrules import Assessment, AssessmentDocument, Command, Export, FileReport, PaperRequest

MOST_DISTRICTS = 10
"""Nobody reads chapters on more districts in one file."""


@hookimpl
def zlrules_file_reports() -> Iterable[FileReport]:
    """Hand over the reports in files of office programs."""
    from zlrules import FileReport
    from zlrules_office.papers import PAPERS

    return [
        FileReport("docx", ".docx", _render_word, "Word 文档", PAPERS, MOST_DISTRICTS),
        FileReport("pdf", ".pdf", _render_pdf, "PDF，内容同 Word", (), MOST_DISTRICTS),
        FileReport("xlsx", ".xlsx", _render_xlsx, "Excel 工作簿：完成情况表、差距、缺数据、来源"),
    ]


@hookimpl
def zlrules_exports() -> Iterable[Export]:
    """Hand over the charts as files."""
    from zlrules import Export

    return [Export("charts", _write_charts, "图的文件夹，每项指标一张 SVG 和一张 PNG")]


@hookimpl
def zlrules_commands() -> Iterable[Command]:
    """Hand over the command that gives out the templates of papers."""
    from zlrules import Command

    return [
        Command("report-templates", "取出自带的 Word 模板，改成自己的", _load_templates),
    ]


def _render_word(document: AssessmentDocument, request: PaperRequest) -> bytes:
    from zlrules_office.word import render

    return render(document, request)


def _render_pdf(document: AssessmentDocument, request: PaperRequest) -> bytes:
    from zlrules_office.pdf_report import render_pdf

    return render_pdf(document, request)


def _render_xlsx(document: AssessmentDocument, request: PaperRequest) -> bytes:
    from zlrules_office.xlsx_report import render_xlsx

    return render_xlsx(document, request)


def _write_charts(assessments: Iterable[Assessment], folder: Path) -> None:
    from zlrules_office.charts_export import write_charts

    write_charts(assessments, folder)


def _load_templates() -> ClickCommand:
    from zlrules_office.templates_command import command

    return command
