"""Sheets of a workbook that people have filled in: every cell as it is seen, with its place."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from zlrules import DataError, Problem, check_workbook, plain_format, shown_path

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell as BookCell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

LARGEST = 100_000_000
"""Bytes of a workbook, unpacked."""

MOST_CELLS = 500_000
"""From the first cell of a sheet to the last."""

SHOWN_DIGITS = 15
"""Excel keeps no more digits of a number than this."""

SUFFIX = ".xlsx"
_SAVE_ANEW = "用 Excel 或 WPS 另存为 .xlsx 再导入"
_PLAIN_FORMAT = re.compile(r"[^0#?.@A-Za-z]*[0#?,]+(?:\.(?P<decimals>[0#?]+))?[^0#?.@A-Za-z]*")
_ELSEWHERE = re.compile(r"\[\d+\]")


_UNSOUND = (
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, SyntaxError, OSError),
    zipfile.BadZipFile,
)
"""What openpyxl stumbles with over a workbook that isn't as it should be."""


class Kind(Enum):
    """What a cell holds."""

    TEXT = auto()
    NUMBER = auto()
    PERCENT = auto()
    DAY = auto()
    BOOLEAN = auto()
    ERROR = auto()
    NO_RESULT = auto()
    ELSEWHERE = auto()


@dataclass(frozen=True)
class Cell:
    """A cell that holds something.

    Attributes:
        place: ``E14``.
        text: As it is seen: of numbers their digits, of those shown in % a hundred times as much
            and no sign, of days ``2025-06-30``.
        spread: Whether it is merged with cells of other rows.
        seen: So many decimals of a number are seen, where its format says; None where all are.
    """

    place: str
    kind: Kind
    text: str
    spread: bool = False
    seen: int | None = None


@dataclass(frozen=True)
class SheetRow:
    """A row of a sheet: the cells that hold something, by the number of their column from 1."""

    number: int
    is_hidden: bool
    cells: Mapping[int, Cell]


@dataclass(frozen=True)
class FilledSheet:
    """A sheet.

    Attributes:
        file: As messages name it.
        rows: Those that hold something.
    """

    file: str
    name: str
    is_hidden: bool
    rows: tuple[SheetRow, ...]

    def place(self, cell: str) -> str:
        """A cell as messages name it: ``填报表.xlsx!填报!E14``."""
        return f"{self.file}!{self.name}!{cell}"

    @cached_property
    def by_number(self) -> Mapping[int, SheetRow]:
        """The rows by their numbers."""
        return {row.number: row for row in self.rows}


def read_sheets(path: Path) -> list[FilledSheet]:
    """Read a workbook; macros and links to other workbooks are never followed.

    Raises:
        DataError: It is of another form, or made to fill the memory, or can't be read.
    """
    shown = shown_path(path)
    try:
        _refuse_other_forms(path)
        check_workbook(path, LARGEST)
        return list(_sheets(path, shown))
    except (ValueError, OSError) as error:
        told = error.strerror if isinstance(error, OSError) else str(error)
        raise DataError([Problem(shown, 0, "", f"读不了：{told}", "核对文件")]) from error


def _refuse_other_forms(path: Path) -> None:
    if not path.is_file():
        raise ValueError("没有这个文件")
    if path.suffix.lower() == ".xlsm":
        raise ValueError(f"带宏的工作簿不导入，请{_SAVE_ANEW}")
    if path.suffix.lower() != SUFFIX:
        raise ValueError(f"只导入 .xlsx，'{path.suffix}' 请{_SAVE_ANEW}")


def _sheets(path: Path, shown: str) -> Iterator[FilledSheet]:
    formulas = _opened(path, results=False)
    for sheet in formulas.worksheets:
        if sheet.max_row * sheet.max_column > MOST_CELLS:
            wrong = f"工作表“{sheet.title}”大到第 {sheet.max_row} 行、第 {sheet.max_column} 列"
            raise ValueError(f"{wrong}，请删去表格以外的行列（清除格式）")
    results = _opened(path, results=True) if _has_formulas(formulas) else formulas
    for sheet in results.worksheets:
        rows = tuple(_rows(sheet, formulas[sheet.title]))
        yield FilledSheet(shown, sheet.title, sheet.sheet_state != "visible", rows)


def _opened(path: Path, *, results: bool) -> Workbook:
    from openpyxl import load_workbook

    try:
        return load_workbook(path, data_only=results, keep_links=False)
    except _UNSOUND as error:
        raise ValueError(f"工作簿的写法不合规范，请{_SAVE_ANEW}") from error


def _has_formulas(book: Workbook) -> bool:
    """Whether a workbook has to be opened again for the results of its formulas."""
    cells = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    return any(cell.data_type == "f" for cell in cells)


def _rows(results: Worksheet, formulas: Worksheet) -> Iterator[SheetRow]:
    merged = dict(_merged(results))
    for row, cells in enumerate(results.iter_rows(), start=1):
        found = {}
        for column, own in enumerate(cells, start=1):
            anchor = merged.get((row, column))
            of = anchor.first if anchor else (row, column)
            holder = results.cell(*of) if anchor else own
            is_spread = anchor is not None and anchor.spread
            cell = _cell(own.coordinate, holder, formulas.cell(*of), spread=is_spread)
            if cell is not None:
                found[column] = cell
        if found:
            yield SheetRow(row, bool(results.row_dimensions[row].hidden), found)


@dataclass(frozen=True)
class _Area:
    """Merged cells: where the first of them is, and whether they are of several rows."""

    first: tuple[int, int]
    spread: bool


def _merged(sheet: Worksheet) -> Iterator[tuple[tuple[int, int], _Area]]:
    for area in sheet.merged_cells.ranges:
        told = _Area((area.min_row, area.min_col), area.max_row > area.min_row)
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                yield (row, column), told


def _cell(
    place: str, result: BookCell | MergedCell, formula: BookCell | MergedCell, *, spread: bool
) -> Cell | None:
    value = result.value
    if formula.data_type == "f":
        if value is None:
            return Cell(place, Kind.NO_RESULT, "公式", spread)
        if _ELSEWHERE.search(str(getattr(formula.value, "text", formula.value))):
            return Cell(place, Kind.ELSEWHERE, "公式", spread)
    if value is None:
        return None
    kind, text = _content(value, result)
    is_number = kind in (Kind.NUMBER, Kind.PERCENT)
    seen = _decimals_seen(str(result.number_format)) if is_number else None
    return Cell(place, kind, text, spread, seen) if text else None


def _decimals_seen(number_format: str) -> int | None:
    """How many decimals a number format shows; None where it shows all that there are."""
    found = _PLAIN_FORMAT.fullmatch(plain_format(number_format))
    return len(found["decimals"] or "") if found else None


def _content(value: object, cell: BookCell | MergedCell) -> tuple[Kind, str]:
    if cell.data_type == "e":
        return Kind.ERROR, str(value)
    if isinstance(value, bool):
        return Kind.BOOLEAN, "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        shown = Decimal(f"{value:.{SHOWN_DIGITS}g}")
        if "%" in plain_format(str(cell.number_format)):
            return Kind.PERCENT, _plain(shown * 100)
        return Kind.NUMBER, _plain(shown)
    if isinstance(value, dt.datetime | dt.date):
        return Kind.DAY, value.isoformat()[: len("2025-06-30")]
    return Kind.TEXT, str(value).strip()


def _plain(number: Decimal) -> str:
    """A number without an exponent and without zeros that nobody typed."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
