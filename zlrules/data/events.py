"""What happened in a district and counts against it, checked (事件)."""

from __future__ import annotations

import polars as pl

from zlrules.data.districts import refuse_unknown
from zlrules.data.findings import Findings, by_value, no_day, with_nothing
from zlrules.errors import Problem, one_of
from zlrules.loading.catalogue import Catalogue

ADDED = {"day": pl.Date, "rectified": pl.Date}
"""Columns that checking adds."""


def check_events(
    raw: pl.DataFrame, districts: frozenset[str], catalogue: Catalogue
) -> tuple[pl.DataFrame, list[Problem]]:
    """Check events.

    Args:
        raw: A table in the form of `zlrules.data.headers.EVENTS`.

    Returns:
        The table with the id of the indicator for ``kind`` and, added, ``day`` and ``rectified``
        (Date, when it happened and when it was put right, null while it isn't); and what is wrong.
    """
    if raw.is_empty():
        return with_nothing(raw, ADDED), []
    findings = Findings(raw)
    refuse_unknown(findings, districts)
    for column in ("kind", "date"):
        findings.require(column, "补上再试")
    kinds = [one.name for one in catalogue if one.kind == "event"]
    kind = by_value(raw["kind"], lambda name: _event(name, catalogue), pl.String)
    unknown = raw["kind"].is_not_null() & kind.is_null()
    findings.refuse(unknown, "kind", "没有 '{}' 这种事件", lambda text: one_of(text, kinds))
    for column in ("date", "rectified_on"):
        findings.refuse(no_day(raw[column]), column, "'{}' 不是日期", "写成 2025-12-31")
    frame = raw.with_columns(
        kind.alias("kind"),
        pl.col("date").str.to_date("%Y-%m-%d", strict=False).alias("day"),
        pl.col("rectified_on").str.to_date("%Y-%m-%d", strict=False).alias("rectified"),
    )
    early = frame.select(pl.col("rectified") < pl.col("day")).to_series()
    findings.refuse(early, "rectified_on", "'{}' 早于事件的日期", "核对日期")
    _check_grades(findings, kind, catalogue)
    return frame, findings.problems


def _event(name: str, catalogue: Catalogue) -> str | None:
    found = catalogue.find(name)
    return found if found is not None and catalogue[found].kind == "event" else None


def _check_grades(findings: Findings, kinds: pl.Series, catalogue: Catalogue) -> None:
    for name in kinds.drop_nulls().unique().sort():
        event, given = catalogue[name], findings.frame["grade"]
        bad = (kinds == name) & given.is_not_null() & ~given.is_in(list(event.grades))
        remedy = f"可用: {', '.join(event.grades)}" if event.grades else "这种事件不分等级，不填"
        findings.refuse(bad, "grade", f"{event.name}没有 '{{}}' 这个等级", remedy)
