"""Office files as LibreOffice prints them, page by page."""

from __future__ import annotations

import subprocess
from pathlib import Path

TIMEOUT = 180


def printed(file: Path) -> list[str]:
    """The texts of the pages that LibreOffice makes of a file."""
    folder = file.parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert: list[str | Path] = ["soffice", profile, "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*convert, "--outdir", folder, file], check=True, capture_output=True, timeout=TIMEOUT
    )
    return pages(file.with_suffix(".pdf"))


def pages(file: Path) -> list[str]:
    """The texts of the pages of a PDF, laid out as on the page."""
    read: list[str | Path] = ["pdftotext", "-layout", file, "-"]
    done = subprocess.run(read, check=True, capture_output=True, timeout=TIMEOUT)
    return done.stdout.decode().split("\f")[:-1]
