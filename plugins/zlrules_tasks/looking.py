"""The task lists of a workspace, assessed on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zlrules import (
    AssessmentDocument,
    BoundRuleset,
    Data,
    Kind,
    Plugins,
    Problem,
    RulesetError,
    assess,
    known_on,
    open_library,
    open_workspace,
    read_data,
)


@dataclass(frozen=True)
class Look:
    """What is looked at, whatever the day.

    Attributes:
        judged_on: The day that the workspace file names, if any.
    """

    jobs: Sequence[tuple[BoundRuleset, int]]
    data: Data
    judged_on: date | None
    plugins: Plugins

    @classmethod
    def at(cls, folder: Path, plugins: Plugins, rulesets: Sequence[str], year: int | None) -> Look:
        """Open a workspace.

        Args:
            rulesets: Task lists asked for; those of the workspace file unless given.
            year: The year; that of the workspace file, or the last one in force, unless given.

        Raises:
            ZlrulesError: The workspace, a task list or the data are invalid, or there is no list.
        """
        workspace = open_workspace(folder)
        library = open_library(plugins, [workspace.rulesets])
        listed = [(job.ruleset, job.year) for job in workspace.file.assess]
        asked = [(name, year) for name in rulesets] or [(name, year or own) for name, own in listed]
        bound = [
            (library.load(name, None if rulesets else workspace.folder), own) for name, own in asked
        ]
        jobs = [
            (one, own or _last_year(one))
            for one, own in bound
            if rulesets or one.ruleset.kind is Kind.TASKS
        ]
        if not jobs:
            remedy = "用 --ruleset 指明任务清单，或写入 zlrules.yaml 的 assess"
            raise RulesetError([Problem(workspace.yaml.path, 0, "", "没有列任务清单", remedy)])
        data = read_data(folder, plugins)
        return cls(jobs, data, workspace.file.judged_on, plugins)

    def on(self, day: date | None) -> AssessmentDocument:
        """The lists as they stood on a day, with what was known then; now, unless one is given."""
        data = known_on(self.data, day) if day else self.data
        judged_on = day or self.judged_on
        return assess(self.jobs, data, judged_on=judged_on, plugins=self.plugins).document()


def _last_year(bound: BoundRuleset) -> int:
    in_force = bound.ruleset.in_force
    last = in_force.to or in_force.from_
    return last if isinstance(last, int) else last.year
