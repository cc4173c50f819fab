"""Whether registered evidence backs what a row comes to (可证明)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from zlrules.cited_evidence import CitedEvidence
from zlrules.data.evidence_files import EvidenceFiles
from zlrules.data.period import Days
from zlrules.data.register import Register, Registered, registers_of
from zlrules.document import ResultDocument
from zlrules.evaluation import Evaluation, Scoring
from zlrules.loading.bound import BoundRow
from zlrules.telling.to_prove import LookedAt, ToProve
from zlrules.words import EVIDENCE_STATE_LABELS, EvidenceState, Outcome

Row = Mapping[str, object]

USABLE = (EvidenceState.OK, EvidenceState.UNCHECKED)
"""States of documents that nothing is known to be wrong with."""


class Found(NamedTuple):
    """A registered document and what is wrong with it for one row."""

    document: Registered
    state: EvidenceState

    def about(self, needed: ToProve) -> Days | None:
        """The days to be proven that it speaks of; of a window, none after its own date."""
        days = self.document.days
        issued_on = self.document.issued_on
        if needed.is_window and issued_on is not None and issued_on < days.last:
            if issued_on < days.first:
                return None
            days = Days(days.first, issued_on)
        return days.common(needed.days)

    def years(self, needed: Iterable[ToProve]) -> tuple[int, ...]:
        """The years to be proven that it speaks of."""
        return tuple(dict.fromkeys(one.year for one in needed if self.about(one)))


class Prover:
    """Looks up the evidence for the rows of one ruleset.

    Args:
        assessment: With the files of the register, or without where nobody looked for them.
    """

    def __init__(self, scoring: Scoring, assessment: Evaluation) -> None:
        self._scoring = scoring
        self._files = assessment.data.files
        self._titles = assessment.data.documents
        self._judged_on = assessment.judged_on
        self._registers = registers_of(scoring.facts.evidence)
        self._looked_at = LookedAt(scoring, assessment.judged_on)
        self._rows = list(scoring.bound.rows())

    def prove(
        self, result: ResultDocument, number: int, row: Row, parts: Sequence[ResultDocument]
    ) -> ResultDocument:
        """Add which years are to be proven and, where there is a register, by what they are.

        Args:
            number: Its number among the rows of the ruleset.
            row: Its row of the results table.
            parts: Its parts, with their evidence.
        """
        bound = self._rows[number]
        if _is_stated_as_a_whole(result, bound, parts):
            parts = ()
        needed = _of_parts(parts) if parts else self._looked_at.to_prove(number, row)
        years = {"proof_years": tuple(dict.fromkeys(one.year for one in needed))}
        register = self._registers.get(str(row["district"]))
        if register is None:
            return result.model_copy(update=years)
        used = self._looked_at.figures(number, row)
        cited = self._cited(register, bound, result, used)
        found = [self._look_at(one, needed) for one in cited]
        evidence = {"evidence": tuple(_told(one, needed) for one in _in_order(found, needed))}
        if parts:
            proven = _proven_by_parts(result, bound, parts)
        else:
            lacking = list(_lacking(needed, found))
            proven = {
                "provable": _provable(result, needed, lacking, found),
                "unproven": (*_without_data(result, needed), *lacking),
            }
        return result.model_copy(update={**years, **evidence, **proven})

    def _cited(
        self, register: Register, bound: BoundRow, result: ResultDocument, used: Sequence[int]
    ) -> Iterator[Registered]:
        """What is registered for the row, named by its figures, or a source of what decided it."""
        ruleset = self._scoring.bound.ruleset
        ids = {bound.row.id, bound.criterion.id}
        supported = {(name, one) for name in (ruleset.id, ruleset.name) for one in ids}
        observations = self._scoring.facts.observations
        cells = [observations["evidence"][row] for row in used]
        named = {one.id for cell in cells if cell for one in register.named(cell)[0]}
        keys = (observations["source"][row] for row in used)
        sources = {self._title(str(key)) for key in keys if key is not None}
        sources |= {source.document for source in result.sources[1:]}
        for one in register.documents.values():
            is_source = one.source is not None and self._title(one.source) in sources
            if one.supports & supported or one.id in named or is_source:
                yield one

    def _title(self, key: str) -> str:
        return self._titles.get(key, key)

    def _look_at(self, document: Registered, needed: Sequence[ToProve]) -> Found:
        found = Found(document, file_state(document, self._files))
        if document.expires is not None and document.expires < self._judged_on:
            return found._replace(state=EvidenceState.EXPIRED)
        if document.issued_on is not None and document.issued_on > self._judged_on:
            return found._replace(state=EvidenceState.LATER)
        if found.state in USABLE and needed and not found.years(needed):
            return found._replace(state=EvidenceState.WRONG_PERIOD)
        return found


def file_state(document: Registered, files: EvidenceFiles | None) -> EvidenceState:
    """Whether the file of a document is there, and the one that was registered."""
    if files is None:
        return EvidenceState.UNCHECKED
    if document.path is None or files.find(document.path) is None:
        return EvidenceState.MISSING_FILE
    if document.sha256 is not None and files.sha256(document.path) != document.sha256:
        return EvidenceState.CHANGED
    return EvidenceState.OK


def _is_stated_as_a_whole(
    result: ResultDocument, bound: BoundRow, parts: Sequence[ResultDocument]
) -> bool:
    """Whether a criterion is met though its parts aren't: by a statement about the whole."""
    if result.outcome is not Outcome.MET or not parts:
        return False
    met = [one.outcome is Outcome.MET for one in parts if one.outcome is not Outcome.NOT_APPLICABLE]
    return not (any(met) if bound.criterion.parts_rule == "any" else all(met))


