"""What is missing for a verdict, and who has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zlrules import Outcome, Reason
from zlrules_office.sections import Section

NOBODY = "责任部门未明确"

_NEEDED = {
    Reason.NO_TARGET: "上级下达目标的文件",
    Reason.NO_STATEMENT: "书面认定或证明",
    Reason.NO_HISTORY: "对比年份的数据",
    Reason.UNREPORTED: "完成情况",
    Reason.NO_ATTRIBUTE: "区域属性",
}


@dataclass(frozen=True)
class Wanted:
    """What is wanted for one criterion or part.

    Attributes:
        needed: ``2025 年数据（%）``.
        blank: Earlier years of the table of which nothing is known: ``2023年、2024年``.
    """

    section: Section
    needed: str
    blank: str


@dataclass(frozen=True)
class Request:
    """What is wanted from one department."""

    department: str
    wanted: tuple[Wanted, ...]


def requests_of(sections: Iterable[Section], year: int) -> tuple[Request, ...]:
    """What is missing by department, in the order of the standard; who isn't known comes last.

    A criterion of several parts lacks what its parts lack. Where several departments answer for a
    criterion, the first of them is asked.
    """
    listed = tuple(sections)
    parents = {one.parent for one in listed}
    wanted: dict[str, list[Wanted]] = {}
    for one in listed:
        if one.outcome is Outcome.NO_DATA and one.criterion not in parents:
            wanted.setdefault(_asked(one), []).append(_wanted(one, year))
    unknown = wanted.pop(NOBODY, [])
    named = {**wanted, NOBODY: unknown} if unknown else wanted
    return tuple(Request(department, tuple(found)) for department, found in named.items())


def _asked(section: Section) -> str:
    return section.departments[0] if section.departments else NOBODY


def _wanted(section: Section, year: int) -> Wanted:
    return Wanted(section, _needed(section, year), "、".join(_blank(section)))


def _needed(section: Section, year: int) -> str:
    """What would let the row be judged."""
    reason = section.result.reason
    if reason in _NEEDED:
        return _NEEDED[reason]
    return f"{year} 年数据（{section.unit}）" if section.unit else f"{year} 年情况和依据的文件"


def _blank(section: Section) -> Iterator[str]:
    for one in section.values[:-1]:
        if not one.value:
            yield one.period
