"""Windows that are longer, stricter and less tolerant imply others; all else is not proven."""

from __future__ import annotations

import pytest

from tests.plugins.implied import implies
from zlrules.testing import Tree


def rising(years: str, tolerance: str, strict: str) -> Tree:
    return {"rising": {"years": years, "tolerance": tolerance, "strict": strict}}


def steady(years: str, tolerance: str) -> Tree:
    return {"steady": {"years": years, "tolerance": tolerance}}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (rising("3", "0", "true"), rising("3", "0", "true"), True),
        (rising("4", "0", "true"), rising("3", "0", "true"), True),
        (rising("2", "0", "true"), rising("3", "0", "true"), False),
        (rising("3", "0", "true"), rising("3", "0.5", "true"), True),
        (rising("3", "0.5", "true"), rising("3", "0", "true"), False),
        (rising("3", "0", "true"), rising("3", "0", "false"), True),
        (rising("3", "0", "false"), rising("3", "0", "true"), False),
        (steady("3", "1"), steady("2", "2"), True),
        (steady("3", "2"), steady("3", "1"), False),
        (steady("3", "0"), rising("3", "0", "false"), False),
        (
            {"falling": {"years": "3", "tolerance": "0", "strict": "true"}},
            rising("3", "0", "true"),
            False,
        ),
        (
            {"not_worse_than": {"since": "2020"}},
            {"not_worse_than": {"since": "2020"}},
            True,
        ),
        (
            {"not_worse_than": {"since": "2020"}},
            {"not_worse_than": {"since": "2021"}},
            False,
        ),
    ],
)
def test_one_window_implies_another(one: Tree, other: Tree, expected: bool) -> None:
    assert implies(one, other) is expected
