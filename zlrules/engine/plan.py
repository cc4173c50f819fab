"""What the rows of a ruleset become: columns to add, level by level, and what they need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from zlrules.engine.node import Quantity
from zlrules.engine.series import Needs
from zlrules.words import Attested

NODE_COLUMNS = ("met", "margin", "applies", "reason", "decided_by", "attested")
"""Columns of a node in the wide table, named ``r<row>/<years back>/<node>:<column>``."""


@dataclass
class Plan:
    """Columns of nodes and rows, and what has to be laid out for them.

    Attributes:
        scales: Decimals of each indicator's lattice.
        states: Words behind each state code, by indicator.
        levels: Columns to add; those of a level need only columns of lower levels.
        quantities: What each row's margin measures, by the row's number.
        margin_scales: Decimals of each node's margin, by the prefix of its columns.
        used: Columns that hold the rows of the figures each row was judged on, by its number.
        statements: What written statements may stand in for, by number of the row and path of
            the node; the value is the number of the statement's columns.
    """

    scales: Mapping[str, int]
    states: Mapping[str, tuple[frozenset[str], ...]]
    needs: Needs = field(default_factory=Needs)
    levels: list[list[pl.Expr]] = field(default_factory=list)
    quantities: dict[int, Quantity | None] = field(default_factory=dict)
    margin_scales: dict[str, int] = field(default_factory=dict)
    used: dict[int, list[str]] = field(default_factory=dict)
    statements: dict[tuple[int, str], int] = field(default_factory=dict)

    def add(self, level: int, column: pl.Expr) -> None:
        """Add a column that needs only columns of lower levels."""
        while len(self.levels) <= level:
            self.levels.append([])
        self.levels[level].append(column)

    def statement(
        self, number: int, path: str, met: pl.Expr, accepted: frozenset[Attested]
    ) -> pl.Expr:
        """The statement that stands in where a node is undecided, as its place in `Attested`."""
        place = self.statements.setdefault((number, path), len(self.statements))
        kind = pl.col(f"a{place}:kind")
        codes = [code for code, one in enumerate(Attested) if one in accepted]
        return pl.when(met.is_null() & kind.is_in(codes)).then(kind)


def node_prefix(number: int, back: int, path: str) -> str:
    """What stands before the columns of a node in the wide table."""
    return f"r{number}/{back}/{path}"


def any_flag(flags: Iterable[pl.Expr]) -> pl.Expr:
    """Whether any flag is up; one that isn't known is not."""
    return pl.any_horizontal(
        [flag.fill_null(value=False) for flag in flags] or [pl.lit(value=False)]
    )


def weakest(kinds: Sequence[pl.Expr]) -> pl.Expr:
    """The weakest of the statements that were needed."""
    places = pl.max_horizontal([kind.to_physical() for kind in kinds])
    return places.cast(pl.UInt8)
