"""What was imported: a CSV file for each data table, one row for everything that is spoken of."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import polars as pl

from zlrules import (
    BYTE_ORDER_MARK,
    CHINESE,
    CHINESE_OF,
    TABLES as DATA_TABLES,
    Reader,
    read_raw,
)
from zlrules_forms.intake.records import TABLES, Record, same_text

FOLDER = "data/reported"
COLUMNS = {table.name: table.columns for table in DATA_TABLES}

Cells = Mapping[str, str]
Reported = Mapping[str, Sequence[Cells]]
"""Rows by table."""


class Move(Enum):
    """What an imported row is, held against what was imported before."""

    NEW = "新增"
    CHANGED = "改动"
    SAME = "相同"


@dataclass(frozen=True)
class Change:
    """An imported row, and the earlier one on the same.

    Attributes:
        before: None where there was none.
        after: What is to be kept.
    """

    record: Record
    move: Move
    before: Cells | None
    after: Cells


def path_of(table: str) -> str:
    """The file of a table, inside the workspace."""
    return f"{FOLDER}/{table}.csv"


def read_reported(folder: Path, readers: Mapping[str, Reader]) -> Reported:
    """Read what was imported before.

    Raises:
        DataError: A file can't be read.
    """
    paths = {table: folder / path_of(table) for table in TABLES}
    return {
        table: _rows(read_raw(path, readers)) for table, path in paths.items() if path.is_file()
    }


def _rows(frame: pl.DataFrame) -> list[Cells]:
    own = [name for name in frame.columns if name not in ("file", "row")]
    return [
        {CHINESE.get(header, header): text or "" for header, text in row.items()}
        for row in frame.select(own).iter_rows(named=True)
    ]


def compare(records: Iterable[Record], earlier: Reported) -> list[Change]:
    """Hold records against what was imported before."""
    known = {_key(table, row): row for table, rows in earlier.items() for row in rows}
    return [_change(record, known.get(_key(record.table, record.cells))) for record in records]


def _key(table: str, cells: Cells) -> tuple[str, ...]:
    return (table, *(cells.get(name, "") for name in TABLES[table].key))


def _change(record: Record, before: Cells | None) -> Change:
    if before is None:
        return Change(record, Move.NEW, None, record.cells)
    kept = TABLES[record.table]
    said = all(same_text(before.get(one, ""), record.cells.get(one, "")) for one in kept.said)
    more = (*kept.more, *([kept.source] if record.names_source else []))
    stated = [one for one in more if record.cells.get(one)]
    if said and all(before.get(one, "") == record.cells[one] for one in stated):
        return Change(record, Move.SAME, before, before)
    stays = {one: before[one] for one in kept.more if said and before.get(one)}
    return Change(record, Move.CHANGED, before, {**stays, **record.cells})


def tables_after(changes: Sequence[Change], earlier: Reported) -> Reported:
    """The rows of each table that changes, as they are to be kept, sorted."""
    moved = [change for change in changes if change.move is not Move.SAME]
    after = {}
    for table in dict.fromkeys(change.record.table for change in moved):
        rows = {_key(table, row): row for row in earlier.get(table, ())}
        rows |= {
            _key(table, change.after): change.after
            for change in moved
            if change.record.table == table
        }
        after[table] = [rows[key] for key in sorted(rows)]
    return after


def csv_of(table: str, rows: Sequence[Cells]) -> bytes:
    """A table as CSV: with Chinese headers, the columns that something stands in."""
    kept = [name for name in COLUMNS[table] if any(row.get(name) for row in rows)]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(CHINESE_OF[name] for name in kept)
    writer.writerows([row.get(name, "") for name in kept] for row in rows)
    return (BYTE_ORDER_MARK + text.getvalue()).encode()
