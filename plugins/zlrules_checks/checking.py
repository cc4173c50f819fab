"""All checks in one pass over the observations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zlrules import Catalogue, Facts
from zlrules_checks.changes import find_wrong_changes
from zlrules_checks.conflicts import find_conflicts
from zlrules_checks.courses import find_courses_apart
from zlrules_checks.doubts import find_doubts
from zlrules_checks.figures import Figure, figures_of
from zlrules_checks.finding import Finding, Kind, Report, Severity
from zlrules_checks.series import find_fractions, find_jumps
from zlrules_checks.sums import find_wrong_sums
from zlrules_checks.telling import Found, tell

ORDER = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True)
class Checked:
    """All that was found, in order; told one by one, as there may be tens of thousands.

    Attributes:
        checked: Number of observations.
        documents: Titles of documents by the key that tables use.
    """

    checked: int
    found: Sequence[Found]
    documents: Mapping[str, str]

    @property
    def counts(self) -> dict[Severity, int]:
        """Number of findings by severity."""
        counted = Counter(one.severity for one in self.found)
        return {severity: counted[severity] for severity in Severity}

    def findings(self) -> Iterator[Finding]:
        """The findings as they are written."""
        return (tell(one, self.documents) for one in self.found)

    def report(self) -> Report:
        """The whole as one document."""
        return Report(checked=self.checked, counts=self.counts, findings=tuple(self.findings()))


def check_facts(facts: Facts, catalogue: Catalogue, documents: Mapping[str, str]) -> Checked:
    """Find all that contradicts itself, or may.

    Args:
        documents: Titles of documents by the key that tables use.
    """
    found = sorted(_found(figures_of(facts, catalogue), catalogue), key=_order)
    return Checked(facts.observations.height, found, documents)


def _found(figures: Sequence[Figure], catalogue: Catalogue) -> Iterator[Found]:
    yield from find_conflicts(figures)
    kept = [one for one in figures if not one.set_aside]
    yield from find_courses_apart(kept)
    yield from find_wrong_sums(kept, catalogue)
    yield from find_wrong_changes(kept)
    yield from find_jumps(kept)
    yield from find_fractions(kept)
    yield from find_doubts(kept)


def _order(found: Found) -> tuple[int, str, str, str, str, str]:
    about = found.about
    series = about.district, about.indicator.id, about.scope, about.period
    return ORDER[found.kind], *series, found.message
