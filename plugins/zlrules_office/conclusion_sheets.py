"""The first sheet: what is decided, on what grounds, and how much of it is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zlrules import OUTCOME_LABELS, Decision, Outcome, excel_text
from zlrules_office.chapter import Chapter
from zlrules_office.completion_sheets import WHICH, which
from zlrules_office.sheets import Column, Row, Sheet, figure_cell, lines
from zlrules_office.xlsx_book import Book, height_of, write_text
from zlrules_office.xlsx_styles import OUTCOME_OF_DECISION

LABELS, COUNTS = 18, 12
"""Widths of the column of labels and of the others, in characters."""

_HEADERS = (
    Column("自查结论", 16, centred=True, coloured=True),
    Column("其他情况下", 30),
    Column("数据完整率", 18, centred=True),
    Column("可证明", 10, centred=True),
    *(Column(OUTCOME_LABELS[outcome], 9, centred=True) for outcome in Outcome),
    Column("合计", 9, centred=True),
    Column("理由", 70),
)


def summary_sheet(chapters: Sequence[Chapter]) -> Sheet:
    """A row per ruleset, district and year."""
    told = f"判定日期 {chapters[0].head.judged_on}" if chapters else "没有评估结果"
    rows = tuple(_summary(chapter) for chapter in chapters)
    return Sheet("汇总", "自查评估汇总", told, (*WHICH, *_HEADERS), rows, kept=len(WHICH))


def write_conclusion(book: Book, chapter: Chapter) -> None:
    """Write the page with the conclusion of one assessment."""
    head, styles = chapter.head, book.styles
    width = len(head.counts.headers) - 1
    facts = list(_facts(chapter))
    first_count = 2 + len(facts) + 1
    sheet = book.page("结论", (0, 0, first_count + len(head.counts.rows), width))
    sheet.set_column(0, 0, LABELS)
    sheet.set_column(1, width, COUNTS)
    sheet.write_string(0, 0, excel_text(head.title), styles.title())
    for row, (label, fact, decision) in enumerate(facts, start=2):
        style = styles.decision(OUTCOME_OF_DECISION[decision]) if decision else styles.fact()
        sheet.set_row(row, height_of(lines(fact, width * COUNTS) + bool(decision)))
        sheet.write_string(row, 0, label, styles.label())
        sheet.merge_range(row, 1, row, width, "", style)
        write_text(sheet, row, 1, excel_text(fact), style)
    for place, header in enumerate(head.counts.headers):
        sheet.write_string(first_count, place, header, styles.header())
    for row, cells in enumerate(head.counts.rows, start=first_count + 1):
        for place, cell in enumerate(cells):
            book.write(sheet, row, place, figure_cell(cell), centred=True)


def _facts(chapter: Chapter) -> Iterator[tuple[str, str, Decision | None]]:
    """What is told, with the decision where it is one."""
    head = chapter.head
    first, *others = head.conclusions
    yield first[0], first[1], head.decision
    yield "结论的意思", head.statement, None
    for label, words in others:
        yield label, words, None
    yield "数据完整率", head.completeness, None
    if head.proven:
        yield "可证明", f"{head.proven} 项有证明材料", None
    if head.score is not None:
        yield "得分", head.score, None
    yield "行政区、年度", f"{head.district}（{head.code}），{head.year}", None
    yield "指标体系", head.ruleset, None
    yield "判定日期", str(head.judged_on), None
    for label, told in (("理由", head.reasons), ("提示", chapter.warnings)):
        for number, one in enumerate(told):
            yield "" if number else label, one, None


def _summary(chapter: Chapter) -> Row:
    head = chapter.head
    criteria = [one for one in chapter.sections if not one.is_part]
    counts = [sum(one.outcome is outcome for one in criteria) for outcome in Outcome]
    return (
        *which(chapter),
        head.conclusions[0][1],
        "\n".join(f"{label}: {words}" for label, words in head.conclusions[1:]),
        head.completeness,
        head.proven,
        *(figure_cell(str(count)) for count in (*counts, len(criteria))),
        "\n".join(head.reasons),
    )
