"""可证明: which years are to be proven, by which documents, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, strategies as st

from tests.cases import ROW
from tests.laws.worlds import INDICATORS, OPERATORS
from zlrules.data.evidence_files import EvidenceFiles
from zlrules.data.period import Days
from zlrules.document import ResultDocument
from zlrules.evaluate import evaluate
from zlrules.loading.yamlfile import Value, read_yaml
from zlrules.telling.to_prove import ToProve
from zlrules.testing import JUDGED_ON, YEAR, Rows, Situation, data_of, ruleset_of

FILE = read_yaml(Path(__file__).with_name("proof.yaml")).value
DEFAULTS = cast("Mapping[str, Value]", FILE["defaults"])
CASES = [{**DEFAULTS, **one} for one in cast("list[Mapping[str, Value]]", FILE["cases"])]
Case = Mapping[str, Value]


def rows(case: Case, name: str) -> Rows:
    return cast("Rows", case.get(name) or [])


def situation(case: Case) -> Situation:
    """What is known; everything is about the case's own indicator and criterion."""
    indicator = str(case.get("indicator", "river"))
    statement = {"criterion": "c1"}
    return Situation(
        figures=[{"indicator": indicator, **row} for row in rows(case, "given")],
        attestations=[{**statement, **row} for row in rows(case, "attested")],
        not_applicable=[{**statement, **row} for row in rows(case, "not_applicable")],
        attributes=cast("Mapping[str, str]", case.get("attributes") or {}),
        progress=[{"task": "c1", **row} for row in rows(case, "progress")],
        evidence=[{**statement, **row} for row in rows(case, "evidence")],
    )


def told(case: Case, files: EvidenceFiles | None) -> ResultDocument:
    """The result of the case's criterion."""
    row = {name: case[name] for name in (*ROW, "applies_when") if case.get(name) is not None}
    ruleset = ruleset_of([row], indicators=INDICATORS.values(), operators=OPERATORS)
    data = replace(data_of(ruleset, [situation(case)]), files=files)
    assessed = evaluate([(ruleset, [YEAR])], data, JUDGED_ON, as_reference=False, plugins=())
    return assessed.document().assessments[0].results[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_cases(case: Case, tmp_path: Path) -> None:
    for name in cast("list[str]", case["files"]):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    result = told(case, EvidenceFiles(tmp_path))
    assert str(result.provable).lower() == case["provable"]
    assert list(result.unproven) == case.get("unproven", [])
    if "years" in case:
        assert list(map(str, result.proof_years)) == case["years"]
    if "states" in case:
        assert {one.id: one.state.value for one in result.evidence} == case["states"]
    if "labels" in case:
        assert {one.id: one.label for one in result.evidence} == case["labels"]


NAMED: dict[str, Value] = {"value": "6", "evidence": "年报.pdf"}
REGISTERED: Case = {"require": {"at_least": "5"}, "given": [{"value": "6"}]}


def test_where_nobody_looked_for_files_only_what_is_wrong_is_known() -> None:
    document: dict[str, Value] = {"id": "A", "path": "a.pdf"}
    unchecked = told({**REGISTERED, "evidence": [document]}, None)
    assert (unchecked.provable, unchecked.unproven) == (None, ())
    assert unchecked.evidence[0].state == "unchecked"
    other = told({**REGISTERED, "evidence": [{**document, "period": "2024"}]}, None)
    assert (other.provable, other.evidence[0].state) == (False, "wrong_period")


def test_without_a_register_figures_name_their_evidence_themselves() -> None:
    result = told({**REGISTERED, "given": [NAMED]}, None)
    (one,) = result.evidence
    assert (one.id, one.title, one.label, one.state) == (
        "年报.pdf",
        "年报.pdf",
        None,
        "unregistered",
    )
    assert result.provable is None


def test_one_district_has_a_register_and_its_neighbour_has_none() -> None:
    ruleset = ruleset_of(
        [{"require": {"at_least": "5"}}], indicators=INDICATORS.values(), operators=OPERATORS
    )
    figure = [{"indicator": "river", "value": "6"}]
    world = [Situation(figures=figure, evidence=[{"id": "A"}]), Situation(figures=figure)]
    for at_once in (1, 2):
        assessed = evaluate(
            [(ruleset, [YEAR])],
            data_of(ruleset, world),
            JUDGED_ON,
            as_reference=False,
            plugins=(),
            at_once=at_once,
        )
        results = [one.results[0] for one in assessed.document().assessments]
        assert [len(one.evidence) for one in results] == [1, 0]


@pytest.mark.parametrize(
    ("pattern", "labels"),
    [
        ("{number}-{year}-{n}", ["1-2024-1", "1-2025-1", "1-2025-2"]),
        ("证{n}", ["证1", "证2", "证3"]),
        ("{year}（{n}）", ["2024（1）", "2025（1）", "2025（2）"]),
    ],
)
def test_numbers_as_the_workspace_wants_them(pattern: str, labels: list[str]) -> None:
    case: Case = {
        "require": {"change": {"since": "previous_year", "at_least": "0", "unit": "absolute"}},
        "given": [{"value": "6"}, {"value": "5", "period": "2024"}],
        "evidence": [{"id": "A", "period": "2024"}, {"id": "B"}, {"id": "C"}],
    }
    ruleset = ruleset_of(
        [{"require": case["require"]}], indicators=INDICATORS.values(), operators=OPERATORS
    )
    data = replace(data_of(ruleset, [situation(case)]), label=pattern)
    assessed = evaluate([(ruleset, [YEAR])], data, JUDGED_ON, as_reference=False, plugins=())
    (result,) = assessed.document().assessments[0].results
    assert [one.label for one in result.evidence] == labels


DAYS = st.integers(0, 12).map(lambda number: date(2024, 12, 28) + timedelta(days=number))
SPANS = st.tuples(DAYS, DAYS).map(lambda ends: Days(min(ends), max(ends)))


def days_of(span: Days) -> set[date]:
    """Every day of a span."""
    length = (span.last - span.first).days + 1
    return {span.first + timedelta(days=number) for number in range(length)}


@given(SPANS, st.lists(SPANS, max_size=4), st.booleans())
def test_days_are_covered_together(days: Days, by: Sequence[Days], as_a_whole: bool) -> None:
    wanted = days_of(days)
    covered = wanted & {day for span in by for day in days_of(span)}
    expected = covered == wanted if as_a_whole else bool(covered)
    assert ToProve(2024, days, as_a_whole).is_covered(by) is expected
