"""Writes what is handed in as a folder or a ZIP file; whole or not at all, file after file."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from zlrules import Problem, ZlrulesError, new_folder, writing, written
from zlrules_evidence.packing import CONTENTS, HASHES, Binder, Packed
from zlrules_evidence.workbook import workbook

PIECE = 1 << 20
"""Bytes that are held at a time."""

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP file can hold; all have it, so that the same content is the same file."""

LARGE = 1 << 31
"""From this size on a file in a ZIP needs the large form."""

UNIX = 3


def write_folder(binder: Binder, folder: Path) -> None:
    """Write a folder; what an earlier run wrote is replaced, anything else refused.

    Raises:
        ZlrulesError: Something else is in the folder, a file has changed meanwhile, or the folder
            can't be written.
    """
    _refuse_foreign(folder)
    with writing(folder), new_folder(folder, HASHES) as new:
        contents = workbook(binder.tables)
        written(new / CONTENTS, contents)
        hashes = [(hashlib.sha256(contents).hexdigest(), CONTENTS)]
        for one in binder.documents:
            with (new / one.name).open("xb") as target:
                hashes.append((_copy(one, target), one.name))
        written(new / HASHES, _listed(hashes))


def write_zip(binder: Binder, path: Path) -> None:
    """Write a ZIP file, nothing compressed, in the order of the contents.

    Raises:
        ZlrulesError: A file has changed meanwhile, or the ZIP file can't be written.
    """
    with writing(path):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                _fill(binder, file)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _fill(binder: Binder, file: IO[bytes]) -> None:
    contents = workbook(binder.tables)
    hashes = [(hashlib.sha256(contents).hexdigest(), CONTENTS)]
    with ZipFile(file, "w", ZIP_STORED) as archive:
        archive.writestr(_entry(CONTENTS), contents)
        for one in binder.documents:
            large = one.source.stat().st_size >= LARGE
            with archive.open(_entry(one.name), "w", force_zip64=large) as target:
                hashes.append((_copy(one, target), one.name))
        archive.writestr(_entry(HASHES), _listed(hashes))


def _entry(name: str) -> ZipInfo:
    info = ZipInfo(name, EARLIEST)
    info.create_system = UNIX
    info.external_attr = 0o100644 << 16
    return info


def _copy(one: Packed, target: IO[bytes]) -> str:
    """Copy a document piece by piece, and see that it is still the one that was looked at."""
    digest = hashlib.sha256()
    with one.source.open("rb") as source:
        for piece in _pieces(source):
            digest.update(piece)
            target.write(piece)
    found = digest.hexdigest()
    if one.sha256 is not None and found != one.sha256:
        raise ZlrulesError([Problem(one.path, 0, "", "整理时文件有改动", "核对文件，重新运行")])
    return found


def _pieces(source: IO[bytes]) -> Iterator[bytes]:
    while piece := source.read(PIECE):
        yield piece


def _listed(hashes: list[tuple[str, str]]) -> bytes:
    """As ``sha256sum -c`` reads it."""
    return "".join(f"{sha256}  {name}\n" for sha256, name in hashes).encode()


def _refuse_foreign(folder: Path) -> None:
    """Refuse to replace a folder that holds anything but what an earlier run wrote."""
    listed = folder / HASHES
    if not listed.is_file():
        return  # a new or empty folder; others are refused where it is filled
    lines = listed.read_text(encoding="utf-8", errors="replace").splitlines()
    ours = {HASHES, *(line.partition("  ")[2] for line in lines)}
    foreign = sorted(one.name for one in folder.iterdir() if one.name not in ours or one.is_dir())
    if foreign:
        wrong = f"文件夹里有别的内容（{foreign[0]}），不能覆盖"
        raise ZlrulesError([Problem(str(folder), 0, "", wrong, "换一个新的或空的文件夹")])
