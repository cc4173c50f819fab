"""What the cells of filled sheets say."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, strategies as st

from zlrules import Indicator
from zlrules_forms.intake.cells import (
    CellError,
    read_bound,
    read_day,
    read_figure,
    read_moment,
    read_period,
    read_words,
)
from zlrules_forms.intake.sheets import Cell, Kind

CASES = yaml.safe_load(Path(__file__).with_name("cells.yaml").read_text(encoding="utf-8"))
STATES = Indicator(
    id="ecology.redline",
    name="生态保护红线",
    kind="state",
    states=("面积不减少", "性质不改变", "功能不降低", "劣Ⅴ"),
    definition="测试用",
)


def text(written: str) -> Cell:
    return Cell("L14", Kind.TEXT, written.strip())


def cell_of(case: dict[str, Any]) -> Cell | None:
    if "cell" not in case:
        return None
    kind = Kind[case.get("kind", "text").upper()]
    return (
        text(case["cell"])
        if kind is Kind.TEXT
        else Cell("L14", kind, case["cell"], seen=case.get("seen"))
    )


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_a_cell_for_a_number_says(case: dict[str, Any]) -> None:
    unit = case.get("unit", "%")
    if "wrong" in case:
        with pytest.raises(CellError) as error:
            read_figure(cell_of(case), unit, 1)
        assert case["wrong"] in error.value.wrong
        assert error.value.remedy
        return
    figure = read_figure(cell_of(case), unit, 1)
    assert bool(figure is None) is case.get("nothing", False)
    if figure is not None:
        assert [figure.value, figure.bound, figure.unit] == case["figure"]


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=6))
def test_every_number_written_as_text_comes_back_equal(number: Decimal) -> None:
    figure = read_figure(text(f"{number:f}"), "吨", 2)
    assert figure is not None
    assert Decimal(figure.value) == number


@given(st.decimals(min_value=0, max_value=10**9, places=3))
def test_separators_and_width_change_nothing(number: Decimal) -> None:
    wide = f"{number:,.3f}".translate({ord(one): ord(one) + 0xFEE0 for one in "0123456789.,"})
    figure = read_figure(text(wide), "吨", 2)
    assert figure is not None
    assert Decimal(figure.value) == number


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("面积不减少", "面积不减少"),
        (" 面积不减少、性质不改变 ", "面积不减少、性质不改变"),
        ("面积不减少；性质不改变", "面积不减少、性质不改变"),
        ("劣Ⅴ", "劣Ⅴ"),
        ("—", None),
        ("未监测", None),
    ],
)
def test_a_cell_for_a_state_says(written: str, words: str | None) -> None:
    assert read_words(text(written), STATES) == words


@pytest.mark.parametrize("written", ["面积减少", "面积不减少、好", "、"])
def test_other_words_are_refused_with_those_allowed(written: str) -> None:
    with pytest.raises(CellError, match="没有") as error:
        read_words(text(written), STATES)
    assert "性质不改变" in error.value.remedy


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (Cell("A1", Kind.DAY, "2025-06-30"), "2025-06-30"),
        (text("2025年6月30日"), "2025-06-30"),
        (text("2025/6/3"), "2025-06-03"),
        (text("2025.06.30"), "2025-06-30"),
        (text("２０２５-０６-３０"), "2025-06-30"),
        (Cell("A1", Kind.NUMBER, "20250630"), "2025-06-30"),
        (text("—"), ""),
        (None, ""),
    ],
)
def test_a_cell_for_a_day_says(cell: Cell | None, day: str) -> None:
    assert read_day(cell) == day


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (text("2025年6月31日"), "这一天"),
        (text("六月底"), "不是日期"),
        (Cell("A1", Kind.NUMBER, "45838"), "“45838”不是日期"),
        (Cell("A1", Kind.ERROR, "#VALUE!"), "错误 #VALUE!"),
    ],
)
def test_other_days_are_refused(cell: Cell, words: str) -> None:
    with pytest.raises(CellError, match=words):
        read_day(cell)


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("2025", "2025"),
        ("2025年", "2025"),
        ("2025年度", "2025"),
        ("２０２５", "2025"),
        ("2025H1", "2025H1"),
    ],
)
def test_a_cell_for_a_year_says(written: str, period: str) -> None:
    assert read_period(text(written)) == period


def test_a_day_is_no_year() -> None:
    with pytest.raises(CellError, match="不是年份"):
        read_period(Cell("A1", Kind.DAY, "2025-01-01"))


@pytest.mark.parametrize(
    ("written", "moment"), [("2025年6月30日", "2025-06-30"), ("2025-06", "2025-06")]
)
def test_a_report_may_speak_of_a_part_of_a_year(written: str, moment: str) -> None:
    assert read_moment(text(written)) == moment


@pytest.mark.parametrize(
    ("written", "bound"),
    [("≥", ">="), (">=", ">="), ("＞", ">"), ("约", "~"), ("=", "="), ("", "")],
)
def test_a_cell_for_a_bound_says(written: str, bound: str) -> None:
    assert read_bound(text(written) if written else None) == bound


def test_other_bounds_are_refused() -> None:
    with pytest.raises(CellError, match="没有“不少于吧”这种界限"):
        read_bound(text("不少于吧"))
