"""Tables of tab-separated lines: columns under their headers, merged cells in every row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zlrules_sources.folding import fold
from zlrules_sources.passages import CellPlace, Heading, Passage

NUMBER = "序号"


@dataclass(frozen=True)
class _Row:
    line: int
    number: str
    cells: tuple[str, ...]
    columns: tuple[str, ...]


_Filled = list[tuple[str, str, int]]
"""Column, text and line of each cell of a row."""


def read_grid(
    lines: Sequence[tuple[int, str]], table: str, under: tuple[Heading, ...]
) -> Iterator[Passage]:
    """The cells of a table, row by row; an empty cell holds what stands above it."""
    first = lines[0][0]
    header = _stripped([fold(cell) for cell in lines[0][1].split("\t")])
    above: dict[tuple[str, int], tuple[str, int]] = {}
    for row in _rows(lines[1:], header):
        filled = _filled(row, above)
        names = tuple(fold(text) for column, text, _ in filled if column == _name_column(header))
        for column, text, origin in (one for one in filled if one[0] != NUMBER):
            place = CellPlace(table, first, row.number, names, column, origin)
            yield Passage(text, under, row.line, "cell", place)


def _filled(row: _Row, above: dict[tuple[str, int], tuple[str, int]]) -> _Filled:
    """The cells of a row, with what merged cells hold."""
    filled: _Filled = []
    for index, (text, column) in enumerate(zip(row.cells, row.columns, strict=False)):
        key = (column, row.columns[:index].count(column))
        if text:
            above[key] = (text, row.line)
        if key in above:
            filled.append((column, *above[key]))
    return filled


def _rows(lines: Sequence[tuple[int, str]], header: Sequence[str]) -> Iterator[_Row]:
    """Rows aligned with the header; a row without a number belongs to the one before."""
    at = header.index(NUMBER) if NUMBER in header else -1
    number, columns = "", tuple(header)
    for order, (line, text) in enumerate(lines, start=1):
        cells = [cell.strip() for cell in text.split("\t")]
        if at > 0 and cells[0].isdigit():
            cells = [*[""] * at, *cells]
        if at < 0 or (len(cells) > at and cells[at].isdigit()):
            number = cells[at] if at >= 0 else str(order)
            columns = _columns(header, len(_stripped(cells)))
        yield _Row(line, number, tuple(cells), columns)


def _columns(header: Sequence[str], width: int) -> tuple[str, ...]:
    """The header above each cell: a name printed over two columns stands above both."""
    extra = max(width - len(header), 0)
    at = header.index(_name_column(header))
    return (*header[:at], *[header[at]] * (extra + 1), *header[at + 1 :])


def _name_column(header: Sequence[str]) -> str:
    after = header.index(NUMBER) + 1 if NUMBER in header else 0
    return header[min(after, len(header) - 1)]


def _stripped(cells: Sequence[str]) -> list[str]:
    """Cells without the empty ones at the end."""
    kept = list(cells)
    while len(kept) > 1 and not kept[-1]:
        kept.pop()
    return kept