def _of_parts(parts: Sequence[ResultDocument]) -> list[ToProve]:
    """What is to be proven of a criterion that is judged by its parts."""
    years = sorted({year for part in parts for year in part.proof_years})
    return [ToProve(year, Days.of_year(year)) for year in years]


def _proven_by_parts(
    result: ResultDocument, bound: BoundRow, parts: Sequence[ResultDocument]
) -> dict[str, object]:
    """A criterion that is judged by its parts is proven where those are that decide."""
    asked = [part for part in parts if part.proof_years]
    if bound.criterion.parts_rule == "any" and result.outcome is Outcome.MET:
        asked = [part for part in asked if part.outcome is Outcome.MET]
        enough = any(part.provable for part in asked)
    else:
        enough = all(part.provable for part in asked)
    open_ = [part for part in asked if not part.provable and not enough]
    unsure = all(part.provable is None for part in open_)
    return {
        "provable": None if unsure and not (asked and enough) else enough,
        "unproven": tuple(f"{part.number}: {why}" for part in open_ for why in part.unproven),
    }


def _provable(
    result: ResultDocument,
    needed: Sequence[ToProve],
    lacking: Sequence[str],
    found: Sequence[Found],
) -> bool | None:
    """Null where nothing is to be proven, or it depends on files that nobody looked for."""
    if not needed:
        return None
    if lacking or result.outcome is Outcome.NO_DATA:
        return False
    return True if all(_covered(one, found, [EvidenceState.OK]) for one in needed) else None


def _covered(
    needed: ToProve, found: Iterable[Found], states: Collection[EvidenceState] = USABLE
) -> bool:
    """Whether documents in such states cover together what must be covered."""
    about = (one.about(needed) for one in found if one.state in states)
    return needed.is_covered([days for days in about if days is not None])


def _without_data(result: ResultDocument, needed: Sequence[ToProve]) -> tuple[str, ...]:
    return ("没有数据",) if needed and result.outcome is Outcome.NO_DATA else ()


def _lacking(needed: Sequence[ToProve], found: Sequence[Found]) -> Iterator[str]:
    """What isn't proven, and why; days on which nothing is registered are told together."""
    bare = []
    for one in needed:
        if _covered(one, found):
            continue
        about = [each for each in found if each.about(one)]
        wrong = [each for each in about if each.state not in USABLE]
        if wrong:
            said = "，".join(
                f"《{each.document.title}》{EVIDENCE_STATE_LABELS[each.state]}" for each in wrong
            )
            yield f"{one.told}的证明材料{said}"
        elif about:
            yield f"{one.told}只有一部分日子有证明材料"
        else:
            bare.append(one.told)
    if bare:
        yield f"{'、'.join(bare)}没有证明材料"


def _in_order(found: Sequence[Found], needed: Collection[ToProve]) -> list[Found]:
    """By the last year that they are about, then as registered."""
    return sorted(
        found, key=lambda one: max(one.years(needed), default=one.document.days.last.year)
    )


def _told(found: Found, needed: Iterable[ToProve]) -> CitedEvidence:
    document = found.document
    return CitedEvidence(
        id=document.id,
        label=None,
        title=document.title,
        issuer=document.issuer,
        number=document.number,
        date=document.issued_on,
        period=document.period,
        years=found.years(needed),
        pages=document.pages,
        file=document.path,
        state=found.state,
    )
