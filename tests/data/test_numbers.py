"""Numbers of tables are split as `decimal.Decimal` splits them, and refused when they aren't exact."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from zlrules.data.numbers import digits_and_decimals

laws = settings(deadline=None, max_examples=60)


def split(value: object, decimals: int = 0) -> tuple[int, int] | None:
    """Digits and decimals of one number, None when it is refused."""
    column = pl.Series([value])
    row = digits_and_decimals(column, pl.Series([decimals])).row(0)
    assert (row[0] is None) == (row[1] is None)
    return None if row[0] is None else row


def exact(number: tuple[int, int] | None) -> Decimal | None:
    """The number that digits and decimals stand for."""
    return None if number is None else Decimal(number[0]).scaleb(-number[1])


@pytest.mark.parametrize(
    ("text", "digits", "decimals"),
    [
        ("0", 0, 0),
        ("0.0", 0, 1),
        ("-0", 0, 0),
        ("+5", 5, 0),
        ("81.60", 8160, 2),
        ("-0.05", -5, 2),
        ("999999999999999", 999999999999999, 0),
        ("0.000000001", 1, 9),
        ("12345678.123456789", 12345678123456789, 9),
    ],
)
def test_plain_numbers(text: str, digits: int, decimals: int) -> None:
    assert split(text) == (digits, decimals)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "-",
            "+",
            ".",
            "1.",
            ".1",
            "1..2",
            "1.2.3",
            "--1",
            "+-1",
            "1-",
            "1 000",
            "1,000",
        ),
        *("1e3", "1E3", "0x10", "0b1", "1_000", "nan", "NaN", "inf", "-inf", "Infinity", "１", "٣"),
        *("达标", "81.6%", "81.6 %", "≥90", "90以上", "−5", "½", "010101", "00", "-01.5", "1\n2"),
        *("1000000000000000", "123456789.123456789", "1.1234567891", "1.\x001"),
    ],
)
def test_anything_else_is_no_number(text: str) -> None:
    assert split(text) is None


@laws
@given(
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.text("0123456789", max_size=9),
    st.integers(0, 9),
)
def test_plain_text_agrees_with_decimal(whole: int, fraction: str, decimals: int) -> None:
    text = f"{whole}.{fraction}" if fraction else str(whole)
    found = split(text, decimals)
    if len(text.replace(".", "").lstrip("-")) <= 17:
        assert found == (int(text.replace(".", "")), len(fraction))
        assert exact(found) == Decimal(text)
    else:
        assert found is None


@laws
@given(st.text(max_size=20))
def test_whatever_text_is_taken_is_what_decimal_reads(text: str) -> None:
    found = exact(split(text))
    assert found is None or found == Decimal(text)


@laws
@given(st.integers(-(10**9), 10**9), st.integers(0, 6))
def test_doubles_become_the_nearest_decimal(digits: int, decimals: int) -> None:
    number = Decimal(digits).scaleb(-decimals)
    assert split(float(number), decimals) == (digits, decimals)


@laws
@given(st.integers(-(10**9), 10**9), st.integers(0, 4), st.integers(1, 9))
def test_doubles_with_further_decimals_are_refused(digits: int, decimals: int, rest: int) -> None:
    number = Decimal(digits * 10 + rest).scaleb(-decimals - 1)
    assert split(float(number), decimals) is None


@laws
@given(st.floats(allow_nan=True, allow_infinity=True), st.integers(0, 9))
def test_doubles_are_near_or_refused(double: float, decimals: int) -> None:
    found = exact(split(double, decimals))
    if found is not None:
        away = abs(Decimal(double) - found)
        assert away <= Decimal("0.011").scaleb(-decimals)


@pytest.mark.parametrize(
    ("double", "decimals", "taken"),
    [
        (0.1 + 0.2, 1, "0.3"),
        (80.5 - 81.6, 1, "-1.1"),
        (29.9, 1, "29.9"),
        (29.95, 1, None),
        (1234567890.5, 0, None),
        (123456789012.34, 0, None),
        (123456789012.34, 2, "123456789012.34"),
        (1e15, 0, None),
        (999999999999999.0, 0, "999999999999999"),
        (999999999999999.5, 0, None),
        (float("nan"), 1, None),
        (float("inf"), 1, None),
        (-0.0, 0, "0"),
    ],
)
def test_doubles_at_the_edge(double: float, decimals: int, taken: str | None) -> None:
    assert exact(split(double, decimals)) == (None if taken is None else Decimal(taken))


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("80.50000000000001", "80.5"),
        ("80.49999999999999", "80.5"),
        ("80.5500000000001", None),
        ("1234567890.5000000001", None),
    ],
)
def test_long_text_is_the_noise_of_a_double_or_refused(text: str, taken: str | None) -> None:
    assert exact(split(text, 1 if text.startswith("80") else 0)) == (
        None if taken is None else Decimal(taken)
    )


@pytest.mark.parametrize(
    ("column", "taken"),
    [
        (pl.Series([34], dtype=pl.Int64), Decimal(34)),
        (pl.Series([34], dtype=pl.UInt8), Decimal(34)),
        (pl.Series([Decimal("81.60")], dtype=pl.Decimal(10, 2)), Decimal("81.60")),
        (pl.Series([29.9], dtype=pl.Float64), Decimal("29.9")),
        (pl.Series([29.9], dtype=pl.Float32), Decimal("29.9")),
        (pl.Series([29.95], dtype=pl.Float32), None),
        (pl.Series([1234567.8], dtype=pl.Float32), None),
    ],
)
def test_columns_of_numbers(column: pl.Series, taken: Decimal | None) -> None:
    digits, decimals = digits_and_decimals(column, pl.Series([1])).row(0)
    assert exact(None if digits is None else (digits, decimals)) == taken


def test_nothing_stays_nothing() -> None:
    assert split(None) is None
