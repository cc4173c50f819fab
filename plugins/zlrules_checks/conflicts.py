"""Conflicts: the same fact with values that can't all be true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zlrules_checks.figures import Figure, disagree, grouped
from zlrules_checks.finding import Kind, Severity
from zlrules_checks.telling import Found, values_of


def find_conflicts(figures: Sequence[Figure]) -> Iterator[Found]:
    """Figures of one series, scope, period and status that exclude each other.

    Days up to which figures count (as_of) must be equal, or left out on one side.
    """
    for same in grouped((one for one in figures if one.contested), _fact).values():
        said = _conflicting(same)
        if not said:
            continue
        kept = [one for one in said if not one.set_aside]
        if len(kept) < len(said):
            message = f"同一数据有不同的数值：{values_of(said)}; 已采信 {values_of(kept)}"
            yield Found(Kind.CONFLICT, Severity.SETTLED, said[0], said, message)
        else:
            message = (
                f"同一数据有不同的数值：{values_of(said)}; 核对各来源，确定采用哪一个，记入采信表"
            )
            yield Found(Kind.CONFLICT, Severity.FINDING, said[0], said, message)


def _fact(figure: Figure) -> tuple[str | None, ...]:
    return *figure.series, figure.scope, figure.period, figure.status


def _conflicting(same: Sequence[Figure]) -> list[Figure]:
    """Those of the figures of a fact that disagree with another of the same day."""
    if len(same) == 1:
        return []
    blank = [one for one in same if one.as_of is None]
    days = grouped((one for one in same if one.as_of is not None), lambda one: one.as_of)
    found = [
        one.index for day in (days.values() or [[]]) if disagree([*blank, *day]) for one in day
    ]
    if not found and not (blank and disagree(blank)):
        return []
    return [one for one in same if one.as_of is None or one.index in set(found)]
