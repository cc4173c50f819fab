"""The standards as they could be read: how many rows, how well known, and what they decide."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from zlrules.api import load_plugins, open_library
from zlrules.cli.entry import run
from zlrules.evaluate import evaluate
from zlrules.loading.library import Entry
from zlrules.loading.yamlfile import read_head
from zlrules.situations import Situation, assess_situations, data_of
from zlrules.words import Confidence, Decision, Nature

LIBRARY = open_library(load_plugins())
ZHONGLOU = str(Path(__file__).parents[1] / "fixtures" / "zhonglou")
B, R, G, U = Nature.BINDING, Nature.REFERENCE, Nature.GATE, Nature.UNSPECIFIED


@pytest.mark.parametrize(
    ("name", "natures"),
    [
        ("national/zone-city@2024", {B: 27, R: 5}),
        ("national/zone-county@2019", {B: 20, R: 14, G: 8}),
        ("national/zone-city@2019", {B: 21, R: 16, G: 8}),
        ("national/zone-county@2016", {B: 20, R: 16, U: 2}),
        ("national/beautiful-china@2020", {U: 22}),
        ("liangshan/base@2019", {U: 19}),
        ("township/2023", {B: 18, R: 2}),
    ],
)
def test_rows_by_nature(name: str, natures: dict[Nature, int]) -> None:
    criteria = LIBRARY.load(name).ruleset.criteria
    assert Counter(row.nature for row in criteria) == natures


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("national/zone-city@2024", {"two_copies": 31, "single_copy": 19}),
        ("national/zone-county@2019", {"single_copy": 10, "unverified": 49}),
        ("national/zone-city@2019", {"single_copy": 3, "unverified": 59}),
        ("national/zone-county@2016", {"two_copies": 3, "weak": 12, "unverified": 31}),
        ("national/beautiful-china@2020", {"two_copies": 22}),
        ("liangshan/base@2019", {"unverified": 19}),
        ("township/2023", {"weak": 20}),
    ],
)
def test_rows_by_how_well_they_are_known(name: str, known: dict[str, int]) -> None:
    rows = LIBRARY.load(name).ruleset.rows()
    assert Counter(row.confidence.value for _, row in rows) == known


SHELLS = [
    *("national/zone-city@2025", "national/zone-county@2025", "national/zone-county@2024"),
    *("national/zone-city@2021", "national/zone-county@2021"),
    "jiangsu/zone-county@2017",
]


@pytest.mark.parametrize("name", SHELLS)
def test_a_text_that_was_not_obtained_says_so_and_what_to_obtain(name: str) -> None:
    ruleset = LIBRARY.load(name)
    (told,) = assess_situations(ruleset, [Situation()]).document().assessments
    assert (told.decision, told.as_it_stands) == (Decision.UNDETERMINED, Decision.UNDETERMINED)
    assert told.reasons[1] == "适用标准文本未取得，不能判定"
    assert told.reasons[2].startswith("需取得：")
    assert told.reasons[-1].startswith("已知：")
    assert ruleset.ruleset.criteria == ()


STANDARDS = [
    entry
    for entry in LIBRARY.entries()
    if read_head(entry.path, entry.shown_as, before="criteria")["kind"] == "standard"
]


@pytest.mark.parametrize("entry", STANDARDS, ids=lambda entry: entry.name)
def test_no_row_of_a_text_known_badly_decides(entry: Entry) -> None:
    """Every state is the worst one, every figure is 0, and still only well known rows count."""
    bound = LIBRARY.load_entry(entry)
    roots = [root for row in bound.rows() for root in row.roots()]
    indicators = {node.indicator.id: node.indicator for root in roots for node in root.walk()}
    figures = [
        {"indicator": one.id, "period": str(year), "text": one.states[-1]}
        if one.kind == "state"
        else {"indicator": one.id, "period": str(year), "value": "0"}
        for one in indicators.values()
        if one.kind != "event"
        for year in range(2017, 2021)
    ]
    data = data_of(bound, [Situation(figures)], year=2020)
    made = evaluate([(bound, [2020])], data, date(2021, 1, 1), as_reference=True, plugins=())
    unsure = [
        row.row.id
        for row in bound.rows()
        if row.row.confidence in (Confidence.WEAK, Confidence.UNVERIFIED)
    ]
    settled = made.results.filter(made.results["settles"])["criterion"].to_list()
    assert set(settled) & set(unsure) == set()
    decided_by_gates = bound.ruleset.edition == "2019" and bound.ruleset.id.startswith("national/")
    expected = "fail" if decided_by_gates else "undetermined"
    assert made.decisions["decision"].to_list() == [expected]


def test_no_standard_that_could_be_read_can_be_passed() -> None:
    """The share of reference indicators isn't known, or nothing decides at all."""
    for bound in map(LIBRARY.load_entry, STANDARDS):
        rules = bound.ruleset.pass_rule
        decisive = {nature: rule for nature, rule in rules.items() if rule != "reported"}
        assert "unknown" in decisive.values() or not decisive, bound.ruleset.name


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(["assess", ZHONGLOU, *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_zhonglou_belongs_to_the_county_table(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--ruleset", "national/zone-city@2024", "--year", "2024")
    code, out, refused = said(capsys, *asked)
    assert (code, out) == (4, "")
    assert "适用于市，320404 常州市钟楼区 的级别是 县" in refused
    code, out, _ = said(capsys, *asked, "--as-reference")
    assert code == 0
    assert "参考对照，不适用于本区" in out


def test_the_2019_table_holds_in_2020_and_not_in_2025(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "--ruleset", "national/zone-county@2019", "--year", "2020")
    assert code == 0
    assert "自查结论: 暂不能定" in out
    assert "- 34 项的条文未核实，不作定论\n" in out
    code, _, refused = said(capsys, "--ruleset", "national/zone-county@2019", "--year", "2025")
    assert code == 4
    assert "2025 年不在施行期内（2019-09-11 至 2021）" in refused


def test_the_edition_of_the_year_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "--ruleset", "national/zone-county", "--year", "2020")
    assert code == 0
    assert "national/zone-county@2019  常州市钟楼区" in out
    code, _, refused = said(capsys, "--ruleset", "national/zone-county", "--year", "2025")
    assert code == 4
    assert "2025 年有几个版本施行" in refused


def test_years_with_different_editions(capsys: pytest.CaptureFixture[str]) -> None:
    years = ("--year", "2018", "--year", "2020")
    code, out, _ = said(capsys, "--ruleset", "national/zone-county", *years)
    assert code == 0
    assert "national/zone-county@2016  常州市钟楼区（320404）  2018 年度" in out
    assert "national/zone-county@2019  常州市钟楼区（320404）  2020 年度" in out
