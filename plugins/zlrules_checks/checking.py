"""All checks in one pass over the observations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

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

ORDER = list(Kind)


def check_facts(facts: Facts, catalogue: Catalogue, documents: Mapping[str, str]) -> Report:
    """Find all that contradicts itself, or may.

    Args:
        documents: Titles of documents by the key that tables use.
    """
    found = _found(figures_of(facts, catalogue), catalogue)
    findings = sorted((tell(one, documents) for one in found), key=_order)
    counted = Counter(one.severity for one in findings)
    return Report(
        checked=facts.observations.height,
        counts={severity: counted[severity] for severity in Severity},
        findings=tuple(findings),
    )


def _found(figures: Sequence[Figure], catalogue: Catalogue) -> Iterator[Found]:
    yield from find_conflicts(figures)
    kept = [one for one in figures if not one.set_aside]
    yield from find_courses_apart(kept)
    yield from find_wrong_sums(kept, catalogue)
    yield from find_wrong_changes(kept)
    yield from find_jumps(kept)
    yield from find_fractions(kept)
    yield from find_doubts(kept)


def _order(finding: Finding) -> tuple[int, str, str, str, str, str]:
    about = finding.indicator, finding.scope, finding.period, finding.message
    return ORDER.index(finding.kind), finding.district, *about
