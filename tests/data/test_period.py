"""Periods are read as tables write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from zlrules.data.period import Period, parse_period

YEARS = st.integers(1900, 2200)
laws = settings(deadline=None, max_examples=60)
PARTS = ("H1", "H2", "Q1", "Q2", "Q3", "Q4", *(f"-{month:02}" for month in range(1, 13)))


@laws
@given(YEARS, st.none() | st.sampled_from(PARTS))
def test_a_year_and_its_parts_come_back(year: int, part: str | None) -> None:
    assert parse_period(f"{year}{part or ''}") == Period(year, part)


@laws
@given(YEARS, YEARS)
def test_a_span_ends_after_it_begins(first: int, last: int) -> None:
    found = parse_period(f"{first}/{last}")
    assert found == (Period(last, None, first) if first < last else None)


def test_undated_has_no_year() -> None:
    assert parse_period("undated") == Period(None)


@pytest.mark.parametrize(
    "text",
    [
        *("", "2025年", "25", "20255", "2025.0", "2025H0", "2025H3", "2025h1", "2025Q0", "2025Q5"),
        *("2025-0", "2025-00", "2025-13", "2025-6", "2025-06-30", "2025/", "/2025", "2025/26"),
        *("2016-2020", "2016/2020/2024", "1899", "2201", "0000", "２０２５", "2025 ", " 2025"),
        *("2025\n", "2020H1/2025H1", "上半年", "Undated"),
    ],
)
def test_anything_else_is_no_period(text: str) -> None:
    assert parse_period(text) is None


@laws
@given(st.text(max_size=12))
def test_any_text_is_a_period_or_none(text: str) -> None:
    found = parse_period(text)
    assert found is None or found.year is None or 1900 <= found.year <= 2200
