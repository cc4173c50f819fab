"""Values that stand out of their own series: jumps, and fractions where percents are meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from zlrules_checks.figures import Figure, disagree, grouped
from zlrules_checks.finding import Kind, Severity
from zlrules_checks.telling import Found, value_of

LEAST_YEARS = 4
"""Shorter series have no usual step."""
LEAST_STEPS = 2
"""So many steps must lie before the one that is looked at."""
TIMES = 3
"""A step of more than so many times the largest earlier one is a jump."""
PERCENT = 100
LEAST_OTHERS = 5
"""Where all other values are at least this, one of at most 1 may be a fraction."""


def find_jumps(figures: Sequence[Figure]) -> Iterator[Found]:
    """Yearly steps of more than three times the largest one before them."""
    yearly = (one for one in figures if one.is_whole_year and _is_plain(one))
    for series in grouped(yearly, lambda one: (*one.series, one.scope)).values():
        years = _one_a_year(series) if len(series) >= LEAST_YEARS else []
        if len(years) >= LEAST_YEARS:
            yield from _jumps(years)


def _is_plain(figure: Figure) -> bool:
    return figure.measure == "value" and figure.words is None and figure.bound == "="


def _one_a_year(series: Sequence[Figure]) -> list[Figure]:
    """A figure for each year, final ones first; years whose figures disagree are left out."""
    chosen = []
    for _, said in sorted(grouped(series, lambda one: one.year or 0).items()):
        figures = [one for one in said if one.status == "final"] or said
        if not disagree(figures):
            chosen.append(min(figures, key=_value_and_source))
    return chosen


def _value_and_source(figure: Figure) -> tuple[Fraction, str, str, str]:
    """An order that doesn't depend on the order of rows."""
    return figure.number, figure.period, figure.source or "", figure.place or ""


def _jumps(years: Sequence[Figure]) -> Iterator[Found]:
    largest = Fraction(1, 10 ** years[0].indicator.decimals)
    for number, (before, after) in enumerate(pairwise(years)):
        step = abs(after.number - before.number) / ((after.year or 0) - (before.year or 0))
        if step <= largest:
            continue
        if number >= LEAST_STEPS and step > TIMES * largest:
            message = (
                f"由{before.period}年的 {value_of(before)} 变为 {value_of(after)}，"
                f"超过此前最大年变化的 {TIMES} 倍; 核对数值和单位"
            )
            yield Found(Kind.JUMP, Severity.FINDING, after, [after, before], message)
        largest = step


def find_fractions(figures: Sequence[Figure]) -> Iterator[Found]:
    """Percentages of at most 1 among others that a hundred times as much would fit to."""
    shares = [one for one in figures if one.indicator.unit == "%" and _is_plain(one)]
    for same in grouped(shares, lambda one: (one.district, one.indicator.id)).values():
        others = [one for one in same if not 0 < one.number <= 1]
        if others:
            least, most = (pick(others, key=_value_and_source) for pick in (min, max))
            yield from (_fraction(one, least, most) for one in same if _fits(one, least, most))


def _fits(one: Figure, least: Figure, most: Figure) -> bool:
    """Whether it is near the others when it is taken for a fraction: half the least, twice the most."""
    if not 0 < one.number <= 1 or least.number < LEAST_OTHERS:
        return False
    return least.number / 2 <= one.number * PERCENT <= most.number * 2


def _fraction(one: Figure, least: Figure, most: Figure) -> Found:
    others = list(dict.fromkeys([least, most]))
    message = (
        f"{value_of(one)} 与其他数值（{'至'.join(map(value_of, others))}）相差很大，"
        "像是没有换成百分数; 单位是 %，80.5% 写 80.5"
    )
    return Found(Kind.PERCENT_AS_FRACTION, Severity.FINDING, one, [one, *others], message)
