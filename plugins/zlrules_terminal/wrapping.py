"""Breaks Chinese text into lines by display width, and never inside a number or before a comma."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from wcwidth import wcswidth, wcwidth

_UNBREAKABLE = re.compile(
    r"[（“‘《〈【「]*"
    r"(?:[+\-−±≥≤<>=~约]?[0-9A-Za-z][0-9A-Za-z.,_:/@%+~\-−]*|.)"
    r"[，。；：、？！）”’》〉】」%,.;:)]*"
)


def clean(text: str) -> str:
    """Text without control characters: data can't steer the terminal."""
    if not text.isprintable():
        text = "".join(letter if letter.isprintable() else " " for letter in text)
    return text.strip()


def display_width(text: str) -> int:
    """How many columns a text takes."""
    return max(wcswidth(text), 0)


def wrap(text: str, width: int) -> list[str]:
    """Break a text into lines of at most so many columns.

    Example:
        >>> wrap("优良天数比率80.5%，未达标", 14)
        ['优良天数比率', '80.5%，未达标']
    """
    text = clean(text)
    if display_width(text) <= width:
        return [text]
    lines = [""]
    for piece in _pieces(text, width):
        if display_width(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def _pieces(text: str, width: int) -> Iterator[str]:
    for match in _UNBREAKABLE.finditer(text):
        piece = match[0]
        yield from (piece,) if display_width(piece) <= width else _cut(piece, width)


def _cut(letters: Iterable[str], width: int) -> Iterator[str]:
    """Cut what is wider than a line."""
    piece = ""
    for letter in letters:
        if piece and display_width(piece) + wcwidth(letter) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece
