"""Tables in folders by ruleset and year, as Hive, DuckDB, Spark and Polars read them."""

from __future__ import annotations

import io
from pathlib import Path
from urllib.parse import quote

import polars as pl

from zlrules import written

ROWS = 500_000
"""So many rows are collected before a file is written."""


class Partitions:
    """Writes a table in parts: ``ruleset=…/year=…/00000.parquet``.

    Args:
        folder: Where the parts go.
        rows: So many rows are collected before files are written.
    """

    def __init__(self, folder: Path, rows: int = ROWS) -> None:
        self._folder = folder
        self._rows = rows
        self._waiting: list[pl.DataFrame] = []
        self._files = 0

    def add(self, table: pl.DataFrame) -> None:
        """Add rows; all tables have the same columns, ``ruleset`` and ``year`` among them."""
        self._waiting.append(table)
        if sum(one.height for one in self._waiting) >= self._rows:
            self.close()

    def close(self) -> None:
        """Write what is waiting."""
        if not self._waiting:
            return
        parts = pl.concat(self._waiting).partition_by(
            "ruleset", "year", as_dict=True, include_key=False, maintain_order=True
        )
        for (ruleset, year), part in parts.items():
            folder = self._folder / f"ruleset={_safe(str(ruleset))}" / f"year={year}"
            folder.mkdir(parents=True, exist_ok=True)
            content = io.BytesIO()
            part.write_parquet(content)
            written(folder / f"{self._files:05}.parquet", content.getbuffer())
        self._waiting = []
        self._files += 1


def _safe(name: str) -> str:
    """A name as part of a file name on every system; readers turn it back.

    Example:
        >>> _safe("zhonglou/14fyp@2021")
        'zhonglou%2F14fyp%402021'
    """
    return quote(name, safe="").replace("~", "%7E")
