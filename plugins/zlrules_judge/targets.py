"""What 目标值 requires."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from zlrules import (
    Comparator,
    Indicator,
    Unreadable,
    Written,
    fold_name,
    is_blank,
    read_number,
    read_range,
)
from zlrules_judge.reasons import Why

_WORDS = "消除 基本消除 不降低 不下降 不减少 不退化 不恶化 不发生 无"
STATES = frozenset(_WORDS.split())
"""Words that describe a state whatever the indicator; those of the catalogue's come on top."""

_DIRECTIONS = {"up": Comparator.AT_LEAST, "down": Comparator.AT_MOST}
_PHRASES = (
    (re.compile("上级|下达"), Why.NO_TARGET),
    (re.compile("持续|逐年|逐步|稳步|稳定|进一步|改善|好转|优化"), Why.TREND_TARGET),
    (re.compile("[降升增减]|提高|削"), Why.CHANGE_TARGET),
)
"""Requirements that one figure can't settle, by words that give them away."""


@dataclass(frozen=True)
class Limit:
    """One comparison that must hold."""

    comparator: Comparator
    number: Decimal


@dataclass(frozen=True)
class Target:
    """A requirement: limits that must all hold, or a word for a state.

    Attributes:
        required: The requirement, as short as ``≥90``.
        units: What stands behind the numbers.
    """

    required: str
    limits: tuple[Limit, ...] = ()
    word: str | None = None
    units: tuple[str, ...] = ()


def read_target(text: str | None, indicator: Indicator | None) -> Target | Why:
    """Understand a target.

    Args:
        indicator: The catalogue's entry, which knows what is better and which states there are.
    """
    if text is None or is_blank(text):
        return Why.TARGET_BLANK
    if _says_state(text, indicator):
        return Target(text, word=text)
    if ends := read_range(text):
        return _between(*ends)
    written = read_number(text)
    if isinstance(written, Written):
        return _compared(written, indicator)
    return _why(text) if written is Unreadable.NOT_A_NUMBER else Why(written)


def _says_state(text: str, indicator: Indicator | None) -> bool:
    own: Collection[str] = indicator.states if indicator else ()
    return fold_name(text) in {fold_name(word) for word in (*own, *STATES)}


def _between(low: Written, high: Written) -> Target:
    limits = (Limit(Comparator.AT_LEAST, low.number), Limit(Comparator.AT_MOST, high.number))
    return Target(f"{low.number}~{high.number}", limits, units=(low.unit, high.unit))


def _compared(written: Written, indicator: Indicator | None) -> Target | Why:
    comparator = written.comparator or _DIRECTIONS.get(indicator.direction if indicator else "")
    if comparator is None:
        return Why.NO_DIRECTION
    required = f"{comparator.sign}{written.number}"
    return Target(required, (Limit(comparator, written.number),), units=(written.unit,))


def _why(text: str) -> Why:
    return next((why for form, why in _PHRASES if form.search(text)), Why.TARGET_UNCLEAR)
