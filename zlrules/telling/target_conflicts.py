"""One promise in several places whose targets differ."""

from __future__ import annotations

from collections.abc import Iterator

from zlrules.document import ConflictDocument, Saying, SourceDocument
from zlrules.evaluation import Scoring
from zlrules.loading.bound import BoundRow, BoundRuleset, Place


def target_conflicts(scoring: Scoring) -> Iterator[ConflictDocument]:
    """Tell every promise of a ruleset that stands with another target elsewhere."""
    bound = scoring.bound
    districts = scoring.decisions["district"].unique().sort().to_list()
    rows = {row.row.id: Place(bound, row) for row in bound.rows()}
    for row_id, others in bound.places.items():
        here = rows[row_id]
        differing = [other for other in others if _differ(here.row, other.row)]
        if differing:
            yield from (_conflict(district, [*differing, here]) for district in districts)


def _conflict(district: str, places: list[Place]) -> ConflictDocument:
    row = places[-1].row
    due = row.criterion.due
    return ConflictDocument(
        district=district,
        indicator=row.row.indicator or row.row.id,
        title=row.row.title,
        scope=row.row.scope,
        period=str(due) if due else "undated",
        measure="target",
        said=tuple(Saying(value=_target(one.row), source=_source(one)) for one in places),
        adopted=None,
    )


def _differ(row: BoundRow, other: BoundRow) -> bool:
    """Whether two rows that say the same ask for different things."""
    days = {row.criterion.due, other.criterion.due}
    printed = {row.criterion.due_basis, other.criterion.due_basis} == {"explicit"}
    return _asked(row) != _asked(other) or (printed and len(days) > 1)


def _asked(row: BoundRow) -> str | tuple[str, ...]:
    """What is asked, by what can be compared: tasks may name their stages in their own words."""
    if row.task is None:
        parts = tuple(part.describe() for part in row.parts)
        return parts or row.describe()
    task = row.task.task
    size = "" if task.size is None else f"{task.size.normalize():f}{task.unit or ''}"
    return (size, task.recurrence or "")


def _target(row: BoundRow) -> str:
    parts = "，".join(f"{part.row.title}{part.describe()}" for part in row.parts)
    due = f"，期限 {row.criterion.due}" if row.criterion.due else ""
    return f"{parts or row.describe()}{due}"


def _source(place: Place) -> SourceDocument:
    source = place.row.row.source
    return SourceDocument(
        document=_title(place.ruleset, source.document), place=source.place, quote=source.quote
    )


def _title(bound: BoundRuleset, key: str) -> str:
    return bound.ruleset.documents[key].title
