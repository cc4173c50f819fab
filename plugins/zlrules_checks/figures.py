"""Observations as exact figures, each with what it stands for and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, TypeVar

import polars as pl

from zlrules import Catalogue, Facts, Indicator, decimals_of, factor
from zlrules_checks.ranges import Range, bounded

_Key = TypeVar("_Key", bound=Hashable)
UNDATED = "undated"
ENDLESS = 10**60
"""Stands for no end; figures on their lattice have far fewer digits."""
_COLUMNS = (
    *("index", "file", "row", "district", "scope", "period", "year", "part", "first"),
    *("measure", "base", "stage", "status", "as_of", "bound", "digits", "decimals", "unit"),
    *("text", "source", "place", "set_aside"),
)
"""In the order of the fields of `Figure`."""
_SERIES = ("district", "indicator", "measure", "base", "stage")


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """One observation.

    Attributes:
        words: The words of a state; None for numbers.
        width: Half width of figures marked ``~``.
        low: Its lower end in halves of the last decimal of its indicator's figures, odd where it
            is open, so that ends are compared as whole numbers.
        high: Its upper end likewise.
        set_aside: Whether another source's value was adopted.
        contested: Whether another figure of the series and period says something else. Most
            aren't, so that checks which compare such figures need look at few.
        beside_undated: Whether the series has undated figures.
    """

    indicator: Indicator
    words: frozenset[str] | None
    width: Fraction | None
    low: int
    high: int
    index: int
    file: str
    row: int
    district: str
    scope: str
    period: str
    year: int | None
    part: str | None
    first: int | None
    measure: str
    base: str | None
    stage: str | None
    status: str
    as_of: str | None
    bound: str
    digits: int
    decimals: int
    unit: str | None
    text: str | None
    source: str | None
    place: str | None
    set_aside: bool
    contested: bool
    beside_undated: bool

    @property
    def number(self) -> Fraction:
        """The number as written, in the indicator's unit."""
        return Fraction(self.digits, 10**self.decimals)

    @property
    def range(self) -> Range:
        """All that the figure can be when it is taken at its word."""
        return bounded(self.number, self.bound, self.width)

    @property
    def rounded(self) -> Range:
        """All that can have been rounded to the figure; counts aren't rounded."""
        return self.range if self._is_count else self.range.widened(self._last_digit / 2)

    @property
    def is_whole_year(self) -> bool:
        """Whether it is the figure of a year, not of a part or of several."""
        return self.year is not None and self.part is None and self.first is None

    @property
    def series(self) -> tuple[str, str, str, str | None, str | None]:
        """Figures with the same are one series, whatever their period."""
        return self.district, self.indicator.id, self.measure, self.base, self.stage

    @property
    def _is_count(self) -> bool:
        counted = self.indicator.decimals == 0 and self.measure in ("value", "change")
        return counted and self._last_digit == 1

    @property
    def _last_digit(self) -> Fraction:
        """What one unit of the last printed decimal is worth, in the indicator's unit."""
        converted = self.measure in ("value", "change") and self.unit is not None
        times = _multiplied(str(self.unit), str(self.indicator.unit)) if converted else 1
        return Fraction(times, 10**self.decimals)


@cache
def _multiplied(unit: str, wanted: str) -> int:
    """By what whole number conversion multiplies digits; the rest of it goes into the decimals."""
    _, digits, exponent = (factor(unit, wanted) or Decimal(1)).normalize().as_tuple()
    assert isinstance(exponent, int)
    return int("".join(map(str, digits))) * int(10 ** max(0, exponent))


def figures_of(facts: Facts, catalogue: Catalogue) -> list[Figure]:
    """Every observation once; a row that says the same as another at the same place is left out."""
    about = None if facts.about is None else Decimal(facts.about)
    told = ["indicator", *(name for name in _COLUMNS if name not in ("index", "file", "row"))]
    widened = 0 if about is None else 2 + decimals_of(about)
    finest = pl.col("decimals").max().over("indicator").cast(pl.Int32) + widened
    frame = facts.observations.unique(told, keep="first", maintain_order=True)
    contested = pl.struct("digits", "decimals", "bound", "text").n_unique().over(*_SERIES, "period")
    beside_undated = (pl.col("period") == UNDATED).any().over(_SERIES)
    rows = frame.select(
        "indicator",
        finest.alias("finest"),
        *_COLUMNS,
        (contested > 1).alias("contested"),
        beside_undated.alias("beside_undated"),
    ).iter_rows()
    read = _Reader(facts, catalogue, None if about is None else Fraction(about) / 100)
    return [read.figure(name, finest, row) for name, finest, *row in rows]


_MEASURE, _BOUND, _DIGITS, _DECIMALS = (
    _COLUMNS.index(name) for name in ("measure", "bound", "digits", "decimals")
)


@dataclass(frozen=True)
class _Reader:
    """Makes figures of rows."""

    facts: Facts
    catalogue: Catalogue
    width: Fraction | None

    def figure(self, name: str, finest: int, row: Sequence[Any]) -> Figure:
        """The figure of a row whose indicator's lattice has so many decimals."""
        digits, bound = row[_DIGITS], row[_BOUND]
        indicator = self.catalogue[name]
        if row[_MEASURE] == "value" and name in self.facts.states:
            return Figure(indicator, self.facts.states[name][digits], self.width, 0, 0, *row)
        exact = 2 * digits * 10 ** (finest - row[_DECIMALS])
        low, high = _ends(exact, bound, self.width)
        return Figure(indicator, None, self.width, low, high, *row)


def _ends(exact: int, bound: str, width: Fraction | None) -> tuple[int, int]:
    if bound == "=":
        return exact, exact
    if bound in (">", ">="):
        return exact + (bound == ">"), ENDLESS
    if bound in ("<", "<="):
        return -ENDLESS, exact - (bound == "<")
    around = ENDLESS if width is None else int(abs(exact) * width)
    return exact - around, exact + around


def disagree(figures: Collection[Figure]) -> bool:
    """Whether figures can't all be true of the same thing."""
    if len(figures) == 1:
        return False
    words = [one.words for one in figures if one.words is not None]
    if words:
        return not frozenset.intersection(*words)
    return max(one.low for one in figures) > min(one.high for one in figures)


def grouped(figures: Iterable[Figure], key: Callable[[Figure], _Key]) -> dict[_Key, list[Figure]]:
    """Figures by a key, in their order."""
    groups: dict[_Key, list[Figure]] = {}
    for one in figures:
        groups.setdefault(key(one), []).append(one)
    return groups
