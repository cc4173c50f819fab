"""What a district of the county tables is told of the national standards, as it is printed."""

from __future__ import annotations

from pathlib import Path

import pytest

import zlrules
from zlrules.cli.entry import run
from zlrules.document import RulesetAssessment
from zlrules.telling.verdicts import outcome_tables

ZHONGLOU = Path(__file__).parents[2] / "fixtures" / "zhonglou"
HERE = Path(__file__).parent / "national"
COUNTY_2019 = ("--ruleset", "national/zone-county@2019")
REMEDY = "换用适用的指标体系或版本；仅作对照的加 --as-reference"
CITY_2024 = ("--ruleset", "national/zone-city@2024", "--year", "2024")

Screen = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def county_2019() -> RulesetAssessment:
    plugins = zlrules.load_plugins()
    ruleset = zlrules.load_ruleset(COUNTY_2019[1], plugins)
    data = zlrules.read_data(ZHONGLOU, plugins)
    (one,) = zlrules.assess([(ruleset, 2020)], data).document().assessments
    return one


def test_what_is_said_where_the_text_was_not_obtained(capsys: Screen) -> None:
    options = ("--ruleset", "national/zone-county@2025", "--year", "2025")
    assert run(["assess", str(ZHONGLOU), *options]) == 0
    assert capsys.readouterr().out == (HERE / "county-2025.txt").read_text(encoding="utf-8")


def test_the_county_table_of_2019_as_it_is_printed(capsys: Screen) -> None:
    assert run(["assess", str(ZHONGLOU), *COUNTY_2019, "--year", "2020"]) == 0
    assert capsys.readouterr().out == (HERE / "county-2019.txt").read_text(encoding="utf-8")


def test_every_unverified_row_is_marked_and_none_decides(county_2019: RulesetAssessment) -> None:
    shown = {row[0]: row for table in outcome_tables(county_2019) for row in table.rows}
    unverified = [one.number for one in county_2019.results if one.confidence == "unverified"]
    assert len(unverified) == 49
    assert [n for n in unverified if "条文未核实" not in shown[n][-1]] == []
    assert [n for n, row in shown.items() if "条文未核实" in row[-1] and n not in unverified] == []
    assert not [one.number for one in county_2019.results if one.settles]


@pytest.mark.parametrize(
    ("options", "refused"),
    [
        (
            (*COUNTY_2019, "--year", "2025"),
            "national/zone-county@2019: 适用性: 2025 年不在施行期内（2019-09-11 至 2021）",
        ),
        (
            CITY_2024,
            "national/zone-city@2024: 适用性: 适用于市，320404 常州市钟楼区 的级别是 县",
        ),
    ],
)
def test_a_table_that_does_not_apply_is_refused(
    options: tuple[str, ...], refused: str, capsys: Screen
) -> None:
    assert run(["assess", str(ZHONGLOU), *options]) == 4
    assert capsys.readouterr() == ("", f"{refused}; {REMEDY}\n")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            (*COUNTY_2019, "--year", "2025"),
            "- national/zone-county@2019: 参考对照，2025 年不在施行期内（2019-09-11 至 2021）",
        ),
        (
            CITY_2024,
            "- national/zone-city@2024: 参考对照，不适用于本区（适用于市，320404 常州市钟楼区 的级别是 县）",
        ),
    ],
)
def test_as_reference_it_is_shown_and_says_so_first(
    options: tuple[str, ...], told: str, capsys: Screen
) -> None:
    assert run(["assess", str(ZHONGLOU), *options, "--as-reference"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert next(line for line in lines if line.startswith("- ")) == told
    assert lines[-1] == told
