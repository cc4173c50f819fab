"""The table 指标完成情况: a row per criterion and part, in the standard's own columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zlrules import Kind, Outcome, outcome_label
from zlrules_office.chapter import Chapter
from zlrules_office.sections import PeriodValue, Section
from zlrules_office.sheets import Cell, Column, Inset, Row, Sheet, figure_cell

NAME = "完成情况"
MOST_SHEETS = 20
"""Of more rulesets, districts and years than that all stand in one table."""

WHICH = (Column("行政区", 16), Column("指标体系", 22), Column("年度", 10, centred=True))
"""The columns that say what a row is about, in tables on several assessments."""

_GROUPS = {Kind.STANDARD: ("领域", "任务")}
_OTHER_GROUPS = ("类别", "子类")
_NAMES = {Kind.TASKS: "任务"}
_OTHER_NAME = "指标"


def completion_sheets(chapters: Sequence[Chapter]) -> Iterator[Sheet]:
    """A table per chapter; one table of all where there are many."""
    if len(chapters) > MOST_SHEETS:
        yield _flat(chapters)
        return
    for chapter in chapters:
        yield _sheet(chapter, alone=len(chapters) == 1)


def which(chapter: Chapter) -> Row:
    """What a row is about, under `WHICH`."""
    return chapter.head.district, chapter.head.ruleset, chapter.head.year


def _sheet(chapter: Chapter, *, alone: bool) -> Sheet:
    head, levels = chapter.head, _levels([chapter])
    what = _NAMES.get(head.kind, _OTHER_NAME)
    return Sheet(
        name=NAME if alone else f"{head.district} {head.ruleset}",
        title=f"{head.title.removesuffix(what)}{what}完成情况表",
        subtitle=_subtitle(chapter),
        columns=_columns(head.kind, levels, [f"{year}年" for year in chapter.years]),
        rows=tuple(_row(one, levels) for one in chapter.sections),
        kept=levels + 2,
    )


def _flat(chapters: Sequence[Chapter]) -> Sheet:
    head, levels = chapters[0].head, _levels(chapters)
    return Sheet(
        name=NAME,
        title=f"{_NAMES.get(head.kind, _OTHER_NAME)}完成情况表",
        subtitle=f"{len(chapters)} 个评估，用筛选查看；判定日期 {head.judged_on}",
        columns=(*WHICH, *_columns(head.kind, levels, ("前两年", "上年", "评估年度"))),
        rows=tuple(
            (*which(chapter), *_row(one, levels))
            for chapter in chapters
            for one in chapter.sections
        ),
        kept=len(WHICH),
    )


def _levels(chapters: Sequence[Chapter]) -> int:
    """How many chapters inside each other criteria stand in."""
    return max((len(one.group) for chapter in chapters for one in chapter.sections), default=0)


def _columns(kind: Kind, levels: int, years: Sequence[str]) -> tuple[Column, ...]:
    names = _GROUPS.get(kind, _OTHER_GROUPS)
    groups = [names[level] if level < len(names) else f"第{level + 1}级" for level in range(levels)]
    return (
        *(Column(name, 11) for name in groups),
        Column("序号", 6, centred=True),
        Column(f"{_NAMES.get(kind, _OTHER_NAME)}名称", 24),
        Column("单位", 9, centred=True),
        Column("要求（原文）", 20),
        Column("属性", 9, centred=True),
        *(Column(year, 10, centred=True) for year in years),
        Column(f"是否{outcome_label(Outcome.MET, kind)}", 8, centred=True, coloured=True),
        Column("是否定论", 6, centred=True),
        Column("可证明", 8, centred=True, coloured=True),
        Column("差距（优于为正）", 9, centred=True),
        Column("责任部门", 12),
        Column("证明材料编号", 12),
        Column("说明", 36),
    )


def _subtitle(chapter: Chapter) -> str:
    head = chapter.head
    told = "；".join(f"{label}: {words}" for label, words in head.conclusions)
    return f"{head.district} {head.year}；{told}；数据完整率: {head.completeness}；判定日期: {head.judged_on}"


def _row(section: Section, levels: int) -> Row:
    group = (*section.group, *[""] * levels)[:levels]
    name: Cell = Inset(section.title) if section.is_part else section.title
    labels = dict.fromkeys(one.label for one in section.evidence)
    return (
        *group,
        section.number,
        name,
        section.unit,
        section.quote,
        section.nature_label,
        *(_value(one) for one in section.values),
        section.verdict,
        "是" if section.settles else "否",
        section.provable,
        gap_cell(section),
        "、".join(section.departments),
        "\n".join(labels),
        explained(section),
    )


def _value(value: PeriodValue) -> Cell:
    return figure_cell(value.value, value.note)


def gap_cell(section: Section) -> Cell:
    """The distance from what is required, as a number with its sign."""
    return figure_cell(section.result.margin or "", signed=True)


def explained(section: Section) -> str:
    """The verdict in a sentence, and what is to be known besides."""
    besides = (note for note in section.notes if note not in section.explanation)
    return "\n".join((section.explanation, *besides))
