"""Tables, lists and colours of the terminal report: Chinese text aligned, 100 columns wide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import click
from tabulate import tabulate

from zlrules import Decision, Kind, Outcome, Table, decision_label
from zlrules_terminal.wrapping import clean, display_width, wrap

WIDTH = 100
BETWEEN = 2
HEADER_PADDING = 2
"""By so much tabulate makes a column wider than its header."""

DECISION_HUES = {
    Decision.PASS: "green",
    Decision.FAIL: "red",
    Decision.UNDETERMINED: "yellow",
}
OUTCOME_HUES = {
    Outcome.MET: "green",
    Outcome.MISSED: "red",
    Outcome.NO_DATA: "yellow",
    Outcome.PENDING: "yellow",
}
COLOURED = ("差距", "余量", "自查结论", "按现有数据")
"""Columns with coloured cells."""

CELL_HUES = {
    decision_label(decision, kind): hue for decision, hue in DECISION_HUES.items() for kind in Kind
}
SIGN_HUES = {"+": "green", "−": "red"}


class Paint(NamedTuple):
    """Colours text, or leaves it as it is.

    Attributes:
        colour: Whether the terminal shows colours.
    """

    colour: bool

    def hue(self, text: str, hue: str | None) -> str:
        """Colour a text."""
        return click.style(text, fg=hue) if self.colour and hue else text

    def heading(self, text: str, outcome: Outcome | None = None) -> str:
        """Make a heading stand out, in the colour of an outcome."""
        hue = OUTCOME_HUES.get(outcome) if outcome else None
        return click.style(text, fg=hue, bold=True) if self.colour else text


def paragraph(text: str) -> str:
    """Text broken at 100 columns."""
    return "\n".join(wrap(text, WIDTH))


def underline(text: str) -> str:
    """A line as wide as a text."""
    return "=" * max(map(display_width, text.splitlines()), default=0)


def bullets(texts: Iterable[str]) -> str:
    """A list, with the lines of one entry under each other."""
    return "\n".join("- " + "\n  ".join(wrap(text, WIDTH - 2)) for text in texts)


def grid(table: Table, paint: Paint) -> str:
    """The rows of a table, aligned; wide columns give way when it would be too wide."""
    rows = [[clean(cell) for cell in row] for row in table.rows]
    widths = _widths(table.headers, rows)
    cells = [
        [
            _cell(cell, width, header, paint)
            for cell, width, header in zip(row, widths, table.headers, strict=True)
        ]
        for row in rows
    ]
    return tabulate(cells, headers=table.headers, tablefmt="simple", disable_numparse=True)


def _widths(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """As wide as the cells, but for the widest columns, which share what room is left."""
    least = [display_width(header) + HEADER_PADDING for header in headers]
    natural = [max(map(display_width, column)) for column in zip(headers, *rows, strict=True)]
    room = WIDTH - BETWEEN * (len(headers) - 1)
    shared = (
        [max(low, min(wanted, widest)) for low, wanted in zip(least, natural, strict=True)]
        for widest in range(max(natural), 0, -1)
    )
    return next((widths for widths in shared if sum(widths) <= room), least)


def _cell(text: str, width: int, header: str, paint: Paint) -> str:
    hue = CELL_HUES.get(text) or SIGN_HUES.get(text[:1]) if header in COLOURED else None
    return "\n".join(paint.hue(line, hue) for line in wrap(text, width))
