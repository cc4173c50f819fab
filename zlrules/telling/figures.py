"""Figures as reports show them: with the decimals, period, status and source they came with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from zlrules.document import SeriesPoint, SourceDocument
from zlrules.facts import Facts
from zlrules.loading.catalogue import Catalogue
from zlrules.models.indicator import Indicator
from zlrules.words import MEASURE_UNITS, Status

BOUND_SIGNS = {"=": "", ">=": "≥", ">": ">", "<=": "≤", "<": "<", "~": "约"}
SAME_FACT = ("district", "indicator", "scope", "period", "measure", "base", "status")
"""Rows that agree in these columns speak of the same fact."""

HISTORY = 10
"""So many years of a series are shown beside a result."""


class AddedUp(NamedTuple):
    """What a total consists of that nobody reported.

    Attributes:
        shown: All ends of the sum: ``≥165、≤170``.
        words: The parts, and those that aren't reported, as part of a sentence.
        sources: Where the parts stand.
        disputed: Rows of the parts that sources disagree about.
    """

    shown: str
    words: str
    sources: tuple[SourceDocument, ...]
    disputed: tuple[int, ...]


class Figure(NamedTuple):
    """One observation, as it is shown."""

    value: str | None
    text: str | None
    decimals: int
    bound: str
    measure: str
    period: str
    status: Status
    as_of: date | None
    source: SourceDocument | None
    evidence: str | None
    set_aside: bool
    added: AddedUp | None = None

    @property
    def shown(self) -> str:
        """The word of a state, or the number with its bound: ``≥90``."""
        if self.added:
            return self.added.shown
        return self.text or f"{BOUND_SIGNS[self.bound]}{self.value}"

    @property
    def sources(self) -> tuple[SourceDocument, ...]:
        """Where it stands, or where all that it was added up from does."""
        if self.added:
            return self.added.sources
        return (self.source,) if self.source else ()


class FigureBook:
    """Looks figures up in the observations.

    Args:
        facts: The checked tables.
        documents: Titles of documents by the key that tables use.
    """

    def __init__(self, facts: Facts, documents: Mapping[str, str], catalogue: Catalogue) -> None:
        self._observations = facts.observations
        self._assigned = facts.assigned
        self._states = facts.states
        self._documents = documents
        self._totals = facts.totals
        self._catalogue = catalogue
        self._figures: dict[int, Figure] = {}

    def figure(self, row: int) -> Figure:
        """The observation in a row."""
        if row not in self._figures:
            self._figures[row] = self._looked_up(row)
        return self._figures[row]

    def _looked_up(self, row: int) -> Figure:
        figure = self._figure(self._observations.row(row, named=True))
        total = self._sums.get(row)
        return figure if total is None else figure._replace(added=self._added_up(total))

    def about(self, indicator: str, district: str) -> Sequence[tuple[int, str, Figure]]:
        """All that is known of an indicator, with its row and scope, by period."""
        rows = self._groups.get((district, indicator), ())
        return [(index, scope, self.figure(index)) for index, scope in rows]

    def said_of(self, row: int) -> list[Figure]:
        """What all sources say about the fact that the observation in a row speaks of."""
        fact = self._observations.row(row, named=True)
        same = self._said[tuple(fact[name] for name in SAME_FACT)]
        return [self.figure(index) for index in same]

    @cached_property
    def _said(self) -> dict[tuple[object, ...], list[int]]:
        """The rows that speak of each fact."""
        grouped = self._observations.group_by(SAME_FACT, maintain_order=True).agg("index")
        return {tuple(fact): rows for *fact, rows in grouped.iter_rows()}

    def _added_up(self, total: Mapping[str, Sequence[int]]) -> AddedUp:
        parts = [(row, self.figure(row)) for row in total["parts"]]
        ends = (self._figure(self._observations.row(row, named=True)) for row in total["rows"])
        return AddedUp(
            shown="、".join(end.shown for end in ends),
            words=self._sum_words(parts, total),
            sources=tuple(
                dict.fromkeys(source for _, figure in parts for source in figure.sources)
            ),
            disputed=tuple(total["disputed"]),
        )

    def _sum_words(
        self, parts: Sequence[tuple[int, Figure]], total: Mapping[str, Sequence[int | str]]
    ) -> str:
        """``由甲 138件、乙 27件合计，丙未报``."""
        terms = []
        for row, figure in parts:
            indicator = self._catalogue[self._observations["indicator"][row]]
            said = [figure]
            note = ""
            if row in total["disputed"]:
                said, note = self.said_of(row), "（来源不一致）"
            shown = "或".join(dict.fromkeys(one.shown for one in said))
            terms.append(f"{indicator.name} {shown}{unit_of(indicator)}{note}")
        missing = "、".join(self._catalogue[str(name)].name for name in total["unreported"])
        return f"由{'、'.join(terms)}合计{f'，{missing}未报' if missing else ''}"

    @cached_property
    def _sums(self) -> dict[int, dict[str, list[int]]]:
        """What sums consist of, by each of their rows."""
        return {total["index"]: total for total in self._totals.iter_rows(named=True)}

    @cached_property
    def _groups(self) -> dict[tuple[str, str], list[tuple[int, str]]]:
        second = {row for total in self._sums.values() for row in total["rows"][1:]}
        ordered = self._observations.sort("year", "period", "index", nulls_last=True)
        groups: dict[tuple[str, str], list[tuple[int, str]]] = {}
        for district, indicator, index, scope in ordered.select(
            "district", "indicator", "index", "scope"
        ).iter_rows():
            if index not in second:
                groups.setdefault((district, indicator), []).append((index, scope))
        return groups

    def series(self, indicator: str, scope: str, district: str) -> tuple[SeriesPoint, ...]:
        """The latest values of an indicator and scope."""
        points = [
            SeriesPoint(
                period=figure.period,
                value=figure.shown,
                status=figure.status,
            )
            for _, of, figure in self.about(indicator, district)
            if of == scope and figure.measure == "value" and figure.period != "undated"
        ]
        return tuple(dict.fromkeys(points))[-HISTORY:]

    def target(self, row: int) -> Mapping[str, object]:
        """The assigned target in a row."""
        return self._assigned.row(row, named=True)

    def source(self, row: Mapping[str, object], column: str = "source") -> SourceDocument | None:
        """Where a row of a table stands."""
        key = row[column]
        if key is None:
            return None
        place, quote = row["place"], row["quote"]
        return SourceDocument(
            document=self._documents.get(str(key), str(key)),
            place=None if place is None else str(place),
            quote=None if quote is None else str(quote),
        )

    def _figure(self, row: Mapping[str, object]) -> Figure:
        stateful = row["indicator"] in self._states and row["measure"] == "value"
        digits, decimals = row["digits"], row["decimals"]
        assert isinstance(digits, int)
        assert isinstance(decimals, int)
        as_of = row["as_of"]
        evidence = row["evidence"]
        return Figure(
            value=None if stateful else decimal_text(Decimal(digits).scaleb(-decimals), decimals),
            text=str(row["text"]) if stateful else None,
            decimals=decimals,
            bound=str(row["bound"]),
            measure=str(row["measure"]),
            period=str(row["period"]),
            status=Status(str(row["status"])),
            as_of=None if as_of is None else date.fromisoformat(str(as_of)),
            source=self.source(row),
            evidence=None if evidence is None else str(evidence),
            set_aside=bool(row["set_aside"]),
        )


def unit_of(indicator: Indicator, measure: str = "value") -> str:
    """The unit as it stands behind a number; nothing for pure numbers."""
    unit = MEASURE_UNITS.get(measure, indicator.unit)
    return "" if unit in (None, "/") else str(unit)


def decimal_text(number: Decimal, decimals: int) -> str:
    """A number with at least so many decimals, and all that it needs: -1.10 at one is -1.1."""
    exponent = number.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    needed = max(decimals, -exponent, 0)
    return f"{number:.{needed}f}"
