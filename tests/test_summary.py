"""The summary of many districts says what counting them one by one says."""

from __future__ import annotations

import pytest

import zlrules
import zlrules.testing
from tests.cities import write_city
from zlrules.assessment import Assessment
from zlrules.document import AssessmentDocument, RulesetAssessment
from zlrules.evaluate import evaluate
from zlrules.summary import MOST_NEAREST, RulesetSummary, summarise
from zlrules.telling.summary_tables import summary_tables
from zlrules.words import Decision, Nature, Outcome


@pytest.fixture(scope="module")
def assessment(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    city = write_city(tmp_path_factory.mktemp("city"))
    plugins = zlrules.load_plugins()
    ruleset = zlrules.open_library(plugins, [city / "rulesets"]).load("shi/kaohe")
    return zlrules.assess([(ruleset, 2024), (ruleset, 2025)], zlrules.read_data(city, plugins))


@pytest.fixture(scope="module")
def document(assessment: Assessment) -> AssessmentDocument:
    return assessment.document()


@pytest.fixture(scope="module")
def summary(assessment: Assessment) -> RulesetSummary:
    (one,) = summarise([assessment])
    return one


def test_decisions_of_each_year(summary: RulesetSummary, document: AssessmentDocument) -> None:
    for year in summary.years:
        told = [one for one in document.assessments if one.year == year.year]
        for decision in Decision:
            assert year.decided[decision] == sum(one.decision is decision for one in told)
            assert year.standing[decision] == sum(one.as_it_stands is decision for one in told)
        counts = [count for one in told for count in one.counts.values()]
        assert year.judged == sum(one.met + one.missed for one in counts)
        assert year.applicable == sum(one.total - one.not_applicable for one in counts)


def test_outcomes_of_the_latest_year(summary: RulesetSummary, document: AssessmentDocument) -> None:
    for criterion in summary.criteria:
        found = [
            result.outcome
            for one in document.assessments
            if one.year == 2025
            for result in one.results
            if result.criterion == criterion.row.row.id
        ]
        assert criterion.outcomes == {outcome: found.count(outcome) for outcome in Outcome}
        assert criterion.applicable == 53


def in_the_way(one: RulesetAssessment) -> tuple[list[str], int]:
    """The deciding criteria that are missed for good, and how many are open."""
    deciding = [
        result
        for result in one.results
        if result.parent is None and result.nature is not Nature.EXPECTED
    ]
    missed = [
        result.criterion
        for result in deciding
        if result.outcome is Outcome.MISSED and result.settles
    ]
    return missed, sum(not result.settles for result in deciding)


def test_the_nearest_have_least_in_their_way(
    summary: RulesetSummary, document: AssessmentDocument
) -> None:
    short = [
        (len(missed), open_, one.district.code, missed)
        for one in document.assessments
        if one.year == 2025 and one.decision is not Decision.PASS
        for missed, open_ in [in_the_way(one)]
    ]
    assert [
        (len(one.missed), one.open, one.code, [row.row.id for row in one.missed])
        for one in summary.nearest
    ] == sorted(short)[:MOST_NEAREST]


def test_conflicts_are_counted(summary: RulesetSummary, document: AssessmentDocument) -> None:
    assert summary.conflicts == len(document.conflicts) == 1


def test_more_districts_than_can_be_told_of_are_summed_up(
    assessment: Assessment, summary: RulesetSummary
) -> None:
    apart = evaluate(
        [(summary.bound, [2024, 2025])],
        assessment.data,
        assessment.judged_on,
        as_reference=False,
        plugins=(),
        at_once=7,
        most_told=0,
    )
    assert summarise([apart]) == (summary,)


def test_a_ruleset_without_text_has_only_decisions() -> None:
    ruleset = zlrules.testing.ruleset_of(
        [], indicators=[INDICATOR], operators={}, text="not_obtained"
    )
    situations = [zlrules.testing.Situation()] * 2
    (one,) = summarise([zlrules.testing.assess_situations(ruleset, situations)])
    (table,) = (table for table in summary_tables(one) if table.rows)
    assert table.rows == (
        ("2025", "自查结论", "0", "0", "2", "—"),
        ("2025", "按现有数据", "0", "0", "2", ""),
    )


INDICATOR = zlrules.Indicator(
    id="test.ratio", name="比率", unit="%", decimals=1, kind="ratio", definition="测试用"
)
