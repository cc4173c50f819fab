"""Data of very many districts, some districts at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import polars as pl

from zlrules.data.coded import Coded
from zlrules.data.tables import Data


@dataclass(frozen=True)
class Portion:
    """The data of some districts.

    Attributes:
        observations: The numbers that its observations have in the whole; None where it is all.
        assigned: The numbers that its assigned targets have in the whole; None where it is all.
    """

    data: Data
    observations: pl.Series | None = None
    assigned: pl.Series | None = None


def portions(data: Data, size: int) -> Iterator[Portion]:
    """Split data by districts, in the order of their codes.

    Rows of districts that aren't known come with the first, where they are refused.

    Args:
        size: Most districts in a portion.
    """
    codes = data.districts["code"].drop_nulls().unique().sort().to_list()
    if len(codes) <= size:
        yield Portion(data)
        return
    number_of = {code: place // size for place, code in enumerate(codes)}
    districts = _Split(data.districts, "code", number_of)
    observations, assigned, attestations, adopted, not_applicable = (
        _Split(frame, "district", number_of)
        for frame in (
            *(data.observations, data.assigned, data.attestations, data.adopted),
            data.not_applicable,
        )
    )
    events, progress, evidence, duties = (
        _Split(frame, "district", number_of)
        for frame in (data.events, data.progress, data.evidence, data.duties)
    )
    for number in range(-(-len(codes) // size)):
        observed, targets = observations.rows(number), assigned.rows(number)
        own = replace(
            data,
            districts=districts.portion(number),
            observations=observations.take(observed),
            assigned=assigned.take(targets),
            attestations=attestations.portion(number),
            adopted=adopted.portion(number),
            not_applicable=not_applicable.portion(number),
            events=events.portion(number),
            progress=progress.portion(number),
            evidence=evidence.portion(number),
            duties=duties.portion(number),
        )
        yield Portion(own, observed, targets)


class _Split:
    """A table with the number of the portion that each row belongs to."""

    def __init__(self, frame: pl.DataFrame, column: str, number_of: Mapping[str, int]) -> None:
        self._frame = frame
        self._numbers = Coded.of(frame[column]).map(number_of.get, pl.UInt32).fill_null(0)

    def rows(self, number: int) -> pl.Series:
        """The numbers of a portion's rows."""
        return (self._numbers == number).arg_true()

    def portion(self, number: int) -> pl.DataFrame:
        """The table of a portion."""
        return self.take(self.rows(number))

    def take(self, rows: pl.Series) -> pl.DataFrame:
        """Some rows; those that lie together aren't copied."""
        if not len(rows):
            return self._frame.clear()
        if rows[-1] - rows[0] + 1 == len(rows):
            return self._frame.slice(rows[0], len(rows))
        return self._frame[rows]
