"""The lines that a value is held against: the text's own limits, and assigned targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from zlrules.document import TargetDocument
from zlrules.extensions import Limit
from zlrules.loading.bound import BoundNode, BoundRow
from zlrules.telling.figures import FigureBook, decimal_text
from zlrules.words import Comparator


def targets(
    bound: BoundRow, row: Mapping[str, object], book: FigureBook
) -> tuple[TargetDocument, ...]:
    """The lines of a row in the district and year of its result.

    Args:
        row: Its row of the results table.
    """
    if bound.root is None:
        return ()
    limits = _limits(bound.root, _decisive(bound.root, row["decided_by"]))
    found = (
        TargetDocument(comparator=one.comparator, value=str(one.value), set_by="text")
        for one in limits
    )
    return tuple(dict.fromkeys([*_assigned(row["target"], book), *found]))


def _assigned(target: object, book: FigureBook) -> Iterator[TargetDocument]:
    """The assigned target, where it is one for the value of a year."""
    if not isinstance(target, int):
        return
    given = book.target(target)
    digits, decimals = given["digits"], given["decimals"]
    if given["measure"] != "value" or given["first"] is not None:
        return
    assert isinstance(digits, int)
    assert isinstance(decimals, int)
    value = decimal_text(Decimal(digits).scaleb(-decimals), decimals)
    yield TargetDocument(
        comparator=Comparator(str(given["comparator"])), value=value, set_by="assigned"
    )


def _decisive(root: BoundNode, decided_by: object) -> BoundNode | None:
    """The requirement that is meant for the district, of those by kinds of districts."""
    if root.params.joins != "cases" or not isinstance(decided_by, int):
        return None
    return root.children[decided_by - 1]


def _limits(node: BoundNode, decisive: BoundNode | None = None) -> list[Limit]:
    """The limits in a requirement that surely are meant for the row's own figures.

    Of several readings only the limits that all of them have, unless one of them counts.
    """
    readings = node.params.readings()
    inside = [_limits(child) for child in _own(node)]
    if readings and len(inside) == len(readings):
        counting = [one for one, reading in zip(inside, readings, strict=True) if reading.decisive]
        return _common(counting or inside)
    if node.params.joins == "cases":
        return _limits(decisive) if decisive else []
    return [*node.params.limits(), *(limit for one in inside for limit in one)]


def _own(node: BoundNode) -> list[BoundNode]:
    """The requirements inside that are about the same indicator and scope."""
    return [child for child in node.children if not child.names_indicator and child.scope is None]


def _common(several: list[list[Limit]]) -> list[Limit]:
    first, *others = several
    return [limit for limit in first if all(limit in other for other in others)]
