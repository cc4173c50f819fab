"""Tells one verdict: what was asked, what is known, what follows, on whose word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import polars as pl

from zlrules.cited_evidence import CitedEvidence
from zlrules.document import BaselineDocument, ResultDocument, SourceDocument
from zlrules.engine.events import counting
from zlrules.engine.settling import weakest_confidence
from zlrules.evaluation import Scoring
from zlrules.interval import UNBOUNDED, off_lattice
from zlrules.loading.bound import BoundRow
from zlrules.loading.catalogue import Catalogue
from zlrules.telling.explanation import Told, explain
from zlrules.telling.figures import Figure, FigureBook, decimal_text
from zlrules.telling.reading_telling import ReadingTeller
from zlrules.telling.target_telling import targets
from zlrules.telling.task_telling import TaskTeller, ToldTask
from zlrules.words import (
    EXEMPTION_LABELS,
    Attested,
    Comparator,
    EvidenceState,
    Exemption,
    Outcome,
    Reason,
)

EXEMPTION_REASONS = (
    Reason.EXEMPT,
    Reason.EXEMPTION_NOT_ACCEPTED,
    Reason.EXEMPTION_CONTRADICTED,
)
"""Reasons in which an answer that the row isn't assessed has a part."""

Row = Mapping[str, object]


