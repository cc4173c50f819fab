"""From a workspace folder and options to an assessment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from zlrules.assessment import Assessment
from zlrules.errors import Problem, RulesetError
from zlrules.evaluate import evaluate, today
from zlrules.extensions import Operator
from zlrules.loading.bound import BoundRuleset
from zlrules.loading.library import Library, bundled
from zlrules.plugins import Plugins
from zlrules.workspace import Workspace, open_workspace, read_workspace

Jobs = list[tuple[BoundRuleset, tuple[int, ...]]]


def assess_workspace(
    folder: Path,
    plugins: Plugins,
    rulesets: Sequence[str],
    years: Sequence[int],
    *,
    as_reference: bool,
) -> Assessment:
    """Assess a workspace; the rulesets are known to be sound before any data are read.

    Args:
        rulesets: Rulesets asked for; those of the workspace file unless given.
        years: Years asked for; those of the workspace file unless given.
    """
    workspace = open_workspace(folder)
    jobs = RulesetShelf(plugins.operators()).jobs(workspace, rulesets, years)
    data = read_workspace(workspace, plugins.readers())
    return evaluate(
        jobs,
        data,
        workspace.file.judged_on or today(),
        as_reference=as_reference,
        plugins=[(one.name, one.version) for one in plugins.listing()],
    )


class RulesetShelf:
    """The rulesets that workspaces ask for, each loaded once.

    Args:
        operators: The operators that rulesets may use.
    """

    def __init__(self, operators: Mapping[str, Operator]) -> None:
        self._operators = operators
        self._libraries: dict[Path | None, Library] = {}
        self._loaded: dict[tuple[Path | None, str, Path | None], BoundRuleset] = {}

    def jobs(self, workspace: Workspace, rulesets: Sequence[str], years: Sequence[int]) -> Jobs:
        """The rulesets and years to assess in a workspace.

        Args:
            rulesets: Rulesets asked for; those of the workspace file unless given.
            years: Years asked for; those of the workspace file unless given.

        Raises:
            RulesetError: A ruleset isn't there or is invalid, or no year is given for it, neither
                here nor in the workspace file; all of them at once.
        """
        jobs: Jobs = []
        problems: list[Problem] = []
        listed = [(job.ruleset, job.year) for job in workspace.file.assess]
        base = None if rulesets else workspace.folder
        for name in dict.fromkeys(rulesets or [name for name, _ in listed]):
            try:
                bound = self._load(workspace, name, base)
            except RulesetError as error:
                problems.extend(error.problems)
                continue
            own = [year for other, year in listed if _same(other, name, bound)]
            chosen = tuple(sorted(set(years or own)))
            if not chosen:
                remedy = "加上 --year，或写入 zlrules.yaml 的 assess"
                problems.append(Problem(name, 0, "", "没有写评估年度", remedy))
            jobs.append((bound, chosen))
        if problems:
            raise RulesetError(problems)
        return jobs

    def _load(self, workspace: Workspace, name: str, base: Path | None) -> BoundRuleset:
        own = workspace.rulesets if workspace.rulesets.is_dir() else None
        is_path = name.endswith((".yaml", ".yml"))
        key = (own, name, base if is_path else None)
        if key not in self._loaded:
            self._loaded[key] = self._library(own).load(name, base)
        return self._loaded[key]

    def _library(self, own: Path | None) -> Library:
        """The library of the bundled rulesets and those of a workspace's own."""
        if own not in self._libraries:
            folders = [bundled(), *([own] if own else [])]
            self._libraries[own] = Library(folders, self._operators)
        return self._libraries[own]


def _same(listed: str, asked: str, bound: BoundRuleset) -> bool:
    return listed in (asked, bound.ruleset.id, bound.ruleset.name)
