"""The rulesets that workspaces and options ask for, each edition the one in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from zlrules.cli.wish import Wish
from zlrules.errors import Problem, RulesetError
from zlrules.extensions import Operator
from zlrules.loading.bound import BoundRuleset
from zlrules.loading.library import Entry, Library, bundled, is_path
from zlrules.models.workspace import Job
from zlrules.workspace import Workspace

Loaded = tuple[BoundRuleset, tuple[int, ...]]


class WantedRuleset(NamedTuple):
    """One ruleset as it was asked for.

    Attributes:
        base: Folder that a path starts from; the current one where there is none.
    """

    name: str
    base: Path | None
    years: tuple[int, ...]
    application: bool


class Asked(NamedTuple):
    """What is to be assessed in a workspace, and what is applied for."""

    jobs: list[Loaded]
    applications: list[Loaded]

    def everything(self) -> Iterator[Loaded]:
        """All rulesets with their years."""
        yield from self.jobs
        yield from self.applications


class RulesetShelf:
    """The rulesets that workspaces ask for, each loaded once.

    Args:
        operators: The operators that rulesets may use.
    """

    def __init__(self, operators: Mapping[str, Operator]) -> None:
        self._operators = operators
        self._libraries: dict[Path | None, Library] = {}
        self._found: dict[tuple[object, ...], Entry] = {}
        self._loaded: dict[tuple[Path | None, Path], BoundRuleset] = {}

    def asked(self, workspace: Workspace, wish: Wish, judged_on: date) -> Asked:
        """The rulesets and years to assess, each edition the one in force unless it is named.

        Raises:
            RulesetError: A ruleset isn't there or is invalid, or no year is given for it, neither
                here nor in the workspace file; all of it at once.
        """
        own = workspace.rulesets if workspace.rulesets.is_dir() else None
        problems: list[Problem] = []
        asked = Asked([], [])
        for one in self._wanted(workspace, wish, own):
            try:
                loaded = [
                    (self._load(own, entry), years)
                    for entry, years in self._editions(own, one, judged_on)
                ]
            except RulesetError as error:
                problems.extend(error.problems)
                continue
            if not one.years:
                remedy = "加上 --year，或写入 zlrules.yaml 的 assess"
                problems.append(Problem(one.name, 0, "", "没有写评估年度", remedy))
            (asked.applications if one.application else asked.jobs).extend(loaded)
        if problems:
            raise RulesetError(problems)
        return asked

    def _wanted(
        self, workspace: Workspace, wish: Wish, own: Path | None
    ) -> Iterator[WantedRuleset]:
        """What was asked for, completed from the workspace file."""
        base = None if wish.rulesets else workspace.folder
        listed = workspace.file.assess
        day = [wish.as_of.year] if wish.as_of else []
        for name in dict.fromkeys(wish.rulesets or [job.ruleset for job in listed]):
            same = [job for job in listed if self._same(job, name, own)]
            applied = {wish.application or job.application for job in same} or {wish.application}
            for one in sorted(applied):
                of_file = [job.year for job in same if one in (wish.application, job.application)]
                years = tuple(sorted(set(wish.years or of_file or day)))
                yield WantedRuleset(name, base, years, one)

    def _same(self, job: Job, asked: str, own: Path | None) -> bool:
        """Whether a job of the workspace file is of the ruleset asked for."""
        if job.ruleset == asked:
            return True
        if is_path(asked):
            try:
                asked = self._find(own, asked, None, None).name
            except RulesetError:
                return False
        (id_, _, edition), (listed, _, listed_edition) = (
            name.partition("@") for name in (asked, job.ruleset)
        )
        return id_ == listed and (edition == listed_edition or "" in (edition, listed_edition))

    def _editions(
        self, own: Path | None, wanted: WantedRuleset, judged_on: date
    ) -> list[tuple[Entry, tuple[int, ...]]]:
        """The edition for each year, years of the same edition together."""
        if wanted.application or not wanted.years:
            when = judged_on if wanted.application else None
            return [(self._find(own, wanted.name, wanted.base, when), wanted.years)]
        found: dict[Path, tuple[Entry, list[int]]] = {}
        for year in wanted.years:
            entry = self._find(own, wanted.name, wanted.base, year)
            found.setdefault(entry.path, (entry, []))[1].append(year)
        return [(entry, tuple(years)) for entry, years in found.values()]

    def _find(
        self, own: Path | None, name: str, base: Path | None, when: int | date | None
    ) -> Entry:
        key = (own, name, base if is_path(name) else None, when)
        if key not in self._found:
            self._found[key] = self._library(own).find(name, base, when)
        return self._found[key]

    def _load(self, own: Path | None, entry: Entry) -> BoundRuleset:
        key = (own, entry.path)
        if key not in self._loaded:
            self._loaded[key] = self._library(own).load_entry(entry)
        return self._loaded[key]

    def _library(self, own: Path | None) -> Library:
        """The library of the bundled rulesets and those of a workspace's own."""
        if own not in self._libraries:
            folders = [bundled(), *([own] if own else [])]
            self._libraries[own] = Library(folders, self._operators)
        return self._libraries[own]
