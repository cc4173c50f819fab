"""What a ruleset looks at: the years of trends and windows, base years, targets, events, statements."""

from __future__ import annotations

import pytest

import zlrules
from zlrules import Indicator, WantedFigure, WantedTarget, wanted_by
from zlrules.testing import Tree, ruleset_of

SHARE = Indicator(
    id="air.good_days", name="优良天数", unit="%", kind="ratio", direction="up", definition="测试用"
)
EVENT = Indicator(id="events.incident", name="突发环境事件", kind="event", definition="测试用")
OPERATORS = zlrules.load_plugins().operators()


def wanted(criterion: Tree) -> zlrules.Wanted:
    ruleset = ruleset_of([criterion], indicators=[SHARE, EVENT], operators=OPERATORS)
    (one,) = wanted_by(ruleset, 2025)
    return one


def years(criterion: Tree) -> list[tuple[str, str, int | None, int, bool]]:
    return [
        (one.scope, one.measure, one.base, one.year, one.optional)
        for one in wanted(criterion).figures
    ]


def value(year: int, scope: str = "全区") -> tuple[str, str, int | None, int, bool]:
    return (scope, "value", None, year, False)


@pytest.mark.parametrize(
    ("criterion", "figures"),
    [
        ({"require": {"at_least": "80"}}, [value(2025)]),
        ({"require": {"at_least": "80"}, "scope": "建成区"}, [value(2025, "建成区")]),
        ({"require": {"at_least": "80"}, "accept_older": "2"}, [value(2025)]),
        (
            {"require": {"rising": {"years": "3", "tolerance": "0", "strict": "false"}}},
            [value(2023), value(2024), value(2025)],
        ),
        (
            {"require": {"not_worse_than": {"since": "2020"}}},
            [value(2020), value(2025)],
        ),
        (
            {"require": {"change": {"since": "previous_year", "unit": "%", "at_most": "-3"}}},
            [value(2024), value(2025), ("全区", "change_pct", 2024, 2025, True)],
        ),
        (
            {"require": {"at_least": "80"}, "window": {"years": "3", "rule": "each"}},
            [value(2023), value(2024), value(2025)],
        ),
        (
            {"require": {"at_least": "80"}, "window": {"years": "3", "rule": "latest"}},
            [value(2023), value(2024), value(2025)],
        ),
        (
            {"require": {"each_of": {"scope": "断面", "count": "2", "require": {"at_least": "80"}}}},
            [value(2025, "断面/#1"), value(2025, "断面/#2")],
        ),
        ({"require": {"unknown": {}}}, []),
    ],
)  # fmt: skip
def test_a_requirement_looks_at_figures(
    criterion: Tree, figures: list[tuple[str, str, int | None, int, bool]]
) -> None:
    assert years(criterion) == figures


def test_an_assigned_target_is_looked_for() -> None:
    one = wanted({"require": {"assigned": {}}})
    assert one.targets == (WantedTarget("air.good_days", "全区", 2025),)
    assert one.figures == ()


def test_events_and_statements_are_looked_for() -> None:
    gate = wanted({"indicator": "events.incident", "require": {"no_event": {"years": "3"}}})
    assert gate.events == ("events.incident",)
    stated = wanted({"require": {"any": [{"at_least": "80"}, {"stated": {}}]}})
    assert stated.stated == ("any.2",)
    assert wanted({"require": {"at_least": "80"}}).stated == ()


def test_the_value_in_force_counts() -> None:
    values: list[dict[str, Tree | str]] = [
        {"from": "2020", "to": "2024", "require": {"at_least": "80"}},
        {
            "from": "2025",
            "require": {"rising": {"years": "2", "tolerance": "0", "strict": "false"}},
        },
    ]
    source = {"document": "plan", "place": "测试", "quote": "测试"}
    criterion: Tree = {"values": [{**one, "source": source} for one in values]}
    assert years(criterion) == [value(2024), value(2025)]


def test_every_ruleset_can_be_asked() -> None:
    library = zlrules.open_library(zlrules.load_plugins())
    for entry in library.entries():
        bound = library.load_entry(entry)
        for one in wanted_by(bound, 2025):
            asked = {node.indicator.id for root in one.row.roots() for node in root.walk()}
            assert {figure.indicator for figure in one.figures} <= asked


def test_a_figure_says_all_that_identifies_it() -> None:
    (figure,) = wanted({"require": {"at_least": "80"}}).figures
    assert figure == WantedFigure("air.good_days", "全区", "value", None, 2025, optional=False)
