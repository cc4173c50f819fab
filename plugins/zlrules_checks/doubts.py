"""Doubts: comparable figures that differ, though in scope, date or status as well."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import combinations

from zlrules_checks.figures import UNDATED, Figure, disagree, grouped
from zlrules_checks.finding import Kind, Severity
from zlrules_checks.telling import Found, values_of

WORDS = {
    "scope": "范围不同",
    "status": "数据状态不同",
    "as_of": "截至日期不同",
    "undated": "有的没有载明时间",
    "span": "时段有重叠",
}


def find_doubts(figures: Sequence[Figure]) -> Iterator[Found]:
    """Every group of figures that differ in one thing besides their values."""
    contested = [one for one in figures if one.contested]
    yield from _by_scope(contested)
    yield from _by_status_or_day(contested)
    beside = (one for one in figures if one.beside_undated)
    for series in grouped(beside, lambda one: (*one.series, one.status)).values():
        yield from _undated(series)
    spans = (one for one in figures if one.first is not None)
    for series in grouped(spans, lambda one: (*one.series, one.scope, one.status)).values():
        yield from _overlapping(series)


def _doubt(differs: str, said: Sequence[Figure]) -> Found:
    scopes = "范围不同，" if differs != "scope" and len({one.scope for one in said}) > 1 else ""
    message = f"{scopes}{WORDS[differs]}，数值也不同：{values_of(said)}; 核对是否同一口径，写明范围、时间和状态"
    return Found(Kind.DOUBT, Severity.DOUBT, said[0], said, message, differs)


def _by_scope(figures: Sequence[Figure]) -> Iterator[Found]:
    """Figures of the same period, status and day for several scopes.

    States are told of single objects, such as sections of a river; these may well differ.
    """
    numbers = [one for one in figures if one.words is None]
    groups = grouped(numbers, lambda one: (*one.series, one.period, one.status, one.as_of))
    for same in groups.values():
        if _differ_across(same, lambda one: one.scope):
            yield _doubt("scope", same)


def _by_status_or_day(figures: Sequence[Figure]) -> Iterator[Found]:
    """Figures of the same scope and period: provisional and final ones, or of different days."""
    groups = grouped(figures, lambda one: (*one.series, one.scope, one.period))
    for same in groups.values():
        if _differ_across(same, lambda one: one.status):
            yield _doubt("status", same)
            continue
        dated = [one for one in same if one.as_of is not None]
        for of_status in grouped(dated, lambda one: one.status).values():
            if _differ_across(of_status, lambda one: one.as_of):
                yield _doubt("as_of", of_status)


def _undated(series: Sequence[Figure]) -> Iterator[Found]:
    """Undated figures that fit none of the dated ones of their scope.

    Where their scope has no dated ones, numbers are compared with those of other scopes.
    """
    undated = [one for one in series if one.period == UNDATED]
    if not undated or len(undated) == len(series):
        return
    dated = [one for one in series if one.period != UNDATED]
    by_scope = grouped(dated, lambda one: one.scope)
    known_scope = grouped(undated, lambda one: one.scope if one.scope in by_scope else None)
    for scope, said in known_scope.items():
        known = by_scope[scope] if scope else [one for one in dated if one.words is None]
        distinct = list({(one.low, one.high, one.words): one for one in known}.values())
        odd = [one for one in said if all(disagree([one, other]) for other in distinct)]
        if known and odd:
            yield _doubt("undated", [*odd, *known])


def _overlapping(series: Sequence[Figure]) -> Iterator[Found]:
    """What two documents say about spans of years that overlap."""
    spans = grouped(series, lambda one: one.period)
    for left, right in combinations(spans.values(), 2):
        if _meet(left[0], right[0]) and _sources_differ(left, right):
            yield _doubt("span", [*left, *right])


def _meet(one: Figure, other: Figure) -> bool:
    assert one.first is not None
    assert one.year is not None
    assert other.first is not None
    assert other.year is not None
    return one.first <= other.year and other.first <= one.year


def _sources_differ(left: Sequence[Figure], right: Sequence[Figure]) -> bool:
    return any(
        one.source != other.source and disagree([one, other]) for one in left for other in right
    )


def _differ_across(figures: Sequence[Figure], by: Callable[[Figure], Hashable]) -> bool:
    """Whether a figure of one kind disagrees with one of another kind.

    If any two numbers of different kinds do, then so does one of the two outermost.
    """
    if len(figures) == 1 or not disagree(figures):
        return False
    if figures[0].words is not None:
        outermost = list({(by(one), one.words): one for one in figures}.values())
    else:
        top = max(figures, key=lambda one: one.low)
        outermost = [top, min(figures, key=lambda one: one.high)]
    return any(
        by(one) != by(other) and disagree([one, other]) for one in outermost for other in figures
    )
