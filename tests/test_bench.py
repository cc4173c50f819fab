"""The benchmarks' data are always the same, and all programs come to the same results on them."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from bench.figures import YEARS, assigned, districts, observations
from bench.generate import Tables, generate
from bench.peers import product, wide
from bench.rules import read_rules
from bench.verify import differing, unlike_decimal

DISTRICTS = 8
"""So few that it is quick, so many that targets without a figure and both conflicts are among them."""


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    return generate(tmp_path_factory.mktemp("bench"), DISTRICTS)


@pytest.fixture(scope="module")
def ours(tables: Tables) -> tuple[pl.DataFrame, pl.DataFrame]:
    return product.run(tables)


def test_figures_are_the_same_however_many_districts_are_made() -> None:
    three = observations(0, 3)
    assert three.equals(observations(0, 5).head(three.height))
    assert observations(2, 1).equals(three.filter(pl.col("district") == "100003"))


def test_figures_are_those_that_were_measured_before() -> None:
    """Numbers in the notes can only be compared while the data stay the same."""
    assert observations(0, 3).head(3).rows() == [
        ("100001", "bench.i01", "2016", 89.1, "=", "final", "年鉴"),
        ("100001", "bench.i01", "2017", 84.6, "=", "final", "年鉴"),
        ("100001", "bench.i01", "2019", 90.3, "=", "final", "年鉴"),
    ]
    measured = observations(0, 100).select(pl.len(), pl.col("value").sum().round(1))
    assert measured.row(0) == (38_956, 1_858_278_906_861.1)
    assert assigned(3).height == 26
    assert districts(2)["code"].to_list() == ["100001", "100002"]


def test_everything_that_makes_exact_scoring_hard_is_in_the_figures() -> None:
    figures = observations(0, 300)
    rows = figures.height
    cells = figures.select("district", "indicator", pl.col("period").str.head(4)).n_unique()
    assert 0.96 < cells / (300 * 400) < 0.98
    assert 0.005 < (figures["bound"] != "=").sum() / rows < 0.015
    assert set(figures["bound"]) == {"=", ">=", ">", "<=", "<"}
    assert 0.001 < figures["period"].str.ends_with("H1").sum() / rows < 0.005
    assert 0.001 < (figures["status"] == "provisional").sum() / rows < 0.005
    two = figures.group_by("district", "indicator", "period", "status").agg(
        pl.col("source").n_unique().alias("sources"), pl.col("value").n_unique().alias("values")
    )
    assert 0 < two.filter(pl.col("sources") > 1, pl.col("values") > 1).height < 0.002 * rows
    assert 0 < two.filter(pl.col("sources") > 1, pl.col("values") == 1).height < 0.002 * rows


def test_invalid_figures_are_refused_by_both(tmp_path: Path) -> None:
    tables = generate(tmp_path, 3, invalid=0.005)
    with pytest.raises(ValueError, match="out of range"):
        wide.run(tables)
    with pytest.raises(Exception, match="超出指标的取值范围"):
        product.run(tables)


def test_zlrules_equals_the_hand_written_program_row_by_row(
    tables: Tables, ours: tuple[pl.DataFrame, pl.DataFrame]
) -> None:
    assert ours[0].height == DISTRICTS * len(YEARS) * len(read_rules().rows)
    assert list(differing("wide", ours, wide.run(tables))) == []


def test_zlrules_equals_decimal(tables: Tables, ours: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    assert list(unlike_decimal(tables, ours[0], read_rules())) == []


def test_a_difference_is_told(tables: Tables, ours: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    results, decisions = ours
    off_by_one = results.with_columns(pl.col("margin") + 2)
    [told] = differing("wide", ours, (off_by_one, decisions))
    assert told.startswith("wide: results: margin differs in ")
    assert len(list(unlike_decimal(tables, off_by_one, read_rules()))) > 1
