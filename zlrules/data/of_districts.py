"""Data of some of the districts alone, which are judged as they are among all."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from zlrules.data.headers import TABLES
from zlrules.data.tables import Data


def of_districts(codes: Collection[str], data: Data) -> Data:
    """Leave out what is told of other districts, wrong rows among it."""
    own = {
        table.name: pl.col(table.district).cast(pl.String).is_in(list(codes)) for table in TABLES
    }
    return data.taken({name: getattr(data, name).filter(is_own) for name, is_own in own.items()})
