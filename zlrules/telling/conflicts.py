"""Sources that disagree about a fact that an assessment looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import polars as pl

from zlrules.data.adopted import FACT
from zlrules.document import AdoptedDocument, ConflictDocument, Saying
from zlrules.evaluation import Scoring
from zlrules.telling.figures import FigureBook


def conflicts_of(scoring: Scoring, book: FigureBook) -> Iterator[ConflictDocument]:
    """Tell every conflict among the figures of a ruleset, with all that is said and where."""
    observations = scoring.facts.observations
    adopted = {_fact(row): row for row in scoring.facts.adopted.iter_rows(named=True)}
    figures = scoring.results.filter(pl.col("figure").is_not_null())
    for row, open_ in _looked_at(figures.select("figure", "conflict"), book):
        fact = observations.row(row, named=True)
        taken = adopted.get(_fact(fact))
        said = book.said_of(row)
        if not open_ and (taken is None or not any(one.set_aside for one in said)):
            continue
        yield ConflictDocument(
            district=fact["district"],
            indicator=fact["indicator"],
            title=scoring.bound.catalogue[fact["indicator"]].name,
            scope=fact["scope"],
            period=fact["period"],
            measure=fact["measure"],
            said=tuple(Saying(value=one.shown, source=one.source) for one in said),
            adopted=_adopted(taken, book.figure(row).shown) if taken else None,
        )


def _looked_at(figures: pl.DataFrame, book: FigureBook) -> Iterator[tuple[int, bool]]:
    """The figures of verdicts and whether sources disagree; of sums, the parts that they do."""
    for row, open_ in figures.unique(maintain_order=True).iter_rows():
        added = book.figure(row).added
        if added is None:
            yield row, open_
        else:
            yield from ((part, True) for part in added.disputed)


def _fact(row: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(row[name] for name in FACT)


def _adopted(row: Mapping[str, object], shown: str) -> AdoptedDocument:
    return AdoptedDocument(
        value=shown,
        why=str(row["why"]),
        who=str(row["who"]),
        when=date.fromisoformat(str(row["when"])),
    )
