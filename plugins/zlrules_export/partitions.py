"""Tables in folders by ruleset and year, as Hive, DuckDB, Spark and Polars read them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import polars as pl

from zlrules import written

ROWS = 250_000
"""So many rows are collected before files are written."""

KEYS = ("ruleset", "year")
"""Columns that the names of folders tell."""


class Part(NamedTuple):
    """Some rows of a table.

    Attributes:
        ruleset: ``id@edition``, of all rows.
        year: Of all rows.
        rows: All other columns.
    """

    ruleset: str
    year: int
    rows: pl.DataFrame


class Partitions:
    """Writes a table in parts: ``ruleset=…/year=…/00000.parquet``.

    Args:
        folder: Where the parts go.
        most: So many rows are collected before files are written.
    """

    def __init__(self, folder: Path, most: int = ROWS) -> None:
        self._folder = folder
        self._most = most
        self._waiting: dict[tuple[str, int], list[pl.DataFrame]] = {}
        self._rows = 0
        self._files = 0

    def add(self, part: Part) -> None:
        """Add rows; all parts have the same columns."""
        self._waiting.setdefault((part.ruleset, part.year), []).append(part.rows)
        self._rows += part.rows.height
        if self._rows >= self._most:
            self.close()

    def close(self) -> None:
        """Write what is waiting, and let go of it."""
        if not self._waiting:
            return
        while self._waiting:
            (ruleset, year), parts = self._waiting.popitem()
            self._write(ruleset, year, pl.concat(parts))
        self._rows = 0
        self._files += 1

    def _write(self, ruleset: str, year: int, rows: pl.DataFrame) -> None:
        folder = self._folder / f"ruleset={_safe(ruleset)}" / f"year={year}"
        folder.mkdir(parents=True, exist_ok=True)
        content = io.BytesIO()
        rows.write_parquet(content)
        written(folder / f"{self._files:05}.parquet", content.getbuffer())


def _safe(name: str) -> str:
    """A name as part of a file name on every system; readers turn it back.

    Example:
        >>> _safe("zhonglou/14fyp@2021")
        'zhonglou%2F14fyp%402021'
    """
    return quote(name, safe="").replace("~", "%7E")
