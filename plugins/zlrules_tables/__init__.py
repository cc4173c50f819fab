"""Readers of table files: CSV, Excel, Parquet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from zlrules import hookimpl

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

    from zlrules import Reader


@hookimpl
def zlrules_readers() -> Iterable[Reader]:
    """Hand over the readers."""
    from zlrules import Reader
    from zlrules_tables.csv_files import csv_pieces, read_csv
    from zlrules_tables.parquet_files import parquet_pieces, read_parquet

    return [
        Reader("csv", (".csv",), read_csv, csv_pieces),
        Reader("excel", (".xlsx",), _read_excel),
        Reader("parquet", (".parquet",), read_parquet, parquet_pieces),
    ]


def _read_excel(path: Path) -> pl.DataFrame:
    from zlrules_tables.excel_files import read_excel

    return read_excel(path)
