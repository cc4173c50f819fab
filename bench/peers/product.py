"""zlrules itself, through its public names."""

from __future__ import annotations

from pathlib import Path

import polars as pl

import zlrules
import zlrules.evaluate  # names of zlrules are imported when they are used: here, not on the clock
from bench.figures import YEARS
from bench.generate import Tables
from bench.rules import NATIONAL

PLUGINS = zlrules.load_plugins()
OPERATORS, READERS = PLUGINS.operators(), PLUGINS.readers()
"""Asked for here, so that no plugin is imported on the clock."""


def run(tables: Tables, ruleset: Path = NATIONAL) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Assess all districts and years.

    Args:
        ruleset: File of the ruleset.

    Returns:
        Results and decisions.
    """
    bound = zlrules.load_ruleset(str(ruleset), PLUGINS)
    data = zlrules.read_data(
        {
            "observations": [tables.observations],
            "districts": [tables.districts],
            "assigned": [tables.assigned],
        },
        PLUGINS,
    )
    assessment = zlrules.assess([(bound, YEARS[-1])], data, years=YEARS)
    return assessment.results, assessment.decisions
