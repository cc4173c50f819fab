"""What was known on a day: data as they would have been read then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl

from zlrules.data.findings import by_value, is_day
from zlrules.data.period import last_day_of, parse_period
from zlrules.data.tables import Data


def known_on(data: Data, day: date) -> Data:
    """Leave out what was known only later.

    A figure is known from its ``as_of``, without one from the end of its period; a written
    statement, an answer, an adoption from its date. Evidence of a later date
    stays in the register, as figures may name it, and proves nothing. What says nothing of the time stays.

    Args:
        day: The day, itself included.
    """
    observed = data.observations
    known = _known_from(observed["as_of"]).fill_null(_period_end(observed["period"]))
    adopted = data.adopted
    decided = pl.select(
        pl.max_horizontal(_known_from(adopted["when"]), _period_end(adopted["period"]))
    ).to_series()
    return replace(
        data,
        observations=_until(observed, known, day),
        adopted=_until(adopted, decided, day),
        attestations=_until(data.attestations, _known_from(data.attestations["date"]), day),
        not_applicable=_until(data.not_applicable, _known_from(data.not_applicable["date"]), day),
        events=_until(data.events, _known_from(data.events["date"]), day),
        progress=_until(data.progress, _known_from(data.progress["as_of"]), day),
    )


def _until(frame: pl.DataFrame, known: pl.Series, day: date) -> pl.DataFrame:
    return frame.filter(known.is_null() | (known <= day.isoformat()))


def _known_from(days: pl.Series) -> pl.Series:
    """The day that a text names, or the last one of the year or part of one."""
    return by_value(days, lambda text: text if is_day(text) else _last_day(text), pl.String)


def _period_end(periods: pl.Series) -> pl.Series:
    return by_value(periods, _last_day, pl.String)


def _last_day(text: str) -> str | None:
    period = parse_period(text)
    if period is not None and period.first is not None and period.year is not None:
        return date(period.year, 12, 31).isoformat()
    day = last_day_of(text)
    return day.isoformat() if day else None
