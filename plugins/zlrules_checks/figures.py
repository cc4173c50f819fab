"""Observations as exact figures, each with what it stands for and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache, cached_property
from typing import TypeVar

from zlrules import Catalogue, Facts, Indicator, factor
from zlrules_checks.ranges import Range, bounded, disjoint

_Key = TypeVar("_Key", bound=Hashable)
UNDATED = "undated"
_COLUMNS = (
    *("index", "file", "row", "district", "indicator", "scope", "period", "year", "part", "first"),
    *("measure", "base", "stage", "status", "as_of", "bound", "digits", "decimals", "unit"),
    *("text", "source", "place", "set_aside"),
)


@dataclass(frozen=True)
class Figure:
    """One observation.

    Attributes:
        words: The words of a state; None for numbers.
        width: Half width of figures marked ``~``.
        set_aside: Whether another source's value was adopted.
    """

    index: int
    file: str
    row: int
    district: str
    indicator: Indicator
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
    words: frozenset[str] | None
    width: Fraction | None
    set_aside: bool

    @cached_property
    def number(self) -> Fraction:
        """The number as written, in the indicator's unit."""
        return Fraction(self.digits, 10**self.decimals)

    @cached_property
    def range(self) -> Range:
        """All that the figure can be when it is taken at its word."""
        return bounded(self.number, self.bound, self.width)

    @cached_property
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
    width = None if facts.about is None else Fraction(facts.about) / 100
    told = [name for name in _COLUMNS if name not in ("index", "file", "row")]
    frame = facts.observations.select(_COLUMNS).unique(told, keep="first", maintain_order=True)
    return [_figure(row, facts, catalogue, width) for row in frame.iter_rows(named=True)]


def _figure(
    row: Mapping[str, object], facts: Facts, catalogue: Catalogue, width: Fraction | None
) -> Figure:
    name, code = str(row["indicator"]), row["digits"]
    assert isinstance(code, int)
    stateful = name in facts.states and row["measure"] == "value"
    words = facts.states[name][code] if stateful else None
    known = {key: value for key, value in row.items() if key != "indicator"}
    return Figure(indicator=catalogue[name], words=words, width=width, **known)  # type: ignore[arg-type]


def disagree(figures: Iterable[Figure]) -> bool:
    """Whether figures can't all be true of the same thing."""
    found = list(
        {(one.digits, one.decimals, one.bound, one.words): one for one in figures}.values()
    )
    if len(found) == 1:
        return False
    words = [one.words for one in found if one.words is not None]
    if words:
        return not frozenset.intersection(*words)
    return disjoint(one.range for one in found)


def grouped(figures: Iterable[Figure], key: Callable[[Figure], _Key]) -> dict[_Key, list[Figure]]:
    """Figures by a key, in their order."""
    groups: dict[_Key, list[Figure]] = {}
    for one in figures:
        groups.setdefault(key(one), []).append(one)
    return groups
