"""What a combination says, and what it can come to, given what is in it."""

from __future__ import annotations

import pytest

from tests.laws.worlds import OPERATORS, RIVER
from zlrules.loading.bound import BoundNode
from zlrules.testing import Tree, ruleset_of

LOW: Tree = {"at_least": "1"}
HIGH: Tree = {"at_most": "3"}
UNKNOWN: Tree = {"unknown": {}}
STATED: Tree = {"stated": {}}


def root(tree: Tree) -> BoundNode:
    ruleset = ruleset_of([{"require": tree}], indicators=[RIVER], operators=OPERATORS)
    (row,) = ruleset.criteria
    assert row.root is not None
    return row.root


def readings(*trees: Tree) -> Tree:
    options: Tree = {f"r{n}": {"label": "甲", "require": tree} for n, tree in enumerate(trees)}
    return {"readings": {"options": options}}


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        ({"all": [LOW, HIGH]}, "≥1，且≤3"),
        ({"any": [LOW, HIGH]}, "≥1，或≤3"),
        ({"all": [LOW, {"any": [LOW, HIGH]}]}, "≥1，且（≥1，或≤3）"),
        ({"any": [{"all": [LOW, HIGH]}, HIGH]}, "（≥1，且≤3），或≤3"),
        ({"all": [{"all": [LOW, HIGH]}, HIGH]}, "≥1，且≤3，且≤3"),
    ],
)
def test_what_is_joined_otherwise_stands_in_brackets(tree: Tree, said: str) -> None:
    assert root(tree).describe() == said


@pytest.mark.parametrize(
    ("tree", "reachable"),
    [
        ({"all": [LOW, HIGH]}, {"met", "missed", "no_data", "pending"}),
        ({"all": [LOW, UNKNOWN]}, {"missed", "no_data", "pending"}),
        ({"any": [LOW, UNKNOWN]}, {"met", "no_data", "pending"}),
        ({"any": [LOW, STATED]}, {"met", "no_data", "pending"}),
        ({"all": [LOW, {"any": [HIGH, UNKNOWN]}]}, {"met", "missed", "no_data", "pending"}),
        (readings(LOW, HIGH), {"met", "missed", "no_data", "pending"}),
        (readings(LOW, {"any": [HIGH, UNKNOWN]}), {"met", "no_data", "pending"}),
        (readings({"all": [LOW, UNKNOWN]}, LOW), {"missed", "no_data", "pending"}),
    ],
)
def test_what_a_combination_can_come_to(tree: Tree, reachable: set[str]) -> None:
    assert {outcome.value for outcome in root(tree).outcomes()} == reachable
