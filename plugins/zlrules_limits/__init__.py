"""Limits on a number: at least, at most, between, equal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from zlrules import hookimpl

if TYPE_CHECKING:
    from zlrules import Operator


@hookimpl
def zlrules_operators() -> Iterable[Operator]:
    """Hand over the limits."""
    from zlrules import Operator
    from zlrules_limits.limits import AtLeast, AtMost, Between, Equals, LessThan, MoreThan

    return [
        Operator("at_least", AtLeast, "数值不低于限值（≥）"),
        Operator("more_than", MoreThan, "数值高于限值（>）"),
        Operator("at_most", AtMost, "数值不高于限值（≤）"),
        Operator("less_than", LessThan, "数值低于限值（<）"),
        Operator("between", Between, "数值在两个限值之间，含限值"),
        Operator("equals", Equals, "数值恰好等于给定值"),
    ]
