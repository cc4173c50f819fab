"""Figures as reports show them: with the decimals, period, status and source they came with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from zlrules.document import SeriesPoint, SourceDocument
from zlrules.facts import Facts
from zlrules.models.indicator import Indicator
from zlrules.words import Status

BOUND_SIGNS = {"=": "", ">=": "≥", ">": ">", "<=": "≤", "<": "<", "~": "约"}
SAME_FACT = ("district", "indicator", "scope", "period", "measure", "base", "status")
"""Rows that agree in these columns speak of the same fact."""

HISTORY = 10
"""So many years of a series are shown beside a result."""


@dataclass(frozen=True)
class Figure:
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

    @property
    def shown(self) -> str:
        """The word of a state, or the number with its bound: ``≥90``."""
        return self.text or f"{BOUND_SIGNS[self.bound]}{self.value}"


class FigureBook:
    """Looks figures up in the observations.

    Args:
        facts: The checked tables.
        documents: Titles of documents by the key that tables use.
    """

    def __init__(self, facts: Facts, documents: Mapping[str, str]) -> None:
        self._observations = facts.observations
        self._assigned = facts.assigned
        self._states = facts.states
        self._documents = documents

    def figure(self, row: int) -> Figure:
        """The observation in a row."""
        return self._figure(self._observations.row(row, named=True))

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

    @cached_property
    def _groups(self) -> dict[tuple[str, str], list[tuple[int, str]]]:
        ordered = self._observations.sort("year", "period", "index", nulls_last=True)
        groups: dict[tuple[str, str], list[tuple[int, str]]] = {}
        for district, indicator, index, scope in ordered.select(
            "district", "indicator", "index", "scope"
        ).iter_rows():
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


def unit_of(indicator: Indicator) -> str:
    """The unit as it stands behind a number; nothing for pure numbers."""
    return "" if indicator.unit in (None, "/") else str(indicator.unit)


def decimal_text(number: Decimal, decimals: int) -> str:
    """A number with at least so many decimals, and all that it needs: -1.10 at one is -1.1."""
    exponent = number.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    needed = max(decimals, -exponent, 0)
    return f"{number:.{needed}f}"
