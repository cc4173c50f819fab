"""What a workbook consists of: sheets of cells, whoever writes them."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from decimal import Decimal

from wcwidth import wcswidth

from zlrules_office.printed import single_number

MOST_ROWS = 1_048_576
"""Of a sheet, says Excel."""

LONGEST_NAME = 31
"""Of a sheet, says Excel, which counts rare characters twice."""

MOST_DIGITS = 15
"""More significant digits Excel drops; such numbers are written as text."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Numeral:
    """A number in a cell, shown with the decimals it was printed with.

    Attributes:
        note: What stands behind it in the cell; no part of the value.
        signed: Whether a + stands before it, where it is more than 0.
    """

    value: Decimal
    note: str = ""
    signed: bool = False

    @property
    def form(self) -> str:
        """Excel's number format for it."""
        exponent = self.value.as_tuple().exponent
        assert isinstance(exponent, int)
        digits = f"0.{'0' * -exponent}" if exponent < 0 else "0"
        note = f'"（{self.note}）"' if self.note else ""
        signed = f'+{digits}{note};"−"{digits}{note};{digits}{note}'
        return signed if self.signed else f"{digits}{note}"


@dataclass(frozen=True)
class Inset:
    """A text that stands further in, as parts do under their criterion."""

    text: str


Cell = str | Numeral | Inset
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Column:
    """A column.

    Attributes:
        width: In characters; a Chinese one counts as two.
        centred: Whether its cells stand in the middle.
        coloured: Whether its cells are coloured by what they say: 达标, 缺数据.
    """

    header: str
    width: int
    centred: bool = False
    coloured: bool = False


@dataclass(frozen=True)
class Sheet:
    """A table with a title.

    Attributes:
        name: Wanted name; made fit by whoever writes it.
        subtitle: What is to be known about all of it.
        kept: So many columns stay in view.
    """

    name: str
    title: str
    subtitle: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    kept: int = 0


def lines(cell: Cell, width: int) -> int:
    """So many lines a cell takes in a column; a little more than a font would, never less."""
    if isinstance(cell, Numeral):
        return 1
    text = cell.text if isinstance(cell, Inset) else cell
    room = width - 1
    return sum(max(1, -(-wcswidth(line) // room)) for line in text.split("\n"))


def figure_cell(shown: str, note: str = "", *, signed: bool = False) -> Cell:
    """A figure: a number where it is a single one, otherwise a text as printed."""
    number = single_number(shown)
    if number is None or len(number.as_tuple().digits) > MOST_DIGITS:
        return f"{shown}（{note}）" if shown and note else shown
    return Numeral(number, note, signed)


def sheet_name(wanted: str, taken: Container[str]) -> str:
    """A name that Excel accepts and that isn't taken, as near to the wanted one as can be.

    Args:
        taken: Names in lower case.
    """
    plain = _FORBIDDEN.sub(" ", wanted).strip(" '") or "表"
    name, number = _cut(plain, LONGEST_NAME), 1
    while name.lower() in taken or name.lower() == "history":
        number += 1
        mark = f" ({number})"
        name = _cut(plain, LONGEST_NAME - len(mark)) + mark
    return name


def _cut(name: str, most: int) -> str:
    """The beginning of a name that has at most so many UTF-16 code units."""
    units = name.encode("utf-16-le")[: 2 * most]
    return units.decode("utf-16-le", errors="ignore").rstrip(" '")
