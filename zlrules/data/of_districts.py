"""Data of some of the districts alone, which are judged as they are among all."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from zlrules.data.headers import DISTRICTS, TABLES
from zlrules.data.tables import Data


def of_districts(codes: Collection[str], data: Data) -> Data:
    """Leave out what is told of other districts, wrong rows among it."""
    column = {table.name: "district" for table in TABLES} | {DISTRICTS.name: "code"}
    frames = {name: getattr(data, name) for name in column}
    return data.taken(
        {
            name: frame.filter(pl.col(column[name]).cast(pl.String).is_in(list(codes)))
            for name, frame in frames.items()
        }
    )
