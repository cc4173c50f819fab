"""All of one assessment, which tells itself as a document or as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zlrules.evaluation import Evaluation

if TYPE_CHECKING:
    from zlrules.document import AssessmentDocument, Run


@dataclass(frozen=True, eq=False, repr=False)
class Assessment(Evaluation):
    """The outcome of `zlrules.assess`."""

    def document(self, *, trace: bool = False) -> AssessmentDocument:
        """The assessment as sentences and strings, for reports.

        Args:
            trace: Whether to add what each node yields.
        """
        from zlrules.telling.narration import narrate

        return narrate(self, trace=trace)

    def run(self) -> Run:
        """What was run on what, for the record."""
        from zlrules.telling.run_record import run_of

        return run_of(self)

    def to_json(self, *, trace: bool = False) -> str:
        """The assessment as JSON, schema ``zlrules/assessment/1``."""
        from zlrules.document import to_json

        return to_json(self.document(trace=trace))
