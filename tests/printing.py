"""Office files as LibreOffice prints them, page by page."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

TIMEOUT = 180


def printed(file: Path) -> list[str]:
    """The texts of the pages that LibreOffice makes of a file."""
    (texts,) = all_printed([file])
    return texts


def all_printed(files: Sequence[Path]) -> list[list[str]]:
    """The texts of the pages that LibreOffice makes of files in one folder, started only once."""
    folder = files[0].parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert: list[str | Path] = ["soffice", profile, "--headless", "--convert-to", "pdf"]
    _run([*convert, "--outdir", folder, *files])
    return [pages(file.with_suffix(".pdf")) for file in files]


def pages(file: Path) -> list[str]:
    """The texts of the pages of a PDF, in the order in which they were written."""
    read: list[str | Path] = ["pdftotext", "-raw", file, "-"]
    return _run(read).split("\f")[:-1]


def _run(command: Sequence[str | Path]) -> str:
    try:
        done = subprocess.run(command, check=True, capture_output=True, timeout=TIMEOUT)
    except FileNotFoundError as error:
        raise AssertionError(
            f"{command[0]} isn't installed, see docs/developers/testing.md"
        ) from error
    return done.stdout.decode()
