"""The judgements on states, each a model of its parameters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from zlrules import (
    MEASURED,
    Indicator,
    Node,
    Outcome,
    Requirement,
    Series,
    Single,
    Text,
    Words,
    one_of,
    settled,
)

STATED = MEASURED - {Outcome.PENDING}
"""A state is known or not; only a conflict between sources leaves it open."""


def _unknown(words: Sequence[str], indicator: Indicator) -> Iterator[str]:
    if indicator.kind != "state":
        yield f"指标 {indicator.id} 是数值，没有状态"
        return
    for word in words:
        if word not in indicator.states:
            yield f"指标 {indicator.id} 没有 '{word}' 这种状态；{one_of(word, indicator.states)}"


def _is_among(series: Series, accepted: Sequence[int]) -> Node:
    """Met where all states that the sources name are accepted, missed where none is."""
    named = series.low()
    among = named & sum(accepted)
    return Node(settled(among == named, among == 0))


class State(Single[Words], Requirement):
    """状态是列出的任意一种。"""

    outcomes: ClassVar[frozenset[Outcome]] = STATED

    def check(self, indicator: Indicator) -> Iterator[str]:
        """Refuse words that the indicator doesn't have."""
        yield from _unknown(self.root, indicator)

    def implies(self, other: Requirement, indicator: Indicator) -> bool:
        """Whether the other accepts all the words, too."""
        return isinstance(other, State) and set(self.root) <= set(other.root)

    def describe(self, children: Sequence[str]) -> str:
        """``消除或基本消除``."""
        return "或".join(self.root)

    def build(self, series: Series, children: Sequence[Node]) -> Node:
        """Met where the state holds one of the words."""
        return _is_among(series, series.codes([word] for word in self.root))


class AllStates(Single[Words], Requirement):
    """列出的各种状态同时具备。"""

    outcomes: ClassVar[frozenset[Outcome]] = STATED

    def check(self, indicator: Indicator) -> Iterator[str]:
        """Refuse words that the indicator doesn't have."""
        yield from _unknown(self.root, indicator)

    def implies(self, other: Requirement, indicator: Indicator) -> bool:
        """Whether the other asks for no further word."""
        return isinstance(other, AllStates) and set(self.root) >= set(other.root)

    def describe(self, children: Sequence[str]) -> str:
        """``功能不降低、性质不改变``."""
        return "、".join(self.root)

    def build(self, series: Series, children: Sequence[Node]) -> Node:
        """Met where the state holds all of the words."""
        return _is_among(series, series.codes([self.root]))


class ClassAtLeast(Single[Text], Requirement):
    """类别达到或优于给定类别；指标的 states 由优到劣排列，且 ordered: true。"""

    outcomes: ClassVar[frozenset[Outcome]] = STATED
    monotone: ClassVar[bool] = True

    def check(self, indicator: Indicator) -> Iterator[str]:
        """Refuse classes that the indicator doesn't have, and states without an order."""
        yield from _unknown([self.root], indicator)
        if indicator.kind == "state" and not indicator.ordered:
            yield f"指标 {indicator.id} 的状态没有优劣次序（ordered: true），不能用 class_at_least"

    def implies(self, other: Requirement, indicator: Indicator) -> bool:
        """Whether the other accepts this class, too."""
        rank = indicator.states.index
        return isinstance(other, ClassAtLeast) and rank(self.root) <= rank(other.root)

    def describe(self, children: Sequence[str]) -> str:
        """``达到或优于Ⅲ``."""
        return f"达到或优于{self.root}"

    def build(self, series: Series, children: Sequence[Node]) -> Node:
        """Met where the class is the given one or an earlier one."""
        words = series.indicator.states
        better = words[: words.index(self.root) + 1]
        return _is_among(series, series.codes([word] for word in better))
