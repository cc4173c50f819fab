"""Parquet files: columns as they are typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl

from zlrules_tables.reserved import refuse_reserved

LEAST_ROWS, MOST_ROWS = 1 << 17, 1 << 19
"""So many rows make a piece: of larger ones fewer row groups are read twice."""

PIECES = 8
"""Smaller tables come in so many pieces, for several threads."""


def read_parquet(path: Path) -> pl.DataFrame:
    """Read a Parquet file; ``row`` counts its rows from 1.

    Raises:
        ValueError: It has such a column itself.
    """
    return pl.concat(piece() for piece in parquet_pieces(path))


def parquet_pieces(path: Path, most: int = MOST_ROWS) -> Iterator[Callable[[], pl.DataFrame]]:
    """Read a Parquet file piece by piece, each when it is called.

    Args:
        most: So many rows make a piece at most.

    Raises:
        ValueError: It has a column ``row``.
    """
    whole = pl.scan_parquet(path)
    refuse_reserved(whole.collect_schema(), 1)
    height = whole.select(pl.len()).collect().item()
    rows = min(max(height // PIECES, LEAST_ROWS), most)
    for start in range(0, max(height, 1), rows):
        yield whole.slice(start, rows).with_row_index("row", offset=start + 1).collect
