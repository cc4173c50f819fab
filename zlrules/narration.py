"""Sentences made from numbers: an assessment as the document that reports show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_EVEN, Decimal

import polars as pl

from zlrules import __version__
from zlrules.assessment import Assessment, Scoring
from zlrules.binding import BoundRow
from zlrules.conflicts import conflicts_of
from zlrules.document import (
    AssessmentDocument,
    BaselineDocument,
    Counts,
    DistrictHead,
    InputRecord,
    PluginRecord,
    ResultDocument,
    RulesetAssessment,
    RulesetHead,
    RulesetRecord,
    Run,
    SourceDocument,
)
from zlrules.explanation import Told, decision_reasons, explain
from zlrules.figures import Figure, FigureBook, decimal_text
from zlrules.interval import UNBOUNDED, off_lattice
from zlrules.results import weakest_confidence
from zlrules.statements import valid_statements
from zlrules.trace import trace_of
from zlrules.words import Attested, Decision, DueState, Nature, Outcome, Reason


def narrate(assessment: Assessment, *, trace: bool) -> AssessmentDocument:
    """Make the document of an assessment.

    Args:
        trace: Whether to add what each node yields.
    """
    told = [_Narrator(scoring, assessment, trace=trace) for scoring in assessment.scorings]
    return AssessmentDocument(
        schema="zlrules/assessment/1",
        run=_run(assessment),
        assessments=tuple(one for narrator in told for one in narrator.assessments()),
        conflicts=tuple(
            dict.fromkeys(
                conflict
                for scoring in assessment.scorings
                for conflict in conflicts_of(scoring, assessment.data.documents)
            )
        ),
        warnings=tuple(scoring.reference for scoring in assessment.scorings if scoring.reference),
    )


def _run(assessment: Assessment) -> Run:
    rulesets = [scoring.bound for scoring in assessment.scorings]
    return Run(
        zlrules=__version__,
        judged_on=assessment.judged_on,
        plugins=tuple(
            PluginRecord(name=name, version=version) for name, version in assessment.plugins
        ),
        inputs=tuple(
            InputRecord(path=file.path, sha256=file.sha256) for file in assessment.data.inputs
        ),
        rulesets=tuple(
            dict.fromkeys(
                RulesetRecord(id=one.ruleset.id, edition=one.ruleset.edition, sha256=one.sha256)
                for one in rulesets
            )
        ),
    )


class _Narrator:
    """Tells the results of one ruleset."""

    def __init__(self, scoring: Scoring, assessment: Assessment, *, trace: bool) -> None:
        self.scoring = scoring
        self.book = FigureBook(scoring.facts, assessment.data.documents)
        self.trace = trace
        judged_on = assessment.judged_on.isoformat()
        self.statements = valid_statements(scoring.bound, scoring.facts, judged_on)
        self.rows = list(scoring.bound.rows())
        self.wide = (
            {
                (row["district"], row["year"]): row
                for row in scoring.scored.frame.iter_rows(named=True)
            }
            if trace
            else {}
        )

    def assessments(self) -> Iterator[RulesetAssessment]:
        """One document per district and year."""
        districts = self.scoring.facts.districts
        names = dict(districts.select("code", "name").iter_rows())
        groups = self.scoring.results.partition_by("district", "year", as_dict=True)
        for decision in self.scoring.decisions.iter_rows(named=True):
            key = (decision["district"], decision["year"])
            group = groups.get(key)
            rows = list(group.iter_rows(named=True)) if group is not None else []
            district = DistrictHead(code=key[0], name=names[key[0]])
            yield self._assessment(decision, rows, district, key[1])

    def _assessment(
        self,
        decision: Mapping[str, object],
        rows: list[dict[str, object]],
        district: DistrictHead,
        year: int,
    ) -> RulesetAssessment:
        ruleset = self.scoring.bound.ruleset
        results = self._results(rows, district.code, year)
        verdict = Decision(str(decision["decision"]))
        return RulesetAssessment(
            ruleset=RulesetHead(
                id=ruleset.id, edition=ruleset.edition, title=ruleset.title, kind=ruleset.kind
            ),
            district=district,
            year=year,
            kind="annual",
            decision=verdict,
            as_it_stands=Decision(str(decision["as_it_stands"])),
            best_case=Decision(str(decision["best_case"])),
            worst_case=Decision(str(decision["worst_case"])),
            reasons=tuple(decision_reasons(ruleset, verdict, results, self.scoring.reference)),
            counts=_counts(decision),
            completeness=_share(decision["judged"], decision["applicable"]),
            score=None,
            results=tuple(results),
        )

    def _results(
        self, rows: list[dict[str, object]], district: str, year: int
    ) -> list[ResultDocument]:
        """The results, parts before their criterion is told, criteria first in the order."""
        told: dict[str, ResultDocument] = {}
        for number in sorted(range(len(rows)), key=lambda number: not self.rows[number].is_part):
            bound = self.rows[number]
            parts = [told[part.row.id] for part in bound.parts]
            told[bound.row.id] = self._result(number, rows[number], district, year, parts)
        return [told[bound.row.id] for bound in self.rows]

    def _result(
        self,
        number: int,
        row: dict[str, object],
        district: str,
        year: int,
        parts: list[ResultDocument],
    ) -> ResultDocument:
        bound = self.rows[number]
        figure = self.book.figure(row["figure"]) if isinstance(row["figure"], int) else None
        required = self._required(bound, row)
        margin = _margin(row, figure)
        outcome = Outcome(str(row["outcome"]))
        reason = Reason(str(row["reason"])) if row["reason"] else None
        attested = Attested(str(row["attested"])) if row["attested"] else None
        quantity = self.scoring.scored.quantities[number]
        older = row["older"] if isinstance(row["older"], int) else 0
        told = Told(
            bound,
            year,
            outcome,
            reason,
            figure,
            margin,
            quantity.unit if quantity else "",
            required,
            attested,
            older,
            parts,
        )
        indicator = bound.root.indicator if bound.root else None
        statements = self._statements(bound, district, year) if attested else []
        low, high = _ends(row)
        ruleset = self.scoring.bound.ruleset
        return ResultDocument(
            criterion=bound.row.id,
            number=bound.row.number,
            parent=bound.criterion.id if bound.is_part else None,
            title=bound.row.title,
            group=bound.criterion.group,
            nature=bound.criterion.nature,
            scope=bound.row.scope,
            indicator=indicator.id if indicator else None,
            unit=indicator.unit if indicator else None,
            quote=bound.row.source.quote,
            required=required,
            definition=indicator.definition if indicator else None,
            value=figure.value if figure else None,
            low=low,
            high=high,
            text=figure.text if figure else None,
            measure=figure.measure if figure else None,
            period=figure.period if figure else None,
            status=figure.status if figure else None,
            as_of=figure.as_of if figure else None,
            series=self.book.series(indicator.id, bound.row.scope, district) if indicator else (),
            baseline=_baseline(bound),
            due=bound.criterion.due,
            due_state=DueState(str(row["due_state"])),
            outcome=outcome,
            settles=bool(row["settles"]),
            margin=margin,
            reason=reason,
            explanation=explain(told),
            basis=_basis(outcome, attested, parts),
            decided_by=_decided_by(bound, row),
            confidence=weakest_confidence(bound),
            na_reason=bound.row.applies_when.reason
            if outcome is Outcome.NOT_APPLICABLE and bound.row.applies_when
            else None,
            readings=(),
            task=None,
            department=bound.row.department or bound.criterion.department,
            sources=(
                SourceDocument(
                    document=ruleset.documents[bound.row.source.document].title,
                    place=bound.row.source.place,
                    quote=bound.row.source.quote,
                ),
                *([figure.source] if figure and figure.source else []),
                *statements,
            ),
            evidence=(figure.evidence,) if figure and figure.evidence else (),
            provable=None,
            nodes=trace_of(self.scoring, number, older, self.wide[district, year])
            if self.trace
            else None,
        )

    def _required(self, bound: BoundRow, row: Mapping[str, object]) -> str:
        if bound.root is None:
            return "各分项达标" if bound.criterion.parts_rule == "all" else "任一分项达标"
        if isinstance(row["target"], int):
            target = self.book.target(row["target"])
            sign = TARGET_SIGNS[str(target["comparator"])]
            return f"{bound.root.describe()}（{sign}{target['value']}）"
        return bound.root.describe()

    def _statements(self, bound: BoundRow, district: str, year: int) -> list[SourceDocument]:
        found = self.statements.filter(
            pl.col("district") == district,
            pl.col("criterion") == bound.row.id,
            pl.lit(year).is_between(pl.col("from_year"), pl.col("to_year")),
        )
        sources = (self.book.source(one, "document") for one in found.iter_rows(named=True))
        return [source for source in sources if source is not None]


TARGET_SIGNS = {"at_least": "≥", "more_than": ">", "at_most": "≤", "less_than": "<", "equals": "="}


def _counts(decision: Mapping[str, object]) -> dict[Nature, Counts]:
    return {
        nature: Counts.model_validate(
            {name: decision[f"{nature}:{name}"] for name in Counts.model_fields}
        )
        for nature in Nature
        if f"{nature}:total" in decision
    }


def _decided_by(bound: BoundRow, row: Mapping[str, object]) -> str | None:
    """The part, or path of the node, that decided; none where it is the whole."""
    place = row["decided_by"]
    if not isinstance(place, int):
        return None
    if bound.root is None:
        return bound.parts[place - 1].row.id
    return bound.root.children[place - 1].path


def _share(part: object, whole: object) -> str:
    assert isinstance(part, int)
    assert isinstance(whole, int)
    if not whole:
        return "0"
    share = (Decimal(part) / whole).quantize(Decimal("0.0001"), ROUND_HALF_EVEN)
    return decimal_text(share, 0)


def _margin(row: Mapping[str, object], figure: Figure | None) -> str | None:
    margin, scale = row["margin"], row["margin_scale"]
    if not isinstance(margin, int) or not isinstance(scale, int):
        return None
    return decimal_text(off_lattice(margin, scale), figure.decimals if figure else 0)


def _ends(row: Mapping[str, object]) -> tuple[str | None, str | None]:
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


def _basis(
    outcome: Outcome,
    attested: Attested | None,
    parts: list[ResultDocument],
) -> tuple[str, ...]:
    """What a verdict rests on; nothing where there is none."""
    if outcome not in (Outcome.MET, Outcome.MISSED):
        return ()
    if parts:
        inner = [one for part in parts for one in part.basis]
        return tuple(dict.fromkeys([*inner, *([attested.value] if attested else [])]))
    return (attested.value,) if attested else ("figure",)
