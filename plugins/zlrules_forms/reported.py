"""What was imported: a CSV file for each data table, one row for everything that is spoken of."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from zlrules import (
    BYTE_ORDER_MARK,
    CHINESE,
    CHINESE_OF,
    TABLES as DATA_TABLES,
    DataError,
    Problem,
    shown_path,
)
from zlrules_forms.records import TABLES, Record, same_text

FOLDER = "data/reported"
COLUMNS = {table.name: table.columns for table in DATA_TABLES}

Cells = Mapping[str, str]


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


def read_reported(folder: Path, table: str) -> list[dict[str, str]]:
    """Read what was imported before; nothing where nothing was.

    Raises:
        DataError: Somebody made something else of the file.
    """
    path = folder / path_of(table)
    if not path.is_file():
        return []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        wrong = "不是导入时写成的样子"
        raise DataError([Problem(shown_path(path), 0, "", wrong, "存为 UTF-8 的 CSV")]) from error
    return [
        {CHINESE.get(header, header): text or "" for header, text in row.items() if header}
        for row in rows
    ]


def compare(records: Iterable[Record], folder: Path) -> list[Change]:
    """Hold records against what was imported before.

    Raises:
        DataError: What was imported before can't be read.
    """
    earlier: dict[tuple[str, ...], Cells] = {}
    for table in TABLES:
        for row in read_reported(folder, table):
            earlier[_key(table, row)] = row
    return [_change(record, earlier.get(_key(record.table, record.cells))) for record in records]


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


def tables_after(changes: Sequence[Change], folder: Path) -> dict[str, list[Cells]]:
    """The rows of each table that changes, as they are to be kept, sorted."""
    moved = [change for change in changes if change.move is not Move.SAME]
    after: dict[str, list[Cells]] = {}
    for table in dict.fromkeys(change.record.table for change in moved):
        rows: dict[tuple[str, ...], Cells] = {
            _key(table, row): row for row in read_reported(folder, table)
        }
        for change in moved:
            if change.record.table == table:
                rows[_key(table, change.after)] = change.after
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
