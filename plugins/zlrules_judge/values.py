"""What 完成值 says."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from zlrules import canonical
from zlrules_judge.comparators import Comparator
from zlrules_judge.numbers import Written, fold_width, is_blank, read_number
from zlrules_judge.reasons import Why

_NOTE_MARKS = frozenset("([{<*#†‡※注①②③④⑤⑥⑦⑧⑨⑩¹²³⁴⁵⁶⁷⁸⁹")
_NO_UNIT = frozenset({"", "/"})


def read_value(text: str | None) -> Written | Why:
    """Understand a value; one without a comparison is exact."""
    if text is None or is_blank(text):
        return Why.NO_FIGURE
    written = read_number(text)
    if isinstance(written, Why) or written.comparator:
        return written
    return Written(written.number, Comparator.EQUALS, written.unit)


def foreign_unit(
    own: str | None, target: Iterable[str], value: str, known: Collection[str]
) -> Why | None:
    """Why what stands behind the numbers isn't the row's own unit; None where it is.

    Args:
        own: 单位 as printed. Where there is none, the numbers may carry one that is known.
        target: What stands behind the numbers of the target.
        value: What stands behind the value.
        known: Units, in the spelling that stands for them.
    """
    behind = {canonical(unit) for unit in (*target, value)} - _NO_UNIT
    ours = {canonical(own or "")} - _NO_UNIT
    if len(behind | ours) <= 1 and behind <= {*ours, *known}:
        return None
    is_note = canonical(value) not in {*_NO_UNIT, *ours} and _NOTE_MARKS & set(fold_width(value))
    return Why.VALUE_NOTE if is_note else Why.OTHER_UNIT
