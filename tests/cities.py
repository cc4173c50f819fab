"""A city of three districts whose figures are written out, and any number of generated ones."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import polars as pl

RULESET = Path(__file__).parent / "cli" / "city" / "kaohe.yaml"
YEARS = (2024, 2025)
WORKSPACE = """\
data:
  districts: [districts.csv]
  observations: [{observations}]
  assigned: [assigned.csv]
  adopted: [adopted.csv]
assess:
  - {{ruleset: shi/kaohe, year: 2024}}
  - {{ruleset: shi/kaohe, year: 2025}}
judged_on: 2026-03-01
"""
HEAD = ("行政区", "指标", "时期", "数值", "状态", "界限", "数据状态", "来源")
WRITTEN_OUT = (
    ("320001", "air.pm25", "2025", "34.9", None, None, None, "年报"),
    ("320001", "air.good_days_ratio", "2025", "80.0", None, None, None, "年报"),
    ("320001", "water.black_odour", "2025", None, "消除", None, None, "年报"),
    ("320001", "waste.hazardous_safe", "2025", "100", None, None, None, "年报"),
    ("320002", "air.pm25", "2025", "35.10", None, None, None, "年报"),
    ("320002", "air.good_days_ratio", "2025", "79.5", None, ">=", None, "年报"),
    ("320002", "air.good_days_ratio", "2025", "79", None, None, None, "公报"),
    ("320002", "water.black_odour", "2025", None, "消除、未消除", None, None, "年报"),
    ("320003", "air.pm25", "2025", "33", None, None, "阶段性", "年报"),
    ("320003", "air.pm25", "2024", "36", None, None, None, "年报"),
)


def write_city(folder: Path, generated: int = 50, *, observations: str = "data.csv") -> Path:
    """Write a workspace with three districts and so many generated ones.

    Args:
        observations: Name of the file of figures; its suffix says in which form.
    """
    folder.mkdir(parents=True, exist_ok=True)
    codes = [f"{320001 + number}" for number in range(3 + generated)]
    text = WORKSPACE.format(observations=observations)
    (folder / "zlrules.yaml").write_text(text, encoding="utf-8")
    own = folder / "rulesets" / "shi"
    own.mkdir(parents=True)
    shutil.copy(RULESET, own / RULESET.name)
    _districts(codes).write_csv(folder / "districts.csv")
    _assigned(codes).write_csv(folder / "assigned.csv")
    header = "行政区,指标,时期,数值,采信理由,采信人,采信日期\n"
    (folder / "adopted.csv").write_text(header, encoding="utf-8")
    figures = pl.concat([pl.DataFrame(WRITTEN_OUT, _text(HEAD), orient="row"), _figures(codes[3:])])
    write_table(figures, folder / observations)
    return folder


def write_table(frame: pl.DataFrame, path: Path) -> None:
    """Write a table in the form that a suffix says."""
    if path.suffix == ".parquet":
        frame.write_parquet(path, row_group_size=40)
    elif path.suffix == ".xlsx":
        frame.write_excel(path)
    else:
        frame.write_csv(path)


def divide_city(city: Path, folder: Path) -> Path:
    """Write a folder of workspaces, one for each district of a city, with the same data."""
    tables = {
        name: pl.read_csv(city / f"{name}.csv", infer_schema=False)
        for name in ("districts", "data", "assigned", "adopted")
    }
    for code in tables["districts"]["代码"]:
        own = folder / code
        shutil.copytree(city / "rulesets", own / "rulesets")
        shutil.copy(city / "zlrules.yaml", own)
        for name, table in tables.items():
            key = "代码" if name == "districts" else "行政区"
            table.filter(pl.col(key) == code).write_csv(own / f"{name}.csv")
    return folder


def _text(columns: Sequence[str]) -> dict[str, type[pl.DataType]]:
    return dict.fromkeys(columns, pl.String)


def _districts(codes: Sequence[str]) -> pl.DataFrame:
    names = ["甲区", "乙区", "丙区", *(f"第{number}区" for number in range(4, len(codes) + 1))]
    return pl.DataFrame({"代码": codes, "名称": names[: len(codes)], "级别": ["县"] * len(codes)})


def _assigned(codes: Sequence[str]) -> pl.DataFrame:
    return pl.DataFrame({"行政区": codes}).with_columns(
        pl.lit("air.good_days_ratio").alias("指标"),
        pl.lit("2025").alias("时期"),
        pl.lit("不低于").alias("比较方式"),
        pl.lit("80").alias("数值"),
    )


def _figures(codes: Sequence[str]) -> pl.DataFrame:
    """Figures around the limits; every seventh is missing, some only bounded, some not final."""
    indicators = (
        *("air.pm25", "air.good_days_ratio", "waste.hazardous_safe", "ecology.tree_cover"),
        "water.black_odour",
    )
    first = pl.Series([30, 76, 92, 13, 0])
    cells = (
        pl.DataFrame({"行政区": pl.Series(codes, dtype=pl.String)})
        .join(pl.DataFrame({"指标": indicators, "first": first}), how="cross")
        .join(pl.DataFrame({"时期": [str(year) for year in YEARS]}), how="cross")
        .with_row_index("n")
        .with_columns(n=pl.col("n").cast(pl.Int64) * 37 % 101)
        .filter(pl.col("n") % 7 != 0)
    )
    tenths = pl.col("first") * 10 + pl.col("n") % 41 * 2
    state = pl.col("指标") == "water.black_odour"
    return cells.select(
        "行政区",
        "指标",
        "时期",
        pl.when(~state).then(pl.format("{}.{}", tenths // 10, tenths % 10)).alias("数值"),
        pl.when(state).then(pl.lit("消除")).alias("状态"),
        pl.when(~state & (pl.col("n") % 11 == 0)).then(pl.lit(">=")).alias("界限"),
        pl.when(pl.col("n") % 13 == 0).then(pl.lit("阶段性")).alias("数据状态"),
        pl.lit("年报").alias("来源"),
    )
