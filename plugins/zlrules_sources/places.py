"""Places as people write them, taken apart: ``第一章第一节 表1 第6行`` is four steps."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zlrules_sources.folding import fold

_COUNT = "[一二三四五六七八九十百]+"
_KINDS = (
    ("heading", f"第{_COUNT}[章节]|专栏{_COUNT}|{_COUNT}、|[(（]{_COUNT}[)）]"),
    ("item", f"{_COUNT}是"),
    ("aspect", "[^\\s“(（、]{2,10}方面"),
    ("lead", "引言"),
    ("nth", rf"第(?:{_COUNT}|\d+)段"),
    ("table", r"表\s*\d+"),
    ("row", r"第\s*\d+\s*行"),
    ("quoted", '[“"][^”"]+[”"]段?'),
    ("note", "[(（][^)）]*[)）]"),
    ("word", r"[^\s“(（]+"),
)
_STEP = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS))
_TITLED = ("heading", "item")


@dataclass(frozen=True)
class Step:
    """One step of a place.

    Attributes:
        kind: ``heading``, ``item`` (一是), ``aspect`` (水环境方面), ``lead`` (引言, what
            stands before all headings), ``nth`` (第二段), ``table``, ``row``, ``quoted`` (a paragraph by its first words) or
            ``word`` (a column, a sub-row, a heading's title, or what the row is about).
        name: What is looked for, folded.
        title: Words written after a heading or item, folded; they must stand there.
    """

    kind: str
    name: str
    title: str = ""

    def __str__(self) -> str:
        return f"{self.name}{self.title}"


def read_place(place: str) -> tuple[Step, ...]:
    """Take a place apart; what stands in brackets, and counts nothing, is a note to readers.

    Example:
        >>> [str(step) for step in read_place("一、（二）水环境质量")]
        ['一、', '(二)水环境质量']
    """
    steps: list[Step] = []
    end = -1
    for found in _STEP.finditer(place):
        kind = found.lastgroup or "word"
        name = fold(found[0])
        follows = found.start() == end and steps and steps[-1].kind in _TITLED
        if kind == "word" and follows:
            steps[-1] = Step(steps[-1].kind, steps[-1].name, name)
        elif kind != "note":
            steps.append(Step(kind, _bare(kind, name)))
        end = -1 if kind == "note" else found.end()
    return tuple(steps)


def _bare(kind: str, name: str) -> str:
    """The name alone: 6 of 第6行, the words of a quotation without its marks."""
    if kind == "quoted":
        return name.removesuffix("段").strip('"')
    if kind in ("row", "nth"):
        return name[1:-1]
    return name
