"""What each reading of an ambiguous wording comes to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from zlrules.document import ReadingDocument
from zlrules.engine.plan import node_prefix
from zlrules.evaluation import Scoring
from zlrules.interval import off_lattice
from zlrules.loading.bound import BoundNode, BoundRow
from zlrules.telling.figures import decimal_text
from zlrules.words import Outcome

YIELDED = ("met", "applies", "margin")

Cells = Mapping[str, object]


class ReadingTeller:
    """Tells the readings of the rows of one ruleset."""

    def __init__(self, scoring: Scoring) -> None:
        self.scoring = scoring

    def readings(
        self, number: int, back: int, district: str, year: int, outcome: Outcome
    ) -> tuple[ReadingDocument, ...]:
        """What each reading of a row comes to; nothing where it is read in one way only.

        Args:
            number: Number of the row.
            back: By how many years its figures are older.
            outcome: What the row came to.
        """
        bound = self.rows[number]
        if bound.root is None or outcome is Outcome.NOT_APPLICABLE:
            return ()
        readings = bound.root.params.readings()
        if not readings:
            return ()
        cells = self.cells[district, year]
        found = []
        for reading, child in zip(readings, bound.root.children, strict=True):
            prefix = node_prefix(number, back, child.path)
            met, applies, margin = (cells[f"{prefix}:{name}"] for name in YIELDED)
            scale = self.scoring.scored.plan.margin_scales.get(prefix, 0)
            found.append(
                ReadingDocument(
                    name=reading.name,
                    label=reading.label,
                    required=child.describe(),
                    outcome=_outcome(met, applies, outcome),
                    margin=decimal_text(off_lattice(margin, scale), 0)
                    if isinstance(margin, int)
                    else None,
                    decisive=reading.decisive,
                )
            )
        return tuple(found)

    @cached_property
    def rows(self) -> list[BoundRow]:
        """The rows of the ruleset, by number."""
        return list(self.scoring.bound.rows())

    @cached_property
    def cells(self) -> Mapping[tuple[str, int], Cells]:
        """What the readings of all rows yield, by district and year."""
        told = self.scoring.scored.plan.told
        names = [
            f"{node_prefix(number, back, child.path)}:{name}"
            for number, bound in enumerate(self.rows)
            for child in _readings_of(bound)
            for back in range(bound.row.accept_older + 1)
            for name in YIELDED
        ]
        yielded = [told[name].alias(name) for name in names]
        frame = self.scoring.scored.frame.select("district", "year", *yielded)
        return {(row["district"], row["year"]): row for row in frame.iter_rows(named=True)}


def _readings_of(bound: BoundRow) -> tuple[BoundNode, ...]:
    return bound.root.children if bound.root and bound.root.params.readings() else ()


def _outcome(met: object, applies: object, row: Outcome) -> Outcome:
    """A reading is without data where the row is; otherwise what is open is pending."""
    if not applies:
        return Outcome.NOT_APPLICABLE
    if met is None:
        return Outcome.NO_DATA if row is Outcome.NO_DATA else Outcome.PENDING
    return Outcome.MET if met else Outcome.MISSED
