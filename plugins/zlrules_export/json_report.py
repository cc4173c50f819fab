"""The report as JSON."""

from __future__ import annotations

from zlrules import AssessmentDocument, to_json


def render_json(document: AssessmentDocument, *, colour: bool) -> str:
    """Write an assessment as JSON, schema ``zlrules/assessment/1``."""
    return to_json(document)
