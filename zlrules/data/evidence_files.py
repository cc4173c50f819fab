"""The files that a register of evidence names: whether they are there, and unchanged."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

_DRIVE = re.compile(r"[A-Za-z]:")


def leads_outside(path: str) -> bool:
    """Whether a path as written, in the way of any system, can lead out of the folder it starts from."""
    path = path.replace("\\", "/")
    absolute = path.startswith(("/", "~")) or _DRIVE.match(path) is not None
    return absolute or ".." in path.split("/") or not path.isprintable()


class EvidenceFiles:
    """Looks files up in a folder; what lies outside of it, links followed, isn't there.

    Paths are written with ``/``. Files are hashed when somebody asks, once each, piece by piece.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._hash = cache(_sha256)

    def find(self, path: str) -> Path | None:
        """The file; None where there is none."""
        if leads_outside(path) or self.links_outside(path):
            return None
        found = self.folder / path
        return found if found.is_file() else None

    def links_outside(self, path: str) -> bool:
        """Whether a path that stays inside as written leads out of the folder by a link."""
        if leads_outside(path):
            return False
        return not (self.folder / path).resolve().is_relative_to(self.folder.resolve())

    def sha256(self, path: str) -> str | None:
        """The hash of a file; None where there is none, or it can't be read."""
        found = self.find(path)
        try:
            return None if found is None else self._hash(found)
        except OSError:
            return None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
