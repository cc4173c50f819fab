"""What was known on a day."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from zlrules.data.known_on import known_on
from zlrules.data.tables import Data

FIGURE = {"district": "320404", "indicator": "air.pm25"}
HALF_YEAR = date(2025, 6, 30)


@pytest.mark.parametrize(
    ("period", "as_of", "known"),
    [
        ("2024", None, True),
        ("2025", None, False),
        ("2025", "2025-06-30", True),
        ("2025", "2025-07-01", False),
        ("2024", "2025-07-01", False),
        ("2025H1", None, True),
        ("2025-06", None, True),
        ("2025-07", None, False),
        ("2025Q2", None, True),
        ("2021/2025", None, False),
        ("undated", None, True),
        ("去年", None, True),
    ],
)
def test_figures_are_known_from_their_day_or_the_end_of_their_period(
    period: str, as_of: str | None, *, known: bool
) -> None:
    observed = pl.DataFrame(
        [{**FIGURE, "period": period, "as_of": as_of}],
        schema_overrides={"as_of": pl.String},
    )
    found = known_on(Data(observations=observed), HALF_YEAR)
    assert found.observations.height == known


@pytest.mark.parametrize(("day", "known"), [("2025-06-30", 1), ("2025-07-01", 0), (None, 1)])
def test_documents_are_known_from_their_date(day: str | None, known: int) -> None:
    row = {"district": "320404", "ruleset": "r/r", "criterion": "c", "period": "2025", "date": day}
    frame = pl.DataFrame([row], schema_overrides={"date": pl.String})
    statements = frame.with_columns(kind=pl.lit("自报"), document=pl.lit("甲"))
    answers = frame.with_columns(reason=pl.lit("不涉及"), document=pl.lit("甲"))
    events = pl.DataFrame(
        [{"district": "320404", "kind": "e", "date": day}], schema_overrides={"date": pl.String}
    )
    found = known_on(
        Data(attestations=statements, not_applicable=answers, events=events), HALF_YEAR
    )
    tables = (found.attestations, found.not_applicable, found.events)
    assert [table.height for table in tables] == [known] * 3


@pytest.mark.parametrize(
    ("period", "when", "known"),
    [("2024", "2025-06-30", 1), ("2024", "2025-07-01", 0), ("2025", "2025-06-30", 0)],
)
def test_adoptions_are_known_with_the_figure_that_they_adopt(
    period: str, when: str, known: int
) -> None:
    row = {**FIGURE, "period": period, "value": "30", "why": "甲", "who": "乙", "when": when}
    found = known_on(Data(adopted=pl.DataFrame([row])), HALF_YEAR)
    assert found.adopted.height == known


@pytest.mark.parametrize(("as_of", "known"), [("2025-06", 1), ("2025H2", 0), ("2025-07-01", 0)])
def test_reports_are_known_from_the_day_they_speak_of(as_of: str, known: int) -> None:
    row = {"district": "320404", "task": "t", "as_of": as_of, "stage": "完成"}
    assert known_on(Data(progress=pl.DataFrame([row])), HALF_YEAR).progress.height == known
