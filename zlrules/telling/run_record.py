"""What was run on what: the record that goes with every output."""

from __future__ import annotations

from collections.abc import Iterable

from zlrules.document import InputRecord, PluginRecord, RulesetRecord, Run
from zlrules.evaluation import Evaluation
from zlrules.version import __version__


def run_of(evaluation: Evaluation) -> Run:
    """The record of an evaluation."""
    plugins = (PluginRecord(name=name, version=version) for name, version in evaluation.plugins)
    inputs = (InputRecord(path=one.path, sha256=one.sha256) for one in evaluation.data.inputs)
    rulesets = (
        RulesetRecord(id=one.ruleset.id, edition=one.ruleset.edition, sha256=one.sha256)
        for scoring in evaluation.scorings
        for one in scoring.bound.chain()
    )
    return Run(
        zlrules=__version__,
        judged_on=evaluation.judged_on,
        plugins=tuple(plugins),
        inputs=tuple(inputs),
        rulesets=tuple(dict.fromkeys(rulesets)),
    )


def joined_run(runs: Iterable[Run]) -> Run:
    """One record of several runs of the same program on the same day; at least one."""
    first, *others = runs
    every = (first, *others)
    return Run(
        zlrules=first.zlrules,
        judged_on=first.judged_on,
        plugins=first.plugins,
        inputs=tuple(dict.fromkeys(one for run in every for one in run.inputs)),
        rulesets=tuple(dict.fromkeys(one for run in every for one in run.rulesets)),
    )
