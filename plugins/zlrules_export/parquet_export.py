"""The Parquet output: a folder with results, decisions and the record of the run."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial, reduce
from pathlib import Path

from zlrules import Assessment, Run, joined_run, new_folder, written
from zlrules_export.parquet_tables import decision_parts, result_parts
from zlrules_export.partitions import Partitions

RECORD = "run.json"
"""The record of the run; by it a folder is known as ours."""


def write_parquet(assessments: Iterable[Assessment], folder: Path) -> None:
    """Write ``results/`` and ``decisions/``, each by ruleset and year, and the record of the run.

    Of each assessment nothing is held but its tables, and those until they are written.

    Args:
        folder: Where to; must be new, empty, or from an earlier run, which is replaced.

    Raises:
        ZlrulesError: Something else is in the folder.
        OSError: It can't be written.
    """
    with new_folder(folder, RECORD) as new:
        results, decisions = Partitions(new / "results"), Partitions(new / "decisions")
        add = partial(_add, results, decisions)
        run = reduce(lambda *runs: joined_run(runs), map(add, assessments))
        results.close()
        decisions.close()
        written(new / RECORD, run.model_dump_json(indent=2).encode())


def _add(results: Partitions, decisions: Partitions, assessment: Assessment) -> Run:
    for part in result_parts(assessment):
        results.add(part)
    for part in decision_parts(assessment):
        decisions.add(part)
    return assessment.run()
