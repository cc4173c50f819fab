"""Forms for a ruleset and year: one for all, or one for each department."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zlrules import BoundRuleset, Wanted, wanted_by
from zlrules_forms.layout import Form
from zlrules_forms.template.figure_sheet import Place, departments_of, figure_sheet
from zlrules_forms.template.known import Known
from zlrules_forms.template.other_sheets import other_sheets

NOBODY = "未定部门"
"""Stands for the department of rows that name none."""


@dataclass(frozen=True)
class District:
    """The district that reports.

    Attributes:
        code: "" where it isn't known yet.
    """

    code: str = ""
    name: str = ""

    def __str__(self) -> str:
        return f"{self.name}（{self.code}）" if self.name else self.code


def form_for_all(bound: BoundRuleset, year: int, district: District, known: Known) -> Form:
    """One form with every row."""
    return _form(bound, wanted_by(bound, year), year, district, known)


def forms_by_department(
    bound: BoundRuleset, year: int, district: District, known: Known
) -> Iterator[Form]:
    """A form for each department, in the order in which the ruleset names them first.

    A row of several departments stands in the forms of all of them.
    """
    rows: dict[str, list[Wanted]] = {}
    for one in filter(_asks, wanted_by(bound, year)):
        for department in _departments(one, bound) or (NOBODY,):
            rows.setdefault(department, []).append(one)
    last = rows.pop(NOBODY, None)
    for department, wanted in [*rows.items(), *([(NOBODY, last)] if last else [])]:
        yield _form(bound, wanted, year, district, known, department=department)


def _asks(wanted: Wanted) -> bool:
    """Whether a row has something to be filled in; one that is judged by its parts has not."""
    asked = wanted.figures or wanted.targets or wanted.events or wanted.stated
    return bool(asked or wanted.row.task)


def _departments(wanted: Wanted, bound: BoundRuleset) -> tuple[str, ...]:
    figures = (one.indicator for one in wanted.figures)
    asked = (*figures, *(one.indicator for one in wanted.targets), *wanted.events)
    return departments_of(wanted.row, [bound.catalogue[name] for name in asked])


def _form(
    bound: BoundRuleset,
    wanted: Sequence[Wanted],
    year: int,
    district: District,
    known: Known,
    *,
    department: str = "",
) -> Form:
    place = Place(bound.ruleset.name, district.code)
    figures = figure_sheet(wanted, bound.catalogue, known, place)
    sheets = (
        *([figures] if figures.rows else []),
        *other_sheets(wanted, bound.catalogue, known, place, year),
    )
    return Form(bound.ruleset.title, year, str(district), department, sheets)
