"""Where sources disagree, an adoption decides; what it leaves aside stays visible."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

import zlrules
from zlrules.data.headers import ADOPTED
from zlrules.data.tables import Data, empty
from zlrules.errors import DataError
from zlrules.models.indicator import Indicator
from zlrules.testing import ruleset_of

RIVER = Indicator(
    id="river", name="优良比例", unit="%", decimals=1, direction="up", kind="ratio", definition="…"
)
STREAM = Indicator(
    id="stream", name="黑臭水体", kind="state", states=("消除", "未消除"), definition="…"
)
OPERATORS = zlrules.load_plugins().operators()
RULESET = ruleset_of(
    [{"require": {"at_least": "80"}}, {"indicator": "stream", "require": {"state": ["消除"]}}],
    indicators=[RIVER, STREAM],
    operators=OPERATORS,
)
ADOPTION = {
    "district": "1",
    "indicator": "river",
    "period": "2025",
    "why": "年鉴为准",
    "who": "张三",
}
WHEN = {"when": "2026-03-01"}


def observed(*rows: tuple[str, str]) -> pl.DataFrame:
    """Figures of one fact, each from a source of its own."""
    return pl.DataFrame(
        [
            {
                "district": "1",
                "indicator": "river",
                "period": "2025",
                "value": value,
                "source": source,
            }
            for value, source in rows
        ]
    )


def assessed(observations: pl.DataFrame, *adopted: dict[str, str]) -> zlrules.Assessment:
    data = Data(
        observations=observations,
        districts=pl.DataFrame({"code": ["1"], "name": ["甲区"]}),
        adopted=pl.DataFrame(list(adopted)) if adopted else empty(ADOPTED),
    )
    return zlrules.assess([(RULESET, 2025)], data, judged_on=date(2026, 4, 1))


TWO = observed(("79.5", "报告"), ("81.20", "年鉴"))


def test_until_something_is_adopted_the_verdict_is_open() -> None:
    assert assessed(TWO).results["outcome"][0] == "pending"


@pytest.mark.parametrize(
    ("value", "outcome", "margin"), [("81.2", "met", "1.20"), ("79.50", "missed", "-0.5")]
)
def test_the_adopted_value_decides_with_whatever_zeros_it_is_written(
    value: str, outcome: str, margin: str
) -> None:
    document = assessed(TWO, {**ADOPTION, **WHEN, "value": value}).document()
    result = document.assessments[0].results[0]
    assert (result.outcome, result.margin) == (outcome, margin)


def test_the_conflict_stays_listed_with_who_decided_it() -> None:
    document = assessed(TWO, {**ADOPTION, **WHEN, "value": "81.2"}).document()
    (conflict,) = document.conflicts
    assert [said.value for said in conflict.said] == ["79.5", "81.20"]
    assert conflict.adopted is not None
    assert conflict.adopted.model_dump(mode="json") == {
        "value": "81.20",
        "why": "年鉴为准",
        "who": "张三",
        "when": "2026-03-01",
    }


def test_adopting_where_all_agree_is_no_conflict() -> None:
    same = observed(("81.2", "报告"), ("81.20", "年鉴"))
    assert assessed(same, {**ADOPTION, **WHEN, "value": "81.2"}).document().conflicts == ()


def test_a_state_is_adopted_by_its_word() -> None:
    rows = [
        {"district": "1", "indicator": "stream", "period": "2025", "text": text, "source": source}
        for text, source in (("消除", "甲"), ("未消除", "乙"))
    ]
    adoption = {**ADOPTION, **WHEN, "indicator": "stream", "text": "消除"}
    assert assessed(pl.DataFrame(rows)).results["outcome"][1] == "pending"
    assert assessed(pl.DataFrame(rows), adoption).results["outcome"][1] == "met"


def test_an_adoption_for_another_year_or_scope_changes_nothing() -> None:
    more = pl.concat(
        [TWO, observed(("82", "年鉴")).with_columns(period=pl.lit("2024"))], how="diagonal"
    )
    adoption = {**ADOPTION, **WHEN, "period": "2024", "value": "82"}
    assert assessed(more, adoption).results["outcome"][0] == "pending"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"value": "90"}, "没有来源给出 '90'"),
        ({"when": "2026-3-1"}, "'2026-3-1' 不是日期"),
        ({"why": ""}, "采信应写明理由、采信人和日期"),
        ({"indicator": "rivr"}, "未知指标 'rivr'"),
        ({"value": "81,2"}, "不是可用的数值"),
    ],
)
def test_adoptions_that_say_nothing_are_refused(change: dict[str, str], words: str) -> None:
    with pytest.raises(DataError, match=words):
        assessed(TWO, {**ADOPTION, **WHEN, "value": "81.2", **change})


def test_adopting_twice_is_refused() -> None:
    first = {**ADOPTION, **WHEN, "value": "81.2"}
    with pytest.raises(DataError, match="同一数据采信了几次"):
        assessed(TWO, first, {**first, "who": "李四"})
