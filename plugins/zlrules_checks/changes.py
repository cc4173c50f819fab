"""Changes that don't fit the two values they lie between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from zlrules_checks.figures import Figure, grouped
from zlrules_checks.finding import Kind, Severity
from zlrules_checks.ranges import Range, hull, quotient
from zlrules_checks.telling import Found, value_of, values_of

Key = tuple[str | None, ...]
Values = Mapping[Key, Sequence[Figure]]
"""Values by district, indicator, scope, stage and period."""

CHANGES = ("change", "change_pct", "change_pp")
ONE = Range(Fraction(1), Fraction(1))


def find_wrong_changes(figures: Sequence[Figure]) -> Iterator[Found]:
    """Every reported change that no two values within their roundings can have between them."""
    changes = [
        one
        for one in figures
        if one.measure in CHANGES and one.base is not None and one.first is None
    ]
    plain = (one for one in figures if changes and one.measure == "value" and one.words is None)
    values = grouped(plain, lambda one: _key(one, one.period))
    for one in changes:
        yield from _check(one, values)


def _key(figure: Figure, period: str) -> Key:
    return figure.district, figure.indicator.id, figure.scope, figure.stage, period


def _check(change: Figure, values: Values) -> Iterator[Found]:
    now = [
        one
        for one in values.get(_key(change, change.period), ())
        if one.status == change.status and one.base is None
    ]
    before = _base_values(change, values)
    if not now or not before:
        return
    possible = _between(change.measure, now, before)
    if possible is None or possible.touches(change.rounded):
        return
    between = f"由 {values_of(before)} 到 {values_of(now)}"
    advice = "核对变化和两个数值" + _as_points(change, now, before)
    yield Found(
        Kind.CHANGE,
        # a part of the year is compared with the same part of the year before
        Severity.DOUBT if change.status == "provisional" else Severity.ERROR,
        change,
        [change, *now, *before],
        f"变化 {value_of(change)} 与前后数值（{between}）不符; {advice}",
    )


def _base_values(change: Figure, values: Values) -> Sequence[Figure]:
    """The values of the base, final ones where there are any; the base is as long as the period."""
    base = str(change.base)
    if len(base) != len(change.period):
        return ()
    known = [one for one in values.get(_key(change, base), ()) if one.base is None]
    return [one for one in known if one.status == "final"] or known


def _between(measure: str, now: Sequence[Figure], before: Sequence[Figure]) -> Range | None:
    """All that the change can be; None where that can't be said."""
    after, base = (hull(one.rounded for one in said) for said in (now, before))
    if measure != "change_pct":
        return after - base
    ratio = quotient(after, base)
    return None if ratio is None else (ratio - ONE).times(100)


def _as_points(change: Figure, now: Sequence[Figure], before: Sequence[Figure]) -> str:
    """What is often meant when a percentage is said to have risen by some percent."""
    if change.measure != "change_pct" or change.indicator.unit != "%":
        return ""
    points = _between("change_pp", now, before)
    fits = points is not None and points.touches(change.rounded)
    return "；按百分点计则相符，可能应写变化百分点" if fits else ""
