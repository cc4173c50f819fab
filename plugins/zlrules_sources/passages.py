"""What a document is made of: headings, paragraphs and the cells of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from zlrules_sources.folding import fold

_SENTENCE = re.compile(r"[^。；！？;!?]+[。；！？;!?]*[”’』」\"]?")


@dataclass(frozen=True)
class Heading:
    """A heading; two of the same words are told apart by their lines.

    Attributes:
        marker: What counts it, folded: ``第一章``, ``一、``, ``(一)``.
        title: The words after that, folded.
        level: 1 is the highest.
    """

    marker: str
    title: str
    level: int
    line: int


@dataclass(frozen=True)
class CellPlace:
    """Where a cell stands.

    Attributes:
        table: ``表1``.
        line: Line of the table's header.
        row: Its 序号, or how manieth row it is where the table has none.
        names: What the row is called, folded: a main row and perhaps a sub-row.
        column: The header above, folded.
        origin: Line in which the cell is printed; a merged cell stands in rows below, too.
    """

    table: str
    line: int
    row: str
    names: tuple[str, ...]
    column: str
    origin: int


@dataclass(frozen=True)
class Passage:
    """A paragraph, a heading or a cell."""

    raw: str
    under: tuple[Heading, ...]
    line: int
    kind: Literal["paragraph", "heading", "cell"] = "paragraph"
    cell: CellPlace | None = None

    @cached_property
    def text(self) -> str:
        """The folded text."""
        return "".join(text for _, text in self.sentences)

    @cached_property
    def sentences(self) -> tuple[tuple[str, str], ...]:
        """Its sentences, as printed and folded; a cell is one."""
        if self.cell:
            return ((self.raw, fold(self.raw)),)
        return tuple((one.strip(), fold(one)) for one in _SENTENCE.findall(self.raw))

    def place(self) -> str:
        """Where it stands, as places are written."""
        headings = "".join(heading.marker for heading in self.under)
        if not self.cell:
            return headings
        row = f"{self.cell.table} 第{self.cell.row}行"
        name = f" {self.cell.names[1]}" if len(self.cell.names) > 1 else ""
        return f"{headings} {row}{name} {self.cell.column}".strip()


@dataclass(frozen=True)
class Slice:
    """Part of a passage, by offsets in its folded text."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """The folded text."""
        return self.passage.text[self.start : self.end]


Region = tuple[Slice, ...]
"""What a place names."""


def whole(passages: tuple[Passage, ...]) -> Region:
    """The whole of some passages."""
    return tuple(Slice(one, 0, len(one.text)) for one in passages)


def overlapped(passage: Passage, start: int, end: int) -> Iterator[tuple[str, int]]:
    """The folded sentences that a stretch lies in, each with its offset."""
    offset = 0
    for _, text in passage.sentences:
        if offset < end and start < offset + len(text):
            yield text, offset
        offset += len(text)
