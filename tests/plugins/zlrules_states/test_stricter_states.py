"""Fewer acceptable states, more states at once and better classes imply others."""

from __future__ import annotations

import pytest

from tests.plugins.implied import implies
from zlrules.models.indicator import Indicator
from zlrules.testing import Tree

CLASS = Indicator(
    id="class",
    name="类别",
    kind="state",
    states=("Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ"),
    ordered=True,
    definition="测试用",
)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"state": "Ⅰ"}, {"state": ["Ⅰ", "Ⅱ"]}, True),
        ({"state": ["Ⅰ", "Ⅱ"]}, {"state": "Ⅰ"}, False),
        ({"all_states": ["Ⅰ", "Ⅱ"]}, {"all_states": "Ⅰ"}, True),
        ({"all_states": "Ⅰ"}, {"all_states": ["Ⅰ", "Ⅱ"]}, False),
        ({"class_at_least": "Ⅱ"}, {"class_at_least": "Ⅲ"}, True),
        ({"class_at_least": "Ⅲ"}, {"class_at_least": "Ⅱ"}, False),
        ({"state": "Ⅰ"}, {"class_at_least": "Ⅱ"}, False),
        ({"stated": {"by": ["official"]}}, {"stated": {"by": ["official", "departmental"]}}, True),
        ({"stated": {"by": ["departmental"]}}, {"stated": {"by": ["official"]}}, False),
        ({"assigned": {}}, {"assigned": {}}, True),
        ({"unknown": {}}, {"assigned": {}}, False),
    ],
)
def test_one_state_implies_another(one: Tree, other: Tree, expected: bool) -> None:
    assert implies(one, other, CLASS) is expected
