"""Totals that don't add up, and shares that don't follow from their counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from zlrules import Catalogue
from zlrules_checks.figures import Figure, grouped
from zlrules_checks.finding import Kind, Severity
from zlrules_checks.ranges import FAR, Range, hull, quotient
from zlrules_checks.telling import Found, values_of

Circumstances = tuple[str | None, ...]
"""What figures must have in common to be added up: district, scope, period, status …"""
Known = Mapping[str, Sequence[Figure]]
"""The figures of one occasion, by indicator."""


def find_wrong_sums(figures: Sequence[Figure], catalogue: Catalogue) -> Iterator[Found]:
    """Every declared total and share that its parts contradict."""
    checks = [(one.id, check) for one in catalogue if (check := _check_of(one.id, catalogue))]
    if not checks:
        return
    involved = {name for name, _ in checks}.union(
        *(_parts_of(name, catalogue) for name, _ in checks)
    )
    values = (one for one in figures if one.indicator.id in involved and one.measure == "value")
    for same in grouped(values, _circumstances).values():
        known = grouped(same, lambda one: one.indicator.id)
        for name, check in checks:
            if name in known and (found := check(known[name], known, catalogue)):
                yield found


def _circumstances(figure: Figure) -> Circumstances:
    return figure.district, figure.scope, figure.period, figure.status, figure.base, figure.stage


def _parts_of(name: str, catalogue: Catalogue) -> set[str]:
    return set(catalogue[name].refers_to().values())


_Check = Callable[[Sequence[Figure], Known, Catalogue], Found | None]


def _check_of(name: str, catalogue: Catalogue) -> _Check | None:
    if catalogue[name].total_of:
        return _total
    return _share if catalogue[name].share else None


def _total(totals: Sequence[Figure], known: Known, catalogue: Catalogue) -> Found | None:
    """A total that can't be the sum; a part that isn't reported can be all that it can be."""
    names = totals[0].indicator.total_of
    parts = [one for name in names for one in known.get(name, ())]
    total = Range(Fraction(0), Fraction(0))
    for name in names:
        total += _said(known[name]) if name in known else _possible(name, catalogue)
    if not parts or total.touches(_said(totals)):
        return None
    terms = " + ".join(values_of(known[name]) for name in names if name in known)
    message = f"合计 {values_of(totals)}，分项之和却是 {terms}; 核对合计和各分项"
    return Found(Kind.TOTAL, Severity.ERROR, totals[0], [*totals, *parts], message)


def _share(shares: Sequence[Figure], known: Known, catalogue: Catalogue) -> Found | None:
    """A share that part and whole don't come to, rounded either way."""
    of = shares[0].indicator.share
    if of is None or of.part not in known or of.whole not in known:
        return None
    part, whole = known[of.part], known[of.whole]
    ratio = quotient(_said(part), _said(whole))
    if ratio is None or ratio.times(100).touches(_said(shares)):
        return None
    counted = f"{values_of(part)} / {values_of(whole)}"
    message = f"比例 {values_of(shares)} 与 {counted} 不符; 核对比例、分子和分母"
    return Found(Kind.SHARE, Severity.ERROR, shares[0], [*shares, *part, *whole], message)


def _said(figures: Sequence[Figure]) -> Range:
    """All that sources allow; sources that disagree are a finding of their own."""
    return hull(one.rounded for one in figures)


def _possible(name: str, catalogue: Catalogue) -> Range:
    """All that an indicator can be at all."""
    limits = catalogue[name].range
    return Range(
        -FAR if limits.min is None else Fraction(limits.min),
        FAR if limits.max is None else Fraction(limits.max),
    )
