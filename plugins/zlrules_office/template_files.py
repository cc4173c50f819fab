"""Where the templates of papers are: the user's own, else those that come with zlrules."""

from __future__ import annotations

from pathlib import Path

from zlrules import Problem, ZlrulesError, shown_path
from zlrules_office.papers import SUFFIX, shipped
from zlrules_office.template_safety import read_template


def template_of(paper: str, own: Path | None) -> tuple[str, bytes]:
    """The template of a paper: what messages call it, and its content.

    Args:
        own: The user's folder of templates.

    Raises:
        ZlrulesError: The user's own lies elsewhere, can't be read or is refused.
    """
    if own is not None and (own / f"{paper}{SUFFIX}").exists():
        path = own / f"{paper}{SUFFIX}"
        if not path.resolve().is_relative_to(own.resolve()):
            wrong = "链接到模板文件夹之外"
            raise ZlrulesError([Problem(shown_path(path), 0, "模板", wrong, "把文件放进文件夹")])
        return shown_path(path), read_template(path)
    return f"{paper}{SUFFIX}", shipped(paper)
