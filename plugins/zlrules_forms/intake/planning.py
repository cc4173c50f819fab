"""From filled files to what a workspace would hold; nothing is written here."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from zlrules import (
    Data,
    DataError,
    Plugins,
    Workspace,
    open_library,
    open_workspace,
    prepare,
    read_data,
    shown_path,
)
from zlrules_forms.intake.elsewhere import Place, differing
from zlrules_forms.intake.filled import is_form, read_form
from zlrules_forms.intake.ordinary import Wishes, read_ordinary
from zlrules_forms.intake.records import Collected, one_of_each
from zlrules_forms.intake.registering import with_entries
from zlrules_forms.intake.reported import (
    Cells,
    Change,
    Move,
    Reported,
    compare,
    csv_of,
    path_of,
    read_reported,
    tables_after,
)
from zlrules_forms.intake.sheets import read_sheets
from zlrules_forms.intake.shelf import Shelf
from zlrules_forms.intake.sources import with_sources

WORKSPACE = "zlrules.yaml"


@dataclass(frozen=True)
class Import:
    """What an import would do.

    Attributes:
        files: New contents by path inside the workspace, in the order in which to write them.
        passed_over: Headers of columns that aren't imported, by file.
        elsewhere: What other sources of the workspace say that differs, by the sheet and row of
            the imported figure.
    """

    changes: tuple[Change, ...]
    files: Mapping[str, bytes]
    passed_over: Mapping[str, tuple[str, ...]]
    elsewhere: Mapping[Place, Sequence[str]]


def plan_import(files: Sequence[Path], folder: Path, wishes: Wishes, plugins: Plugins) -> Import:
    """Find out what importing files into a workspace would do.

    Raises:
        ZlrulesError: A file can't be read, a cell can't be used, files contradict each other, or
            the workspace's data would be wrong afterwards; everything at once.
    """
    workspace = open_workspace(folder)
    library = open_library(plugins, [workspace.rulesets])
    data = read_data(folder, plugins)
    shelf = Shelf(library, tuple(data.districts["code"].drop_nulls()))
    collected, passed_over = _collected(files, wishes, shelf)
    records, conflicts = one_of_each(collected.records)
    if collected.problems or conflicts:
        raise DataError([*collected.problems, *conflicts])
    titles = {key: one.title for key, one in workspace.file.documents.items()}
    records, documents = with_sources(records, titles)
    earlier = read_reported(folder, plugins.readers())
    changes = compare(records, earlier)
    after = tables_after(changes, earlier)
    known = replace(
        _afterwards(data, after, changes, folder), documents={**data.documents, **documents}
    )
    facts = prepare(known, library.catalogue)
    moved = [one.record.origin.place for one in changes if one.move is not Move.SAME]
    return Import(
        tuple(changes),
        _files(workspace, after, documents),
        passed_over,
        differing(facts, frozenset(moved)),
    )


def _collected(
    files: Sequence[Path], wishes: Wishes, shelf: Shelf
) -> tuple[Collected, dict[str, tuple[str, ...]]]:
    """All that the files say, and the columns that were passed over."""
    whole = Collected()
    passed_over = {}
    for path in dict.fromkeys(files):
        try:
            sheets = read_sheets(path)
        except DataError as error:
            whole.problems.extend(error.problems)
            continue
        shown = shown_path(path)
        read = (
            read_form(sheets, shelf)
            if is_form(sheets)
            else read_ordinary(sheets, shown, wishes, shelf)
        )
        whole.records.extend(read.records)
        whole.problems.extend(read.problems)
        if read.passed_over:
            passed_over[shown] = read.passed_over
    return whole, passed_over


def _afterwards(data: Data, after: Reported, changes: Sequence[Change], folder: Path) -> Data:
    """The data as they would be."""
    places = {id(change.after): change.record.origin.place for change in changes}

    def frame(table: str) -> pl.DataFrame:
        before: pl.DataFrame = getattr(data, table)
        rows = after.get(table)
        path = shown_path(folder / path_of(table))
        return before if rows is None else _with_rows(before, path, rows, places)

    return replace(
        data,
        observations=frame("observations"),
        assigned=frame("assigned"),
        attestations=frame("attestations"),
        not_applicable=frame("not_applicable"),
        events=frame("events"),
        progress=frame("progress"),
        evidence=frame("evidence"),
    )


def _with_rows(
    frame: pl.DataFrame, path: str, rows: Sequence[Cells], places: Mapping[int, Place]
) -> pl.DataFrame:
    """A table without what was imported before, and with all that is to be kept.

    Rows name the sheet and the row that they came from, so that messages do.

    Args:
        path: Of the file with what was imported before, as messages name it.
    """
    others = frame.filter(pl.col("file") != path)
    columns = [name for name in frame.columns if name not in ("file", "row")]
    own = pl.DataFrame(
        [
            {
                **{name: row.get(name) or None for name in columns},
                "file": place[0],
                "row": place[1],
            }
            for number, row in enumerate(rows, start=2)
            for place in [places.get(id(row), (path, number))]
        ],
        schema={**dict.fromkeys(columns, pl.String), "file": pl.String, "row": pl.UInt32},
    )
    texts = others.with_columns(pl.col(columns).cast(pl.String), pl.col("row").cast(pl.UInt32))
    return pl.concat([texts.select(own.columns), own])


def _files(workspace: Workspace, after: Reported, documents: Mapping[str, str]) -> dict[str, bytes]:
    """The files to write, the workspace file last."""
    files = {path_of(table): csv_of(table, rows) for table, rows in after.items()}
    listed: Mapping[str, Collection[str]] = {
        table: getattr(workspace.file.data, table) for table in after
    }
    missing = {table: [path_of(table)] for table in after if path_of(table) not in listed[table]}
    if missing or documents:
        path = workspace.folder / WORKSPACE
        text = path.read_bytes().decode("utf-8-sig")
        files[WORKSPACE] = with_entries(text, missing, documents).encode()
    return files
