"""What one row comes to: a verdict on words, or numbers for the engine to compare."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from zlrules import Comparator, Indicator, Outcome, fold_name, is_blank
from zlrules_judge.reasons import Why
from zlrules_judge.rows import TableRow
from zlrules_judge.targets import Limit, Target, read_target
from zlrules_judge.values import is_note, read_value, units_agree


@dataclass(frozen=True)
class Verdict:
    """What a row was judged to be.

    Attributes:
        why: Why it is undecided.
    """

    outcome: Outcome
    margin: Decimal | None = None
    why: Why | None = None


@dataclass(frozen=True)
class Comparison:
    """A figure and what it must hold; ``bound`` says on which side of the number it may lie."""

    number: Decimal
    bound: Comparator
    limits: tuple[Limit, ...]


@dataclass(frozen=True)
class Reading:
    """A row understood.

    Attributes:
        required: The requirement; None where it wasn't understood.
    """

    required: str | None
    result: Verdict | Comparison


def read_row(row: TableRow, indicator: Indicator | None, units: Collection[str]) -> Reading:
    """Understand a row.

    Args:
        indicator: The catalogue's entry of that name.
        units: Units that may stand behind a number where the row names none.
    """
    target = _target(row, indicator, units)
    required = target.required if isinstance(target, Target) else None
    if row.value is None or is_blank(row.value):
        return Reading(required, Verdict(Outcome.NO_DATA, why=Why.NO_FIGURE))
    if isinstance(target, Why):
        return Reading(None, _open(target))
    if target.word is not None:
        return Reading(required, _by_word(target.word, row.value, indicator))
    return Reading(required, _by_number(row.value, row.unit, target, units))


def _target(row: TableRow, indicator: Indicator | None, units: Collection[str]) -> Target | Why:
    target = read_target(row.target, indicator)
    if isinstance(target, Why) or units_agree(row.unit, target.units, units):
        return target
    return Why.TARGET_UNCLEAR if any(map(is_note, target.units)) else Why.OTHER_UNIT


def _by_number(
    text: str, unit: str | None, target: Target, units: Collection[str]
) -> Verdict | Comparison:
    value = read_value(text)
    if isinstance(value, Why):
        return _open(value)
    if not units_agree(unit, (*target.units, value.unit), units):
        return _open(Why.VALUE_NOTE if is_note(value.unit) else Why.OTHER_UNIT)
    assert value.comparator is not None
    return Comparison(value.number, value.comparator, target.limits)


def _open(why: Why) -> Verdict:
    return Verdict(Outcome.PENDING, why=why)


def _by_word(wanted: str, value: str, indicator: Indicator | None) -> Verdict:
    """The same word is met; another one of the indicator's words is missed.

    Where words are in order (water classes) a better one stays open: the table doesn't say
    whether Ⅲ means exactly that, or at least that.
    """
    ask, have = fold_name(wanted), fold_name(value)
    if ask == have:
        return Verdict(Outcome.MET)
    states = [fold_name(word) for word in indicator.states] if indicator else []
    if ask not in states or have not in states:
        return _open(Why.STATE_UNCLEAR)
    is_better = indicator and indicator.ordered and states.index(have) < states.index(ask)
    return _open(Why.STATE_UNCLEAR) if is_better else Verdict(Outcome.MISSED)
