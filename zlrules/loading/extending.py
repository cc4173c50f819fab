"""One ruleset over another: rows added, changed and removed by id.

Both files are merged as plain values before they are parsed, so that every value keeps the file
and line it comes from. Whether a change is allowed is for `zlrules.loading.tightening` to say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from pydantic import ValidationError

from zlrules.errors import Problem, nearest, one_of
from zlrules.loading.parsing import problems_of, subject_of
from zlrules.loading.yamlfile import Location, Marks, Value, YamlFile
from zlrules.models.ruleset import Source

OWN = frozenset({"id", "edition", "title", "issuer", "in_force", "extends"})
"""What says which ruleset it is; never taken over."""

JOINED = ("documents", "pass_rule", "pass_rule_confidence")
"""Mappings to which an overlay adds, or of which it replaces entries."""

ABOUT_CHANGES = frozenset({"relaxes", "remove"})
"""What an overlay says about a change; no part of the result."""

NEEDED = ("number", "title", "source")
"""A row without these isn't a new one but a change of one that isn't there."""

INSTEAD = {
    "require": {"values", "parts"},
    "values": {"require", "parts"},
    "parts": {"require", "values", "indicator"},
}
"""What a row no longer has once it is given something else to ask for."""


class Change(NamedTuple):
    """What an overlay says about a row, or about the pass rule.

    Attributes:
        location: Where it stands in the overlay.
        row: Id of the criterion or part; "" for the pass rule.
        keys: What is written there.
        relaxes: Whether it says that it relaxes.
    """

    location: Location
    row: str
    keys: frozenset[str]
    relaxes: bool
    removes: bool


class Merged(NamedTuple):
    """An overlay with all that it takes over, what it changes, and what is wrong with that."""

    file: YamlFile
    changes: Sequence[Change]
    problems: Sequence[Problem]


Record: TypeAlias = dict[str, Value]


@dataclass(frozen=True)
class _Piece:
    """A value, and where everything in it stands."""

    value: Value
    marks: Marks

    def at(self, step: int | str) -> _Piece:
        """A value inside, which keeps the file it comes from."""
        inside = self.value[step]  # type: ignore[index]
        marks = self.marks.inside[step]
        return _Piece(inside, marks._replace(path=marks.path or self.marks.path))

    def record(self) -> Record:
        """The entries of a mapping; none of anything else."""
        return self.value if isinstance(self.value, dict) else {}

    def rows(self) -> Iterator[_Piece]:
        """The items of a list; none of anything else."""
        for number in range(len(self.value) if isinstance(self.value, list) else 0):
            yield self.at(number)

    def name(self) -> str:
        """The id of a row."""
        return str(self.record().get("id"))

    def without(self, keys: Collection[str]) -> _Piece:
        """A mapping without some entries."""
        return _Piece({k: v for k, v in self.record().items() if k not in keys}, self.marks)

    def over(self, below: _Piece) -> _Piece:
        """A mapping that takes over what it doesn't write itself."""
        ours, theirs = self.record(), below.record()
        inside: dict[int | str, Marks] = {
            **{key: below.at(key).marks for key in theirs},
            **{key: self.at(key).marks for key in ours},
        }
        keys = {**below.marks.keys, **self.marks.keys}
        return _Piece({**theirs, **ours}, self.marks._replace(keys=keys, inside=inside))

    def having(self, key: str, piece: _Piece) -> _Piece:
        """A mapping with one entry replaced."""
        marks = self.marks._replace(inside={**self.marks.inside, key: piece.marks})
        return _Piece({**self.record(), key: piece.value}, marks)


def merge(base: YamlFile, base_name: str, overlay: YamlFile) -> Merged:
    """Lay an overlay over its base, which is sound.

    Args:
        base_name: ``id@edition`` of the base, for messages.
    """
    merger = _Merger(base_name, overlay)
    below = _Piece(base.value, base.marks._replace(path=base.path))
    whole = merger.whole(below, _Piece(overlay.value, overlay.marks))
    file = overlay._replace(value=whole.record(), marks=whole.marks)
    return Merged(file, merger.changes, merger.problems)


