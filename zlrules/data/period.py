"""Periods as tables write them: a year, a part of a year, a span of years, or undated."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from zlrules.words import PLAUSIBLE_YEARS

_PERIOD = re.compile(
    r"(?P<year>\d{4})(?P<part>H[12]|Q[1-4]|-(0[1-9]|1[0-2]))?|(?P<first>\d{4})/(?P<last>\d{4})",
    re.ASCII,
)

_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})", re.ASCII)


class Period(NamedTuple):
    """A period.

    Attributes:
        year: The year, the last one of a span; None when undated.
        part: ``H1``, ``Q2``, ``-06`` for parts of a year.
        first: First year of a span.
    """

    year: int | None
    part: str | None = None
    first: int | None = None


def parse_period(text: str) -> Period | None:
    """Read ``2025``, ``2025H1``, ``2025Q2``, ``2025-06``, ``2016/2020`` or ``undated``.

    Returns:
        None when the text is none of these.
    """
    if text == "undated":
        return Period(None)
    match = _PERIOD.fullmatch(text)
    if match is None:
        return None
    if match["first"]:
        first, last = int(match["first"]), int(match["last"])
        return (
            Period(last, None, first)
            if _plausible(first) and first < last and _plausible(last)
            else None
        )
    year = int(match["year"])
    return Period(year, match["part"]) if _plausible(year) else None


def first_year(text: str) -> int | None:
    """The first of the whole years that a period covers: 2021 of ``2021/2025``."""
    period = parse_period(text)
    return (period.first or period.year) if period and period.part is None else None


def last_year(text: str) -> int | None:
    """The last of the whole years that a period covers: 2025 of ``2021/2025``."""
    period = parse_period(text)
    return period.year if period and period.part is None else None


def last_day_of(text: str) -> date | None:
    """The last day of a year or of a part of one: 2025-06-30 of ``2025H1`` and of ``2025-06``."""
    period = parse_period(text)
    if period is None or period.year is None or period.first is not None:
        return None
    last_month = {"H": 6, "Q": 3, "-": 1}
    part = period.part
    month = last_month[part[0]] * int(part[1:]) if part else 12
    return date(period.year, month, monthrange(period.year, month)[1])


class Days(NamedTuple):
    """A span of days, both ends included."""

    first: date
    last: date

    @classmethod
    def of_year(cls, year: int) -> Days:
        """All days of a year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    def common(self, other: Days) -> Days | None:
        """The days that lie in both."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Days(first, last) if first <= last else None

    @property
    def first_year(self) -> int:
        """The first year that lies in it as a whole."""
        return self.first.year + (self.first != date(self.first.year, 1, 1))

    @property
    def last_year(self) -> int:
        """The last year that lies in it as a whole; before the first when none does."""
        return self.last.year - (self.last != date(self.last.year, 12, 31))


def parse_days(text: str) -> Days | None:
    """Read ``2023-03-01/2026-02-28``, or whole years: ``2025``, ``2021/2025``.

    Returns:
        None when the text is none of these.
    """
    match = _DAYS.fullmatch(text)
    if match is None:
        first, last = first_year(text), last_year(text)
        return Days(date(first, 1, 1), date(last, 12, 31)) if first and last else None
    try:
        days = Days(date.fromisoformat(match[1]), date.fromisoformat(match[2]))
    except ValueError:
        return None
    in_order = days.first <= days.last
    return days if in_order and _plausible(days.first.year) and _plausible(days.last.year) else None


def _plausible(year: int) -> bool:
    return year in PLAUSIBLE_YEARS
