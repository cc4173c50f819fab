"""One row of a filled sheet while it is read: its cells by column, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TypeVar

from zlrules import Problem, one_of
from zlrules_forms.intake.cells import CellError, read_text
from zlrules_forms.intake.records import Collected, Origin, Record
from zlrules_forms.intake.sheets import Cell, FilledSheet, SheetRow

Read = TypeVar("Read")


@dataclass(frozen=True)
class RowReader:
    """Reads the cells of a row; what is wrong goes to `collected`, at the place of the cell.

    Attributes:
        columns: Numbers of columns by name.
        about: What the row speaks of, for people.
        who: The department or person that reports.
    """

    sheet: FilledSheet
    row: SheetRow
    columns: Mapping[str, int]
    about: str
    who: str
    collected: Collected

    def cell(self, name: str) -> Cell | None:
        """The cell of a column; None where it is empty."""
        return self.row.cells.get(self.columns.get(name, 0))

    def read(self, name: str, read: Callable[[Cell | None], Read], default: Read) -> Read:
        """Read a cell; `default` where it can't be read, which is noted."""
        cell = self.cell(name)
        try:
            return read(cell)
        except CellError as error:
            self.refuse(name, error.wrong, error.remedy)
            return default

    def text(self, name: str) -> str:
        """The text of a cell."""
        return self.read(name, read_text, "")

    def choice(self, name: str, words: Collection[str]) -> str:
        """The word of a cell that must be one of several."""
        text = self.text(name)
        if text and text not in words:
            self.refuse(name, f"没有“{text}”", one_of(text, words))
            return ""
        return text

    def refuse(self, name: str, wrong: str, remedy: str) -> None:
        """Note a mistake in a cell, or in the row where the cell is empty."""
        cell = self.cell(name)
        place = cell.place if cell else self._anywhere()
        problem = Problem(self.sheet.place(place), 0, self.about, wrong, remedy)
        self.collected.problems.append(problem)

    def _anywhere(self) -> str:
        return next(iter(self.row.cells.values())).place

    def keep(self, table: str, cells: Mapping[str, str], said_in: str) -> None:
        """Keep a row for a data table.

        Args:
            cells: Texts by column; empty ones are left out.
            said_in: The column whose cell says the most.
        """
        cell = self.cell(said_in)
        origin = Origin(
            self.sheet.file,
            self.sheet.name,
            self.row.number,
            cell.place if cell else self._anywhere(),
            self.who,
        )
        known = {name: text for name, text in cells.items() if text}
        self.collected.records.append(Record(table, known, origin, self.about))
