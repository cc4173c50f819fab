"""Promises that stand in several places: every reference leads to a row, and to a counted one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from zlrules.errors import Problem, RulesetError, one_of
from zlrules.loading.bound import BoundRuleset, Place
from zlrules.loading.parsing import subject_of
from zlrules.loading.yamlfile import Location, YamlFile

Load = Callable[[str], BoundRuleset]
"""Gives a ruleset by name, its own references not followed."""


def with_places(bound: BoundRuleset, load: Load) -> BoundRuleset:
    """Find the rows that say the same as those of a ruleset.

    Raises:
        RulesetError: A reference leads nowhere or in a circle; all of them at once.
    """
    finder = _Finder(bound, load)
    places: dict[str, tuple[Place, ...]] = {}
    problems: list[Problem] = []
    for location, row in bound.ruleset.rows():
        found = []
        for index, reference in enumerate(row.same_as):
            where = (*location, "same_as", index)
            try:
                found.append(finder.find(reference, row.id))
            except RulesetError as error:
                problems.extend(_told(bound.file, where, error))
        if found:
            places[row.id] = tuple(found)
    if problems:
        raise RulesetError(problems)
    return replace(bound, places=places)


def _told(file: YamlFile, where: Location, error: RulesetError) -> Iterator[Problem]:
    for problem in error.problems:
        subject = subject_of(file, where)
        yield Problem(*file.place(where), subject, problem.wrong, problem.remedy)


class _Finder:
    def __init__(self, bound: BoundRuleset, load: Load) -> None:
        self._bound = bound
        self._load = load
        self._loaded = {bound.ruleset.name: bound}

    def find(self, reference: str, start: str) -> Place:
        """The row that a reference leads to.

        Raises:
            RulesetError: It leads nowhere, or back to where it starts.
        """
        place = self._place(reference, self._bound)
        seen = {(self._bound.ruleset.name, start)}
        waiting = [place]
        while waiting:
            at = waiting.pop()
            name = (at.ruleset.ruleset.name, at.row.row.id)
            if name in seen:
                raise _wrong(f"'{reference}' 绕回自己", "只从次要的一处指向主要的一处")
            seen.add(name)
            waiting += [self._place(one, at.ruleset) for one in at.row.row.same_as]
        return place

    def _place(self, reference: str, home: BoundRuleset) -> Place:
        name, _, row_id = reference.partition("#")
        ruleset = self._named(name) if name else home
        rows = {row.row.id: row for row in ruleset.rows()}
        if row_id not in rows:
            raise _wrong(f"'{reference}' 没有这一项", one_of(row_id, rows))
        return Place(ruleset, rows[row_id])

    def _named(self, name: str) -> BoundRuleset:
        if name not in self._loaded:
            self._loaded[name] = self._load(name)
        return self._loaded[name]


def _wrong(wrong: str, remedy: str) -> RulesetError:
    return RulesetError([Problem("", 0, "", wrong, remedy)])
