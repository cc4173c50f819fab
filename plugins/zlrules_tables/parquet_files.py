"""Parquet files: columns as they are typed."""

from __future__ import annotations

from pathlib import Path

import polars as pl


def read_parquet(path: Path) -> pl.DataFrame:
    """Read a Parquet file; ``row`` counts its rows from 1."""
    return pl.read_parquet(path).with_row_index("row", offset=1)
