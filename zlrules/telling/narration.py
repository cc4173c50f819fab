"""Sentences made from numbers: an assessment as the document that reports show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TypeVar

from zlrules.document import (
    AssessmentDocument,
    ConflictDocument,
    Counts,
    DistrictHead,
    ResultDocument,
    RulesetAssessment,
    RulesetHead,
)
from zlrules.engine.decisions import EFFORT
from zlrules.engine.exemptions import answers_to
from zlrules.engine.statements import valid_statements
from zlrules.evaluation import Evaluation, Scoring
from zlrules.telling.conflicts import conflicts_of
from zlrules.telling.explanation import decision_reasons
from zlrules.telling.figures import FigureBook, decimal_text
from zlrules.telling.numbering import numbered
from zlrules.telling.proof import Prover
from zlrules.telling.result_telling import ResultTeller
from zlrules.telling.run_record import run_of
from zlrules.telling.target_conflicts import target_conflicts
from zlrules.telling.task_telling import unused_reports
from zlrules.telling.trace import trace_of
from zlrules.words import Decision, Effort, Nature


def narrate(assessment: Evaluation, *, trace: bool) -> AssessmentDocument:
    """Make the document of an assessment.

    Args:
        trace: Whether to add what each node yields.
    """
    told = [_Narrator(scoring, assessment, trace=trace) for scoring in assessment.scorings]
    return AssessmentDocument(
        schema="zlrules/assessment/1",
        run=run_of(assessment),
        assessments=tuple(one for narrator in told for one in narrator.assessments()),
        conflicts=tuple(
            dict.fromkeys(conflict for narrator in told for conflict in narrator.conflicts())
        ),
        warnings=(
            *(scoring.reference for scoring in assessment.scorings if scoring.reference),
            *unused_reports(assessment.scorings),
        ),
    )


Name = TypeVar("Name", Nature, Effort)


class _Narrator:
    """Tells the results of one ruleset."""

    def __init__(self, scoring: Scoring, assessment: Evaluation, *, trace: bool) -> None:
        self.scoring = scoring
        statements = valid_statements(scoring.bound, scoring.facts, assessment.judged_on)
        self.book = FigureBook(scoring.facts, assessment.data.documents, scoring.bound.catalogue)
        answers = answers_to(scoring.bound, scoring.facts)
        self.teller = ResultTeller(scoring, self.book, statements, answers, assessment.judged_on)
        self.prover = Prover(scoring, assessment)
        self.label = assessment.data.label
        self.rows = list(scoring.bound.rows())
        self.kind = assessment.kind
        self.trace = trace
        cells = scoring.scored.traced().iter_rows(named=True) if trace else ()
        self.wide = {(row["district"], row["year"]): row for row in cells}

    def conflicts(self) -> Iterator[ConflictDocument]:
        """Sources that disagree, and promises whose targets do."""
        yield from conflicts_of(self.scoring, self.book)
        yield from target_conflicts(self.scoring)

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
            kind=self.kind,
            decision=verdict,
            as_it_stands=Decision(str(decision["as_it_stands"])),
            best_case=Decision(str(decision["best_case"])),
            worst_case=Decision(str(decision["worst_case"])),
            reasons=tuple(decision_reasons(ruleset, verdict, results, self.scoring.reference)),
            counts={nature: _counts(decision, nature.value) for nature in _found(Nature, decision)},
            efforts={
                effort: _counts(decision, f"{EFFORT}{effort}")
                for effort in _found(Effort, decision, EFFORT)
            },
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
            result = self.teller.tell(number, rows[number], district, year, parts)
            result = self.prover.prove(result, number, rows[number], parts)
            if self.trace:
                back = rows[number]["older"]
                assert isinstance(back, int)
                nodes = trace_of(self.scoring, number, back, year, self.wide[district, year])
                result = result.model_copy(update={"nodes": nodes})
            told[bound.row.id] = result
        return numbered((told[bound.row.id] for bound in self.rows), self.label)


def _found(names: Iterable[Name], decision: Mapping[str, object], before: str = "") -> list[Name]:
    """The groups of criteria that a ruleset has."""
    return [name for name in names if decision.get(f"{before}{name}:total") is not None]


def _counts(decision: Mapping[str, object], group: str) -> Counts:
    return Counts.model_validate(
        {name: decision[f"{group}:{name}"] for name in Counts.model_fields}
    )


def _share(part: object, whole: object) -> str:
    assert isinstance(part, int)
    assert isinstance(whole, int)
    if not whole:
        return "0"
    share = (Decimal(part) / whole).quantize(Decimal("0.0001"), ROUND_HALF_EVEN)
    return decimal_text(share, 0)
