"""Columns of the wide table become one column, cell by cell."""

from __future__ import annotations

import polars as pl
from hypothesis import given, strategies as st

from zlrules.engine.interleaving import Interleaving, repeated

TABLES = st.tuples(st.integers(1, 5), st.integers(1, 9)).flatmap(
    lambda size: st.tuples(
        st.lists(
            st.one_of(
                st.lists(st.none() | st.integers(0, 9), min_size=size[0], max_size=size[0]),
                st.lists(st.none() | st.integers(0, 9), min_size=1, max_size=1),
            ),
            min_size=size[1],
            max_size=size[1],
        ),
        st.lists(st.integers(0, size[0] - 1), unique=True, min_size=1).map(sorted),
        st.just(size[0]),
    )
)
"""Columns, of full height or the same in all cells; the cells that are wanted; the height."""


@given(TABLES)
def test_each_cell_has_its_rows_one_by_one(
    table: tuple[list[list[int | None]], list[int], int],
) -> None:
    columns, cells, height = table
    interleaving = Interleaving(pl.Series(cells, dtype=pl.UInt32), height, len(columns))
    told = interleaving.together([pl.Series(one, dtype=pl.Int64) for one in columns])
    told = repeated(told, len(cells) * len(columns) // len(told))
    assert told.to_list() == [one[cell % len(one)] for cell in cells for one in columns]
    assert interleaving.cell.to_list() == [cell for cell in cells for _ in columns]
