"""From a workspace folder and options to an assessment."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from zlrules.assessment import Assessment
from zlrules.errors import Problem, RulesetError
from zlrules.evaluate import evaluate, today
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
    library = Library([bundled(), workspace.rulesets], plugins.operators())
    jobs = jobs_of(workspace, library, rulesets, years)
    data = read_workspace(workspace, plugins.readers())
    return evaluate(
        jobs,
        data,
        workspace.file.judged_on or today(),
        as_reference=as_reference,
        plugins=[(one.name, one.version) for one in plugins.listing()],
    )


def jobs_of(
    workspace: Workspace, library: Library, rulesets: Sequence[str], years: Sequence[int]
) -> Jobs:
    """The rulesets and years to assess.

    Raises:
        RulesetError: A ruleset isn't there or is invalid; all of them at once.
            or no year is given for it, neither here nor in the workspace file.
    """
    jobs: Jobs = []
    problems: list[Problem] = []
    listed = [(job.ruleset, job.year) for job in workspace.file.assess]
    wanted = list(dict.fromkeys(rulesets or [name for name, _ in listed]))
    for name in wanted:
        try:
            bound = library.load(name, None if rulesets else workspace.folder)
        except RulesetError as error:
            problems.extend(error.problems)
            continue
        own = [year for other, year in listed if _same(other, name, bound)]
        chosen = tuple(sorted(set(years or own)))
        if not chosen:
            problems.append(
                Problem(name, 0, "", "没有写评估年度", "加上 --year，或写入 zlrules.yaml 的 assess")
            )
        jobs.append((bound, chosen))
    if problems:
        raise RulesetError(problems)
    return jobs


def _same(listed: str, asked: str, bound: BoundRuleset) -> bool:
    return listed in (asked, bound.ruleset.id, bound.ruleset.name)
