"""The sheets behind the table: gaps, what to collect, what is open, sources, evidence, files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from zlrules import Outcome
from zlrules_office.chapter import Chapter
from zlrules_office.completion_sheets import WHICH, explained, gap_cell, which
from zlrules_office.sections import Section
from zlrules_office.sheets import Column, Row, Sheet, figure_cell

_NUMBER, _TITLE = Column("序号", 7, centred=True), Column("指标", 28)
_NATURE = Column("属性", 9, centred=True)
_REQUIRED, _FIGURE = Column("要求", 26), Column("现状值", 16, centred=True)
_DEPARTMENT = Column("责任部门", 16)


def gap_sheet(chapters: Sequence[Chapter]) -> Iterator[Sheet]:
    """What is missed, and by how much."""
    columns = (
        _NUMBER, _TITLE, _NATURE, _REQUIRED, _FIGURE,
        Column("差距", 10, centred=True), Column("说明", 50), _DEPARTMENT,
    )  # fmt: skip
    yield from _sheet("差距", "未达到要求的指标和差距", columns, chapters, _gaps)


def missing_sheet(chapters: Sequence[Chapter]) -> Iterator[Sheet]:
    """What to collect, department by department."""
    columns = (
        _DEPARTMENT, _NUMBER, _TITLE, Column("需要收集", 24), Column("往年空缺", 16),
        _REQUIRED, Column("指标含义", 44), Column("计算方法", 32),
    )  # fmt: skip
    yield from _sheet("缺数据", "需要收集的数据，按责任部门列出", columns, chapters, _missing)


def open_sheet(chapters: Sequence[Chapter]) -> Iterator[Sheet]:
    """What is pending, and what has a verdict that isn't for good."""
    columns = (
        _NUMBER, _TITLE, _NATURE, _REQUIRED, _FIGURE,
        Column("判定", 10, centred=True, coloured=True), Column("为什么还不能定", 60), _DEPARTMENT,
    )  # fmt: skip
    yield from _sheet("待核定", "待核定和尚非定论的指标", columns, chapters, _open)


def source_sheet(chapters: Sequence[Chapter]) -> Iterator[Sheet]:
    """Where requirements, figures and statements stand."""
    columns = (
        _NUMBER, _TITLE, Column("来源于", 12, centred=True), Column("文件", 44),
        Column("位置", 28), Column("原文", 40),
    )  # fmt: skip
    yield from _sheet("来源", "要求、数据和证明的来源", columns, chapters, _sources)


def evidence_sheet(chapters: Sequence[Chapter]) -> Iterator[Sheet]:
    """The evidence that is cited."""
    columns = (
        Column("编号", 14), Column("证明材料", 44), Column("出具、文号、日期、涵盖时间、页数", 50),
        Column("状态", 14, centred=True), Column("用于指标", 24),
    )  # fmt: skip
    yield from _sheet("证明材料", "引用的证明材料", columns, chapters, _evidence)


def unproven_sheet(chapters: Sequence[Chapter]) -> Iterator[Sheet]:
    """What evidence doesn't back, and what it lacks."""
    columns = (
        _NUMBER, _TITLE, _NATURE, Column("判定", 10, centred=True, coloured=True),
        Column("缺什么", 70), _DEPARTMENT,
    )  # fmt: skip
    yield from _sheet("不能证明", "证明材料不足的指标", columns, chapters, _unproven)


def conflict_sheet(chapters: Sequence[Chapter]) -> Iterator[Sheet]:
    """Sources that disagree, each disagreement once."""
    columns = (
        Column("行政区", 16), Column("指标", 28), Column("时期", 14, centred=True),
        Column("数值", 12, centred=True), Column("来源", 60), Column("采信", 30),
    )  # fmt: skip
    rows = dict.fromkeys(row for chapter in chapters for row in chapter.conflicts.rows)
    cells = tuple((*row[:3], figure_cell(row[3]), *row[4:]) for row in rows)
    if cells:
        yield Sheet("来源不一致", "来源不一致的数据", _day(chapters), columns, cells)


def file_sheet(chapters: Sequence[Chapter], version: str) -> Iterator[Sheet]:
    """What was read, as it was when it was read.

    Args:
        version: That of zlrules.
    """
    files = dict.fromkeys(one for chapter in chapters for one in chapter.inputs)
    rows = tuple((one.path, one.sha256) for one in files)
    subtitle = f"zlrules {version}；{_day(chapters)}；文件有改动，结果就不再作数"
    yield Sheet(
        "依据文件", "依据的文件", subtitle, (Column("文件", 60), Column("SHA-256", 72)), rows
    )


def _sheet(
    name: str,
    title: str,
    columns: tuple[Column, ...],
    chapters: Sequence[Chapter],
    rows_of: Callable[[Chapter], Iterator[Row]],
) -> Iterator[Sheet]:
    """A table on all chapters, which says what each row is about where there are several."""
    if len(chapters) == 1:
        rows = tuple(rows_of(chapters[0]))
        head = chapters[0].head
        subtitle = f"{head.district} {head.year}；{head.title}"
    else:
        columns = (*WHICH, *columns)
        rows = tuple((*which(chapter), *row) for chapter in chapters for row in rows_of(chapter))
        subtitle = _day(chapters)
    if rows:
        yield Sheet(name, title, subtitle, columns, rows)


def _day(chapters: Sequence[Chapter]) -> str:
    return f"判定日期 {chapters[0].head.judged_on}"


def _gaps(chapter: Chapter) -> Iterator[Row]:
    for one in chapter.gaps:
        yield (*_about(one), gap_cell(one), explained(one), "、".join(one.departments))


def _missing(chapter: Chapter) -> Iterator[Row]:
    for request in chapter.requests:
        for one in request.wanted:
            section = one.section
            yield (
                request.department,
                section.number,
                section.title,
                one.needed,
                one.blank,
                section.requirement,
                section.definition,
                section.calculation,
            )


def _open(chapter: Chapter) -> Iterator[Row]:
    judged = (Outcome.MET, Outcome.MISSED)
    for one in chapter.sections:
        if one.outcome is Outcome.PENDING or (one.outcome in judged and not one.settles):
            yield (*_about(one), one.verdict, explained(one), "、".join(one.departments))


def _sources(chapter: Chapter) -> Iterator[Row]:
    for section in chapter.sections:
        for number, one in enumerate(section.sources):
            what = "数据、证明" if number else "要求"
            yield (
                section.number,
                section.title,
                what,
                one.document,
                one.place or "",
                one.quote or "",
            )


def _evidence(chapter: Chapter) -> Iterator[Row]:
    for one in chapter.evidence:
        cited = one.evidence
        yield cited.label, cited.title, cited.about, cited.state, "、".join(one.numbers)


def _unproven(chapter: Chapter) -> Iterator[Row]:
    for one in chapter.sections:
        if one.result.provable is False:
            lacking, departments = "\n".join(one.result.unproven), "、".join(one.departments)
            yield one.number, one.title, one.nature_label, one.verdict, lacking, departments


def _about(section: Section) -> Row:
    required = section.requirement
    return section.number, section.title, section.nature_label, required, section.figure
