"""Finds a quote in the part of a document that its place names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zlrules_sources.folding import fold
from zlrules_sources.passages import Passage, Region, Slice, overlapped
from zlrules_sources.resolving import PlaceError, resolve


@dataclass(frozen=True)
class Hit:
    """Where a quote stands; what is printed twice is one hit.

    Attributes:
        sentences: The sentences it lies in, folded; of a cell, its place.
        offset: Where it begins in the first of them.
    """

    sentences: tuple[str, ...]
    offset: int


def find(quote: str, place: str, passages: tuple[Passage, ...]) -> Hit:
    """Find the one passage that a citation names.

    Raises:
        PlaceError: The place can't be resolved, or the quote isn't there, or isn't the only one.
    """
    region = resolve(place, passages)
    hits = set(_hits(fold(quote), region))
    if not hits:
        raise PlaceError(f"“{place}”里没有原文“{quote}”", _elsewhere(fold(quote), passages))
    if len(hits) > 1:
        raise PlaceError(
            f"“{place}”里有 {len(hits)} 处“{quote}”", "把位置写到段落或列名，或引用更长的一句"
        )
    return hits.pop()


def cell_key(passage: Passage) -> str:
    """Names a cell: a merged one is the same in all its rows."""
    cell = passage.cell
    return f"{cell.line}:{cell.origin}:{cell.column}:{passage.text}" if cell else ""


def _hits(quote: str, region: Region) -> Iterator[Hit]:
    """Cells that are the quote go before cells and sentences that hold it."""
    same = [one for one in region if one.passage.cell and one.text == quote]
    for one in same or region:
        for start in _starts(quote, one):
            yield _hit(one.passage, start, start + len(quote))


def _hit(passage: Passage, start: int, end: int) -> Hit:
    if passage.cell:
        return Hit((cell_key(passage),), start)
    lying = list(overlapped(passage, start, end))
    return Hit(tuple(text for text, _ in lying), start - lying[0][1])


def _starts(quote: str, one: Slice) -> Iterator[int]:
    text = one.passage.text
    start = text.find(quote, one.start, one.end) if quote else -1
    while start >= 0:
        if not _cuts_number(text, start, start + len(quote)):
            yield start
        start = text.find(quote, start + 1, one.end)


def _cuts_number(text: str, start: int, end: int) -> bool:
    """Whether the quote begins or ends inside a number: 9.5% is not in 19.5%."""
    return _inside(text, start) or _inside(text, end)


def _inside(text: str, at: int) -> bool:
    before, after = text[max(at - 1, 0) : at], text[at : at + 1]
    if before == "." and text[max(at - 2, 0) : at - 1].isdigit():
        return after.isdigit()
    if after == "." and text[at + 1 : at + 2].isdigit():
        return before.isdigit()
    return before.isdigit() and after.isdigit()


def _elsewhere(quote: str, passages: tuple[Passage, ...]) -> str:
    """Say where the quote does stand, if anywhere."""
    for one in passages:
        piece = Slice(one, 0, len(one.text))
        if next(_starts(quote, piece), None) is not None:
            return f"它在“{one.place() or '文首'}”（第 {one.line} 行）；核对位置和原文"
    return "文件里也没有；核对原文"
