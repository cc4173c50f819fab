"""Parquet files: columns as they are typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

ROWS = 250_000
"""So many rows make a piece."""


def read_parquet(path: Path) -> pl.DataFrame:
    """Read a Parquet file; ``row`` counts its rows from 1."""
    return pl.read_parquet(path).with_row_index("row", offset=1)


def parquet_pieces(path: Path, rows: int = ROWS) -> Iterator[pl.DataFrame]:
    """Read a Parquet file piece by piece.

    Args:
        rows: How many rows make a piece.
    """
    start = 1
    for piece in pl.scan_parquet(path).collect_batches(chunk_size=rows, maintain_order=True):
        yield piece.with_row_index("row", offset=start)
        start += piece.height
    if start == 1:
        yield read_parquet(path)
