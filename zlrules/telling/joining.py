"""Documents of several blocks of districts as one."""

from __future__ import annotations

from collections.abc import Iterable

from zlrules.document import AssessmentDocument
from zlrules.telling.run_record import joined_run


def joined(documents: Iterable[AssessmentDocument]) -> AssessmentDocument:
    """One document of all, ruleset by ruleset, otherwise in the order given; at least one."""
    every = tuple(documents)
    if len(every) == 1:
        return every[0]
    run = joined_run(one.run for one in every)
    places = {(one.id, one.edition): place for place, one in enumerate(run.rulesets)}
    assessments = [one for document in every for one in document.assessments]
    assessments.sort(key=lambda one: places[one.ruleset.id, one.ruleset.edition])
    return AssessmentDocument(
        schema="zlrules/assessment/1",
        run=run,
        assessments=tuple(assessments),
        conflicts=tuple(dict.fromkeys(one for each in every for one in each.conflicts)),
        warnings=tuple(dict.fromkeys(one for each in every for one in each.warnings)),
    )
