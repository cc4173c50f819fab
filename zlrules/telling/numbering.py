"""The numbers that evidence goes by in what is handed in (证明材料编号)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from zlrules.cited_evidence import CitedEvidence
from zlrules.data.period import parse_days
from zlrules.document import ResultDocument
from zlrules.words import EvidenceState


def numbered(results: Iterable[ResultDocument], label: str) -> list[ResultDocument]:
    """Number the evidence of an assessment; a document has one number wherever it is cited.

    Args:
        results: In the order in which the evidence is handed in.
        label: See `zlrules.models.workspace.EvidenceSettings`.
    """
    told = list(results)
    labels = dict(_labels(told, label))
    return [
        result.model_copy(
            update={"evidence": tuple(_with_label(one, labels) for one in result.evidence)}
        )
        if result.evidence
        else result
        for result in told
    ]


def _labels(results: Iterable[ResultDocument], label: str) -> Iterator[tuple[str, str]]:
    """Id and number of each document, by the first result that cites it."""
    seen: set[str] = set()
    counted: Counter[str] = Counter()
    for result in results:
        for one in result.evidence:
            if one.id in seen or one.state is EvidenceState.UNREGISTERED:
                continue
            seen.add(one.id)
            begun = label.replace("{year}", _year(one)).replace("{number}", result.number)
            counted[begun] += 1
            yield one.id, begun.replace("{n}", str(counted[begun]))


def _year(one: CitedEvidence) -> str:
    """The last year to be proven that it is about, or the last one that it speaks of."""
    days = parse_days(one.period or "")
    return str(one.years[-1] if one.years else days.last.year if days else "")


def _with_label(one: CitedEvidence, labels: Mapping[str, str]) -> CitedEvidence:
    return one.model_copy(update={"label": labels.get(one.id)})
