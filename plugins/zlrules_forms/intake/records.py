"""Rows for the data tables, each with the cell that it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import PurePath

from zlrules import Problem


@dataclass(frozen=True)
class Origin:
    """Where a row came from.

    Attributes:
        file: As messages name it.
        row: Of the sheet.
        cell: The one that says the most: ``L14``.
        who: The department or person that reports; "" where the form doesn't say.
    """

    file: str
    sheet: str
    row: int
    cell: str
    who: str = ""

    def __str__(self) -> str:
        return f"{self.file}!{self.sheet}!{self.cell}"

    def problem(self, subject: str, wrong: str, remedy: str) -> Problem:
        """A mistake in the cell."""
        return Problem(str(self), 0, subject, wrong, remedy)

    @property
    def place(self) -> tuple[str, int]:
        """The sheet, as messages name it, and the row."""
        return f"{self.file}!{self.sheet}", self.row

    @property
    def name(self) -> str:
        """The name of the file."""
        return PurePath(self.file).name

    @property
    def trace(self) -> str:
        """For the data: ``填报表.xlsx 填报!L14（生态环境局）``."""
        return f"{self.name} {self.sheet}!{self.cell}{f'（{self.who}）' if self.who else ''}"


@dataclass(frozen=True)
class Kept:
    """How a data table is kept where forms are imported.

    Attributes:
        key: Columns that say of what a row speaks; one row is kept for each.
        said: Columns that say what is so.
        more: Columns that say more about it; what an earlier row said of them stays unless a later
            one says something else.
        source: The column that names the document; "" where the table has none.
    """

    key: tuple[str, ...]
    said: tuple[str, ...]
    more: tuple[str, ...] = ("quote",)
    source: str = "document"


TABLES: Mapping[str, Kept] = {
    "observations": Kept(
        ("district", "indicator", "scope", "period", "measure", "base"),
        ("value", "text", "unit", "bound", "status", "as_of"),
        ("quote", "evidence"),
        "source",
    ),
    "assigned": Kept(
        ("district", "indicator", "scope", "period"),
        ("comparator", "value", "unit", "measure", "base", "span"),
        ("date", "quote"),
    ),
    "attestations": Kept(
        ("district", "ruleset", "criterion", "node", "period", "document"),
        ("kind", "date", "expires"),
        ("issuer", "entered_by", "quote"),
    ),
    "not_applicable": Kept(("district", "ruleset", "criterion", "period"), ("reason",)),
    "events": Kept(("district", "kind", "date", "responsible"), ("grade", "rectified_on")),
    "progress": Kept(
        ("district", "ruleset", "task", "item", "as_of", "stage"),
        ("done", "total", "action", "blocked"),
        source="source",
    ),
    "evidence": Kept(
        ("district", "id", "ruleset", "criterion"),
        ("title", "issuer", "number", "date", "period", "pages", "path", "expires"),
        more=(),
        source="",
    ),
}
"""The tables that forms feed."""


@dataclass(frozen=True)
class Record:
    """A row for a data table.

    Attributes:
        cells: Texts by column name; what isn't known isn't there.
        about: What it speaks of, for people.
        names_source: Whether its document was named, rather than taken to be the form itself.
    """

    table: str
    cells: Mapping[str, str]
    origin: Origin
    about: str
    names_source: bool = True

    @property
    def key(self) -> tuple[str, ...]:
        """Of what it speaks."""
        return (self.table, *(self.cells.get(name, "") for name in TABLES[self.table].key))

    @property
    def said(self) -> tuple[str, ...]:
        """What it says."""
        return tuple(self.cells.get(name, "") for name in TABLES[self.table].said)

    @property
    def shown(self) -> str:
        """What it says, for people."""
        parts = (self.cells.get(name, "") for name in TABLES[self.table].said)
        return " ".join(part for part in parts if part)


@dataclass
class Collected:
    """What was read from a file, and what is wrong with it.

    Attributes:
        passed_over: Headers of columns that aren't imported.
    """

    records: list[Record] = field(default_factory=list)
    passed_over: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)


def one_of_each(records: Sequence[Record]) -> tuple[list[Record], list[Problem]]:
    """One record for everything that is spoken of.

    Returns:
        The records, and a problem for each that says something else than an earlier one.
    """
    kept: dict[tuple[str, ...], Record] = {}
    problems = []
    for record in records:
        first = kept.setdefault(record.key, record)
        if not _agree(first, record):
            wrong = f"填了 {record.shown}，{first.origin} 填的是 {first.shown}"
            problems.append(
                record.origin.problem(record.about, wrong, "核对后只留正确的；两处一样的只算一次")
            )
    return list(kept.values()), problems


def _agree(first: Record, second: Record) -> bool:
    """Whether two records say the same; 81.6 and 81.60 do."""
    return all(map(same_text, first.said, second.said))


def same_text(first: str, second: str) -> bool:
    """Whether two cells say the same, as texts or as numbers."""
    return first == second or (
        _is_number(first) and _is_number(second) and Decimal(first) == Decimal(second)
    )


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).isdigit() and text.isascii()
