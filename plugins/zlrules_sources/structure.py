"""Plain text into passages: headings by how they are counted, paragraphs, tables by tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zlrules_sources.folding import fold
from zlrules_sources.grids import read_grid
from zlrules_sources.passages import Heading, Passage

_COUNT = "[一二三四五六七八九十百]+"
_HEADINGS = tuple(
    re.compile(pattern)
    for pattern in (
        f"第{_COUNT}章",
        f"第{_COUNT}节",
        f"{_COUNT}、|专栏{_COUNT}|前言$",
        rf"\({_COUNT}\)",
    )
)
_RUN_IN = re.compile(rf"(?<=\s)(?=[(（]{_COUNT}[)）])")
_CAPTION = re.compile(r"表(\d+)(?!\d)")
_ENDS = re.compile(r"[。；！？：.;!?:”)）】]$")
_LONG = 25
"""Characters; a shorter line isn't broken by the end of a page."""

_WRAPPED = 12
"""Characters; a shorter line isn't wrapped either, it's a title."""


def read_passages(text: str) -> tuple[Passage, ...]:
    """Read a document."""
    return tuple(_Reader().read(text))


class _Reader:
    """Keeps the headings in force, the paragraph begun and the table begun."""

    def __init__(self) -> None:
        self.under: tuple[Heading, ...] = ()
        self.lines: list[tuple[int, str]] = []
        self.caption = ""
        self.rows: list[tuple[int, str]] = []

    def read(self, text: str) -> Iterator[Passage]:
        for number, line in _lines(text):
            if "\t" in line:
                yield from self._paragraph_done()
                self.rows.append((number, line))
            elif stripped := line.strip():
                yield from self._table_done()
                yield from self._text(number, stripped)
        yield from self._paragraph_done()
        yield from self._table_done()

    def _text(self, number: int, line: str) -> Iterator[Passage]:
        heading = _heading(line, number)
        if heading is None:
            if caption := _CAPTION.match(fold(line)):
                yield from self._paragraph_done()
                self.caption = f"表{caption[1]}"
                yield Passage(line, self.under, number, "heading")
                return
            if not (self.lines and _goes_on(*self.lines[-1], number)):
                yield from self._paragraph_done()
            self.lines.append((number, line))
            return
        yield from self._paragraph_done()
        kept = (one for one in self.under if one.level < heading.level)
        self.under = (*kept, heading)
        title, _, rest = line.partition("。")
        yield Passage(title, self.under, number, "heading")
        if rest:
            self.lines.append((number, rest))

    def _paragraph_done(self) -> Iterator[Passage]:
        if self.lines:
            yield Passage("".join(line for _, line in self.lines), self.under, self.lines[0][0])
        self.lines = []

    def _table_done(self) -> Iterator[Passage]:
        if self.rows:
            yield from read_grid(self.rows, self.caption, self.under)
            self.caption = ""
        self.rows = []


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(re.split(r"\r\n|[\n\r\f\v\u2028]", text), start=1):
        if "\t" in line:
            yield number, line
        else:
            yield from ((number, part) for part in _RUN_IN.split(line))


def _heading(line: str, number: int) -> Heading | None:
    folded = fold(line.partition("。")[0])
    for level, pattern in enumerate(_HEADINGS, start=1):
        if found := pattern.match(folded):
            return Heading(found[0], folded[found.end() :], level, number)
    return None


def _goes_on(number: int, line: str, after: int) -> bool:
    """Whether a line is broken in mid-sentence, and goes on in another."""
    least = _WRAPPED if after == number + 1 else _LONG
    return len(line) >= least and not _ENDS.search(line)
