"""What each node of a requirement yields, read back from the wide table."""

from __future__ import annotations

from collections.abc import Mapping

from zlrules.document import NodeDocument
from zlrules.engine.plan import node_prefix
from zlrules.evaluation import Scoring
from zlrules.interval import off_lattice
from zlrules.loading.bound import BoundNode
from zlrules.telling.figures import decimal_text
from zlrules.words import Reason


def trace_of(
    scoring: Scoring, number: int, back: int, year: int, cells: Mapping[str, object]
) -> tuple[NodeDocument, ...]:
    """The nodes of a row, parents before children; nothing for a criterion judged by its parts.

    Where several years are judged each has its nodes, the latest first.

    Args:
        number: Number of the row.
        back: By how many years its figures are older.
        year: The assessed year.
        cells: The row of the wide table for the district and year.
    """
    bound = list(scoring.bound.rows())[number]
    if bound.root is None:
        return ()
    span = bound.row.window.judged if bound.row.window else 1
    return tuple(
        _node(
            scoring,
            node,
            node_prefix(number, earlier, node.path),
            cells,
            scope=node.scope or bound.row.scope,
            year=year - earlier,
        )
        for earlier in range(back, back + span)
        for node in bound.root.walk()
    )


def _node(
    scoring: Scoring,
    node: BoundNode,
    prefix: str,
    cells: Mapping[str, object],
    *,
    scope: str,
    year: int,
) -> NodeDocument:
    met, margin, reason = (cells[f"{prefix}:{name}"] for name in ("met", "margin", "reason"))
    decided_by = cells[f"{prefix}:decided_by"]
    scale = scoring.scored.plan.margin_scales.get(prefix, 0)
    return NodeDocument(
        path=node.path,
        operator=node.operator.name,
        required=node.describe(),
        indicator=node.indicator.id,
        scope=scope,
        year=year,
        applies=bool(cells[f"{prefix}:applies"]),
        met=None if met is None else bool(met),
        margin=decimal_text(off_lattice(margin, scale), 0) if isinstance(margin, int) else None,
        reason=Reason(str(reason)) if reason else None,
        decided_by=node.children[decided_by - 1].path if isinstance(decided_by, int) else None,
        attested=cells[f"{prefix}:attested"] is not None,
    )
