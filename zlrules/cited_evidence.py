"""Evidence (证明材料) as results cite it: what it is, which years it covers, what is wrong with it."""

from __future__ import annotations

from datetime import date

from zlrules.models.base import Model
from zlrules.words import EvidenceState


class CitedEvidence(Model):
    """A document that backs a result.

    Attributes:
        id: Its id in the register; where it isn't registered, what the figure names.
        label: The number it goes by in what is handed in (证明材料编号), ``5-2024-1``; the same in
            every result of an assessment that cites it; null where it isn't registered.
        number: Number that its issuer gave it (文号).
        date: Day on it.
        period: The years or days that it speaks of, as written.
        years: Those of the years to be proven that it covers.
        pages: How many pages it has.
        file: Path inside the workspace.
        state: What is wrong with it for this result, or that nothing is.
    """

    id: str
    label: str | None
    title: str
    issuer: str | None
    number: str | None
    date: date | None
    period: str | None
    years: tuple[int, ...]
    pages: int | None
    file: str | None
    state: EvidenceState
