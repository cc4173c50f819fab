"""Tells one verdict: what was asked, what is known, what follows, on whose word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from zlrules.document import BaselineDocument, ResultDocument, SourceDocument
from zlrules.engine.settling import weakest_confidence
from zlrules.evaluation import Scoring
from zlrules.interval import UNBOUNDED, off_lattice
from zlrules.loading.bound import BoundRow
from zlrules.telling.explanation import Told, explain
from zlrules.telling.figures import Figure, FigureBook, decimal_text
from zlrules.words import Attested, Outcome, Reason

TARGET_SIGNS = {"at_least": "≥", "more_than": ">", "at_most": "≤", "less_than": "<", "equals": "="}

Row = Mapping[str, object]


class ResultTeller:
    """Tells the rows of one ruleset's results.

    Args:
        statements: The written statements that are valid.
    """

    def __init__(self, scoring: Scoring, book: FigureBook, statements: pl.DataFrame) -> None:
        self.scoring = scoring
        self.book = book
        self.statements = statements
        self.rows = list(scoring.bound.rows())

    def tell(
        self, number: int, row: Row, district: str, year: int, parts: Sequence[ResultDocument]
    ) -> ResultDocument:
        """Tell a row.

        Args:
            number: Its number among the rows of the ruleset.
            row: Its row of the results table.
            parts: Its parts, told.
        """
        bound = self.rows[number]
        figure = self.book.figure(row["figure"]) if isinstance(row["figure"], int) else None
        told = self._told(number, row, district, year, figure=figure, parts=parts)
        return ResultDocument.model_validate(
            {
                **_asked(bound),
                **_known(row, figure),
                **_follows(bound, row, told),
                "required": told.required,
                "series": tuple(told.series),
                "explanation": explain(told),
                "basis": _basis(told),
                "sources": self._sources(bound, figure, told, district),
                "readings": (),
                "task": None,
                "provable": None,
            }
        )

    def _told(
        self,
        number: int,
        row: Row,
        district: str,
        year: int,
        *,
        figure: Figure | None,
        parts: Sequence[ResultDocument],
    ) -> Told:
        bound = self.rows[number]
        quantity = self.scoring.scored.plan.quantities[number]
        indicator = bound.root.indicator.id if bound.root else ""
        scope = bound.row.scope
        others = self.book.about(indicator, district)
        return Told(
            row=bound,
            year=year,
            outcome=Outcome(str(row["outcome"])),
            reason=Reason(str(row["reason"])) if row["reason"] else None,
            figure=figure,
            margin=_margin(row, figure),
            margin_unit=quantity.unit if quantity else "",
            required=self._required(bound, row),
            attested=Attested(str(row["attested"])) if row["attested"] else None,
            older=row["older"] if isinstance(row["older"], int) else 0,
            parts=parts,
            series=self.book.series(indicator, scope, district),
            said=self._said(row),
            elsewhere=tuple(dict.fromkeys(of for _, of, _ in others if of != scope)),
        )

    def _said(self, row: Row) -> tuple[str, ...]:
        """What the sources say, where they disagree about the figure."""
        figure = row["figure"]
        if not row["conflict"] or not isinstance(figure, int):
            return ()
        said = tuple(dict.fromkeys(one.shown for one in self.book.said_of(figure)))
        return said if len(said) > 1 else ()

    def _required(self, bound: BoundRow, row: Row) -> str:
        if bound.root is None:
            return "各分项达标" if bound.criterion.parts_rule == "all" else "任一分项达标"
        if isinstance(row["target"], int):
            target = self.book.target(row["target"])
            sign = TARGET_SIGNS[str(target["comparator"])]
            return f"{bound.root.describe()}（{sign}{target['value']}）"
        return bound.root.describe()

    def _sources(
        self, bound: BoundRow, figure: Figure | None, told: Told, district: str
    ) -> tuple[SourceDocument, ...]:
        """Where the requirement stands, then the figure, then the statements that were needed."""
        source = bound.row.source
        title = self.scoring.bound.ruleset.documents[source.document].title
        found = [SourceDocument(document=title, place=source.place, quote=source.quote)]
        if figure:
            found.extend(figure.sources)
        if told.attested:
            found.extend(self._statements(bound, district, told.year))
        return tuple(found)

    def _statements(self, bound: BoundRow, district: str, year: int) -> list[SourceDocument]:
        found = self.statements.filter(
            pl.col("district") == district,
            pl.col("criterion") == bound.row.id,
            pl.lit(year).is_between(pl.col("from_year"), pl.col("to_year")),
        )
        sources = (self.book.source(one, "document") for one in found.iter_rows(named=True))
        return [source for source in sources if source is not None]


def _asked(bound: BoundRow) -> dict[str, object]:
    """What the row asks for."""
    indicator = bound.root.indicator if bound.root else None
    return {
        "criterion": bound.row.id,
        "number": bound.row.number,
        "parent": bound.criterion.id if bound.is_part else None,
        "title": bound.row.title,
        "group": bound.criterion.group,
        "nature": bound.criterion.nature,
        "scope": bound.row.scope,
        "indicator": indicator.id if indicator else None,
        "unit": indicator.unit if indicator else None,
        "definition": indicator.definition if indicator else None,
        "quote": bound.row.source.quote,
        "baseline": _baseline(bound),
        "due": bound.criterion.due,
        "confidence": weakest_confidence(bound),
        "department": bound.row.department or bound.criterion.department,
    }


def _known(row: Row, figure: Figure | None) -> dict[str, object]:
    """The figure that the row was judged on."""
    low, high = _ends(row)
    return {
        "value": figure.value if figure else None,
        "low": low,
        "high": high,
        "text": figure.text if figure else None,
        "measure": figure.measure if figure else None,
        "period": figure.period if figure else None,
        "status": figure.status if figure else None,
        "as_of": figure.as_of if figure else None,
        "evidence": (figure.evidence,) if figure and figure.evidence else (),
    }


def _follows(bound: BoundRow, row: Row, told: Told) -> dict[str, object]:
    """The verdict."""
    condition = bound.row.applies_when if told.outcome is Outcome.NOT_APPLICABLE else None
    return {
        "outcome": told.outcome,
        "settles": row["settles"],
        "due_state": row["due_state"],
        "margin": told.margin,
        "reason": told.reason,
        "decided_by": _decided_by(bound, row),
        "na_reason": condition.reason if condition else None,
    }


def _decided_by(bound: BoundRow, row: Row) -> str | None:
    """The part, or path of the node, that decided; none where it is the whole."""
    place = row["decided_by"]
    if not isinstance(place, int):
        return None
    if bound.root is None:
        return bound.parts[place - 1].row.id
    return bound.root.children[place - 1].path


def _margin(row: Row, figure: Figure | None) -> str | None:
    margin, scale = row["margin"], row["margin_scale"]
    if not isinstance(margin, int) or not isinstance(scale, int):
        return None
    return decimal_text(off_lattice(margin, scale), figure.decimals if figure else 0)


def _ends(row: Row) -> tuple[str | None, str | None]:
    """The least and greatest value that the figure can have; none where it has no end."""
    low, high, scale = row["low"], row["high"], row["scale"]
    if not isinstance(low, int) or not isinstance(high, int) or not isinstance(scale, int):
        return None, None
    return (
        None if low <= -UNBOUNDED else decimal_text(off_lattice(low, scale), 0),
        None if high >= UNBOUNDED else decimal_text(off_lattice(high + (high & 1), scale), 0),
    )


def _baseline(bound: BoundRow) -> BaselineDocument | None:
    baseline = bound.row.baseline
    if baseline is None:
        return None
    return BaselineDocument(
        year=baseline.year,
        value=None if baseline.value is None else str(baseline.value),
        text=baseline.text or baseline.none or baseline.no_object,
        scope=baseline.scope,
        base=baseline.base,
    )


def _basis(told: Told) -> tuple[str, ...]:
    """What a verdict rests on; nothing where there is none."""
    if told.outcome not in (Outcome.MET, Outcome.MISSED):
        return ()
    if told.parts:
        inner = [one for part in told.parts for one in part.basis]
        return tuple(dict.fromkeys([*inner, *([told.attested.value] if told.attested else [])]))
    return (told.attested.value,) if told.attested else ("figure",)
