"""The operator ``no_event``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar

import polars as pl
from pydantic import Field

from zlrules import (
    MEASURED,
    Attested,
    Count,
    Flag,
    Indicator,
    Model,
    Node,
    Outcome,
    Reason,
    Requirement,
    Series,
    Text,
    one_of,
    reason_of,
    settled,
)

BY_DEPARTMENTS = (Attested.OFFICIAL, Attested.DEPARTMENTAL)
"""Whose word it takes that nothing happened: an own word isn't enough."""


class NoEvent(Model, Requirement):
    """没有发生指标所说的事件；期限到评估日为止，按日计算。

    Attributes:
        grade: Only events of these grades count; all unless said.
        years: Length of the window; statements must cover every day of it.
        rectified: Events may have happened, whenever that was, but all must be put right.
    """

    outcomes: ClassVar[frozenset[Outcome]] = MEASURED

    grade: tuple[Text, ...] = ()
    years: Annotated[Count, Field(ge=1)]
    rectified: Flag = False

    def check(self, indicator: Indicator) -> Iterator[str]:
        """Refuse indicators that are no events, and grades that they don't have."""
        if indicator.kind != "event":
            yield f"指标 {indicator.id} 不是事件（kind: event）"
            return
        for word in self.grade:
            if word not in indicator.grades:
                yield f"指标 {indicator.id} 没有 '{word}' 这个等级；{one_of(word, indicator.grades)}"

    def reachable(self, children: Sequence[frozenset[Outcome]]) -> frozenset[Outcome]:
        """Without grades it never matters that an event has none."""
        return self.outcomes if self.grade else self.outcomes - {Outcome.PENDING}

    def accepts(self) -> frozenset[Attested]:
        """No statement about a single year can stand in; those that cover the window are counted."""
        return frozenset()

    def describe(self, children: Sequence[str]) -> str:
        """``近 3 年未发生（重大、特别重大）``."""
        which = f"（{'、'.join(self.grade)}）" if self.grade else ""
        if self.rectified:
            return f"全部整改完成{which}，近 {self.years} 年有部门证明"
        return f"近 {self.years} 年未发生{which}"

    def build(self, series: Series, children: Sequence[Node]) -> Node:
        """Missed where there is an event; met only where departments vouch for every day."""
        events = series.events(
            self.grade, self.years, BY_DEPARTMENTS, until_rectified=self.rectified
        )
        reason = (
            pl.when(events.possible)
            .then(reason_of(Reason.EVENT_GRADE))
            .otherwise(reason_of(Reason.UNCOVERED))
        )
        return Node(
            met=settled(
                events.covered.is_not_null() & ~events.possible & ~events.found, events.found
            ),
            reason=reason,
            attested=pl.when(~events.found & ~events.possible).then(events.covered),
        )
