"""Markdown for texts that weren't written as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from zlrules.telling.presentation import Table

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&$])")
_BREAK = re.compile(r"\s*[\r\n\v\f\x85\u2028\u2029]+\s*")
_OPENING = re.compile(r"^([-+=]|\d+(?=[.)]))")


def markdown_text(text: str) -> str:
    r"""Text that Markdown shows as it is; line breaks become ``<br>``.

    Example:
        >>> markdown_text("air.good_days | 81.6")
        'air.good\\_days \\| 81.6'
    """
    marked = _SPECIAL.sub(r"\\\1", _BREAK.sub("\n", text.strip()))
    return marked.replace("\n", "<br>")


def markdown_bullets(texts: Iterable[str]) -> str:
    """A list."""
    return "\n".join(f"- {_OPENING.sub(_opened, markdown_text(text))}" for text in texts)


def markdown_table(table: Table) -> str:
    """A table in GitHub's form."""
    rows = [table.headers, *table.rows]
    head, *body = (f"| {' | '.join(map(markdown_text, row))} |" for row in rows)
    return "\n".join([head, "|" + " --- |" * len(table.headers), *body])


def _opened(match: re.Match[str]) -> str:
    """Keep the start of an entry from starting a list of its own."""
    return f"\\{match[0]}" if not match[0].isdigit() else f"{match[0]}\\"
