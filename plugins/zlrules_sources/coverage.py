"""The other way round: statements with a figure that no row cites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from zlrules import Problem
from zlrules_sources.citations import Cited
from zlrules_sources.desk import Desk
from zlrules_sources.figures import Statement, statements
from zlrules_sources.finding import cell_key
from zlrules_sources.ignoring import Ignored
from zlrules_sources.passages import Passage, overlapped
from zlrules_sources.resolving import PlaceError, resolve
from zlrules_sources.verifying import Verification, verify


@dataclass(frozen=True)
class DocumentCoverage:
    """How much of a document is cited.

    Attributes:
        uncited: What is neither cited nor ignored.
    """

    document: str
    title: str
    cited: int
    ignored: int
    uncited: tuple[Statement, ...]


@dataclass(frozen=True)
class Coverage:
    """All documents of a workspace, and what is wrong with documents, quotes and ignore list."""

    documents: tuple[DocumentCoverage, ...]
    problems: tuple[Problem, ...]


def cover(cited: Cited, ignored: Sequence[Ignored], desk: Desk) -> Coverage:
    """Look at all documents that the workspace declares."""
    verified = verify(cited.citations, desk)
    problems = [
        row.problem("documents 里没有这个文件", "改正或删去") for row in _stray(cited, ignored)
    ]
    documents = []
    for key, document in cited.own.documents.items():
        passages = desk.open(cited.own, key)
        if passages is None:
            continue
        rows = [row for row in ignored if row.document == key]
        quoted = _quoted(cited, key, desk, verified)
        found, wrong = _cover(passages, quoted, rows)
        documents.append(DocumentCoverage(key, document.title, *found))
        problems.extend(wrong)
    known = {*problems, *verified.problems, *desk.problems()}
    return Coverage(tuple(documents), tuple(sorted(known)))


def _stray(cited: Cited, ignored: Iterable[Ignored]) -> Iterator[Ignored]:
    return (row for row in ignored if row.document not in cited.own.documents)


def _quoted(cited: Cited, key: str, desk: Desk, verified: Verification) -> set[str]:
    path = desk.path(cited.own, key)
    hits = verified.hits.get(path, set()) if path else set()
    return {sentence for hit in hits for sentence in hit.sentences}


_Found = tuple[int, int, tuple[Statement, ...]]


def _cover(
    passages: tuple[Passage, ...], quoted: set[str], rows: Sequence[Ignored]
) -> tuple[_Found, list[Problem]]:
    known = list(statements(passages))
    skipped: set[str] = set()
    problems = []
    for row in rows:
        try:
            covered = set(_covered(row, passages)) & {one.key for one in known}
        except PlaceError as error:
            problems.append(row.problem(error.wrong, error.remedy))
            continue
        if not covered:
            problems.append(row.problem("没有对上任何带数字的句子", "改正或删去"))
        skipped |= covered
    cited = [one for one in known if one.key in quoted]
    ignored = [one for one in known if one.key in skipped - quoted]
    left = tuple(one for one in known if one.key not in quoted | skipped)
    return (len(cited), len(ignored), left), problems


def _covered(row: Ignored, passages: tuple[Passage, ...]) -> Iterator[str]:
    """The keys of all statements that a row covers."""
    for one in resolve(row.place, passages):
        if one.passage.cell:
            if row.holds(one.text):
                yield cell_key(one.passage)
        else:
            lying = overlapped(one.passage, one.start, one.end)
            yield from (text for text, _ in lying if row.holds(text))
