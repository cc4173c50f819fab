"""Table files: read by whoever knows their suffix, brought into the form of their table."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import polars as pl

from zlrules.data.headers import TABLES, Table
from zlrules.data.tables import InputFile, conform, together, with_categories
from zlrules.errors import DataError, Problem, one_of
from zlrules.extensions import Reader
from zlrules.loading.library import shown_path
from zlrules.threads import side_by_side


def read_tables(
    paths: Mapping[str, Sequence[Path]], readers: Mapping[str, Reader]
) -> tuple[dict[str, pl.DataFrame], tuple[InputFile, ...]]:
    """Read files of all kinds of tables.

    Args:
        paths: Files by the name of their table; several of one kind are put together.

    Raises:
        DataError: A file can't be read or has wrong headers, or a table isn't known; every
            problem at once.
    """
    known = {table.name: table for table in TABLES}
    problems = [
        Problem(name, 0, "", "没有这种数据表", one_of(name, known))
        for name in paths
        if name not in known
    ]
    frames: dict[str, pl.DataFrame] = {}
    inputs: list[InputFile] = []
    with ThreadPoolExecutor(1) as beside:
        for table in TABLES:
            read = []
            for path in paths.get(table.name, ()):
                hashed = beside.submit(input_file, path)
                try:
                    read.append(read_table(path, table, readers))
                    inputs.append(hashed.result())
                except DataError as error:
                    problems.extend(error.problems)
            frames[table.name] = together(read, table)
    if problems:
        raise DataError(problems)
    return frames, tuple(inputs)


def read_table(path: Path, table: Table, readers: Mapping[str, Reader]) -> pl.DataFrame:
    """Read one table file and bring it into its form.

    Raises:
        DataError: No reader knows the suffix, or the file can't be read.
    """
    pieces = side_by_side(partial(_coded, path=path, table=table), _pieces(path, readers))
    whole = pl.concat(pieces, how="vertical_relaxed", rechunk=True)
    return conform(_from_file(whole, path), table, shown_path(path))


def _coded(piece: Callable[[], pl.DataFrame], path: Path, table: Table) -> pl.DataFrame:
    return with_categories(_read(piece, path), table)


def read_raw(path: Path, readers: Mapping[str, Reader]) -> pl.DataFrame:
    """Read a table file as it stands.

    Raises:
        DataError: No reader knows the suffix, or the file can't be read.
    """
    reader = _reader_of(path, readers)
    with _told(shown_path(path)):
        return _from_file(reader.read(path), path)


def read_pieces(path: Path, readers: Mapping[str, Reader]) -> Iterator[Callable[[], pl.DataFrame]]:
    """Read a table file as it stands, piece by piece where its reader can do that.

    Returns:
        Calls that each read a piece; several may be called side by side.

    Raises:
        DataError: No reader knows the suffix, or the file can't be read.
    """
    for piece in _pieces(path, readers):
        yield partial(_read_from, path, piece)


def _read_from(path: Path, piece: Callable[[], pl.DataFrame]) -> pl.DataFrame:
    return _from_file(_read(piece, path), path)


def _pieces(path: Path, readers: Mapping[str, Reader]) -> Iterator[Callable[[], pl.DataFrame]]:
    reader = _reader_of(path, readers)
    with _told(shown_path(path)):
        yield from reader.pieces(path) if reader.pieces else [partial(reader.read, path)]


def _read(piece: Callable[[], pl.DataFrame], path: Path) -> pl.DataFrame:
    with _told(shown_path(path)):
        return piece()


def _reader_of(path: Path, readers: Mapping[str, Reader]) -> Reader:
    shown = shown_path(path)
    reader = readers.get(path.suffix.lower())
    if reader is None:
        remedy = f"可用: {', '.join(sorted(readers))}"
        raise DataError([Problem(shown, 0, "", f"不认识后缀 '{path.suffix}'", remedy)])
    if not path.is_file():
        wrong = "是文件夹，不是文件" if path.is_dir() else "没有这个文件"
        raise DataError([Problem(shown, 0, "", wrong, "核对路径")])
    return reader


@contextmanager
def _told(shown: str) -> Iterator[None]:
    """Tell what a reader can't read as a mistake in its file."""
    try:
        yield
    except (ValueError, OSError, pl.exceptions.PolarsError) as error:
        told, line = (*error.args, 0)[:2] if type(error) is ValueError else (error, 0)
        wrong = " ".join(str(told).split())
        raise DataError([Problem(shown, line, "", f"读不了：{wrong}", "核对文件内容")]) from error


def _from_file(frame: pl.DataFrame, path: Path) -> pl.DataFrame:
    shown = shown_path(path)
    if "file" in frame.columns:
        raise DataError([Problem(shown, 1, "列 file", "表头 file 留给文件名", "换一个表头")])
    return frame.with_columns(pl.lit(shown).alias("file"))


def input_file(path: Path) -> InputFile:
    """A file that was read, with its hash."""
    with path.open("rb") as file:
        return InputFile(shown_path(path), hashlib.file_digest(file, "sha256").hexdigest())
