"""Totals that nobody reports are added up, with all that an unreported part can be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings, strategies as st

from tests.laws.worlds import OPERATORS
from zlrules.assessment import Assessment
from zlrules.cli.entry import run
from zlrules.engine.totals import with_totals
from zlrules.evaluate import evaluate
from zlrules.facts import prepare
from zlrules.models.indicator import Indicator, Range
from zlrules.testing import JUDGED_ON, YEAR, Situation, Tree, data_of, ruleset_of

ZERO, HUNDRED = Decimal(0), Decimal(100)
TOP = {"t.b": HUNDRED}
PARTS = {"t.all": ("t.a", "t.b", "t.c"), "t.pair": ("t.a", "t.b"), "t.nested": ("t.pair", "t.b2")}
NAMES = {
    "t.a": "甲",
    "t.b": "乙",
    "t.c": "丙",
    "t.b2": "丁",
    "t.pair": "对",
    "t.all": "全",
    "t.nested": "总",
}


def indicator(name: str) -> Indicator:
    limits = Range() if name == "t.c" else Range(min=ZERO, max=TOP.get(name))
    return Indicator(
        id=name, name=NAMES[name], unit="家", kind="stock", range=limits,
        total_of=PARTS.get(name, ()), definition="测试",
    )  # fmt: skip


INDICATORS = [indicator(name) for name in NAMES]
CASES = yaml.load(
    Path(__file__).with_suffix("").with_name("totals.yaml").read_text("utf-8"),
    Loader=yaml.BaseLoader,
)["cases"]


def assessed(of: str, require: Tree, situation: Situation, about: str | None) -> Assessment:
    ruleset = ruleset_of(
        [{"indicator": of, "require": require}], indicators=INDICATORS, operators=OPERATORS
    )
    data = replace(data_of(ruleset, [situation]), about=about)
    return evaluate([(ruleset, [YEAR])], data, JUDGED_ON, as_reference=False, plugins=())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cases(case: Mapping[str, object]) -> None:
    given_rows = case["given"]
    assert isinstance(given_rows, list)
    require = case.get("require", {"at_least": "10"})
    about = case.get("about")
    document = assessed(str(case["of"]), require, Situation(given_rows), about).document()  # type: ignore[arg-type]
    result = document.assessments[0].results[0]
    told = {
        "found": "none" if result.value is None else f"{result.low or '-'} {result.high or '-'}",
        "outcome": result.outcome,
        "reason": result.reason,
        "status": result.status,
        "explanation": result.explanation,
    }
    assert {name: told[name] for name in told if name in case} == {
        name: case[name] for name in told if name in case
    }


def test_the_parts_are_the_sources_and_their_disputes_stay_visible() -> None:
    reported = [
        {"indicator": "t.a", "value": "7", "source": "甲报告", "place": "一", "quote": "7家"},
        {"indicator": "t.a", "value": "9", "source": "乙报告"},
        {"indicator": "t.b", "value": "2", "source": "甲报告", "place": "二"},
    ]
    document = assessed("t.pair", {"at_least": "10"}, Situation(reported), None).document()
    sources = document.assessments[0].results[0].sources
    assert [(one.document, one.place) for one in sources[1:]] == [
        ("甲报告", "一"),
        ("甲报告", "二"),
    ]
    (conflict,) = document.conflicts
    assert (conflict.indicator, [one.value for one in conflict.said]) == ("t.a", ["7", "9"])


def test_a_ruleset_without_totals_costs_nothing() -> None:
    ruleset = ruleset_of(
        [{"indicator": "t.a", "require": {"at_least": "1"}}],
        indicators=INDICATORS,
        operators=OPERATORS,
    )
    data = data_of(ruleset, [Situation([{"indicator": "t.a", "value": "7"}])])
    facts = prepare(data, ruleset.catalogue)
    assert with_totals(facts, ruleset) is facts


VALUES = ("0", "0.5", "7", "7.25", "40", "100")
Row = Mapping[str, str]
Ends = tuple[Decimal | None, bool, Decimal | None, bool]
"""Low end and whether it is open, high end and whether it is open; None where there is none."""


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """What one district reports of the parts and sometimes of the total."""
    row = st.fixed_dictionaries(
        {
            "indicator": st.sampled_from(["t.a", "t.b", "t.a", "t.b", "t.pair"]),
            "scope": st.sampled_from(["全区", "全区", "建成区"]),
            "period": st.sampled_from(["2025", "2025", "2021/2025"]),
            "value": st.sampled_from(VALUES),
            "bound": st.sampled_from(["=", "=", "=", ">=", ">", "<=", "<", "~"]),
            "status": st.sampled_from(["final", "final", "provisional"]),
        },
        optional={"as_of": st.sampled_from(["2025-06-30", "2025-09-30"])},
    )
    drawn = draw(st.lists(row, max_size=5))
    wholly_out = {("0", "<"), ("100", ">")}
    return [one for one in drawn if (one["value"], one["bound"]) not in wholly_out]


@given(st.lists(rows(), min_size=1, max_size=30), st.sampled_from([None, "5"]))
@settings(max_examples=25, deadline=None)
def test_sums_are_those_of_decimals(districts: Sequence[list[Row]], about: str | None) -> None:
    ruleset = ruleset_of(
        [{"indicator": "t.pair", "require": {"at_least": "1"}}],
        indicators=INDICATORS,
        operators=OPERATORS,
    )
    data = replace(data_of(ruleset, [Situation(one) for one in districts]), about=about)
    facts = prepare(data, ruleset.catalogue)
    found = with_totals(facts, ruleset)
    expected = {
        (f"{number:06d}", scope, period): told
        for number, reported in enumerate(districts)
        for scope in ("全区", "建成区")
        for period in ("2025", "2021/2025")
        if (
            told := _slow_sum(
                [one for one in reported if (one["scope"], one["period"]) == (scope, period)], about
            )
        )
    }
    added = found.observations[facts.observations.height :]
    assert found.observations.head(facts.observations.height).equals(facts.observations)
    assert _told(added.iter_rows(named=True)) == expected


def _told(added: Iterable[Mapping[str, object]]) -> dict[tuple[str, str, str], tuple[Ends, str]]:
    """The interval of each sum, from the rows that say its ends."""
    ends: dict[tuple[str, str, str], tuple[Ends, str]] = {}
    for row in added:
        key = str(row["district"]), str(row["scope"]), str(row["period"])
        number = Decimal(str(row["digits"])).scaleb(-int(str(row["decimals"])))
        low, low_open, high, high_open = ends.get(key, ((None, False, None, False), ""))[0]
        bound = str(row["bound"])
        if bound in (">", ">=") or (bound == "=" and low is None):
            low, low_open = number, bound == ">"
        if bound in ("<", "<=", "="):
            high, high_open = number, bound == "<"
        ends[key] = (low, low_open, high, high_open), str(row["status"])
    return ends


def _slow_sum(reported: Sequence[Row], about: str | None) -> tuple[Ends, str] | None:
    """The sum of one occasion by hand; None where nothing is to be added."""
    parts = {name: [one for one in reported if one["indicator"] == name] for name in ("t.a", "t.b")}
    if any(one["indicator"] == "t.pair" for one in reported) or not any(parts.values()):
        return None
    known = [_slow_part(name, said, about) for name, said in parts.items()]
    low = [(end, is_open) for (end, is_open, _, _), _ in known]
    high = [(end, is_open) for (_, _, end, is_open), _ in known]
    ends = (*_plus(low), *_plus(high))
    status = "provisional" if any(word == "provisional" for _, word in known) else "final"
    return ends, status


def _plus(ends: Sequence[tuple[Decimal | None, bool]]) -> tuple[Decimal | None, bool]:
    numbers = [end for end, _ in ends if end is not None]
    if len(numbers) < len(ends):
        return None, False
    return sum(numbers, ZERO), any(is_open for _, is_open in ends)


def _slow_part(name: str, said: Sequence[Row], about: str | None) -> tuple[Ends, str]:
    """What all sources of the best standing say: what they have in common, else all of it."""
    final = [one for one in said if one["status"] == "final"] or said
    day = max((one["as_of"] for one in final if "as_of" in one), default=None)
    chosen = [one for one in final if one.get("as_of") in (None, day)]
    if not chosen:
        return (ZERO, False, TOP.get(name), False), "final"
    ends = [_slow_ends(name, one, about) for one in chosen]
    lows = [(low, is_open) for low, is_open, _, _ in ends]
    highs = [(high, not is_open) for _, _, high, is_open in ends]
    endless = Decimal("Infinity")
    top, bottom = (
        max(lows),
        min(highs, key=lambda end: (endless if end[0] is None else end[0], end[1])),
    )
    apart = bottom[0] is not None and (
        top[0] > bottom[0] or (top[0] == bottom[0] and (top[1] or not bottom[1]))
    )
    if apart:
        top = min(lows)
        bottom = max(highs, key=lambda end: (endless if end[0] is None else end[0], end[1]))
    return (top[0], top[1], bottom[0], not bottom[1]), chosen[0]["status"]


def _slow_ends(
    name: str, row: Row, about: str | None
) -> tuple[Decimal, bool, Decimal | None, bool]:
    number, bound = Decimal(row["value"]), row["bound"]
    if bound in ("<", "<="):
        return ZERO, False, number, bound == "<"
    if bound in (">", ">="):
        return number, bound == ">", TOP.get(name), False
    if bound == "=":
        return number, False, number, False
    if about is None:
        return ZERO, False, TOP.get(name), False
    width = number * Decimal(about) / 100
    most = number + width
    return max(number - width, ZERO), False, min(most, TOP.get(name, most)), False


WORKSPACE = """\
district: {code: "999901", name: 示例区}
data: {observations: [data.csv]}
assess: [{ruleset: plan.yaml, year: 2025}]
"""
PLAN = """\
id: shili/guihua
edition: "1"
kind: plan
title: 示例规划
issuer: 示例
in_force: {from: 2021-01-01}
documents: {plan: {title: 示例规划}}
pass_rule: {binding: all}
criteria:
  - id: petitions
    number: "1"
    title: 环境信访
    indicator: governance.petitions_received
    nature: binding
    due: 2025
    require: {at_most: 200}
    source: {document: plan, place: 第1行, quote: "200"}
"""
FIGURES = """\
行政区,指标,时期,数值,来源
999901,governance.petitions_solved,2025,138,报告
"""


def test_explain_says_what_was_added_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in (("zlrules.yaml", WORKSPACE), ("plan.yaml", PLAN), ("data.csv", FIGURES)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert run(["explain", "petitions"]) == 0
    told = capsys.readouterr().out
    assert "现状值 ≥138件（由环境信访解决数 138件合计，环境信访处理中件数未报）" in told
    (line,) = (line for line in told.splitlines() if line.startswith("✓"))
    assert line.split()[:7] == ["✓", "2025", "全区", "数值", "≥138", "定案", "由环境信访解决数"]
