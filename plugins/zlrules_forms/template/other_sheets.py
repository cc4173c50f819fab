"""The sheets beside the figures: targets, statements, events, tasks; each only where it is needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from zlrules import BoundRow, Catalogue, Wanted
from zlrules_forms.layout import (
    COLUMNS,
    EVENTS,
    EVIDENCE,
    PROGRESS,
    STATEMENTS,
    TARGETS,
    Check,
    Choice,
    Row,
    Sheet,
)
from zlrules_forms.template.figure_sheet import Place
from zlrules_forms.template.known import Known
from zlrules_forms.units import unit_of

BLANK_STATEMENTS = 10
BLANK_EVENTS = 30
BLANK_PROOFS = 20
WHOLE = "整项"
"""Stands for all of a task that has a list of items."""

TARGET_HINT = "上级给本区下达的目标，一项一行；没有下达的空着。"
STATEMENT_HINT = "凭文件认定的要求，写明文件；其他考核指标有书面证明的，在后面的空行写序号。申报条件的证明要覆盖整个期限。"
EVENT_HINT = "一件一行；没有发生的不写，由部门证明说明没有发生。"
EVIDENCE_HINT = "随表交来的材料，一份一行；没有的空着。"
PROGRESS_HINT = "一个文件对一项任务的一个说法一行；没有报的数空着，不写 0。"


def other_sheets(
    wanted: Sequence[Wanted], catalogue: Catalogue, known: Known, place: Place, year: int
) -> Iterator[Sheet]:
    """The sheets that have something to ask for."""
    yield from _sheet(TARGETS, TARGET_HINT, _targets(wanted, catalogue, known, place))
    statements = list(_statements(wanted, place, year))
    if statements:
        yield Sheet(
            *(STATEMENTS, STATEMENT_HINT, COLUMNS[STATEMENTS], tuple(statements)),
            blank=BLANK_STATEMENTS,
            hidden=place.cells(),
        )
    kinds = [catalogue[name] for name in dict.fromkeys(k for one in wanted for k in one.events)]
    if kinds:
        grades = tuple(dict.fromkeys(grade for one in kinds for grade in one.grades))
        checks: dict[str, Check] = {"kind": Choice(tuple(one.name for one in kinds))}
        row = Row(place.cells(), checks | ({"grade": Choice(grades)} if grades else {}))
        yield Sheet(EVENTS, EVENT_HINT, COLUMNS[EVENTS], (row,) * BLANK_EVENTS)
    yield from _sheet(PROGRESS, PROGRESS_HINT, _tasks(wanted, place))
    proofs = (Row(place.cells()),) * BLANK_PROOFS
    yield Sheet(EVIDENCE, EVIDENCE_HINT, COLUMNS[EVIDENCE], proofs)


def _sheet(name: str, hint: str, rows: Iterable[Row]) -> Iterator[Sheet]:
    listed = tuple(rows)
    if listed:
        yield Sheet(name, hint, COLUMNS[name], listed)


def _targets(
    wanted: Iterable[Wanted], catalogue: Catalogue, known: Known, place: Place
) -> Iterator[Row]:
    for one in wanted:
        for target in one.targets:
            given = known.target(target)
            indicator = catalogue[target.indicator]
            yield Row(
                {
                    "number": one.row.row.number,
                    "title": full_title(one.row),
                    "scope": target.scope,
                    "unit": unit_of(indicator, "value"),
                    "year": str(target.year),
                    "known": given.shown if given else "",
                    "criterion": one.row.row.id,
                    "indicator": indicator.id,
                    "period": str(target.year),
                    **place.cells(),
                }
            )


def _statements(wanted: Iterable[Wanted], place: Place, year: int) -> Iterator[Row]:
    for one in wanted:
        nodes = one.stated or ("",) if one.stated or one.events else ()
        for node in nodes:
            cells = {
                "number": one.row.row.number,
                "title": full_title(one.row),
                "required": one.row.describe(),
                "period": "" if one.events else str(year),
                "criterion": one.row.row.id,
                "node": node,
                **place.cells(),
            }
            yield Row(cells)


def _tasks(wanted: Iterable[Wanted], place: Place) -> Iterator[Row]:
    for one in wanted:
        bound = one.row.task
        if bound is None:
            continue
        listed = [(each.id, each.title) for each in bound.task.items]
        for item, title in [("", WHOLE if listed else ""), *listed]:
            cells = {
                "number": one.row.row.number,
                "title": full_title(one.row),
                "part": title,
                "required": bound.describe(),
                "due": "" if bound.due is None else str(bound.due),
                "task": one.row.row.id,
                "item": item,
                **place.cells(),
            }
            yield Row(cells, {"stage": Choice(bound.task.stages)})


def full_title(row: BoundRow) -> str:
    """The title of a criterion, with that of the part."""
    return f"{row.criterion.title}：{row.row.title}" if row.is_part else row.row.title
