"""zlrules itself, through its public names."""

from __future__ import annotations

import polars as pl

import zlrules
from bench.figures import YEARS
from bench.generate import Tables
from bench.rules import NATIONAL


def run(tables: Tables) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Assess all districts and years.

    Returns:
        Results and decisions.
    """
    plugins = zlrules.load_plugins()
    ruleset = zlrules.load_ruleset(str(NATIONAL), plugins)
    data = zlrules.read_data(
        {
            "observations": [tables.observations],
            "districts": [tables.districts],
            "assigned": [tables.assigned],
        },
        plugins,
    )
    assessment = zlrules.assess([(ruleset, YEARS[-1])], data, years=YEARS)
    return assessment.results, assessment.decisions
