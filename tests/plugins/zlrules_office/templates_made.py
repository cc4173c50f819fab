"""Templates made for tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentObject

from zlrules import PaperRequest
from zlrules_office.papers import shipped


def saved(document: DocumentObject) -> bytes:
    """A document as a file."""
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def opened(content: bytes) -> DocumentObject:
    """A file as a document."""
    return Document(io.BytesIO(content))


def writing(text: str) -> bytes:
    """A template with one paragraph."""
    document = Document()
    document.add_paragraph(text)
    return saved(document)


def with_parts(parts: Mapping[str, bytes]) -> bytes:
    """The shipped letter with some of its parts replaced or added."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(shipped("申报函"))) as source,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            if name not in parts:
                target.writestr(name, source.read(name))
        for name, part in parts.items():
            target.writestr(name, part)
    return content.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    """A part of a file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def asking_for(paper: str, folder: Path, template: bytes) -> PaperRequest:
    """A request for a paper with a template of one's own."""
    folder.mkdir(exist_ok=True)
    (folder / f"{paper}.docx").write_bytes(template)
    return PaperRequest(paper=paper, templates=folder)
