"""Courses over years that a document doesn't name: 近三年从23.6%增至31.2%."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from zlrules_checks.figures import Figure, grouped
from zlrules_checks.finding import Kind, Severity
from zlrules_checks.ranges import hull
from zlrules_checks.telling import Found, value_of, values_of

START, END = "起点", "终点"
"""The stages of the two figures."""

Key = tuple[str | None, ...]


def find_courses_apart(figures: Sequence[Figure]) -> Iterator[Found]:
    """Courses between whose ends none of the values lies that other documents give for a year."""
    ends = [one for one in figures if one.stage in (START, END) and one.words is None]
    courses = grouped(ends, lambda one: (one.source, *_series(one)))
    dated = _dated(figures, {_series(one) for one in ends})
    for (source, *series), course in courses.items():
        known = [one for one in dated.get(tuple(series), ()) if one.source != source]
        span = hull(one.range for one in course)
        if known and len(course) > 1 and not any(span.touches(one.range) for one in known):
            yield Found(
                Kind.CONFLICT, Severity.FINDING, course[0], [*course, *known], _words(course, known)
            )


def _dated(figures: Sequence[Figure], wanted: set[Key]) -> Mapping[Key, Sequence[Figure]]:
    years = (one for one in figures if wanted and one.is_whole_year and one.stage is None)
    return grouped((one for one in years if _series(one) in wanted), _series)


def _series(figure: Figure) -> Key:
    """What a course and the values of single years have in common."""
    *series, _ = figure.series
    return (*series, figure.scope, figure.status)


def _words(course: Sequence[Figure], known: Sequence[Figure]) -> str:
    told = " 到 ".join(value_of(one) for one in sorted(course, key=lambda one: one.stage != START))
    return f"没有载明年份的一段时期由 {told}，与各年数值都不符：{values_of(known)}; 核对各来源，写明是哪几年"
