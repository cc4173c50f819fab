"""A folder that appears whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zlrules.errors import Problem, ZlrulesError


@contextmanager
def new_folder(folder: Path, mark: str | None = None) -> Iterator[Path]:
    """Fill a folder beside the wanted one, then put it in its place.

    Whatever goes wrong on the way, the wanted folder stays as it was.

    Args:
        folder: The wanted folder; must be new or empty, or hold the file ``mark``.
        mark: The file by which a folder from an earlier run is known; it is replaced. Without
            one, none is.

    Raises:
        ZlrulesError: Something else is in the folder.
        OSError: It can't be written.
    """
    _refuse_foreign(folder, mark)
    new = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        yield new
        new.chmod(0o755)
        _replace(folder, new)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


def written(path: Path, content: bytes | memoryview) -> None:
    """Write a file and see it onto the disk."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _refuse_foreign(folder: Path, mark: str | None) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        wrong, remedy = "已有同名的文件", "换一个文件夹"
    elif any(folder.iterdir()) and not (mark and (folder / mark).is_file()):
        wrong = "文件夹里有别的内容，不能覆盖"
        remedy = "换一个新的或空的文件夹" + ("；以前输出的结果可以覆盖" if mark else "")
    else:
        return
    raise ZlrulesError([Problem(str(folder), 0, "", wrong, remedy)])


def _replace(folder: Path, new: Path) -> None:
    """Put the new folder in place; an old one steps aside until the new one is there."""
    if not folder.exists():
        new.rename(folder)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    folder.rename(aside / folder.name)
    try:
        new.rename(folder)
    except BaseException:
        (aside / folder.name).rename(folder)
        raise
    shutil.rmtree(aside, ignore_errors=True)
