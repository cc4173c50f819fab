"""The workspace: a folder with ``zlrules.yaml``, data, and what to assess."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from zlrules.data.headers import ASSIGNED, ATTESTATIONS, DISTRICTS, OBSERVATIONS, Table
from zlrules.data.tables import Data, InputFile, conform, empty
from zlrules.errors import DataError, Problem, WorkspaceError, ZlrulesError
from zlrules.extensions import Reader
from zlrules.loading.library import shown_path
from zlrules.loading.parsing import parse
from zlrules.loading.yamlfile import YamlFile, read_yaml
from zlrules.models.workspace import WorkspaceFile

FILE_NAME = "zlrules.yaml"
TABLES = (OBSERVATIONS, DISTRICTS, ASSIGNED, ATTESTATIONS)


@dataclass(frozen=True)
class Workspace:
    """A workspace folder and its file."""

    folder: Path
    file: WorkspaceFile
    yaml: YamlFile

    @property
    def rulesets(self) -> Path:
        """Folder of rulesets and indicators of the workspace's own."""
        return self.folder / "rulesets"


def open_workspace(folder: Path) -> Workspace:
    """Open a workspace.

    Raises:
        WorkspaceError: There is no workspace file, or it is invalid.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        remedy = "用 zlrules init 新建工作区，或指明含有 zlrules.yaml 的文件夹"
        raise WorkspaceError([Problem(shown_path(folder), 0, "", f"没有 {FILE_NAME}", remedy)])
    yaml = read_yaml(path, shown_path(path))
    return Workspace(folder, parse(yaml, WorkspaceFile, WorkspaceError), yaml)


def read_workspace(workspace: Workspace, readers: Mapping[str, Reader]) -> Data:
    """Read all tables of a workspace; they are checked when they are assessed.

    Raises:
        DataError: A file can't be read or has wrong headers; all of them at once.
        WorkspaceError: A path leads out of the workspace.
    """
    file = workspace.file
    inputs = [_input(workspace.folder / FILE_NAME)]
    problems: list[Problem] = []
    frames: dict[str, pl.DataFrame] = {}
    for table in TABLES:
        names: Sequence[str] = getattr(file.data, table.name)
        read = []
        for index, name in enumerate(names):
            try:
                path = _inside(workspace, ("data", table.name, index), name)
                read.append(read_table(path, table, readers))
                inputs.append(_input(path))
            except ZlrulesError as error:
                problems.extend(error.problems)
        frames[table.name] = pl.concat(read, how="diagonal") if read else empty(table)
    if problems:
        raise DataError(problems)
    frames["districts"] = _with_own_district(frames["districts"], workspace)
    documents = {key: document.title for key, document in file.documents.items()}
    about = None if file.about is None else str(file.about)
    return Data(**frames, documents=documents, about=about, inputs=tuple(inputs))


def read_table(path: Path, table: Table, readers: Mapping[str, Reader]) -> pl.DataFrame:
    """Read one table file and bring it into its form.

    Raises:
        DataError: No reader knows the suffix, or the file can't be read.
    """
    shown = shown_path(path)
    return conform(read_raw(path, readers), table, shown)


def read_raw(path: Path, readers: Mapping[str, Reader]) -> pl.DataFrame:
    """Read a table file as it stands.

    Raises:
        DataError: No reader knows the suffix, or the file can't be read.
    """
    shown = shown_path(path)
    reader = readers.get(path.suffix.lower())
    if reader is None:
        remedy = f"可用: {', '.join(sorted(readers))}"
        raise DataError([Problem(shown, 0, "", f"不认识后缀 '{path.suffix}'", remedy)])
    if not path.is_file():
        wrong = "是文件夹，不是文件" if path.is_dir() else "没有这个文件"
        raise DataError([Problem(shown, 0, "", wrong, "核对路径")])
    try:
        frame = reader.read(path)
    except (ValueError, OSError, pl.exceptions.PolarsError) as error:
        told, line = (*error.args, 0)[:2] if type(error) is ValueError else (error, 0)
        wrong = " ".join(str(told).split())
        raise DataError([Problem(shown, line, "", f"读不了：{wrong}", "核对文件内容")]) from error
    return frame.with_columns(pl.lit(shown).alias("file"))


def _inside(workspace: Workspace, location: tuple[str | int, ...], name: str) -> Path:
    path = (workspace.folder / name).resolve()
    if not path.is_relative_to(workspace.folder.resolve()):
        line = workspace.yaml.line(location)
        problem = Problem(workspace.yaml.path, line, name, "路径在工作区之外", "把文件放进工作区")
        raise WorkspaceError([problem])
    return path


def _with_own_district(districts: pl.DataFrame, workspace: Workspace) -> pl.DataFrame:
    """Add the district of the workspace file, unless the table has it."""
    own = workspace.file.district
    if own.code in districts["code"].to_list():
        return districts
    line = workspace.yaml.line(("district",))
    row = {"code": own.code, "name": own.name, "level": own.level, **own.attributes}
    frame = pl.DataFrame([{**row, "file": workspace.yaml.path, "row": line}])
    return pl.concat(
        [districts, conform(frame, DISTRICTS, workspace.yaml.path)], how="diagonal_relaxed"
    )


def _input(path: Path) -> InputFile:
    return InputFile(shown_path(path), hashlib.sha256(path.read_bytes()).hexdigest())