class ResultTeller:
    """Tells the rows of one ruleset's results.

    Args:
        statements: The written statements that are valid.
        answers: The answers that a row isn't assessed.
        judged_on: The day up to which events count.
    """

    def __init__(
        self,
        scoring: Scoring,
        book: FigureBook,
        statements: pl.DataFrame,
        answers: pl.DataFrame,
        judged_on: date,
    ) -> None:
        self.scoring = scoring
        self.book = book
        self.statements = statements
        self.answers = answers
        self.judged_on = judged_on
        self.rows = list(scoring.bound.rows())
        self.readings = ReadingTeller(scoring)
        self.tasks = TaskTeller(scoring, book)

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
        task = self.tasks.tell(number, district, year, row["task_status"])
        return ResultDocument.model_validate(
            {
                **_asked(bound, self.scoring.bound.catalogue),
                **_known(row, figure, told),
                **_follows(bound, row, told),
                "required": told.required,
                "series": tuple(told.series),
                "targets": targets(bound, row, self.book),
                "explanation": _explanation(told, task),
                "basis": _basis(told),
                "sources": (
                    *self._sources(bound, figure, told, district),
                    *self._documents(self._events(bound, row, district)),
                    *(task.sources if task else ()),
                ),
                "readings": told.readings,
                "task": task.document if task else None,
                **({"text": task.shown or None} if task else {}),
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
        answers = self._answers(bound, row, district, year)
        events = self._events(bound, row, district)
        outcome = Outcome(str(row["outcome"]))
        older = row["older"] if isinstance(row["older"], int) else 0
        return Told(
            row=bound,
            year=year,
            outcome=outcome,
            reason=Reason(str(row["reason"])) if row["reason"] else None,
            figure=figure,
            margin=_margin(row, figure),
            margin_unit=quantity.unit if quantity else "",
            required=self._required(bound, row),
            attested=Attested(str(row["attested"])) if row["attested"] else None,
            older=older,
            readings=self.readings.readings(number, older, district, year, outcome),
            places=self._places(bound, district, year),
            parts=parts,
            series=self.book.series(indicator, scope, district),
            said=self._said(row),
            events=tuple(_event(one, self.scoring.bound.catalogue) for one in events),
            answered=tuple(EXEMPTION_LABELS[Exemption(str(one))] for one in answers["reason"]),
            elsewhere=tuple(dict.fromkeys(of for _, of, _ in others if of != scope)),
        )

    def _places(self, bound: BoundRow, district: str, year: int) -> tuple[str, ...]:
        """The figures by place, where the requirement is about several: ``甲断面 Ⅱ``."""
        if bound.root is None or all(node.scope is None for node in bound.root.walk()):
            return ()
        used = sorted(self.scoring.used_figures(bound.row.id, district, year))
        scopes = self.scoring.facts.observations["scope"]
        told = [(scopes[row], self.book.figure(row)) for row in used]
        return tuple(
            f"{scope} {figure.shown}" for scope, figure in told if figure.period[:4] == str(year)
        )

    def _said(self, row: Row) -> tuple[str, ...]:
        """What the sources say, where they disagree about the figure."""
        figure = row["figure"]
        if not row["conflict"] or not isinstance(figure, int):
            return ()
        said = tuple(dict.fromkeys(one.shown for one in self.book.said_of(figure)))
        return said if len(said) > 1 else ()

    def _required(self, bound: BoundRow, row: Row) -> str:
        if bound.parts:
            return "各分项达标" if bound.criterion.parts_rule == "all" else "任一分项达标"
        if isinstance(row["target"], int):
            target = self.book.target(row["target"])
            sign = Comparator(str(target["comparator"])).sign
            return f"{_wording(bound)}（下达目标{sign}{target['value']}）"
        return _wording(bound)

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
            found.extend(
                self._documents(
                    _about(self.statements, bound, district, told.year).iter_rows(named=True)
                )
            )
        if told.answered:
            found.extend(
                self._documents(
                    _about(self.answers, bound, district, told.year).iter_rows(named=True)
                )
            )
        return tuple(found)

    def _answers(self, bound: BoundRow, row: Row, district: str, year: int) -> pl.DataFrame:
        """The answers that the row isn't assessed, where they matter."""
        if row["reason"] not in EXEMPTION_REASONS:
            return self.answers.clear()
        return _about(self.answers, bound, district, year)

    def _events(self, bound: BoundRow, row: Row, district: str) -> list[Row]:
        """The events that decided, or may decide, the row."""
        if row["outcome"] not in (Outcome.MISSED, Outcome.PENDING):
            return []
        asked = [
            key for key in self.scoring.scored.plan.needs.events if key.criterion == bound.row.id
        ]
        found = [counting(self.scoring.facts, key, self.judged_on) for key in asked]
        here = pl.col("district") == district
        events = [one for table in found for one in table.filter(here).iter_rows(named=True)]
        return sorted({str(one): one for one in events}.values(), key=lambda one: str(one["day"]))

    def _documents(self, rows: Iterable[Row]) -> list[SourceDocument]:
        sources = (self.book.source(one, "document") for one in rows)
        return [source for source in sources if source is not None]


def _wording(bound: BoundRow) -> str:
    """What a row asks for; in the document's words where no document says how to read them."""
    readings = bound.root.params.readings() if bound.root else ()
    if readings and not any(one.decisive for one in readings):
        return f"“{bound.row.source.quote}”"
    return bound.describe()


def _explanation(told: Told, task: ToldTask | None) -> str:
    """One sentence; tasks that are stated or exempt are told like other rows."""
    plain = told.attested or told.answered or told.outcome is Outcome.NOT_APPLICABLE
    return explain(told) if task is None or plain else task.explanation


def _about(table: pl.DataFrame, bound: BoundRow, district: str, year: int) -> pl.DataFrame:
    """The documents in a table that speak of a row, district and year."""
    return table.filter(
        pl.col("district") == district,
        pl.col("criterion") == bound.row.id,
        pl.lit(year).is_between(pl.col("from_year"), pl.col("to_year")),
    )


def _asked(bound: BoundRow, catalogue: Catalogue) -> dict[str, object]:
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
        "calculation": catalogue.calculation(indicator) if indicator else None,
        "quote": bound.row.source.quote,
        "baseline": _baseline(bound),
        "due": bound.criterion.due,
        "confidence": weakest_confidence(bound),
        "effort": bound.row.effort,
        "same_as": bound.row.same_as,
        "department": bound.row.department or bound.criterion.department,
        "reported_by": indicator.department if indicator else (),
    }


def _known(row: Row, figure: Figure | None, told: Told) -> dict[str, object]:
    """The figure that the row was judged on; events and figures of several places as a text."""
    low, high = _ends(row)
    return {
        "value": figure.value if figure else None,
        "low": low,
        "high": high,
        "text": figure.text if figure else "、".join([*told.events, *told.places]) or None,
        "measure": figure.measure if figure else None,
        "period": figure.period if figure else None,
        "status": figure.status if figure else None,
        "as_of": figure.as_of if figure else None,
        "evidence": (_unregistered(figure.evidence),) if figure and figure.evidence else (),
    }


def _unregistered(name: str) -> CitedEvidence:
    """What a figure names as its evidence, where there is no register."""
    return CitedEvidence(
        id=name,
        label=None,
        title=name,
        issuer=None,
        number=None,
        date=None,
        period=None,
        years=(),
        pages=None,
        file=None,
        state=EvidenceState.UNREGISTERED,
    )


def _follows(bound: BoundRow, row: Row, told: Told) -> dict[str, object]:
    """The verdict."""
    return {
        "outcome": told.outcome,
        "settles": row["settles"],
        "due_state": row["due_state"],
        "margin": told.margin,
        "reason": told.reason,
        "decided_by": _decided_by(bound, row),
        "na_reason": _na_reason(bound, told),
    }


def _event(event: Row, catalogue: Catalogue) -> str:
    """An event in a few words: ``2024-05-01 重大突发环境事件（某公司）``."""
    name = catalogue[str(event["kind"])].name
    grade = event["grade"] or ""
    responsible = f"（{event['responsible']}）" if event["responsible"] else ""
    return f"{event['date']} {grade}{name}{responsible}"


def _na_reason(bound: BoundRow, told: Told) -> str | None:
    """Why the row doesn't apply: what the text says of such districts, or what was answered."""
    if told.outcome is not Outcome.NOT_APPLICABLE:
        return None
    if told.answered:
        return "、".join(told.answered)
    return bound.row.applies_when.reason if bound.row.applies_when else None


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
    if told.row.task and not told.attested:
        return ("report",)
    if told.attested:
        return (told.attested.value,)
    return ("event",) if told.events and told.figure is None else ("figure",)
