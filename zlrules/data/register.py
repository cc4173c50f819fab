"""The registered evidence of one district, looked up by id, by file, or by what it supports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import NamedTuple

import polars as pl

from zlrules.data.evidence import DESCRIPTION
from zlrules.data.period import Days, parse_days

_SEPARATORS = re.compile(r"\s*[、；;]\s*")


class Registered(NamedTuple):
    """A document of the register.

    Attributes:
        number: Number that its issuer gave it (文号).
        days: The days that it speaks of; ``period`` as written.
        path: The file inside the workspace.
        source: Key or title by which figures and statements name it as their source.
        supports: Rulesets, by id or by id and edition, with the id of a criterion or part.
    """

    id: str
    title: str
    issuer: str | None
    number: str | None
    issued_on: date | None
    period: str
    days: Days
    pages: int | None
    path: str | None
    sha256: str | None
    expires: date | None
    source: str | None
    supports: frozenset[tuple[str, str]]


class Register:
    """The registered evidence of one district.

    Attributes:
        documents: By id, in the order of the table.
    """

    def __init__(self, documents: Iterable[Registered]) -> None:
        self.documents: Mapping[str, Registered] = {one.id: one for one in documents}
        self._names: dict[str, set[str]] = {}
        for one in self.documents.values():
            for name in _names(one):
                self._names.setdefault(name, set()).add(one.id)

    @property
    def names(self) -> Iterable[str]:
        """All by which a document can be named: its id, its file, the name of its file."""
        return self._names

    def named(self, cell: str) -> tuple[list[Registered], list[str]]:
        """The documents that a cell names, one or several, and the names that aren't clear.

        A name that several documents have, or none, isn't clear.
        """
        found, unclear = [], []
        for name in [cell] if cell in self._names else _SEPARATORS.split(cell):
            ids = self._names.get(name, set())
            if len(ids) == 1:
                found.append(self.documents[next(iter(ids))])
            else:
                unclear.append(name)
        return found, unclear


def registers_of(evidence: pl.DataFrame) -> dict[str, Register]:
    """The registers of the districts that have one.

    Args:
        evidence: As from `zlrules.data.evidence.check_evidence`, nothing wrong with it.
    """
    if evidence.is_empty():
        return {}
    described = evidence.group_by("district", "id", maintain_order=True).agg(
        *(pl.col(name).drop_nulls().first() for name in DESCRIPTION),
        pl.struct("ruleset", "criteria").alias("supports"),
    )
    documents: dict[str, list[Registered]] = {}
    for row in described.iter_rows(named=True):
        documents.setdefault(row["district"], []).append(_registered(row))
    return {district: Register(listed) for district, listed in documents.items()}


def _registered(row: Mapping[str, str]) -> Registered:
    days = parse_days(row["period"])
    assert days is not None
    links: Iterable[Mapping[str, Iterable[str]]] = row["supports"]  # type: ignore[assignment]
    return Registered(
        id=row["id"],
        title=row["title"],
        issuer=row["issuer"],
        number=row["number"],
        issued_on=_day(row["date"]),
        period=row["period"],
        days=days,
        pages=int(row["pages"]) if row["pages"] else None,
        path=row["path"],
        sha256=row["sha256"],
        expires=_day(row["expires"]),
        source=row["source"],
        supports=frozenset(
            (str(link["ruleset"]), criterion)
            for link in links
            for criterion in link["criteria"] or ()
        ),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _names(one: Registered) -> set[str]:
    return {one.id, *((one.path, PurePosixPath(one.path).name) if one.path else ())}
