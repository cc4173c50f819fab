"""The columns of an ordinary table, by the headers that offices write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zlrules import CHINESE, Problem, fold_width
from zlrules_forms.intake.cells import CellError, read_text
from zlrules_forms.intake.sheets import FilledSheet, SheetRow

COLUMNS = (
    *("district", "indicator", "scope", "period", "measure", "base", "value", "unit", "bound"),
    *("text", "status", "as_of", "source", "place", "quote", "evidence"),
)
"""What an ordinary table may tell."""

_MORE = {
    "指标名称": "indicator",
    "考核指标": "indicator",
    "名称": "indicator",
    "年度": "period",
    "计量单位": "unit",
    "完成值": "value",
    "实际值": "value",
    "实际完成值": "value",
    "现状值": "value",
    "数值或状态": "value",
    "数据来源": "source",
    "证明材料编号": "evidence",
}
_OF_YEAR = re.compile(
    r"(?P<year>(19|20|21)\d{2})年?(?:度)?(?:数值|完成值|实际值|实际完成值|现状值|数据|完成情况)?"
    r"|(?:数值|完成值|实际值|实际完成值|现状值|数据)\((?P<behind>(19|20|21)\d{2})年?\)"
)
_UNIT = re.compile(r"(?P<name>.+)\((?P<unit>[^()]+)\)")
NUMBERS = ("序号", "编号", "no.", "no")
HEADERS_WITHIN = 30
"""So many filled rows are looked at for a header."""


@dataclass(frozen=True)
class ValueColumn:
    """A column of figures.

    Attributes:
        period: "" where each row has its own.
        unit: As its header names it; "" where it doesn't.
    """

    number: int
    period: str
    unit: str = ""


@dataclass(frozen=True)
class Headers:
    """The header of a table.

    Attributes:
        row: Its number.
        columns: Numbers of columns by name, those of figures apart.
        others: Headers of columns that aren't imported.
    """

    row: int
    columns: Mapping[str, int]
    values: tuple[ValueColumn, ...]
    others: tuple[str, ...]


def find_headers(sheet: FilledSheet) -> Headers | None:
    """Find the header of a table: its last row that names the indicator and figures.

    Headers of two rows have the names of merged cells in both.
    """
    found = None
    for row in sheet.rows[:HEADERS_WITHIN]:
        headers = headers_of(row)
        if headers is not None:
            found = headers
        elif found is not None:
            break
    return found


def headers_of(row: SheetRow) -> Headers | None:
    """A row as a header; None where it is none."""
    columns: dict[str, int] = {}
    values = []
    others = []
    for number, header in _texts(row):
        name, unit = _without_unit(header)
        of_year = _OF_YEAR.fullmatch(name)
        known = _MORE.get(name) or CHINESE.get(name) or name
        if of_year:
            values.append(ValueColumn(number, of_year["year"] or of_year["behind"], unit))
        elif known == "value":
            values.append(ValueColumn(number, "", unit))
        elif known in COLUMNS and known not in columns:
            columns[known] = number
        elif name.lower() not in NUMBERS:
            others.append(header)
    if not values and "text" in columns:
        values.append(ValueColumn(columns["text"], ""))
    if "indicator" not in columns or not values:
        return None
    return Headers(row.number, columns, tuple(values), tuple(others))


def _texts(row: SheetRow) -> Iterator[tuple[int, str]]:
    for number, cell in row.cells.items():
        try:
            yield number, "".join(fold_width(read_text(cell)).split())
        except CellError:
            continue


def _without_unit(header: str) -> tuple[str, str]:
    """A header without the unit in brackets behind it; a year in brackets stays."""
    found = _UNIT.fullmatch(header)
    if found is None or found["unit"].rstrip("年").isdigit():
        return header, ""
    return found["name"], found["unit"]


def header_problems(headers: Headers, sheet: FilledSheet) -> Iterator[Problem]:
    """What is unclear about a header."""
    place = sheet.place(f"A{headers.row}")
    periods = [one.period for one in headers.values]
    if len(set(periods)) != len(periods) or ("" in periods and len(periods) > 1):
        wrong = "有几列数值，分不清是哪一年的"
        yield Problem(place, 0, "表头", wrong, "一列写“数值”并有“年份”列，或每列表头写年份")
    if "period" in headers.columns and "" not in periods:
        wrong = "既有年份列，数值列的表头又写了年份"
        yield Problem(place, 0, "表头", wrong, "只用一种写法")
