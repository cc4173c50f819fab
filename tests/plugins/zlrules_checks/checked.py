"""Small tables checked against the catalogue beside this file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from zlrules import Data, prepare
from zlrules.loading.catalogue import Catalogue
from zlrules.loading.parsing import parse
from zlrules.loading.yamlfile import read_yaml
from zlrules.models.indicator import IndicatorFile
from zlrules_checks.checking import check_facts
from zlrules_checks.finding import Report

HERE = Path(__file__).parent
CATALOGUE = Catalogue(parse(read_yaml(HERE / "catalogue.yaml"), IndicatorFile).indicators)
COLUMNS = (
    *("indicator", "scope", "period", "measure", "base", "stage", "value", "text", "unit", "bound"),
    *("status", "as_of", "source", "place"),
)


def checked(rows: Sequence[Mapping[str, str]]) -> Report:
    """What is found in some rows of one district; rows are numbered from 1."""
    table = pl.DataFrame(
        [{"district": "999901", **{name: row.get(name) for name in COLUMNS}} for row in rows],
        schema=dict.fromkeys(("district", *COLUMNS), pl.String),
    )
    data = Data(
        observations=table, districts=pl.DataFrame({"code": ["999901"], "name": ["示例区"]})
    )
    return check_facts(prepare(data, CATALOGUE), CATALOGUE, {}).report()


def outline(report: Report) -> list[str]:
    """Each finding in short: ``doubt doubt scope 1 2``."""
    return [
        " ".join(
            [
                *(one.kind, one.severity, *([one.differs] if one.differs else [])),
                *(row.row.rpartition(":")[2] for row in one.rows),
            ]
        )
        for one in report.findings
    ]
