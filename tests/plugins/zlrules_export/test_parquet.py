"""The Parquet output: exact values, names of things, one folder that appears whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

import zlrules
from tests.cities import write_city
from zlrules.cli.new_folder import new_folder
from zlrules.errors import Problem, ZlrulesError
from zlrules.evaluate import evaluate
from zlrules_export.parquet_export import write_parquet
from zlrules_export.parquet_tables import DECISIONS, RESULTS
from zlrules_export.partitions import Part, Partitions

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def assessment(tmp_path_factory: pytest.TempPathFactory) -> zlrules.Assessment:
    """Three districts in 2025, read from beside the current folder."""
    folder = tmp_path_factory.mktemp("workspaces")
    city = write_city(folder / "city", 0)
    plugins = zlrules.load_plugins()
    ruleset = zlrules.open_library(plugins, [city / "rulesets"]).load("shi/kaohe")
    data = zlrules.read_data(city, plugins)
    return zlrules.assess([(ruleset, 2025)], data, plugins=plugins)


@pytest.fixture
def out(assessment: zlrules.Assessment, tmp_path: Path) -> Path:
    write_parquet([assessment], tmp_path / "out")
    return tmp_path / "out"


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_parts_by_ruleset_and_year_under_names_for_every_system(out: Path) -> None:
    part = "ruleset=shi%2Fkaohe%402025/year=2025/00000.parquet"
    assert names(out) == [f"decisions/{part}", f"results/{part}", "run.json"]
    assert list(out.parent.iterdir()) == [out]


def test_columns_are_those_documented(out: Path) -> None:
    for name, columns in (("results", RESULTS), ("decisions", DECISIONS)):
        schema = pl.scan_parquet(out / name).collect_schema()
        keys = {"ruleset": pl.String, "year": pl.Int64}
        assert dict(schema) == {**columns, **keys}


def test_results_read_as_written_out(out: Path) -> None:
    shown = (
        pl.read_parquet(out / "results")
        .with_columns(pl.col("figure_file", "target_file").str.split("/").list.last())
        .select(pl.all().cast(pl.String).fill_null(""))
        .write_csv()
    )
    assert shown == (HERE / "parquet_results.csv").read_text(encoding="utf-8")


def test_more_districts_than_can_be_told_of_are_written(
    out: Path, assessment: zlrules.Assessment
) -> None:
    (scoring,) = assessment.scorings
    apart = evaluate(
        [(scoring.bound, [2025])],
        assessment.data,
        assessment.judged_on,
        as_reference=False,
        plugins=assessment.plugins,
        at_once=1,
        most_told=0,
    )
    write_parquet([apart], out.parent / "apart")
    for name in names(out):
        assert (out.parent / "apart" / name).read_bytes() == (out / name).read_bytes()


def test_values_are_the_exact_decimals_behind_the_lattice(
    out: Path, assessment: zlrules.Assessment
) -> None:
    results = pl.read_parquet(out / "results")
    told = assessment.document().assessments
    margins = [result.margin for one in told for result in one.results]
    lows = [result.low for one in told for result in one.results]
    assert results["margin_value"].to_list() == [_number(text) for text in margins]
    stateful = results["text"].is_not_null() | (results["criterion"] == "water.black_odour")
    for low, text, state in zip(results["low_value"], lows, stateful, strict=True):
        assert low == (None if state else _number(text))


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def test_decisions_have_names_and_counts(out: Path) -> None:
    decisions = pl.read_parquet(out / "decisions")
    columns = ("district_name", "decision", "judged", "applicable", "binding_met", "gate_total")
    assert decisions.select(columns).rows() == [
        ("甲区", "pass", 4, 5, 4, None),
        ("乙区", "fail", 2, 5, 1, None),
        ("丙区", "undetermined", 1, 5, 1, None),
    ]


def test_the_record_says_what_was_run_on_what(out: Path, assessment: zlrules.Assessment) -> None:
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert record == assessment.run().model_dump(mode="json")
    assert len(record["inputs"]) == 5


def test_an_earlier_output_is_replaced_as_a_whole(
    out: Path, assessment: zlrules.Assessment
) -> None:
    (out / "results" / "left_over.parquet").touch()
    write_parquet([assessment], out)
    assert len(names(out)) == 3
    assert list(out.parent.iterdir()) == [out]


def test_an_empty_folder_may_be_there(assessment: zlrules.Assessment, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write_parquet([assessment], tmp_path / "out")
    assert len(names(tmp_path / "out")) == 3


@pytest.mark.parametrize("name", ["out/mine.txt", "out"])
def test_what_is_not_ours_stays(name: str, assessment: zlrules.Assessment, tmp_path: Path) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("甲", encoding="utf-8")
    with pytest.raises(ZlrulesError, match=r"已有同名的文件|文件夹里有别的内容，不能覆盖"):
        write_parquet([assessment], tmp_path / "out")
    assert names(tmp_path) == [name]
    assert path.read_text(encoding="utf-8") == "甲"


def test_nothing_is_left_when_a_later_block_is_wrong(
    out: Path, assessment: zlrules.Assessment
) -> None:
    def blocks() -> Iterator[zlrules.Assessment]:
        yield assessment
        raise ZlrulesError([Problem("a.csv", 1, "", "错")])

    before = names(out)
    for folder in (out, out.parent / "new"):
        with pytest.raises(ZlrulesError, match="错"):
            write_parquet(blocks(), folder)
    assert names(out) == before
    assert list(out.parent.iterdir()) == [out]


def test_an_old_folder_comes_back_when_the_new_one_cannot_be_put_in_place(tmp_path: Path) -> None:
    old = tmp_path / "out"
    old.mkdir()
    (old / "run.json").touch()
    with pytest.raises(FileNotFoundError), new_folder(old, "run.json") as new:
        new.rename(tmp_path / "elsewhere")
    assert names(old) == ["run.json"]


def test_large_tables_are_written_in_several_files(tmp_path: Path) -> None:
    parts = Partitions(tmp_path, most=4)
    for year in (2024, 2025, 2024):
        parts.add(Part("a/b@二~", year, pl.DataFrame({"n": [1, 2]})))
    parts.close()
    parts.close()
    folder = "ruleset=a%2Fb%40%E4%BA%8C%7E"
    assert names(tmp_path) == [
        f"{folder}/year=2024/00000.parquet",
        f"{folder}/year=2024/00001.parquet",
        f"{folder}/year=2025/00000.parquet",
    ]
    read = pl.read_parquet(tmp_path)
    assert read["ruleset"].unique().to_list() == ["a/b@二~"]
    assert read.height == 6


def test_figures_with_too_many_decimals_have_no_value() -> None:
    from zlrules_export.parquet_tables import _values

    frame = pl.DataFrame(
        {
            "low": [-zlrules.UNBOUNDED, 1801, 2, 2],
            "high": [1799, zlrules.UNBOUNDED, 2, 2],
            "scale": [1, 1, 9, 10],
            "margin": [-3, 3, -2, 2],
            "margin_scale": [0, 0, 9, 10],
        },
        schema_overrides={"scale": pl.Int8, "margin_scale": pl.Int8},
    )
    assert frame.select(_values()).rows() == [
        (None, Decimal(90), Decimal(-1)),
        (Decimal(90), None, Decimal(1)),
        (Decimal("1e-9"), Decimal("1e-9"), Decimal("-1e-9")),
        (None, None, None),
    ]
