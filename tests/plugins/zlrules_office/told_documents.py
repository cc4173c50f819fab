"""Word documents as text, for tests that write out what they say."""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph


def told(document: Document) -> Iterator[str]:
    """A document line by line: ``#`` before headings, ``|`` between cells, ``---`` for a section."""
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from (" | ".join(cell.text for cell in row.cells) for row in block.rows)
        else:
            yield from _paragraph(block)


def _paragraph(block: Paragraph) -> Iterator[str]:
    style = block.style.name if block.style is not None and block.style.name else ""
    level = int(style.removeprefix("Heading ")) if style.startswith("Heading ") else 0
    if block.text:
        yield f"{'#' * level} {block.text}".strip()
    if block._p.pPr is not None and block._p.pPr.find("{*}sectPr") is not None:
        yield "---"
