"""Observations are brought into one form, or refused where they say something else than they mean."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from zlrules.data.headers import OBSERVATIONS
from zlrules.data.observations import Checked, check_observations
from zlrules.data.states import fold
from zlrules.data.tables import conform
from zlrules.loading.catalogue import Catalogue
from zlrules.models.indicator import Indicator

CATALOGUE = Catalogue(
    [
        Indicator.model_validate({"definition": "测试", **told})
        for told in (
            {
                "id": "share", "name": "比率", "aliases": ["占比"], "unit": "%", "kind": "ratio",
                "decimals": 1, "range": {"min": "0", "max": "100"},
            },
            {"id": "mass", "name": "排放量", "unit": "吨", "kind": "flow", "range": {"min": "0"}},
            {
                "id": "class", "name": "类别", "kind": "state",
                "states": ["Ⅰ", "Ⅱ", "Ⅲ", "劣Ⅴ"], "ordered": "true",
            },
            {"id": "effects", "name": "功能", "kind": "state", "states": ["不降低", "不改变"]},
        )
    ]
)  # fmt: skip
ROW = {
    "district": "320404",
    "indicator": "share",
    "period": "2025",
    "value": "80.5",
    "source": "甲",
}


def check(*rows: Mapping[str, str | None]) -> Checked:
    """Check rows that differ from the usual one."""
    told = [{**ROW, "place": str(number), **row} for number, row in enumerate(rows)]
    frame = pl.DataFrame(
        told, schema_overrides=dict.fromkeys(OBSERVATIONS.columns, pl.String), strict=False
    )
    return check_observations(
        conform(frame, OBSERVATIONS, "x.csv"), frozenset({"320404"}), CATALOGUE
    )


def problems(*rows: Mapping[str, str | None]) -> list[str]:
    """What is said about rows, without the remedies."""
    return [str(problem).split("; ")[0] for problem in check(*rows).problems]


def one(**row: str | None) -> dict[str, object]:
    """The only row, checked."""
    checked = check(row)
    assert checked.problems == ()
    return checked.frame.row(0, named=True)


def test_what_may_be_left_out_is_filled_in() -> None:
    row = one()
    assert row["scope"] == "全区"
    assert row["measure"] == "value"
    assert row["status"] == "final"
    assert row["bound"] == "="
    assert (row["year"], row["part"], row["first"]) == (2025, None, None)


@pytest.mark.parametrize("name", ["share", "比率", "占比", " 占比 "])
def test_indicators_go_by_id_name_or_alias(name: str) -> None:
    assert one(indicator=name)["indicator"] == "share"


@pytest.mark.parametrize(
    ("column", "written", "kept"),
    [
        ("measure", "变化百分点", "change_pp"),
        ("measure", "change", "change"),
        ("status", "阶段性", "provisional"),
        ("status", "final", "final"),
    ],
)
def test_words_are_read_in_chinese_and_english(column: str, written: str, kept: str) -> None:
    assert one(**{column: written})[column] == kept


@pytest.mark.parametrize(
    ("period", "year", "part", "first"),
    [("2025H1", 2025, "H1", None), ("2021/2025", 2025, None, 2021), ("undated", None, None, None)],
)
def test_periods(period: str, year: int | None, part: str | None, first: int | None) -> None:
    row = one(period=period)
    assert (row["year"], row["part"], row["first"]) == (year, part, first)


@pytest.mark.parametrize(
    ("unit", "value", "number"),
    [
        ("吨", "1.50", "1.50"),
        ("万吨", "1.50", "15000"),
        ("千克", "1.50", "0.0015"),
        ("kg", "1500", "1.5"),
        ("亿吨", "12.3", "1230000000"),
        (None, "7", "7"),
    ],
)
def test_units_are_converted_exactly(unit: str | None, value: str, number: str) -> None:
    row = one(indicator="mass", unit=unit, value=value)
    assert Decimal(str(row["digits"])).scaleb(-int(str(row["decimals"]))) == Decimal(number)


@settings(deadline=None, max_examples=20)
@given(st.lists(st.integers(1, 10**15 - 1), min_size=1, max_size=20))
def test_a_converted_number_is_exact_or_refused(values: list[int]) -> None:
    units = {"亿吨": 8, "万吨": 4, "千克": -3, "克": -6, "毫克": -9}
    asked = [(value, unit) for value in values for unit in units]
    checked = check(
        *({"indicator": "mass", "unit": unit, "value": str(value)} for value, unit in asked)
    )
    refused = {problem.line for problem in checked.problems}
    for row, (value, unit) in zip(checked.frame.iter_rows(named=True), asked, strict=True):
        if row["row"] not in refused:
            number = Decimal(row["digits"]).scaleb(-row["decimals"])
            assert number == Decimal(value).scaleb(units[unit])
    assert all(value * 10 ** max(units[unit], 0) < 10**10 for value, unit in asked) <= (not refused)


def test_a_number_too_large_is_told_once() -> None:
    (said,) = problems({"indicator": "mass", "unit": "亿吨", "value": "99999999999"})
    assert said == "x.csv:1: 列 数值（value）: 数值 '99999999999' 过大"


@pytest.mark.parametrize("value", ["0", "100", "100.0", "0.000"])
def test_the_ends_of_the_range_belong_to_it(value: str) -> None:
    assert problems({"value": value}) == []


@pytest.mark.parametrize("value", ["-0.000000001", "100.000000001", "1000000"])
def test_beyond_the_range(value: str) -> None:
    assert problems({"value": value}) == [
        f"x.csv:1: 列 数值（value）: 数值 '{value}' 超出指标的取值范围"
    ]


def test_a_change_may_be_beyond_the_range_of_the_figure() -> None:
    assert problems({"value": "-6.6", "measure": "变化率", "base": "2024"}) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [("Ⅲ", {"Ⅲ"}), ("III", {"Ⅲ"}), ("劣V", {"劣Ⅴ"}), ("Ⅰ、Ⅱ", {"Ⅰ", "Ⅱ"}), ("Ⅱ；Ⅲ", {"Ⅱ", "Ⅲ"})],
)
def test_states_are_told_in_several_spellings(text: str, words: set[str]) -> None:
    checked = check({"indicator": "class", "value": None, "text": text})
    assert checked.problems == ()
    assert checked.states["class"][checked.frame["digits"][0]] == words


@pytest.mark.parametrize("text", ["Ⅵ", "Ⅲ类", "Ⅰ、", "、", "不降低"])
def test_other_states_are_refused(text: str) -> None:
    assert problems({"indicator": "class", "value": None, "text": text}) == [
        f"x.csv:1: 列 状态（text）: 类别 没有 '{text}' 这种状态"
    ]


def test_the_same_word_is_a_mistake_only_where_it_is_none_of_the_states() -> None:
    rows: list[dict[str, str | None]] = [
        {"indicator": "effects", "value": None, "text": "不降低"},
        {"indicator": "class", "value": None, "text": "不降低"},
    ]
    assert problems(*rows) == ["x.csv:2: 列 状态（text）: 类别 没有 '不降低' 这种状态"]


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=8))
def test_folding_twice_changes_nothing_more(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"value": "29.9"}, {"value": "29.90"}),
        (
            {"indicator": "mass", "value": "1.5", "unit": "万吨"},
            {"indicator": "mass", "value": "15000"},
        ),
        ({"indicator": "比率"}, {"indicator": "占比"}),
        ({"scope": None}, {"scope": "全区"}),
        ({"measure": None}, {"measure": "数值"}),
    ],
)
def test_the_same_figure_twice_is_no_mistake(
    first: dict[str, str | None], second: dict[str, str | None]
) -> None:
    assert problems({**first, "place": "甲"}, {**second, "place": "甲"}) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"value": "29.9"}, {"value": "29.91"}),
        ({"bound": ">="}, {"bound": "="}),
        ({"indicator": "比率", "value": "1"}, {"indicator": "占比", "value": "2"}),
        (
            {"value": "1", "source": None, "place": None},
            {"value": "2", "source": None, "place": None},
        ),
        ({"value": "1", "status": "定案"}, {"value": "2", "status": "final"}),
    ],
)
def test_the_same_key_with_another_figure_is_one(
    first: dict[str, str | None], second: dict[str, str | None]
) -> None:
    told = [{"place": "甲", **first}, {"place": "甲", **second}]
    (said,) = problems(*told)
    assert said.startswith("x.csv:2: 列 数值（value）: 同一数据有不同的数值：这里是 ")
    assert said.endswith("，x.csv:1 是另一个")


@pytest.mark.parametrize(
    "changed", [{"source": "乙"}, {"place": "乙"}, {"scope": "市区"}, {"period": "2024"},
                {"status": "阶段性"}, {"measure": "变化量", "base": "2020"}],
)  # fmt: skip
def test_another_key_may_have_another_figure(changed: dict[str, str | None]) -> None:
    assert problems({"place": "甲"}, {"place": "甲", "value": "1", **changed}) == []
