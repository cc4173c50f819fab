"""The Excel report: 指标完成情况表 and what stands behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zlrules import AssessmentDocument, Outcome, PaperRequest
from zlrules_office.chapter import Chapter, chapters_of
from zlrules_office.completion_sheets import completion_sheets
from zlrules_office.conclusion_sheets import summary_sheet, write_conclusion
from zlrules_office.finding_sheets import (
    conflict_sheet,
    evidence_sheet,
    file_sheet,
    gap_sheet,
    missing_sheet,
    open_sheet,
    source_sheet,
    unproven_sheet,
)
from zlrules_office.sheets import Sheet
from zlrules_office.xlsx_book import Book

JUDGED = (Outcome.MET, Outcome.MISSED)


def render_xlsx(document: AssessmentDocument, request: PaperRequest) -> bytes:
    """Write the workbook; the same assessment gives the same bytes.

    Raises:
        ZlrulesError: The library isn't installed, or a table is longer than a sheet can be.
    """
    chapters = chapters_of(document)
    book = Book(document.run.judged_on)
    if len(chapters) == 1:
        write_conclusion(book, chapters[0])
    else:
        book.add(summary_sheet(chapters))
    for table in _tables(chapters, document.run.zlrules):
        book.add(table)
    return book.close()


def _tables(chapters: Sequence[Chapter], version: str) -> Iterator[Sheet]:
    """The tables; while nothing is known, what to collect comes first."""
    if not chapters:
        return
    completion, missing = completion_sheets(chapters), missing_sheet(chapters)
    judged = any(one.outcome in JUDGED for chapter in chapters for one in chapter.sections)
    if judged:
        yield from completion
        yield from gap_sheet(chapters)
        yield from missing
    else:
        yield from missing
        yield from completion
    yield from open_sheet(chapters)
    yield from source_sheet(chapters)
    yield from evidence_sheet(chapters)
    yield from unproven_sheet(chapters)
    yield from conflict_sheet(chapters)
    yield from file_sheet(chapters, version)
