from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from zlrules_terminal.wrapping import clean, display_width, wrap


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("优良天数比率80.5%，未达标", 14, ["优良天数比率", "80.5%，未达标"]),
        ("优良天数比率（−1.1）", 14, ["优良天数比率", "（−1.1）"]),
        ("达标，达标，达标", 6, ["达标，", "达标，", "达标"]),
        ("按“表2”一栏", 4, ["按", "“表", "2”一", "栏"]),
        ("two words", 6, ["two", "words"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("，，，", 2, ["，", "，", "，"]),
        ("一\n二\t三", 10, ["一 二 三"]),
    ],
)
def test_breaks_where_a_reader_would(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


@given(st.text(), st.integers(min_value=2, max_value=40))
def test_loses_no_letter_and_keeps_to_the_width(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == clean(text).replace(" ", "")
    assert max(map(display_width, lines)) <= width
