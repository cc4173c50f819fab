"""What the rows of a ruleset become: columns to add, level by level, and what they need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

import polars as pl

from zlrules.engine.node import Quantity, no_statement
from zlrules.engine.series import Needs, Use, column_name
from zlrules.words import Attested

NODE_COLUMNS = ("met", "margin", "applies", "reason", "decided_by", "attested")
"""What a node yields, named ``r<row>/<years back>/<node>:<column>``."""

ROW_COLUMNS = (
    *("outcome", "met", "margin", "applies", "reason", "decided_by", "attested", "older"),
    *("known", "provisional", "conflict", "settles", "due_state"),
    *("low", "high", "row", "target", "task_status"),
)
"""What a row of the ruleset comes to."""

Row = Mapping[str, pl.Expr]
"""How to refer to what a row comes to, by the names of `ROW_COLUMNS`."""


class Looked(NamedTuple):
    """A figure that a row is judged on.

    Attributes:
        column: The figure's row; null where it isn't known or other years are judged.
        judged: How many years before the assessed one the year is that is judged with it.
        path: Path of the node that asks for it.
        use: Which figure it is, seen from there.
    """

    column: pl.Expr
    judged: int
    path: str
    use: Use

    def year(self, assessed: int) -> int:
        """The year of the figure."""
        fixed = self.use.year
        return assessed - self.judged - self.use.back if fixed is None else fixed


@dataclass(eq=False, repr=False)
class Plan:
    """Columns of nodes and rows, and what has to be laid out for them.

    Attributes:
        scales: Decimals of each indicator's lattice.
        states: Words behind each state code, by indicator.
        stated: Ids of rows and paths of nodes about which there is a written statement.
        exemptions: Rows of the ruleset that a document says aren't assessed in some district and
            year; the value is the number of the answer's columns.
        levels: Columns to add; those of a level need only columns of lower levels.
        told: How to refer to what each node yields, by its name (see `NODE_COLUMNS`): a column, or
            a constant where it is the same everywhere.
        rows: What each row comes to, by its number.
        quantities: What each row's margin measures, by the row's number.
        margin_scales: Decimals of each node's margin, by the prefix of its columns.
        used: The figures each row was judged on, or would be, by its number.
        statements: What written statements may stand in for, by id of the row and path of the
            node; the value is the number of the statement's columns.
    """

    scales: Mapping[str, int]
    states: Mapping[str, tuple[frozenset[str], ...]]
    stated: AbstractSet[tuple[str, str]] = frozenset()
    exemptions: Mapping[int, int] = field(default_factory=dict)
    needs: Needs = field(default_factory=Needs)
    levels: list[list[pl.Expr]] = field(default_factory=list)
    told: dict[str, pl.Expr] = field(default_factory=dict)
    rows: dict[int, Row] = field(default_factory=dict)
    quantities: dict[int, Quantity | None] = field(default_factory=dict)
    margin_scales: dict[str, int] = field(default_factory=dict)
    used: dict[int, list[Looked]] = field(default_factory=dict)
    statements: dict[tuple[str, str], int] = field(default_factory=dict)
    _references: dict[int, tuple[pl.Expr, str]] = field(default_factory=dict)
    """Columns and constants, by identity: they need no column of their own; and the column's name."""

    def add(self, level: int, name: str, told: pl.Expr) -> pl.Expr:
        """Add what needs only columns of lower levels; constants and columns need none of their own.

        Returns:
            How to refer to it.
        """
        if id(told) not in self._references:
            meta = told.meta
            if meta.is_literal():
                column = ""
            elif meta.is_column():
                column = meta.output_name()
            else:
                while len(self.levels) <= level:
                    self.levels.append([])
                self.levels[level].append(told.alias(name))
                told, column = pl.col(name), name
            self._references[id(told)] = told, column
        self.told[name] = told
        return told

    def column(self, reference: pl.Expr) -> str:
        """The name of the column that something that was added refers to; "" for a constant."""
        return self._references[id(reference)][1]

    def statement(
        self, node: tuple[str, str], met: pl.Expr, accepted: frozenset[Attested], back: int = 0
    ) -> pl.Expr:
        """The statement that stands in where a node is undecided, as its place in `Attested`.

        Args:
            node: Id of the row and path of the node.
            met: Whether the node is met.
            accepted: Whose statement can stand in.
            back: By how many years earlier the year is that the statement must be about.
        """
        if node not in self.stated:
            return no_statement()
        place = self.statements.setdefault(node, len(self.statements))
        self.needs.look_back(f"a{place}", back)
        kind = pl.col(column_name(f"a{place}", "kind", back))
        codes = [code for code, one in enumerate(Attested) if one in accepted]
        return pl.when(met.is_null() & kind.is_in(codes)).then(kind)


@cache
def never() -> pl.Expr:
    """A flag that is up nowhere."""
    return pl.lit(value=False)


def node_prefix(number: int, back: int, path: str) -> str:
    """What stands before the columns of a node in the wide table."""
    return f"r{number}/{back}/{path}"


def any_flag(flags: Iterable[pl.Expr]) -> pl.Expr:
    """Whether any flag is up; flags are never null."""
    up = [flag for flag in flags if flag is not never()]
    return never() if not up else up[0] if len(up) == 1 else pl.any_horizontal(up)


def weakest(kinds: Iterable[pl.Expr]) -> pl.Expr:
    """The weakest of the statements that were needed."""
    needed = [kind for kind in kinds if kind is not no_statement()]
    return pl.max_horizontal(needed) if needed else no_statement()
