"""Filled forms: found by their hidden columns, whatever was moved, sorted or renamed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zlrules import Problem
from zlrules_forms.intake.filled_rows import READERS
from zlrules_forms.intake.records import Collected
from zlrules_forms.intake.rows import RowReader
from zlrules_forms.intake.sheets import FilledSheet, SheetRow
from zlrules_forms.intake.shelf import Shelf
from zlrules_forms.layout import COLUMNS, MARK, STATEMENTS, VERSION

ANEW = "用 zlrules template 重新生成填报表，把数据移过去"
WHO = ("填报部门", "填报人")
ABOUT = ("number", "title", "part", "year")
"""The columns that say what a row speaks of."""

NOTE = frozenset({"note"})
SAYS_NOTHING = {STATEMENTS: frozenset({"number", "period"})}
"""Inputs that the form fills in itself, or that aren't imported, by sheet."""


@dataclass(frozen=True)
class FormSheet:
    """A sheet of a form.

    Attributes:
        kind: Its name in a new form.
        header: Number of the header row.
        columns: Numbers of columns by name.
    """

    sheet: FilledSheet
    kind: str
    header: int
    columns: Mapping[str, int]

    def rows(self) -> Iterator[SheetRow]:
        """The rows below the header."""
        return (row for row in self.sheet.rows if row.number > self.header)


def is_form(sheets: Sequence[FilledSheet]) -> bool:
    """Whether a workbook came from a form."""
    return any(_header(sheet) for sheet in sheets)


def read_form(sheets: Sequence[FilledSheet], shelf: Shelf) -> Collected:
    """Read what was filled in; rows of which nothing was filled in are left out."""
    collected = Collected()
    forms = [form for sheet in sheets for form in _form_sheets(sheet, collected)]
    who = " ".join(name for sheet in sheets for name in _who(sheet))
    for form in forms:
        for row in form.rows():
            _read_row(form, row, who, shelf, collected)
    return collected


def _header(sheet: FilledSheet) -> SheetRow | None:
    return next(
        (row for row in sheet.rows if any(cell.text == MARK for cell in row.cells.values())), None
    )


def _form_sheets(sheet: FilledSheet, collected: Collected) -> Iterator[FormSheet]:
    header = _header(sheet)
    if header is None:
        return
    places = {cell.text: place for place, cell in header.cells.items()}
    fitting = [
        kind for kind, columns in COLUMNS.items() if all(one.header in places for one in columns)
    ]
    if not fitting:
        meant = COLUMNS.get(sheet.name, ())
        missing = "、".join(one.header for one in meant if one.header not in places)
        wrong = f"缺少列 {missing}" if missing else "不是现在的填报表的工作表"
        place = sheet.place(f"A{header.number}")
        collected.problems.append(Problem(place, 0, "表头", wrong, ANEW))
        return
    kind = max(fitting, key=lambda one: len(COLUMNS[one]))
    columns = {column.name: places[column.header] for column in COLUMNS[kind]}
    yield FormSheet(sheet, kind, header.number, columns)


def _who(sheet: FilledSheet) -> Iterator[str]:
    """Who reports, where the form asks for it: above the table."""
    header = _header(sheet)
    above = [row for row in sheet.rows if header and row.number < header.number]
    for row in above:
        for place, cell in row.cells.items():
            beside = row.cells.get(place + 1)
            if cell.text in WHO and beside is not None:
                yield beside.text


def _read_row(form: FormSheet, row: SheetRow, who: str, shelf: Shelf, collected: Collected) -> None:
    cells = {name: row.cells[place] for name, place in form.columns.items() if place in row.cells}
    about = " ".join(cells[name].text for name in ABOUT if name in cells)
    reader = RowReader(form.sheet, row, form.columns, about, who, collected)
    columns = COLUMNS[form.kind]
    given = [one.name for one in columns if one.is_input and one.name in cells]
    told = [name for name in given if name not in SAYS_NOTHING.get(form.kind, NOTE)]
    if not told:
        return
    if not any(one.is_hidden and one.name in cells for one in columns):
        remedy = "在原有的行里填写；另加的数据用普通表格（表头 指标、年份、数值）导入"
        reader.refuse(told[0], "这一行没有表单的隐藏内容", remedy)
    elif reader.text("version") != VERSION:
        wrong = f"表单版本是“{reader.text('version')}”，现在是“{VERSION}”"
        reader.refuse(told[0], wrong, ANEW)
    else:
        READERS[form.kind](reader, shelf)
