"""Charts: what they show of a criterion, and that they come out as SVG and PNG."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.plugins.documents import result
from zlrules import ResultDocument, ZlrulesError
from zlrules_office.chart_figures import Line, Sort, chart_figures
from zlrules_office.charts import chart_of
from zlrules_office.fonts import installed
from zlrules_office.printed import bounded_number

TARGET = {"comparator": "at_least", "value": "81.6", "set_by": "text"}
ASSIGNED = {"comparator": "at_least", "value": "81.60", "set_by": "assigned"}
BASELINE = {"year": 2020, "value": "78.6", "text": None, "scope": None, "base": None}


def drawn(*series: str, title: str = "优良天数比率", **changes: Any) -> ResultDocument:
    """A criterion with a series: ``2024 79.1``, ``2025 80.5 provisional``."""
    points = []
    for told in series:
        period, value, *status = told.split()
        points.append({"period": period, "value": value, "status": (*status, "final")[0]})
    return result("2", title, series=points, **changes)


def points(result: ResultDocument) -> list[str]:
    figures = chart_figures(result)
    return [f"{one.slot} {one.label} {one.sort}" for one in figures.points] if figures else []


def test_a_chart_shows_figures_baseline_and_target() -> None:
    figures = chart_figures(
        drawn(
            "2021 77.40",
            "2023 ≥79.0",
            "2024 80.5 provisional",
            baseline=BASELINE,
            targets=[TARGET, ASSIGNED],
        )
    )
    assert figures is not None
    assert figures.title == "优良天数比率（%）"
    assert figures.slots == ("2020年", "2021年", "2022年", "2023年", "2024年")
    assert [(one.slot, one.value, one.label, one.sort) for one in figures.points] == [
        ("2020年", Decimal("78.6"), "78.6", Sort.BASELINE),
        ("2021年", Decimal("77.40"), "77.40", Sort.FINAL),
        ("2023年", Decimal("79.0"), "≥79.0", Sort.FINAL),
        ("2024年", Decimal("80.5"), "80.5", Sort.PROVISIONAL),
    ]
    assert figures.lines == (Line(Decimal("81.6"), ("2025 年要求 ≥81.6", "下达目标 ≥81.60")),)


@pytest.mark.parametrize(
    ("series", "shown"),
    [
        (["2024 79", "2024 81 provisional"], ["2024年 79 定案数据"]),
        (["2024 79", "2024 81"], ["2024年 79 定案数据", "2024年 81 定案数据"]),
        (["2024 79", "2024H1 70"], ["2024年 79 定案数据"]),
        (["2024H1 70", "2024Q3 72"], ["2024年上半年 70 定案数据", "2024年第3季度 72 定案数据"]),
        (["2016/2020 70", "2020 72"], ["2020年 72 定案数据"]),
        (["2024 约0.5", "2025 -1.10"], ["2024年 约0.5 定案数据", "2025年 -1.10 定案数据"]),
        (["2024 ≥165、≤170"], []),
        (["2024 消除", "2025 Ⅲ"], []),
        ([], []),
    ],
    ids=" ".join,
)
def test_figures_of_years_are_drawn(series: list[str], shown: list[str]) -> None:
    assert points(drawn(*series)) == shown


def test_a_baseline_that_is_also_a_figure_is_drawn_once() -> None:
    shown = points(drawn("2020 78.60", "2025 80", baseline=BASELINE))
    assert shown == ["2020年 78.6 基期值", "2025年 80 定案数据"]


def test_a_baseline_alone_is_no_chart() -> None:
    assert points(drawn("2025 ≥165、≤170", baseline=BASELINE)) == []


def test_a_baseline_of_other_places_is_not_drawn() -> None:
    assert points(drawn("2025 80", baseline={**BASELINE, "scope": "自然村"})) == [
        "2025年 80 定案数据"
    ]


def test_years_far_apart_leave_no_empty_years() -> None:
    figures = chart_figures(drawn("1990 50", "2025 80"))
    assert figures is not None
    assert figures.slots == ("1990年", "2025年")


def test_the_scope_stands_in_the_title() -> None:
    figures = chart_figures(drawn("2025 80", scope="自然村", unit="/"))
    assert figures is not None
    assert figures.title == "优良天数比率（自然村）"


@pytest.mark.parametrize(
    ("shown", "number"),
    [("81.60", "81.60"), ("≥90", "90"), ("约-0.5", "-0.5"), ("1e5", None), ("Ⅲ", None)],
)
def test_numbers_are_taken_as_printed(shown: str, number: str | None) -> None:
    taken = bounded_number(shown)
    assert (None if taken is None else str(taken)) == number


def texts(svg: str) -> list[str]:
    words = ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return ["".join(word.itertext()) for word in words]


@pytest.mark.parametrize(
    ("series", "changes", "shown"),
    [
        (
            ["2023 79.10", "2024 80.5", "2025 80.9 provisional"],
            {"targets": [TARGET]},
            {"优良天数比率（%）", "79.10", "2025年", "2025 年要求 ≥81.6", "阶段性数据"},
        ),
        (["2023 12", "2024 0", "2025 -3"], {"unit": "吨"}, {"12", "0", "-3"}),
        (["2023 1787.70"], {"unit": "吨"}, {"优良天数比率（吨）", "1787.70", "2023年"}),
        (["2024 80", "2024 90"], {}, {"80", "90", "2024年"}),
        (["2024 0"], {"title": "<b>&甲"}, {"<b>&甲（%）", "0"}),
    ],
    ids=["line", "bars", "single", "disputed", "marked-up"],
)
def test_the_svg_keeps_its_texts(series: list[str], changes: Any, shown: set[str]) -> None:
    first, again = (chart_of(drawn(*series, **changes)) for _ in range(2))
    assert first is not None
    assert again is not None
    svg = first.svg()
    assert shown <= set(texts(svg))
    assert "Noto Sans CJK SC, " in svg
    assert svg == again.svg()


def test_the_png_is_as_large_as_asked() -> None:
    chart = chart_of(drawn("2024 79.1", "2025 80.5"))
    assert chart is not None
    single, double = chart.png(1), chart.png(2)
    widths = [int.from_bytes(png[16:20]) for png in (single, double)]
    assert single.startswith(b"\x89PNG")
    assert widths[1] == pytest.approx(2 * widths[0], abs=2)


def test_states_have_no_chart() -> None:
    assert chart_of(drawn("2024 消除")) is None


def test_a_missing_font_is_told_with_what_to_install() -> None:
    with pytest.raises(ZlrulesError) as caught:
        installed(["没有的字体", "也没有"])
    assert str(caught.value) == (
        "字体: 没有中文字体，图和 PDF 里的汉字显示不出来; "
        "安装其中一种: 没有的字体, 也没有；Debian、Ubuntu 可用 apt install fonts-noto-cjk"
    )
