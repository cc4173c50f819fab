"""Sources that disagree about a fact that an assessment looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from zlrules.document import ConflictDocument, Saying
from zlrules.evaluation import Scoring
from zlrules.telling.figures import FigureBook


def conflicts_of(scoring: Scoring, documents: Mapping[str, str]) -> Iterator[ConflictDocument]:
    """Tell every conflict among the figures of a ruleset, with all that is said and where."""
    observations = scoring.facts.observations
    book = FigureBook(scoring.facts, documents)
    touched = scoring.results.filter("conflict", pl.col("figure").is_not_null())
    for row in touched["figure"].unique(maintain_order=True):
        fact = observations.row(row, named=True)
        yield ConflictDocument(
            district=fact["district"],
            indicator=fact["indicator"],
            title=scoring.bound.catalogue[fact["indicator"]].name,
            scope=fact["scope"],
            period=fact["period"],
            measure=fact["measure"],
            said=tuple(Saying(value=one.shown, source=one.source) for one in book.said_of(row)),
        )
