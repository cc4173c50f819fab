"""zlrules itself, through its public names."""

from __future__ import annotations

from pathlib import Path

import polars as pl

import zlrules
from bench.figures import YEARS
from bench.generate import Tables
from bench.rules import NATIONAL


def run(tables: Tables, ruleset: Path = NATIONAL) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Assess all districts and years.

    Args:
        ruleset: File of the ruleset.

    Returns:
        Results and decisions.
    """
    plugins = zlrules.load_plugins()
    bound = zlrules.load_ruleset(str(ruleset), plugins)
    data = zlrules.read_data(
        {
            "observations": [tables.observations],
            "districts": [tables.districts],
            "assigned": [tables.assigned],
        },
        plugins,
    )
    assessment = zlrules.assess([(bound, YEARS[-1])], data, years=YEARS)
    return assessment.results, assessment.decisions
