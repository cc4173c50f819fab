"""Which of several values is taken where sources disagree (采信), with why, by whom and when."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from zlrules.data.constant import constant
from zlrules.data.findings import Findings, no_day
from zlrules.data.headers import OBSERVATIONS
from zlrules.data.observations import Checked, check_observations
from zlrules.data.states import fold
from zlrules.data.tables import conform
from zlrules.errors import Problem
from zlrules.loading.catalogue import Catalogue

FACT = ("district", "indicator", "scope", "period", "measure", "base")
"""What an adoption speaks of; whether figures are final doesn't matter to it."""


def check_adopted(
    raw: pl.DataFrame, known: Checked, districts: frozenset[str], catalogue: Catalogue
) -> tuple[pl.DataFrame, list[Problem]]:
    """Check adoptions: each must name a value that some source gives.

    Args:
        raw: A table in the form of `zlrules.data.headers.ADOPTED`.
        known: The observations, checked.

    Returns:
        The table in one form, and what is wrong.
    """
    if raw.is_empty():
        return raw, []
    findings = Findings(raw)
    for column in ("why", "who", "when"):
        findings.require(column, "采信应写明理由、采信人和日期")
    findings.refuse(no_day(raw["when"]), "when", "'{}' 不是日期", "写成 2026-03-01")
    told = conform(raw.drop("why", "who", "when"), OBSERVATIONS, "adopted")
    checked = check_observations(told, districts, catalogue)
    if checked.problems:
        return raw, [*findings.problems, *checked.problems]
    frame = checked.frame.with_columns(raw["why"], raw["who"], raw["when"])
    said = {_said(row) for row in _facts(_about(known.frame, frame))}
    unsaid = pl.Series([_said(row) not in said for row in _facts(frame)], dtype=pl.Boolean)
    remedy = "采信的数值应是某个来源给出的；没有来源的数值先录入数据表"
    findings.refuse(unsaid, "value", "没有来源给出 '{}'", remedy)
    again = frame.select(pl.struct(FACT).is_duplicated()).to_series()
    findings.refuse(again, "value", "同一数据采信了几次：'{}'", "只留有效的一行")
    return frame, findings.problems


def set_aside(observations: pl.DataFrame, adopted: pl.DataFrame) -> pl.Series:
    """Which observations speak of an adopted fact and say something else."""
    taken = {_said(row)[0]: _said(row) for row in _facts(adopted)}
    about = _about(observations.with_row_index("at"), adopted)
    other = pl.Series(
        [taken[_said(row)[0]] != _said(row) for row in _facts(about)], dtype=pl.Boolean
    )
    aside = constant(value=False, dtype=pl.Boolean, height=observations.height)
    return aside.scatter(about["at"].filter(other), values=True)


def _about(observations: pl.DataFrame, adopted: pl.DataFrame) -> pl.DataFrame:
    """The observations that speak of an adopted fact."""
    return observations.join(adopted.select(FACT), on=FACT, how="semi", nulls_equal=True)


Said = tuple[tuple[object, ...], tuple[object, ...]]


def _facts(frame: pl.DataFrame) -> Iterable[dict[str, object]]:
    return frame.select(*FACT, "text", "digits", "decimals", "bound").iter_rows(named=True)


def _said(row: dict[str, object]) -> Said:
    """The fact that a row speaks of, and what it says: the number without idle zeros, or words."""
    digits, decimals = row["digits"], row["decimals"]
    number: tuple[object, ...] = ()
    if isinstance(digits, int) and isinstance(decimals, int):
        while decimals and digits % 10 == 0:
            digits, decimals = digits // 10, decimals - 1
        number = (digits, decimals)
    text = row["text"]
    words = fold(text) if isinstance(text, str) else None
    return tuple(row[name] for name in FACT), (words or number, row["bound"])
