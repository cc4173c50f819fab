"""The folder of documents: each file is read and taken apart once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from zlrules import DataError, Problem, one_of
from zlrules_sources.citations import Shelf
from zlrules_sources.passages import Passage
from zlrules_sources.reading import DocumentError, locate, read_text
from zlrules_sources.structure import read_passages


class Desk:
    """Opens documents by the keys under which YAML files declare them.

    Args:
        folder: Where the documents lie.

    Raises:
        DataError: There is no such folder.
    """

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            problem = Problem(str(folder), 0, "", "没有这个文件夹", "核对 --documents")
            raise DataError([problem])
        self.folder = folder
        self._read: dict[Path, tuple[Passage, ...] | DocumentError] = {}
        self._problems: dict[tuple[str, str], Problem] = {}

    def problems(self) -> Iterator[Problem]:
        """Why documents that were asked for couldn't be opened, each once."""
        yield from self._problems.values()

    def path(self, shelf: Shelf, key: str) -> Path | None:
        """The file of a document, or None when it can't be told; the problem is kept."""
        document = shelf.find(key)
        if document is None:
            remedy = one_of(key, shelf.documents) if shelf.documents else "在 documents 里写上"
            self._refuse(shelf, key, "documents 里没有这个文件", remedy)
        elif document.file is None:
            self._refuse(shelf, key, "没有写 file，无法核对", "写上文件夹内的文件名")
        else:
            try:
                return locate(document.file, self.folder)
            except DocumentError as error:
                self._refuse(shelf, key, error.wrong, error.remedy)
        return None

    def open(self, shelf: Shelf, key: str) -> tuple[Passage, ...] | None:
        """The passages of a document, or None when it can't be read; the problem is kept."""
        path = self.path(shelf, key)
        if path is None:
            return None
        if path not in self._read:
            try:
                self._read[path] = read_passages(read_text(path))
            except DocumentError as error:
                self._read[path] = error
        read = self._read[path]
        if isinstance(read, DocumentError):
            self._refuse(shelf, key, read.wrong, read.remedy)
            return None
        return read

    def _refuse(self, shelf: Shelf, key: str, wrong: str, remedy: str) -> None:
        problem = Problem(shelf.path, shelf.line(key), f"文件 {key}", wrong, remedy)
        self._problems.setdefault((shelf.path, key), problem)
