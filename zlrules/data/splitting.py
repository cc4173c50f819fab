"""Tables split by blocks of districts into temporary files, for more figures than memory holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

import polars as pl

from zlrules.data.coded import Coded
from zlrules.data.districts import refuse_unknown
from zlrules.data.files import read_pieces
from zlrules.data.findings import Findings
from zlrules.data.headers import DISTRICTS, TABLES, Table
from zlrules.data.tables import conform, together
from zlrules.errors import DataError, Problem
from zlrules.extensions import Reader
from zlrules.loading.library import shown_path
from zlrules.threads import side_by_side

SPLIT = tuple(table for table in TABLES if table is not DISTRICTS)
"""The tables whose rows each speak of one district."""


class SplitTables:
    """The tables of a workspace on disk, each block of districts by itself.

    Args:
        folder: An empty folder for the temporary files.
        blocks: The block of each district, by its code.
    """

    def __init__(self, folder: Path, blocks: Mapping[str, int]) -> None:
        self._folder = folder
        self._codes = frozenset(blocks)
        self._blocks = blocks

    def split(
        self, paths: Mapping[str, Sequence[Path]], readers: Mapping[str, Reader]
    ) -> list[Problem]:
        """Read every file once, piece by piece, and put its rows with their block.

        Args:
            paths: Files by the name of their table.

        Returns:
            The rows that speak of no known district.

        Raises:
            DataError: A file can't be read or has wrong headers; all of them at once.
        """
        strays: list[Problem] = []
        unreadable: list[Problem] = []
        for table in SPLIT:
            for number, path in enumerate(paths.get(table.name, ())):
                try:
                    strays += self._split_file(path, table, number, readers)
                except DataError as error:
                    unreadable += error.problems
        if unreadable:
            raise DataError([*unreadable, *strays])
        return strays

    def block(self, number: int) -> dict[str, pl.DataFrame]:
        """The tables of a block by name, rows in the order of their files."""
        return {table.name: self._read(table, number) for table in SPLIT}

    def _split_file(
        self, path: Path, table: Table, number: int, readers: Mapping[str, Reader]
    ) -> Iterator[Problem]:
        split = partial(self._split_piece, table, shown_path(path), number)
        yield from chain.from_iterable(side_by_side(split, enumerate(read_pieces(path, readers))))

    def _split_piece(
        self, table: Table, shown: str, number: int, piece: tuple[int, Callable[[], pl.DataFrame]]
    ) -> list[Problem]:
        place, read = piece
        rows = conform(read(), table, shown)
        findings = Findings(rows)
        refuse_unknown(findings, self._codes)
        blocks = Coded.of(rows["district"]).map(self._blocks.get, pl.UInt32)
        known = rows.with_columns(blocks.alias("block")).drop_nulls("block")
        parts = known.partition_by("block", as_dict=True, include_key=False)
        for (block,), part in parts.items():
            name = f"{table.name}-{block}-{number:05}-{place:05}.parquet"
            part.write_parquet(self._folder / name, compression="lz4")
        return findings.problems

    def _read(self, table: Table, number: int) -> pl.DataFrame:
        files = sorted(self._folder.glob(f"{table.name}-{number}-*.parquet"))
        read = [pl.read_parquet(file) for file in files]
        return together(read, table)
