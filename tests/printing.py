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
    subprocess.run(
        [*convert, "--outdir", folder, *files], check=True, capture_output=True, timeout=TIMEOUT
    )
    return [pages(file.with_suffix(".pdf")) for file in files]


def pages(file: Path) -> list[str]:
    """The texts of the pages of a PDF, in the order in which they were written."""
    read: list[str | Path] = ["pdftotext", "-raw", file, "-"]
    done = subprocess.run(read, check=True, capture_output=True, timeout=TIMEOUT)
    return done.stdout.decode().split("\f")[:-1]
