"""Cells of the wide table: every district and year has its own."""

from __future__ import annotations

import polars as pl

from zlrules.engine.layout import Grid


def test_each_district_and_year_has_a_cell_and_other_years_none() -> None:
    grid = Grid(["320402", "320404"], range(2020, 2023))
    told = pl.DataFrame(
        [
            ("320402", 2020),
            ("320402", 2022),
            ("320404", 2020),
            ("320404", 2019),
            ("320404", 2023),
            ("320404", None),
        ],
        schema={"district": pl.String, "year": pl.Int32},
        orient="row",
    )
    assert grid.cell(told).to_list() == [0, 2, 3, None, None, None]
    cells = grid.cells(set())
    assert grid.cell(cells).to_list() == list(range(grid.size))