class _Merger:
    """Merges two files and collects what changes and what is wrong."""

    def __init__(self, base_name: str, overlay: YamlFile) -> None:
        self.base_name = base_name
        self.overlay = overlay
        self.documents: Collection[str] = ()
        self.changes: list[Change] = []
        self.problems: list[Problem] = []

    def whole(self, below: _Piece, own: _Piece) -> _Piece:
        """The whole ruleset."""
        found = own.without({"relaxes", "source"}).over(below.without(OWN))
        for key in JOINED:
            if key in below.record() and isinstance(own.record().get(key), dict):
                found = found.having(key, own.at(key).over(below.at(key)))
        self._check_documents(below, own)
        if {"pass_rule", "relaxes"} & set(own.record()):
            self._note((), own)
        if isinstance(own.record().get("criteria"), list) and "criteria" in below.record():
            rows = self._rows(("criteria",), below.at("criteria"), own.at("criteria"))
            found = found.having("criteria", rows)
        return found

    def _check_documents(self, below: _Piece, own: _Piece) -> None:
        theirs, ours = (
            frozenset(named)
            if isinstance(named := one.record().get("documents"), dict)
            else frozenset()
            for one in (below, own)
        )
        self.documents = theirs | ours
        for name in sorted(theirs & ours):
            wrong = f"文件 '{name}' 与 {self.base_name} 的重名"
            self._refuse(("documents", name), wrong, "换一个名字")

    def _rows(self, location: Location, below: _Piece, own: _Piece) -> _Piece:
        """The rows below, changed and without those removed, then the new ones."""
        written = {row.name(): ((*location, number), row) for number, row in enumerate(own.rows())}
        found = []
        for row in below.rows():
            if row.name() not in written:
                found.append(row)
                continue
            where, changed = written[row.name()]
            if not self._note(where, changed).removes:
                found.append(self._changed(where, row, changed))
        known = [row.name() for row in below.rows()]
        for number, row in enumerate(own.rows()):
            where = (*location, number)
            if row.name() not in known and self._adds(where, row, known):
                self._note(where, row)
                found.append(row.without(ABOUT_CHANGES) if row.record() else row)
        marks = own.marks._replace(inside={n: row.marks for n, row in enumerate(found)})
        return _Piece([row.value for row in found], marks)

    def _changed(self, location: Location, below: _Piece, own: _Piece) -> _Piece:
        """A row with what the overlay writes in place of what stands there."""
        written = own.without(ABOUT_CHANGES)
        gone = {old for key in written.record() for old in INSTEAD.get(key, ())}
        found = written.over(below.without(gone))
        parts = written.record().get("parts"), below.record().get("parts")
        if all(isinstance(one, list) for one in parts):
            rows = self._rows((*location, "parts"), below.at("parts"), own.at("parts"))
            found = found.having("parts", rows)
        return found

    def _adds(self, location: Location, row: _Piece, known: Sequence[str]) -> bool:
        """Whether a row is new, and not the change of one that isn't there."""
        written = row.record()
        if isinstance(written.get("id"), str) and (
            "remove" in written or any(key not in written for key in NEEDED)
        ):
            wrong = f"{self.base_name} 没有 '{row.name()}'{nearest(row.name(), known)}"
            self._refuse((*location, "id"), wrong, "改已有的核对编号，新增的写全")
            return False
        return True

    def _note(self, location: Location, piece: _Piece) -> Change:
        """Note what is said about a row, or about the whole."""
        written = piece.record()
        relaxes, removes = (self._flag(location, written, key) for key in ("relaxes", "remove"))
        keys = frozenset(written) - ABOUT_CHANGES - {"id"}
        name = piece.name() if location else ""
        change = Change(location or ("pass_rule",), name, keys, relaxes, removes)
        if relaxes:
            self._check_source(location, written)
        self.changes.append(change)
        return change

    def _flag(self, location: Location, written: Record, key: str) -> bool:
        value = written.get(key, "false")
        if value not in ("true", "false"):
            self._refuse((*location, key), f"'{value}' 不是 true 或 false", "写 true，或删去这一行")
        return value == "true"

    def _check_source(self, location: Location, written: Record) -> None:
        """What relaxes must name the document that allows it."""
        where = (*location, "source")
        if "source" not in written:
            self._refuse((*location, "relaxes"), "放宽没有写依据的文件", "加上 source")
            return
        try:
            source = Source.model_validate(written["source"])
        except ValidationError as invalid:
            if not location:
                self.problems.extend(problems_of(invalid, self.overlay, where, Source))
            return
        if not location and source.document not in self.documents:
            wrong = f"未知文件 '{source.document}'"
            self._refuse((*where, "document"), wrong, one_of(source.document, self.documents))

    def _refuse(self, location: Location, wrong: str, remedy: str) -> None:
        place, subject = self.overlay.place(location), subject_of(self.overlay, location)
        self.problems.append(Problem(*place, subject, wrong, remedy))
