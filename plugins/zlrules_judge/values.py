"""What 完成值 says, and whether units agree."""

from __future__ import annotations

from collections.abc import Collection

from zlrules import Comparator, Unreadable, Written, canonical, fold_width, read_number
from zlrules_judge.reasons import Why

_NOTE_MARKS = frozenset("([{<*#†‡※注①②③④⑤⑥⑦⑧⑨⑩¹²³⁴⁵⁶⁷⁸⁹")
_NO_UNIT = frozenset({"", "/"})


def read_value(text: str) -> Written | Why:
    """Understand a value; one without a comparison is exact."""
    written = read_number(text)
    if isinstance(written, Unreadable):
        return Why(written)
    if written.comparator:
        return written
    return Written(written.number, Comparator.EQUALS, written.unit)


def units_agree(own: str | None, behind: Collection[str], known: Collection[str]) -> bool:
    """Whether all that stands behind the numbers of a row is one unit, and the row's own.

    Args:
        own: 单位 as printed. Where there is none, the numbers may carry one that is known.
        behind: What stands behind the numbers; may be nothing.
        known: Units, in the spelling that stands for them.
    """
    ours = {canonical(own or "")} - _NO_UNIT
    theirs = {canonical(unit) for unit in behind} - _NO_UNIT
    return len(theirs | ours) <= 1 and theirs <= {*ours, *known}


def is_note(behind: str) -> bool:
    """Whether what stands behind a number is a note: in brackets, or a mark of one."""
    return bool(_NOTE_MARKS & set(fold_width(behind)))
