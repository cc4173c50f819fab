"""Rows for the register, proposed for files that lie in the folder of evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path

from zlrules import (
    EvidenceFiles,
    Plugins,
    Problem,
    Workspace,
    ZlrulesError,
    csv_text,
    open_workspace,
    read_data,
)

COLUMNS = {
    "district": "行政区",
    "id": "材料编号",
    "title": "材料名称",
    "issuer": "出具单位",
    "number": "文号",
    "date": "日期",
    "period": "时期",
    "pages": "页数",
    "path": "材料文件",
    "sha256": "SHA-256",
    "expires": "有效期至",
    "source": "来源",
    "ruleset": "指标体系",
    "criterion": "考核指标",
    "note": "备注",
}
Row = Mapping[str, str | None]


def proposed_rows(folder: Path, plugins: Plugins, evidence: str) -> str:
    """Rows as CSV: files that aren't registered, and registered ones without a hash.

    Args:
        evidence: The folder of evidence inside the workspace.

    Raises:
        ZlrulesError: The workspace is wrong, or there is no such folder in it.
    """
    workspace = open_workspace(folder)
    registered = list(read_data(folder, plugins).evidence.iter_rows(named=True))
    files = EvidenceFiles(folder)
    paths = _paths(workspace, evidence, files)
    rows = [*_without_hash(registered, files), *_new(workspace, registered, paths, files)]
    cells = ([row.get(column) for column in COLUMNS] for row in rows)
    return csv_text(list(COLUMNS.values()), cells)


def _paths(workspace: Workspace, evidence: str, files: EvidenceFiles) -> list[str]:
    folder = workspace.folder / evidence
    inside = folder.resolve().is_relative_to(workspace.folder.resolve())
    if not inside or not folder.is_dir():
        wrong = "没有这个文件夹" if inside else "文件夹在工作区之外"
        remedy = "把证明材料放进工作区的文件夹，用 --folder 指明"
        raise ZlrulesError([Problem(str(folder), 0, "", wrong, remedy)])
    every = (one.relative_to(workspace.folder).as_posix() for one in folder.rglob("*"))
    return sorted(one for one in every if not _is_hidden(one) and files.find(one) is not None)


def _is_hidden(path: str) -> bool:
    """Whether it is a file that systems and Word keep for themselves."""
    name = path.rpartition("/")[2]
    return name.startswith((".", "~$")) or name in ("Thumbs.db", "desktop.ini")


def _without_hash(registered: list[dict[str, str]], files: EvidenceFiles) -> Iterator[Row]:
    for row in registered:
        if row["path"] and not row["sha256"] and (found := files.sha256(_slashes(row["path"]))):
            yield {**row, "sha256": found}


def _new(
    workspace: Workspace, registered: list[dict[str, str]], paths: list[str], files: EvidenceFiles
) -> Iterator[Row]:
    known = {_slashes(row["path"]) for row in registered if row["path"]}
    taken = {row["id"] for row in registered}
    free = (name for number in count(1) if (name := f"ZM-{number:03}") not in taken)
    district = workspace.file.district.code if workspace.file.district else None
    for path in paths:
        if path not in known:
            title = path.rpartition("/")[2].rpartition(".")[0]
            yield {
                "district": district,
                "id": next(free),
                "title": title,
                "path": path,
                "sha256": files.sha256(path),
            }


def _slashes(path: str) -> str:
    return path.replace("\\", "/")
