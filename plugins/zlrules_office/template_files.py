"""Where the templates of papers are: the user's own, else those that come with zlrules."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

from zlrules import shown_path
from zlrules_office.archives import read_template

SUFFIX = ".docx"


def template_of(paper: str, own: Path | None) -> tuple[str, bytes]:
    """The template of a paper: what messages call it, and its content.

    Args:
        own: The user's folder of templates.

    Raises:
        ZlrulesError: The user's own can't be read or is refused.
    """
    if own is not None and (own / f"{paper}{SUFFIX}").exists():
        path = own / f"{paper}{SUFFIX}"
        return shown_path(path), read_template(path)
    return f"{paper}{SUFFIX}", shipped(paper)


def shipped(paper: str) -> bytes:
    """The template that comes with zlrules."""
    with as_file(files("zlrules_office") / "templates" / f"{paper}{SUFFIX}") as path:
        return path.read_bytes()
