"""What the commands print for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from zlrules import Model
from zlrules_sources.coverage import Coverage, DocumentCoverage
from zlrules_sources.verifying import Verification


class VerificationDocument(Model):
    """What came of holding quotes against their documents.

    Attributes:
        verified: Quotes that stand where they should.
        unverifiable: Quotes that couldn't be looked up, by the key of their document.
        problems: One line for each quote or document that is wrong.
    """

    schema_: Literal["zlrules/sources-verification/1"] = Field(
        default="zlrules/sources-verification/1", alias="schema"
    )
    verified: int
    unverifiable: Mapping[str, int]
    problems: tuple[str, ...]


class UncitedStatement(Model):
    """A sentence or cell with a figure that no row cites."""

    line: int
    place: str
    text: str


class DocumentCover(Model):
    """How much of a document is cited: its key and title, and statements by what covers them."""

    document: str
    title: str
    cited: int
    ignored: int
    uncited: tuple[UncitedStatement, ...]


class CoverageDocument(Model):
    """What is cited of all documents, and what is wrong, one line each."""

    schema_: Literal["zlrules/sources-coverage/1"] = Field(
        default="zlrules/sources-coverage/1", alias="schema"
    )
    documents: tuple[DocumentCover, ...]
    problems: tuple[str, ...]


def verification_document(done: Verification) -> VerificationDocument:
    """The document of a verification."""
    return VerificationDocument(
        schema="zlrules/sources-verification/1",
        verified=done.count,
        unverifiable=dict(sorted(done.unverifiable.items())),
        problems=tuple(map(str, done.problems)),
    )


def coverage_document(coverage: Coverage) -> CoverageDocument:
    """The document of what is cited."""
    return CoverageDocument(
        schema="zlrules/sources-coverage/1",
        documents=tuple(map(_cover, coverage.documents)),
        problems=tuple(map(str, coverage.problems)),
    )


def _cover(one: DocumentCoverage) -> DocumentCover:
    uncited = (
        UncitedStatement(line=said.line, place=said.place, text=said.text) for said in one.uncited
    )
    return DocumentCover(
        document=one.document,
        title=one.title,
        cited=one.cited,
        ignored=one.ignored,
        uncited=tuple(uncited),
    )
