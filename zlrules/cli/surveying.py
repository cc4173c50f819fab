"""From workspace folders and options to assessments, one block of districts after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

import polars as pl

from zlrules.assessment import Assessment
from zlrules.blocks import block_count, read_blocks, read_districts
from zlrules.cli.shelf import Asked, RulesetShelf
from zlrules.cli.wish import Wish
from zlrules.data.known_on import known_on
from zlrules.data.of_districts import of_districts
from zlrules.data.tables import Data
from zlrules.errors import Problem, WorkspaceError, ZlrulesError, one_of
from zlrules.evaluate import evaluate, today
from zlrules.extensions import Reader
from zlrules.plugins import Plugins
from zlrules.workspace import Workspace, find_workspaces, open_workspace

MOST_PROBLEMS = 200
"""So many mistakes are listed; the rest is counted."""

Made = TypeVar("Made")
Given = TypeVar("Given")


class Commission(NamedTuple):
    """What is to be assessed in one workspace.

    Attributes:
        districts: As from `zlrules.blocks.read_districts`; those that are asked for.
        are_all: Whether they are all that the workspace has.
    """

    workspace: Workspace
    asked: Asked
    districts: pl.DataFrame
    are_all: bool = True

    def only(self, district: str) -> Commission:
        """What is to be assessed of one district.

        Args:
            district: Code or name.

        Raises:
            ZlrulesError: There is no such district.
        """
        found = self.districts.filter((pl.col("code") == district) | (pl.col("name") == district))
        if found.is_empty():
            known = [*self.districts["code"].drop_nulls(), *self.districts["name"].drop_nulls()]
            path, wrong = str(self.workspace.folder), f"没有行政区 '{district}'"
            raise ZlrulesError([Problem(path, 0, "", wrong, one_of(district, known))])
        return self._replace(districts=found, are_all=False)

    def blocks(self, readers: Mapping[str, Reader], size: int) -> Iterator[Data]:
        """The data, see `zlrules.blocks.read_blocks`."""
        read = read_blocks(self.workspace, self.districts, readers, size)
        return read if self.are_all else map(partial(of_districts, self.districts["code"]), read)


class Survey(NamedTuple):
    """What is to be assessed in all workspaces; the rulesets are sound, no data are read yet."""

    commissions: tuple[Commission, ...]
    judged_on: date
    plugins: Plugins
    wish: Wish

    def districts(self) -> int:
        """How many districts there are."""
        return sum(one.districts.height for one in self.commissions)

    def rows(self) -> int:
        """How many rows the results will have."""
        return sum(
            one.districts.height * len(years) * len(list(bound.rows()))
            for one in self.commissions
            for bound, years in one.asked.everything()
        )

    def blocks(self, size: int) -> int:
        """How many blocks of at most so many districts there are."""
        return sum(block_count(one.districts, size) for one in self.commissions)

    def assessments(self, size: int) -> Iterator[Assessment]:
        """Assess block by block; blocks of a workspace come in the order of district codes.

        Nothing here holds a block while the next is read; whoever takes them mustn't, either.

        Args:
            size: How many districts make a block.

        Raises:
            ZlrulesError: After all blocks were looked at, with the mistakes of all of them.
        """
        problems: list[Problem] = []
        readers = self.plugins.readers()
        for one in self.commissions:
            assess = partial(self._assess, one.asked, problems)
            blocks = one.blocks(readers, size)
            try:
                yield from filter(lambda _: not problems, filter(None, map(assess, blocks)))
            except ZlrulesError as error:
                problems += error.problems
        if problems:
            raise ZlrulesError(bounded(problems))

    def _assess(self, asked: Asked, problems: list[Problem], data: Data) -> Assessment | None:
        try:
            return evaluate(
                asked.jobs,
                known_on(data, self.wish.as_of) if self.wish.as_of else data,
                self.judged_on,
                as_reference=self.wish.as_reference,
                plugins=[(one.name, one.version) for one in self.plugins.listing()],
                applications=asked.applications,
                kind=self.wish.kind,
            )
        except ZlrulesError as error:
            problems += error.problems
            return None


def assess_workspace(
    folder: Path, plugins: Plugins, wish: Wish | None = None, district: str | None = None
) -> Assessment:
    """Assess all districts of a workspace at once, as ``zlrules assess`` does, or one of them.

    Args:
        wish: What is asked for; what the workspace file says unless given.
        district: Code or name.

    Raises:
        ZlrulesError: The workspace, a ruleset or the data are wrong, there is no such district, or
            the folder holds several workspaces.
    """
    asked = survey([folder], plugins, wish or Wish())
    whole, *others = asked.commissions
    if others:
        wrong = f"文件夹里有 {len(asked.commissions)} 个工作区"
        remedy = f"写明其中一个，如 {whole.workspace.folder}"
        raise WorkspaceError([Problem(str(folder), 0, "", wrong, remedy)])
    if district is not None:
        asked = asked._replace(commissions=(whole.only(district),))
    (assessment,) = asked.assessments(asked.districts())
    return assessment


def survey(folders: Sequence[Path], plugins: Plugins, wish: Wish) -> Survey:
    """Find out what is to be assessed; mistakes of all workspaces are told at once.

    Args:
        folders: Workspaces, or folders that hold some.

    Raises:
        ZlrulesError: A workspace, a ruleset or a districts table is wrong.
    """
    workspaces = _each(open_workspace, find_workspaces(folders))
    judged_on = wish.as_of or _one_day(workspaces)
    shelf = RulesetShelf(plugins.operators())
    asked = _each(lambda one: shelf.asked(one, wish, judged_on), workspaces)
    readers = plugins.readers()
    districts = _each(lambda one: read_districts(one, readers), workspaces)
    commissions = tuple(map(Commission, workspaces, asked, districts))
    _refuse_repeats(commissions)
    return Survey(commissions, judged_on, plugins, wish)


def bounded(problems: Iterable[Problem]) -> list[Problem]:
    """The first of many mistakes, with a count of the others."""
    ordered = sorted(set(problems))
    if len(ordered) <= MOST_PROBLEMS:
        return ordered
    following = ordered[MOST_PROBLEMS]
    more = f"另有 {len(ordered) - MOST_PROBLEMS} 处错误"
    rest = Problem(following.path, following.line, "", more, "先改正列出的各处")
    return [*ordered[:MOST_PROBLEMS], rest]


def _each(make: Callable[[Given], Made], given: Iterable[Given]) -> list[Made]:
    """Do something for each of several workspaces, and tell all that is wrong at once."""
    made = []
    problems: list[Problem] = []
    for one in given:
        try:
            made.append(make(one))
        except ZlrulesError as error:
            problems += error.problems
    if problems:
        raise ZlrulesError(bounded(problems))
    return made


def _one_day(workspaces: Sequence[Workspace]) -> date:
    """The day on which all is judged: today, or what the workspace files agree on."""
    days = {one.file.judged_on for one in workspaces}
    if len(days) == 1:
        return days.pop() or today()
    raise WorkspaceError(
        Problem(
            one.yaml.path,
            one.yaml.line(("judged_on",)),
            "judged_on",
            f"各工作区的评估日不同，这里是 {one.file.judged_on or '当天（没有写）'}",
            "一起评估的工作区写同一天",
        )
        for one in workspaces
    )


def _refuse_repeats(commissions: Sequence[Commission]) -> None:
    """Refuse districts that two workspaces hold, and rulesets of one name that differ."""
    problems = []
    places: dict[str, str] = {}
    hashes: dict[str, tuple[str, str]] = {}
    for one in commissions:
        own = one.districts.select("code", "file", "row").drop_nulls("code")
        for code, file, row in own.unique("code", keep="first", maintain_order=True).iter_rows():
            first = places.setdefault(code, f"{file}:{row}")
            if first != f"{file}:{row}":
                wrong = f"行政区 {code} 在两个工作区里，{first} 已有"
                problems.append(Problem(file, row, "", wrong, "只留在一个工作区里"))
        for bound, _ in one.asked.everything():
            path, sha256 = hashes.setdefault(bound.ruleset.name, (bound.path, bound.sha256))
            if sha256 != bound.sha256:
                wrong = f"与 {path} 同名，内容不同"
                remedy = "改用不同的 id 或 edition，或用同一个文件"
                problems.append(Problem(bound.path, 0, bound.ruleset.name, wrong, remedy))
    if problems:
        raise WorkspaceError(bounded(problems))
