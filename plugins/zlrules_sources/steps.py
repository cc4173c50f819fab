"""What each kind of step finds in the part of a document that the steps before it named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from zlrules_sources.passages import CellPlace, Heading, Region, Slice
from zlrules_sources.places import Step

_ITEM = re.compile(r"(?:^|(?<=[。;:,]))([一二三四五六七八九十]+是)")
_ASPECT = re.compile(r"(?:^|(?<=[。;]))([^。;:,]{2,10}方面)(?=[。;:,])")
_STOP = re.compile("[。;!?]")
_DIGITS = "零一二三四五六七八九十"
_Key = TypeVar("_Key", Heading, int)


def _grouped(keyed: Iterable[tuple[_Key, Slice]]) -> list[Region]:
    groups: dict[_Key, list[Slice]] = {}
    for key, one in keyed:
        groups.setdefault(key, []).append(one)
    return [tuple(group) for group in groups.values()]


def _heading(step: Step, region: Region) -> list[Region]:
    return _grouped(
        (heading, one)
        for one in region
        for heading in one.passage.under
        if heading.marker == step.name and heading.title.startswith(step.title)
    )


def _item(step: Step, region: Region) -> list[Region]:
    """From 一是 to the next such word."""
    return _split(step, region, _ITEM)


def _aspect(step: Step, region: Region) -> list[Region]:
    """From 水环境方面 to the next sentence that begins so."""
    return _split(step, region, _ASPECT)


def _split(step: Step, region: Region, words: re.Pattern[str]) -> list[Region]:
    """From one word to the next; what begins inside a paragraph ends with it at latest."""
    starts = [
        (index, found)
        for index, one in enumerate(region)
        if one.passage.kind == "paragraph"
        for found in words.finditer(one.text)
    ]
    ends = [*((index, found.start()) for index, found in starts[1:]), (len(region), 0)]
    return [
        _between(region, (index, found.start()), end)
        for (index, found), end in zip(starts, ends, strict=True)
        if found[1] == step.name and region[index].text[found.end() :].startswith(step.title)
    ]


def _between(region: Region, start: tuple[int, int], end: tuple[int, int]) -> Region:
    first = region[start[0]]
    if end[0] == start[0]:
        return (Slice(first.passage, first.start + start[1], first.start + end[1]),)
    head = Slice(first.passage, first.start + start[1], first.end)
    if start[1]:
        return (head,)
    tail: Region = ()
    if end[1]:
        last = region[end[0]]
        tail = (Slice(last.passage, last.start, last.start + end[1]),)
    return (head, *region[start[0] + 1 : end[0]], *tail)


def _nth(step: Step, region: Region) -> Sequence[Region]:
    """Titles and the like, which end no sentence, aren't counted."""
    paragraphs = [
        one for one in region if one.passage.kind == "paragraph" and _STOP.search(one.text)
    ]
    index = int(step.name) if step.name.isdigit() else _counted(step.name)
    return [(paragraphs[index - 1],)] if 0 < index <= len(paragraphs) else []


def _counted(numeral: str) -> int:
    """十二 is 12, 二十 is 20."""
    tens, mark, ones = numeral.rpartition("十")
    last = _DIGITS.find(ones) if ones else 0
    return (_DIGITS.find(tens) if tens else 1) * 10 + last if mark else last


def _quoted(step: Step, region: Region) -> Sequence[Region]:
    paragraphs = [one for one in region if one.passage.kind == "paragraph"]
    begun = [(one,) for one in paragraphs if one.text.startswith(step.name)]
    return begun or [(one,) for one in paragraphs if step.name in one.text]


def _cells(region: Region, fits: Callable[[CellPlace], bool]) -> list[Region]:
    """Cells that fit, a group for each table."""
    return _grouped(
        (one.passage.cell.line, one)
        for one in region
        if one.passage.cell and fits(one.passage.cell)
    )


def _table(step: Step, region: Region) -> list[Region]:
    return _cells(region, lambda cell: cell.table == step.name)


def _row(step: Step, region: Region) -> list[Region]:
    return _cells(region, lambda cell: cell.row == step.name)


def _word(step: Step, region: Region) -> list[Region]:
    """A column, else a row by its name, else a heading by its title."""
    return (
        _cells(region, lambda cell: cell.column == step.name)
        or _cells(region, lambda cell: step.name in cell.names)
        or _grouped(
            (heading, one)
            for one in region
            for heading in one.passage.under
            if step.name in (heading.title, heading.marker)
        )
    )


def _lead(step: Step, region: Region) -> list[Region]:
    found = tuple(one for one in region if not one.passage.under)
    return [found] if found else []


STEPS: Mapping[str, Callable[[Step, Region], Sequence[Region]]] = {
    "heading": _heading,
    "item": _item,
    "aspect": _aspect,
    "nth": _nth,
    "table": _table,
    "row": _row,
    "quoted": _quoted,
    "lead": _lead,
    "word": _word,
}
