"""Which of two requirements asks for at least as much, by the operators' own word."""

from __future__ import annotations

from zlrules.api import load_plugins
from zlrules.extensions import Requirement
from zlrules.models.indicator import Indicator
from zlrules.testing import Tree

OPERATORS = load_plugins().operators()
SHARE = Indicator(id="share", name="比例", unit="%", kind="ratio", definition="测试用")


def requirement(tree: Tree) -> Requirement:
    """A requirement as in YAML."""
    ((name, raw),) = tree.items()
    return OPERATORS[name].parse(raw)  # type: ignore[arg-type]


def implies(one: Tree, other: Tree, indicator: Indicator = SHARE) -> bool:
    """Whether whoever meets the one surely meets the other."""
    return requirement(one).implies(requirement(other), indicator)
