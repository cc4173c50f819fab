"""The workspace: a folder with ``zlrules.yaml``, data, and what to assess."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import polars as pl

from zlrules.data.evidence_files import EvidenceFiles
from zlrules.data.files import input_file, read_tables
from zlrules.data.findings import Findings, by_value
from zlrules.data.headers import DISTRICTS, TABLES
from zlrules.data.tables import Data, InputFile, conform
from zlrules.errors import DataError, Problem, RulesetError, WorkspaceError
from zlrules.extensions import Reader
from zlrules.loading.library import shown_path
from zlrules.loading.parsing import parse
from zlrules.loading.yamlfile import YamlFile, read_yaml
from zlrules.models.workspace import WorkspaceFile

FILE_NAME = "zlrules.yaml"


class Workspace(NamedTuple):
    """A workspace folder and its file."""

    folder: Path
    file: WorkspaceFile
    yaml: YamlFile

    @property
    def rulesets(self) -> Path:
        """Folder of rulesets and indicators of the workspace's own."""
        return self.folder / "rulesets"


def find_workspaces(paths: Iterable[Path]) -> list[Path]:
    """The workspaces in some folders: the folders themselves, or their direct subfolders.

    Raises:
        WorkspaceError: A folder neither is a workspace nor holds any.
    """
    found: dict[Path, Path] = {}
    problems = []
    for path in paths:
        inside = sorted(file.parent for file in path.glob(f"*/{FILE_NAME}"))
        here = [path] if (path / FILE_NAME).is_file() else inside
        if not here:
            remedy = "用 zlrules init 新建工作区，或指明工作区，或含有若干工作区的文件夹"
            wrong = f"没有 {FILE_NAME}，下一级的文件夹里也没有"
            problems.append(Problem(shown_path(path), 0, "", wrong, remedy))
        found |= {folder.resolve(): folder for folder in here if folder.resolve() not in found}
    if problems:
        raise WorkspaceError(problems)
    return list(found.values())


def open_workspace(folder: Path) -> Workspace:
    """Open a workspace.

    Raises:
        WorkspaceError: There is no workspace file, or it is invalid.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        remedy = "用 zlrules init 新建工作区，或指明含有 zlrules.yaml 的文件夹"
        raise WorkspaceError([Problem(shown_path(folder), 0, "", f"没有 {FILE_NAME}", remedy)])
    try:
        yaml = read_yaml(path, shown_path(path))
    except RulesetError as error:
        raise WorkspaceError(error.problems) from error
    return Workspace(folder, parse(yaml, WorkspaceFile, WorkspaceError), yaml)


def read_workspace(workspace: Workspace, readers: Mapping[str, Reader]) -> Data:
    """Read all tables of a workspace; they are checked when they are assessed.

    Raises:
        DataError: A file can't be read or has wrong headers; all of them at once.
        WorkspaceError: A path leads out of the workspace.
    """
    frames, inputs = read_tables(table_paths(workspace), readers)
    frames["districts"] = with_own_district(frames["districts"], workspace)
    return data_of(workspace, frames, inputs)


def table_paths(workspace: Workspace) -> dict[str, list[Path]]:
    """The data files of a workspace by the name of their table.

    Raises:
        WorkspaceError: A path leads out of the workspace.
    """
    _refuse_outside(workspace)
    return {
        table.name: [workspace.folder / name for name in getattr(workspace.file.data, table.name)]
        for table in TABLES
    }


def data_of(
    workspace: Workspace, frames: Mapping[str, pl.DataFrame], inputs: Iterable[InputFile]
) -> Data:
    """The data of a workspace, from its tables by name and the files they were read from.

    Raises:
        DataError: A file of evidence lies, links followed, outside of the workspace.
    """
    file = workspace.file
    files = EvidenceFiles(workspace.folder)
    _refuse_evidence_outside(frames["evidence"], files)
    return Data(
        observations=frames["observations"],
        districts=frames["districts"],
        assigned=frames["assigned"],
        attestations=frames["attestations"],
        adopted=frames["adopted"],
        not_applicable=frames["not_applicable"],
        events=frames["events"],
        progress=frames["progress"],
        evidence=frames["evidence"],
        duties=frames["duties"],
        documents={key: document.title for key, document in file.documents.items()},
        about=None if file.about is None else str(file.about),
        inputs=(input_file(workspace.folder / FILE_NAME), *inputs),
        files=files,
        label=file.evidence.label,
    )


def _refuse_outside(workspace: Workspace) -> None:
    """Refuse data files that lie, links followed, outside of the workspace."""
    inside = workspace.folder.resolve()
    problems = [
        Problem(
            workspace.yaml.path,
            workspace.yaml.line(("data", table.name, index)),
            name,
            "路径在工作区之外",
            "把文件放进工作区",
        )
        for table in TABLES
        for index, name in enumerate(getattr(workspace.file.data, table.name))
        if not (workspace.folder / name).resolve().is_relative_to(inside)
    ]
    if problems:
        raise WorkspaceError(problems)


def _refuse_evidence_outside(evidence: pl.DataFrame, files: EvidenceFiles) -> None:
    """Refuse links out of the workspace; paths that are wrong as written are refused elsewhere."""
    findings = Findings(evidence)
    linked = by_value(evidence["path"], files.links_outside, pl.Boolean).fill_null(value=False)
    findings.refuse(linked, "path", "'{}' 链接到工作区之外", "把文件本身放进工作区")
    if findings.problems:
        raise DataError(findings.problems)


def with_own_district(districts: pl.DataFrame, workspace: Workspace) -> pl.DataFrame:
    """Add the district of the workspace file, unless there is none or the table has it."""
    own = workspace.file.district
    if own is None or own.code in districts["code"].to_list():
        return districts
    line = workspace.yaml.line(("district",))
    row = {"code": own.code, "name": own.name, "level": own.level, **own.attributes}
    frame = pl.DataFrame([{**row, "file": workspace.yaml.path, "row": line}])
    return pl.concat(
        [districts, conform(frame, DISTRICTS, workspace.yaml.path)], how="diagonal_relaxed"
    )
