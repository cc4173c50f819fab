"""Numbers as people type them: full-width digits, a comparison, a unit behind; never a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from zlrules.data.comparators import BEFORE, BEHIND
from zlrules.words import Comparator

_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_MARKS = str.maketrans("\u3000\u00a0−〜∼", "  -~~", "\u200b\ufeff")
_FOLD = {**_WIDTHS, **_MARKS}

_NUMBER = r"[+-]?[0-9]+(?:\.[0-9]+)?"
_SIGN = "|".join(map(re.escape, sorted(BEFORE, key=len, reverse=True)))
_TAIL = "|".join(map(re.escape, sorted(BEHIND, key=len, reverse=True)))
_WRITTEN = re.compile(rf"(?P<sign>{_SIGN})?\s*(?P<number>{_NUMBER})\s*(?P<rest>.*)", re.DOTALL)
_ENDING = re.compile(rf"(?P<unit>.*?)\s*(?P<tail>{_TAIL})", re.DOTALL)
_GOES_ON = re.compile(r"[0-9,.'’^×]|[eE][+-]?[0-9]|[-/~—–至到]\s*[0-9]")
_SECOND = re.compile("[<>=≥≤≧≦⩾⩽且]")
_RANGE = re.compile(
    rf"(?P<low>{_NUMBER})\s*(?P<unit>[^0-9]*?)\s*(?:[-~—–]|——|至|到)\s*(?P<high>{_NUMBER})\s*(?P<rest>.*)",
    re.DOTALL,
)
_USABLE = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,9})?")
_DASHES = frozenset("-—–―/\\")


class Unreadable(StrEnum):
    """Unreadable a text can't be taken for a number."""

    NOT_A_NUMBER = "not_a_number"
    TOO_LARGE = "too_large"


@dataclass(frozen=True)
class Written:
    """A number with what stands around it.

    Attributes:
        number: With the decimals it is printed with.
        comparator: None where none is written.
        unit: What stands behind the number, perhaps a unit, perhaps a note.
    """

    number: Decimal
    comparator: Comparator | None
    unit: str


def fold_width(text: str) -> str:
    """Full-width letters, digits and signs as narrow ones; superscripts and ① stay as they are."""
    return text.translate(_FOLD).strip()


def is_blank(text: str | None) -> bool:
    """Whether a cell says nothing: empty, or dashes only."""
    return text is None or set(fold_width(text)) <= _DASHES


def read_number(text: str) -> Written | Unreadable:
    """Read a number with a comparison before or behind it.

    Example:
        >>> read_number("９０％以上")
        Written(number=Decimal('90'), comparator=<Comparator.AT_LEAST: 'at_least'>, unit='%')
        >>> read_number("1,000")
        <Unreadable.NOT_A_NUMBER: 'not_a_number'>
    """
    match = _WRITTEN.fullmatch(fold_width(text))
    if match is None or _goes_on(match["rest"]):
        return Unreadable.NOT_A_NUMBER
    ending = _ENDING.fullmatch(match["rest"])
    before = BEFORE[match["sign"]] if match["sign"] else None
    behind = BEHIND[ending["tail"]] if ending else None
    if before and behind:
        return Unreadable.NOT_A_NUMBER
    return _usable(match["number"], before or behind, ending["unit"] if ending else match["rest"])


def read_range(text: str) -> tuple[Written, Written] | None:
    """Read ``6~9``, ``6-9``, ``6至9``, each with or without a unit; None where it is no range."""
    match = _RANGE.fullmatch(fold_width(text))
    if match is None or _goes_on(match["rest"]):
        return None
    low = _usable(match["low"], Comparator.AT_LEAST, match["unit"])
    high = _usable(match["high"], Comparator.AT_MOST, match["rest"])
    if isinstance(low, Unreadable) or isinstance(high, Unreadable) or low.number > high.number:
        return None
    return low, high


def _goes_on(rest: str) -> bool:
    """Whether what stands behind a number belongs to it, or is a second requirement."""
    return bool(_GOES_ON.match(rest) or _SECOND.search(rest))


def _usable(number: str, comparator: Comparator | None, unit: str) -> Written | Unreadable:
    if _USABLE.fullmatch(number) is None:
        return Unreadable.TOO_LARGE
    return Written(Decimal(number), comparator, unit.strip())
