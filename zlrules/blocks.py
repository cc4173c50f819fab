"""The data of a workspace, one block of districts after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from zlrules.data.districts import check_districts
from zlrules.data.files import input_file, read_tables
from zlrules.data.headers import TABLES
from zlrules.data.splitting import SplitTables
from zlrules.data.tables import Data
from zlrules.errors import DataError, Problem
from zlrules.extensions import Reader
from zlrules.workspace import (
    Workspace,
    data_of,
    read_workspace,
    table_paths,
    with_own_district,
)


def read_districts(workspace: Workspace, readers: Mapping[str, Reader]) -> pl.DataFrame:
    """The districts of a workspace, with ``code``, ``name`` and their attributes, sorted by code.

    Raises:
        DataError: The table of them can't be read or is empty; with all that can't be read.
        WorkspaceError: A path leads out of the workspace.
    """
    files = table_paths(workspace)["districts"]
    try:
        frames, _ = read_tables({"districts": files}, readers)
    except DataError:
        read_workspace(workspace, readers)  # tells what is wrong with the other tables, too
        raise
    districts = with_own_district(frames["districts"], workspace)
    if districts.is_empty():
        wrong, remedy = "没有行政区", "districts 表里每个区写一行"
        raise DataError([Problem(workspace.yaml.path, 0, "data districts", wrong, remedy)])
    return districts.sort("code", maintain_order=True)


def block_count(districts: pl.DataFrame, size: int) -> int:
    """How many blocks of so many districts there are."""
    return -(-districts.height // size)


def read_blocks(
    workspace: Workspace, districts: pl.DataFrame, readers: Mapping[str, Reader], size: int
) -> Iterator[Data]:
    """Read the tables of a workspace in blocks of districts.

    With more than one block the files are read once, piece by piece, and split into temporary
    files, so that no more than one block is in memory. The districts of a block have all of their
    data in it.

    Args:
        districts: As from `read_districts`.
        size: How many districts make a block.

    Raises:
        DataError: A file can't be read or has wrong headers, or the districts are wrong; or, after
            the last block, rows speak of no known district.
    """
    count = block_count(districts, size)
    if count <= 1:
        yield read_workspace(workspace, readers)
        return
    problems = check_districts(districts)
    if problems:
        raise DataError(problems)
    with TemporaryDirectory(prefix="zlrules-") as folder:
        blocks = {code: number // size for number, code in enumerate(districts["code"])}
        tables = SplitTables(Path(folder), blocks)
        paths = table_paths(workspace)
        strays = tables.split(paths, readers)
        inputs = [input_file(path) for table in TABLES for path in paths[table.name]]
        for number in range(count):
            own = districts.slice(number * size, size)
            yield data_of(workspace, {"districts": own, **tables.block(number)}, inputs)
    if strays:
        raise DataError(strays)
