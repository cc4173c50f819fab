"""Which edition, and which value inside a criterion, holds in a year or on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from tests.laws.worlds import OPERATORS, RIVER
from zlrules.errors import NotInForceError
from zlrules.evaluate import evaluate
from zlrules.loading.bound import BoundRuleset
from zlrules.models.ruleset import InForce
from zlrules.situations import Situation, data_of, judge
from zlrules.testing import Tree, ruleset_of
from zlrules.words import Outcome, Reason

CASES = yaml.safe_load((Path(__file__).parent / "in_force.yaml").read_text(encoding="utf-8"))
SOURCE = {"document": "plan", "place": "表1", "quote": "值"}
VALUES: list[Tree] = [
    {"from": "2021-01-01", "to": "2023-06-30", "require": {"at_most": "40"}, "source": SOURCE},
    {"from": "2023-07-01", "to": "2025-12-31", "require": {"at_most": "35"}, "source": SOURCE},
]


def dated(**more: Any) -> BoundRuleset:
    criterion: Tree = {"values": VALUES, **more}
    return ruleset_of([criterion], indicators=[RIVER], operators=OPERATORS)


def in_force(first: str, last: str | None = None) -> InForce:
    return InForce.model_validate({"from": first, **({"to": last} if last else {})})


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_the_value_of_the_year(case: dict[str, Any]) -> None:
    figures = [{"value": case["value"]}] if "value" in case else []
    attested = [{"kind": case["attested"]}] if "attested" in case else []
    (verdict,) = judge(dated(), [Situation(figures, attestations=attested)], year=case["year"])
    assert verdict.outcome == case["outcome"]
    if "margin" in case:
        assert str(verdict.margin) == case["margin"]
    if "reason" in case:
        assert verdict.reason == case["reason"]


def test_every_year_of_one_assessment_has_its_value() -> None:
    ruleset = dated()
    figures = [{"value": "38", "period": str(year)} for year in range(2021, 2027)]
    data = data_of(ruleset, [Situation(figures)])
    years = [2026, 2022, 2024, 2021]
    made = evaluate([(ruleset, years)], data, date(2026, 1, 1), as_reference=False, plugins=())
    found = dict(made.results.select("year", "outcome").iter_rows())
    assert found == {2021: "met", 2022: "met", 2024: "missed", 2026: "pending"}
    told = {one.year: one.results[0].required for one in made.document().assessments}
    assert told == {2021: "≤40", 2022: "≤40", 2024: "≤35", 2026: "没有确定施行的要求值"}


@pytest.mark.parametrize(
    ("day", "outcome"),
    [("2023-06-30", "met"), ("2023-07-01", "missed"), ("2026-01-01", "pending")],
)
def test_an_application_has_the_value_of_its_day(day: str, outcome: str) -> None:
    ruleset = dated()
    data = data_of(ruleset, [Situation([{"value": "38"}])], year=2022)
    asked = [(ruleset, [2022])]
    made = evaluate(
        [], data, date.fromisoformat(day), as_reference=False, plugins=(), applications=asked
    )
    assert made.results["outcome"].to_list() == [outcome]


def test_the_value_of_a_part() -> None:
    parts: list[Tree] = [{"values": VALUES}, {"require": {"at_least": "1"}}]
    ruleset = ruleset_of([{"parts": parts}], indicators=[RIVER], operators=OPERATORS)
    situation = [Situation([{"value": "38"}])]
    told = {
        year: [one.outcome for one in judge(ruleset, situation, year=year)] for year in (2022, 2026)
    }
    assert told == {
        2022: [Outcome.MET, Outcome.MET, Outcome.MET],
        2026: [Outcome.PENDING, Outcome.PENDING, Outcome.MET],
    }


def test_a_value_known_badly_settles_nothing() -> None:
    unsure = [VALUES[0], {**VALUES[1], "confidence": "weak"}]
    ruleset = dated(values=unsure)
    situation = [Situation([{"value": "30"}])]
    (before,), (after,) = (judge(ruleset, situation, year=year) for year in (2022, 2024))
    assert (before.settles, after.settles) == (True, False)


def test_a_reason_of_its_own() -> None:
    (verdict,) = judge(dated(), [Situation([{"value": "1"}])], year=2030)
    assert (verdict.reason, verdict.margin, verdict.settles) == (Reason.NOT_IN_FORCE, None, False)


@pytest.mark.parametrize(
    ("first", "last", "year", "covers"),
    [
        ("2019-09-11", "2021", 2018, False),
        ("2019-09-11", "2021", 2019, True),
        ("2019-09-11", "2021", 2021, True),
        ("2019-09-11", "2021", 2022, False),
        ("2025", None, 2024, False),
        ("2025", None, 2025, True),
        ("2025", None, 2099, True),
    ],
)
def test_years_that_an_edition_covers(
    first: str, last: str | None, year: int, covers: bool
) -> None:
    assert in_force(first, last).covers(year) is covers


@pytest.mark.parametrize(
    ("first", "last", "day", "holds"),
    [
        ("2019-09-11", "2021", "2019-09-10", False),
        ("2019-09-11", "2021", "2019-09-11", True),
        ("2019-09-11", "2021", "2020-12-31", True),
        ("2019-09-11", "2021", "2021-01-02", None),
        ("2019-09-11", "2021", "2021-12-31", None),
        ("2019-09-11", "2021", "2022-01-01", False),
        ("2025", None, "2024-12-31", False),
        ("2025", None, "2025-06-01", None),
        ("2025", None, "2026-01-01", True),
        ("2024-02-01", "2024-02-01", "2024-02-01", True),
    ],
)
def test_days_on_which_an_edition_holds(
    first: str, last: str | None, day: str, holds: bool | None
) -> None:
    assert in_force(first, last).holds_on(date.fromisoformat(day)) is holds


def test_an_edition_that_ends_before_it_begins() -> None:
    with pytest.raises(ValidationError, match="结束日期 2020 早于开始日期 2021-01-01"):
        in_force("2021-01-01", "2020")


@pytest.mark.parametrize(
    ("day", "refused"), [("2025-06-30", False), ("2025-07-01", True), ("2019-12-31", True)]
)
def test_an_application_is_refused_outside_of_the_edition(day: str, refused: bool) -> None:
    bound = dated()
    limited = InForce.model_validate({"from": "2020-01-01", "to": "2025-06-30"})
    ruleset = bound.ruleset.model_copy(update={"in_force": limited})
    asked = [(BoundRuleset(**{**vars(bound), "ruleset": ruleset}), [2022])]
    data = data_of(bound, [Situation([{"value": "38"}])], year=2022)
    judged_on = date.fromisoformat(day)
    if not refused:
        evaluate([], data, judged_on, as_reference=False, plugins=(), applications=asked)
        return
    with pytest.raises(
        NotInForceError, match=f"申报日期 {day} 不在施行期内（2020-01-01 至 2025-06-30）"
    ):
        evaluate([], data, judged_on, as_reference=False, plugins=(), applications=asked)
