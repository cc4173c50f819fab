"""Evidence in a few words."""

from __future__ import annotations

from zlrules import EVIDENCE_STATE_LABELS, CitedEvidence, EvidenceState

PROVABLE = {True: "可证明", False: "不可证明", None: "—"}


def marked(evidence: CitedEvidence) -> str:
    """The number that a document goes by, and what is wrong with it."""
    label = evidence.label or evidence.id
    if evidence.state is EvidenceState.OK:
        return label
    return f"{label}（{EVIDENCE_STATE_LABELS[evidence.state]}）"
