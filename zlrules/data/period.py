"""Periods as tables write them: a year, a part of a year, a span of years, or undated."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zlrules.words import PLAUSIBLE_YEARS

_PERIOD = re.compile(
    r"(?P<year>\d{4})(?P<part>H[12]|Q[1-4]|-(0[1-9]|1[0-2]))?|(?P<first>\d{4})/(?P<last>\d{4})",
    re.ASCII,
)


@dataclass(frozen=True)
class Period:
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


def _plausible(year: int) -> bool:
    return year in PLAUSIBLE_YEARS
