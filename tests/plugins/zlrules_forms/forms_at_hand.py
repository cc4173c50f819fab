"""Forms for tests: written, filled in as people do it, and read back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from click.testing import CliRunner
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from zlrules.cli.root import zlrules
from zlrules.errors import ZlrulesError

FIXTURES = Path(__file__).parents[3] / "fixtures"
HEADER = 4

Value: TypeAlias = str | float | None


def run(*arguments: str | Path) -> str:
    """What a command prints; its errors, one to a line, where it stops."""
    result = CliRunner().invoke(zlrules, [str(one) for one in arguments])
    if isinstance(result.exception, ZlrulesError):
        return str(result.exception)
    assert result.exception is None, result.exception
    return result.output


def workspace(folder: Path, name: str = "hedu") -> Path:
    """A copy of an example workspace."""
    return Path(shutil.copytree(FIXTURES / name, folder / name))


class FilledForm:
    """A form while it is filled in, by the headers of its sheets."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book: Workbook = load_workbook(path)

    def sheet(self, name: str = "填报") -> Worksheet:
        sheet = self.book[name]
        assert isinstance(sheet, Worksheet)
        return sheet

    def columns(self, name: str = "填报") -> dict[str, int]:
        return {str(cell.value): number for number, cell in enumerate(self.sheet(name)[HEADER], 1)}

    def rows(self, name: str = "填报") -> list[dict[str, str]]:
        columns = self.columns(name)
        return [
            {header: str(row[place - 1].value or "") for header, place in columns.items()}
            for row in self.sheet(name).iter_rows(min_row=HEADER + 1)
        ]

    def fill(
        self,
        where: Callable[[dict[str, str]], bool],
        cells: Mapping[str, Value],
        name: str = "填报",
    ) -> int:
        """Fill in the first row that fits; gives its number in the sheet."""
        for number, row in enumerate(self.rows(name), HEADER + 1):
            if where(row):
                self.put(number, cells, name)
                return number
        raise AssertionError("no such row")

    def put(self, number: int, cells: Mapping[str, Value], name: str = "填报") -> None:
        columns = self.columns(name)
        for header, value in cells.items():
            cell = self.sheet(name).cell(number, columns[header])
            cell.value = value
            if isinstance(value, str) and value.startswith("=") and not value.startswith("=1"):
                cell.data_type = "s"

    def save(self, path: Path | None = None) -> Path:
        self.path = path or self.path
        self.book.save(self.path)
        return self.path


def number(wanted: str, year: str = "2020") -> Callable[[dict[str, str]], bool]:
    """The row with a number, year and a plain value."""

    def fits(row: dict[str, str]) -> bool:
        return (row["序号"], row["年份"], row["度量"]) == (wanted, year, "value")

    return fits


def form(folder: Path, ruleset: str, *arguments: str | Path, year: str = "2020") -> FilledForm:
    """A form as `zlrules template` writes it."""
    path = folder / "填报表.xlsx"
    run("template", ruleset, "--year", year, "-o", path, *arguments)
    return FilledForm(path)
