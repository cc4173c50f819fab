"""The promises of the plan's text, its boxes and the years: how many, how strong, counted once."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import zlrules
from zlrules.document import AssessmentDocument
from zlrules.models.ruleset import Criterion
from zlrules.plugins import Plugins

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "zh" / "promises.md"
PLAN = ("zhonglou/14fyp@2021", "zhonglou/14fyp-text@2021", "zhonglou/14fyp-projects@2021")
YEARS = ("zhonglou/annual@2023", "zhonglou/annual@2025", "zhonglou/annual@2026")
PROMISES = (*PLAN[1:], *YEARS)

HEDGES = {
    "力争": re.compile("力争|争创|支持|绿色产业示范基地|个市级生态村|所国际生态学校|500亿"),
    "基本": re.compile("基本(?!农田|信息)"),
    "逐步": re.compile("逐步"),
}
"""What shows each strength; of a list only the first item prints the word."""

NUMERALS = {2: "两", 4: "每季度"}
"""Quantities that are printed in words: 两个油库, 每季度."""


@pytest.fixture(scope="module")
def plugins() -> Plugins:
    return zlrules.load_plugins()


@pytest.fixture(scope="module")
def criteria(plugins: Plugins) -> dict[str, tuple[Criterion, ...]]:
    return {name: zlrules.load_ruleset(name, plugins).ruleset.criteria for name in (*PLAN, *YEARS)}


def test_the_page_tells_how_many(criteria: dict[str, tuple[Criterion, ...]]) -> None:
    """Rows, tasks, targets with a figure or state, said elsewhere too, and how firm."""
    told = {
        found[1]: [int(cell) for cell in found[2].split("|")]
        for found in re.finditer(
            r"^\| `(\S+)` \|[^|]+\|([\d |]+)\|$", PAGE.read_text("utf-8"), re.MULTILINE
        )
    }
    assert told == {name: counted(criteria[name]) for name in PROMISES}


def counted(rows: tuple[Criterion, ...]) -> list[int]:
    efforts = Counter(str(row.effort) for row in rows)
    tasks = sum(row.task is not None for row in rows)
    return [
        *(len(rows), tasks, len(rows) - tasks, sum(bool(row.same_as) for row in rows)),
        *(efforts[word] for word in HEDGES),
    ]


def test_the_plan_promises_263_things(criteria: dict[str, tuple[Criterion, ...]]) -> None:
    """Its table, text and boxes, each promise counted once."""
    assert sum(not row.same_as for name in PLAN for row in criteria[name]) == 263


@pytest.mark.parametrize("name", PROMISES)
def test_strength_is_that_of_the_words(
    name: str, criteria: dict[str, tuple[Criterion, ...]]
) -> None:
    for row in criteria[name]:
        effort = str(row.effort)
        if effort in HEDGES:
            assert HEDGES[effort].search(row.source.quote), row.id
        for word in HEDGES.keys() - {effort}:
            printed = row.source.quote.replace("基本农田", "").replace("基础信息", "")
            assert word not in printed or row.id in STATUS_NOT_PROMISE, row.id


STATUS_NOT_PROMISE = {"air.catering_upgrade", "water.rural_black_odour_goal"}
"""Where the word says how far things are (基本完成), or 力争 stands in another promise's words."""


@pytest.mark.parametrize("name", PROMISES)
def test_quantities_are_printed(name: str, criteria: dict[str, tuple[Criterion, ...]]) -> None:
    """Or counted from the names that the text lists."""
    for row in criteria[name]:
        if row.task is None or row.task.quantity is None or row.task.items:
            continue
        quantity = row.task.quantity
        printed = {str(quantity), NUMERALS.get(int(quantity), str(quantity))}
        once = {"制订年度取水计划"} if quantity == 1 else set()
        assert row.source.quote in once or any(one in row.source.quote for one in printed), row.id


@pytest.fixture(scope="module")
def assessed(plugins: Plugins) -> AssessmentDocument:
    data = zlrules.read_data(ROOT / "fixtures" / "zhonglou", plugins)
    asked = [(zlrules.load_ruleset(name, plugins), 2025) for name in PLAN]
    asked.append((zlrules.load_ruleset(YEARS[0], plugins), 2023))
    return zlrules.assess(asked, data).document()


def test_where_the_places_differ_is_a_conflict_of_targets(assessed: AssessmentDocument) -> None:
    targets = {one.title for one in assessed.conflicts if one.measure == "target"}
    assert targets == {"受污染耕地安全利用率", "农村生活污水治理自然村覆盖率", "农村黑臭水体"}


def test_no_figure_of_another_year_is_taken_for_2023(assessed: AssessmentDocument) -> None:
    (one,) = (one for one in assessed.assessments if one.ruleset.id == "zhonglou/annual")
    assert {result.outcome for result in one.results} == {"no_data"}
    assert one.decision == "undetermined"
