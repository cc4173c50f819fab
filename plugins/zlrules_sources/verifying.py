"""Holds every citation against its document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from zlrules import Problem
from zlrules_sources.citations import Citation
from zlrules_sources.desk import Desk
from zlrules_sources.finding import Hit, find
from zlrules_sources.resolving import PlaceError


@dataclass
class Verification:
    """What came of it.

    Attributes:
        hits: Where the quotes stand, by the file of their document.
        problems: One for each quote that doesn't stand where it should, and for each document
            that can't be opened.
        unverifiable: How many citations each document that can't be opened has, by its key.
    """

    count: int = 0
    hits: dict[Path, set[Hit]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unverifiable: Counter[str] = field(default_factory=Counter)


def verify(citations: Iterable[Citation], desk: Desk) -> Verification:
    """Look every quote up."""
    done = Verification()
    for citation in citations:
        _verify(citation, desk, done)
    done.problems = sorted({*done.problems, *desk.problems()})
    return done


def _verify(citation: Citation, desk: Desk, done: Verification) -> None:
    passages = desk.open(citation.shelf, citation.document)
    path = desk.path(citation.shelf, citation.document)
    if passages is None or path is None:
        done.unverifiable[citation.document] += 1
        return
    if not citation.quote:
        done.problems.append(_problem(citation, "没有写原文", "抄录文件里带数字的最短一句"))
        return
    try:
        hit = find(citation.quote, citation.place, passages)
    except PlaceError as error:
        done.problems.append(_problem(citation, error.wrong, error.remedy))
        return
    done.count += 1
    done.hits.setdefault(path, set()).add(hit)


def _problem(citation: Citation, wrong: str, remedy: str) -> Problem:
    return Problem(citation.path, citation.line, citation.subject, wrong, remedy)
