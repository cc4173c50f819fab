"""Units are the same under several spellings, converted exactly, or refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies as st

from zlrules.units import canonical, factor, known


@pytest.mark.parametrize(
    ("unit", "same"),
    [
        ("ug/m3", "微克/立方米"), ("µg/m³", "微克/立方米"), ("μg/m3", "微克/立方米"),
        ("％", "%"), ("公斤", "千克"), ("km²", "平方公里"), ("㎡", "平方米"), ("-", "/"), ("吨", "吨"),
    ],
)  # fmt: skip
def test_spellings(unit: str, same: str) -> None:
    assert canonical(unit) == same
    assert factor(unit, same) == 1


@pytest.mark.parametrize(
    ("unit", "wanted", "times"),
    [
        ("万吨", "吨", "10000"), ("吨", "万吨", "0.0001"), ("亿吨", "万吨", "10000"),
        ("毫克/立方米", "微克/立方米", "1000"), ("微克/立方米", "毫克/立方米", "0.001"),
        ("公顷", "亩", "15"), ("平方公里", "公顷", "100"), ("平方公里", "平方米", "1000000"),
        ("‰", "%", "0.1"), ("亿元", "万元", "10000"), ("万人", "人", "10000"), ("t", "kg", "1000"),
    ],
)  # fmt: skip
def test_conversions(unit: str, wanted: str, times: str) -> None:
    assert factor(unit, wanted) == Decimal(times)


@pytest.mark.parametrize(
    ("unit", "wanted"),
    [
        ("%", "百分点"), ("百分点", "%"), ("吨", "%"), ("吨", "吨标准煤"), ("天", "个"), ("亩", "公顷"),
        ("吨", "公顷"), ("", "吨"), ("吨", ""), ("条", "吨"),
    ],
)  # fmt: skip
def test_what_cannot_be_converted(unit: str, wanted: str) -> None:
    assert factor(unit, wanted) is None


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "(",
            ")",
            "吨/0",
            "吨**",
            "吨 吨 吨 (",
            "1/0",
            "__import__('os')",
            "吨\n",
            "0 吨",
            "吨**9999",
        ),
        *("'", '"""', "[", "\\", "吨;吨", "-吨", "nan", "inf", "吨!", "10**10**10"),
    ],
)
def test_what_is_no_unit_at_all_is_refused(unit: str) -> None:
    assert factor(unit, "吨") is None
    known(unit)


@settings(deadline=None, max_examples=60)
@given(st.text("吨克米万亿/*()%0123. -+^'\"eE", max_size=10))
def test_any_text_is_a_unit_or_refused(unit: str) -> None:
    times = factor(unit, "吨")
    assert times is None or times > 0


UNITS = ("毫克", "克", "千克", "吨", "万吨", "亿吨")


@pytest.mark.parametrize("one", UNITS)
@pytest.mark.parametrize("other", UNITS)
def test_there_and_back_is_the_same(one: str, other: str) -> None:
    there, back = factor(one, other), factor(other, one)
    assert there is not None
    assert back is not None
    assert there * back == 1
