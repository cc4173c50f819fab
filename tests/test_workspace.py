"""A workspace is read as its file says: its tables, its district, nothing outside of it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

import zlrules
from zlrules.api import load_plugins
from zlrules.blocks import read_blocks, read_districts
from zlrules.data.tables import Data
from zlrules.errors import DataError, WorkspaceError
from zlrules.workspace import open_workspace, read_workspace

READERS = load_plugins().readers()
FILE = """\
district: {code: "320404", name: 甲区, level: 县, attributes: {terrain: 山区}}
documents: {report: {title: 某报告}}
data:
  observations: [a.csv]
assess:
  - {ruleset: zhonglou/14fyp, year: 2025}
"""
ROWS = "行政区,指标,时期,数值\n320404,air.pm25,2025,29.90\n320404,air.good_days_ratio,2025,\n"


def read(folder: Path, text: str = FILE, **files: str) -> Data:
    """A workspace with some files, read."""
    (folder / "zlrules.yaml").write_text(text, encoding="utf-8")
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    return read_workspace(open_workspace(folder), READERS)


def test_tables_with_their_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    data = read(tmp_path, a=ROWS)
    assert data.observations.select("file", "row", "value").rows() == [
        ("a.csv", 2, "29.90"),
        ("a.csv", 3, None),
    ]
    assert data.assigned.is_empty()
    assert dict(data.documents) == {"report": "某报告"}


def test_several_files_of_one_kind_are_one_table(tmp_path: Path) -> None:
    data = read(tmp_path, FILE.replace("[a.csv]", "[a.csv, b.csv]"), a=ROWS, b=ROWS)
    assert data.observations["row"].to_list() == [2, 3, 2, 3]


def test_every_file_that_was_read_is_on_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    data = read(tmp_path, a=ROWS)
    assert [one.path for one in data.inputs] == ["zlrules.yaml", "a.csv"]
    assert data.inputs[1].sha256 == hashlib.sha256(ROWS.encode()).hexdigest()


def test_the_district_of_the_workspace_is_one_of_them(tmp_path: Path) -> None:
    districts = read(tmp_path, a=ROWS).districts
    assert districts.select("code", "name", "level", "terrain").rows() == [
        ("320404", "甲区", "县", "山区")
    ]


def test_a_districts_table_has_the_last_word_on_its_own(tmp_path: Path) -> None:
    text = FILE.replace("data:", "data:\n  districts: [d.csv]")
    own = "代码,名称,terrain\n320404,乙区,丘陵\n320405,丙区,平原\n"
    districts = read(tmp_path, text, a=ROWS, d=own).districts
    assert districts.select("name", "terrain").rows() == [("乙区", "丘陵"), ("丙区", "平原")]


def test_the_district_of_the_workspace_is_added_to_others(tmp_path: Path) -> None:
    text = FILE.replace("data:", "data:\n  districts: [d.csv]")
    districts = read(tmp_path, text, a=ROWS, d="代码,名称,海岸\n320405,丙区,有\n").districts
    assert districts.select("code", "terrain", "海岸").rows() == [
        ("320405", None, "有"),
        ("320404", "山区", None),
    ]


def test_the_same_table_in_every_form(tmp_path: Path) -> None:
    frame = pl.read_csv(ROWS.encode(), infer_schema=False).with_columns(
        pl.col("数值").cast(pl.Float64)
    )
    frame.write_parquet(tmp_path / "a.parquet")
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate([frame.columns, *frame.rows()]):
            sheet.write_row(row, 0, [cell for cell in cells if cell is not None])
    for name in ("a.xlsx", "a.parquet"):
        data = read(tmp_path, FILE.replace("a.csv", name))
        value = data.observations["value"][0]
        assert float(value) == 29.9
        assert data.observations["indicator"].to_list() == ["air.pm25", "air.good_days_ratio"]


@pytest.mark.parametrize("size", [1, 10])
def test_files_of_any_form_are_one_table(size: int, tmp_path: Path) -> None:
    rows = pl.read_csv(ROWS.encode(), infer_schema=False).drop_nulls()
    typed = rows.with_columns(pl.lit(28.5).alias("数值"), pl.lit(2024).alias("时期"))
    typed.write_parquet(tmp_path / "b.parquet")
    goal = "行政区,指标,时期,比较方式,数值\n320404,air.pm25,2025,at_most,30\n"
    pl.read_csv(goal.encode()).write_parquet(tmp_path / "e.parquet")
    (tmp_path / "a.csv").write_text(ROWS.splitlines()[0] + "\n" + ROWS.splitlines()[1] + "\n")
    (tmp_path / "c.csv").write_text(goal.replace("2025", "2024"))
    (tmp_path / "d.csv").write_text("代码,名称\n320405,乙区\n")
    tables = "[a.csv, b.parquet]\n  assigned: [c.csv, e.parquet]\n  districts: [d.csv]"
    (tmp_path / "zlrules.yaml").write_text(FILE.replace("[a.csv]", tables))
    workspace = open_workspace(tmp_path)
    districts = read_districts(workspace, READERS)
    last = list(read_blocks(workspace, districts, READERS, size))[-1 if size > 1 else 0]
    assert last.observations.select("period", "value").rows() == [
        ("2025", "29.90"),
        ("2024", "28.5"),
    ]
    assert last.assigned.select("district", "period", "value").rows() == [
        ("320404", "2024", "30"),
        ("320404", "2025", "30"),
    ]


@pytest.mark.parametrize("path", ["../a.csv", "/etc/passwd", "x/../../a.csv", "link/a.csv"])
def test_files_outside_are_refused_unread(path: str, tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "a.csv").write_text(ROWS, encoding="utf-8")
    (inside / "link").symlink_to(tmp_path)
    with pytest.raises(WorkspaceError, match="路径在工作区之外"):
        read(inside, FILE.replace("a.csv", path))


def test_the_place_of_a_row_is_no_column_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        read(tmp_path, a="行政区,指标,时期,数值,file\n320404,air.pm25,2025,29.9,x\n")
    assert [one.wrong for one in caught.value.problems] == ["表头 file 留给文件名"]


def test_a_folder_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(DataError, match="是文件夹，不是文件"):
        read(tmp_path)


@pytest.mark.parametrize("name", ["a.xlsx", "a.parquet"])
def test_what_only_looks_like_a_workbook_is_refused_in_a_line(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(ROWS, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read(tmp_path, FILE.replace("a.csv", name))
    (problem,) = caught.value.problems
    assert "\n" not in str(problem)
    assert "读不了" in problem.wrong


def test_a_folder_without_workspace_file(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"没有 zlrules.yaml; 用 zlrules init 新建工作区"):
        open_workspace(tmp_path)


def test_tables_by_name_without_a_workspace(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("district,indicator,period\n320404,air.pm25,2025\n", "utf-8")
    (tmp_path / "b.csv").write_text("行政区,指标,时期\n320404,air.pm25,2024\n", "utf-8")
    plugins = zlrules.load_plugins()
    data = zlrules.read_data(
        {"observations": [tmp_path / "a.csv", str(tmp_path / "b.csv")]}, plugins
    )
    assert data.observations["period"].to_list() == ["2025", "2024"]
    assert [Path(file.path).name for file in data.inputs] == ["a.csv", "b.csv"]


def test_tables_nobody_knows_and_missing_files_are_told_together(tmp_path: Path) -> None:
    plugins = zlrules.load_plugins()
    with pytest.raises(zlrules.DataError) as error:
        zlrules.read_data({"observation": [], "districts": [tmp_path / "no.csv"]}, plugins)
    told = [str(problem) for problem in error.value.problems]
    assert any("没有这种数据表" in line and "observations" in line for line in told)
    assert any("没有这个文件" in line for line in told)
