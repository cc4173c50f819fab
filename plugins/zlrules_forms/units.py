"""The unit in which a figure is asked for and read."""

from __future__ import annotations

from zlrules import Indicator, canonical

UNITS = {"change_pct": "%", "change_pp": "百分点", "rank": "位", "rank_of_change": "位"}


def unit_of(indicator: Indicator, measure: str) -> str:
    """The unit in which a measure of an indicator is filled in; "" for words and pure numbers."""
    unit = UNITS.get(measure, indicator.unit or "")
    return "" if canonical(unit) == "/" else unit
