"""States in words: any of, all of, a class and better."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from zlrules import hookimpl

if TYPE_CHECKING:
    from zlrules import Operator


@hookimpl
def zlrules_operators() -> Iterable[Operator]:
    """Hand over the judgements on states."""
    from zlrules import Operator
    from zlrules_states.states import AllStates, ClassAtLeast, State

    return [
        Operator("state", State, "状态是列出的任意一种"),
        Operator("all_states", AllStates, "列出的各种状态同时具备"),
        Operator("class_at_least", ClassAtLeast, "类别达到或优于给定类别（如水质Ⅲ类）"),
    ]
