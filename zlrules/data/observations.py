"""Observations checked and brought into one form: ids, periods, exact numbers, one unit each."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

import polars as pl

from zlrules.data.alone import check_repeats, stands_alone
from zlrules.data.coded import Coded
from zlrules.data.findings import Findings, is_day
from zlrules.data.headers import BOUNDS, MEASURES, STATUSES
from zlrules.data.period import Period, parse_period
from zlrules.data.precisions import Precisions
from zlrules.data.quantities import States, with_numbers
from zlrules.data.ranges import check_ranges
from zlrules.errors import Problem, one_of
from zlrules.loading.catalogue import Catalogue
from zlrules.words import Status

_CHECKED = (
    *("district", "indicator", "scope", "period", "measure", "base", "bound", "status", "as_of"),
)
"""Columns whose every distinct text is looked at once."""


@dataclass(frozen=True, eq=False, repr=False)
class Checked:
    """Observations in one form.

    Attributes:
        frame: The table with, besides its text columns, ``year`` (Int32, last year of a span),
            ``part`` (null for whole years), ``first`` (Int32, first year of a span),
            ``base_year`` (Int32), ``digits`` (Int64) and ``decimals`` (Int8) of the number, which
            for states is the code of the words, ``stateful`` (Boolean, whether it is a state) and
            ``alone`` (Boolean, see `zlrules.data.alone`); sorted as read.
        indicators: Its column ``indicator``: ids.
        scopes: Its column ``scope``.
        precisions: The indicator and the decimals of each figure.
        states: The words behind each code, by indicator.
        problems: What is wrong.
    """

    frame: pl.DataFrame
    indicators: Coded
    scopes: Coded
    precisions: Precisions
    states: States
    problems: tuple[Problem, ...]

    def of(self, frame: pl.DataFrame) -> Checked:
        """The same with another table, in the same form."""
        indicators = Coded.of(frame["indicator"])
        return replace(
            self,
            frame=frame,
            indicators=indicators,
            scopes=Coded.of(frame["scope"]),
            precisions=Precisions.of(indicators, frame["decimals"]),
        )


def check_observations(
    raw: pl.DataFrame, districts: Collection[str], catalogue: Catalogue
) -> Checked:
    """Check a table of observations and bring it into one form.

    Args:
        raw: A table in the form of `zlrules.data.tables.OBSERVATIONS`.
        districts: Codes of the districts that are known.
    """
    raw = raw.rechunk()
    findings = Findings(raw)
    coded = {name: Coded.of(raw[name]) for name in _CHECKED}
    _check_words(findings, coded, districts, catalogue)
    indicators = coded["indicator"].renamed(catalogue.find)
    scopes = coded["scope"].filled("全区")
    frame = raw.with_columns(
        indicators.texts("indicator"),
        scopes.texts("scope"),
        coded["measure"].renamed(_in_code(MEASURES)).filled("value").texts("measure"),
        coded["status"].renamed(_in_code(STATUSES)).filled(Status.FINAL).texts("status"),
        coded["bound"].filled("=").texts("bound"),
        *_years(coded["period"]),
        coded["base"].column("base_year", lambda text: _period(text).year, pl.Int32),
    )
    frame, states = with_numbers(frame, indicators, catalogue, findings)
    precisions = Precisions.of(indicators, frame["decimals"])
    check_ranges(frame, precisions, catalogue, findings)
    alone = stands_alone(frame, coded["district"], indicators, scopes)
    frame = frame.with_columns(alone.alias("alone"))
    others = (~alone).arg_true()
    check_repeats(frame[others].with_columns(others.alias("at")), findings)
    problems = tuple(findings.problems)
    return Checked(frame, indicators, scopes, precisions, states, problems)


def _check_words(
    findings: Findings, coded: dict[str, Coded], districts: Collection[str], catalogue: Catalogue
) -> None:
    for column in ("district", "indicator", "period"):
        findings.require(column, "补上再试")
    known = set(districts)
    findings.refuse_texts(
        "district",
        coded["district"],
        known.__contains__,
        "未知行政区 '{}'",
        lambda text: one_of(text, known),
    )
    findings.refuse_texts(
        "indicator",
        coded["indicator"],
        lambda name: catalogue.find(name) is not None,
        "未知指标 '{}'",
        catalogue.candidates,
    )
    for column in ("period", "base"):
        findings.refuse_texts(
            column,
            coded[column],
            lambda text: parse_period(text) is not None,
            "没有 '{}' 这样的时期",
            "写成 2025、2025H1、2025Q2、2025-06、2016/2020 或 undated",
        )
    for column, words in (("measure", MEASURES), ("status", STATUSES)):
        allowed = [*words, *words.values()]
        remedy = f"可用: {', '.join(allowed)}"
        findings.refuse_texts(column, coded[column], allowed.__contains__, "未知的词 '{}'", remedy)
    findings.refuse_texts(
        "bound", coded["bound"], BOUNDS.__contains__, "未知界限 '{}'", f"可用: {' '.join(BOUNDS)}"
    )
    findings.refuse_texts("as_of", coded["as_of"], is_day, "'{}' 不是日期", "写成 2025-06-30")


def _in_code(words: dict[str, str]) -> Callable[[str], str]:
    """Words of the users to those in code."""
    return lambda word: words.get(word, word)


def _period(text: str) -> Period:
    """A period, or none where the text isn't one, which is refused."""
    return parse_period(text) or Period(None)


def _years(periods: Coded) -> list[pl.Expr]:
    return [
        periods.column("year", lambda text: _period(text).year, pl.Int32),
        periods.column("part", lambda text: _period(text).part, pl.Categorical()),
        periods.column("first", lambda text: _period(text).first, pl.Int32),
    ]
