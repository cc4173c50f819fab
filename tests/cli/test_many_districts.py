"""Many districts: one table or a folder of workspaces, in blocks, as a summary or as Parquet."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import weakref
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import zlrules
from tests.cities import divide_city, write_city
from zlrules.assessment import Assessment
from zlrules.cli.entry import run
from zlrules.cli.progress import with_progress
from zlrules.cli.surveying import MOST_PROBLEMS, assess_workspace, bounded, survey
from zlrules.cli.wish import Wish
from zlrules.errors import Problem
from zlrules.summary import summarise

HERE = Path(__file__).parent / "city"
PLUGINS = zlrules.load_plugins()
LATTICE = ("low", "high", "scale", "margin", "margin_scale")

Screen = pytest.CaptureFixture[str]


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_city(Path("city"))


def tables(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Results, without the columns whose scale depends on the block, and decisions."""
    results, decisions = (
        pl.read_parquet(folder / name, hive_partitioning=True) for name in ("results", "decisions")
    )
    return results.drop(LATTICE).sort("year", "district", maintain_order=True), decisions


def export(city: Path, *options: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    assert run(["assess", str(city), "--format", "parquet", "-o", "out", *options]) == 0
    return tables(Path("out"))


def edit(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def test_the_summary_reads_as_written_out(city: Path, capsys: Screen) -> None:
    assert run(["assess", str(city)]) == 0
    shown = capsys.readouterr()
    assert shown.out == (HERE / "summary.txt").read_text(encoding="utf-8")
    assert shown.err == ""


def test_a_handful_of_districts_have_a_page_each(tmp_path: Path, capsys: Screen) -> None:
    for generated, pages in ((7, 20), (8, 0)):
        folder = write_city(tmp_path / str(generated), generated)
        assert run(["assess", str(folder)]) == 0
        assert capsys.readouterr().out.count("自查结论: ") == pages


def test_every_district_stands_in_the_other_reports(tmp_path: Path, capsys: Screen) -> None:
    city = write_city(tmp_path, 9)
    assert run(["assess", str(city), "--format", "json", "--block", "5"]) == 0
    assessments = json.loads(capsys.readouterr().out)["assessments"]
    assert len(assessments) == 12 * 2


@pytest.mark.parametrize(
    ("size", "generated", "observations"),
    [
        *((1, 2, "data.csv"), (7, 20, "data.csv"), (22, 20, "data.csv")),
        *((10, 20, "data.parquet"), (10, 20, "data.xlsx")),
    ],
)
def test_blocks_of_any_size_give_what_one_go_gives(
    size: int, generated: int, observations: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    city = write_city(Path("city"), generated, observations=observations)
    whole, parts = export(city), export(city, "--block", str(size))
    for one, other in zip(whole, parts, strict=True):
        assert_frame_equal(one, other)


@pytest.mark.parametrize("size", [20, 53])
def test_the_summary_of_blocks_is_the_summary_of_all(size: int, city: Path) -> None:
    asked = survey([city], PLUGINS, Wish())
    (whole,), (parts,) = (summarise(asked.assessments(one)) for one in (100, size))
    assert parts == whole
    assert sum(whole.years[0].decided.values()) == 53


@pytest.mark.parametrize("name", ["320002", "乙区"])
def test_a_district_is_judged_alone_as_among_others(name: str, city: Path) -> None:
    every = assess_workspace(city, PLUGINS).document().assessments
    alone = assess_workspace(city, PLUGINS, district=name).document().assessments
    assert alone == tuple(one for one in every if name in (one.district.code, one.district.name))
    assert alone


def test_mistakes_in_the_data_of_others_dont_stop_one_district(city: Path, capsys: Screen) -> None:
    edit(city / "data.csv", lambda text: text + "320003,air.pm25,2025,甲,,,,年报\n")
    assert run(["explain", "1", str(city), "--district", "320002"]) == 0
    assert run(["explain", "1", str(city), "--district", "320003"]) == 4
    assert "'甲' 不是可用的数值" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", [["explain", "1"], ["evidence", "status"], ["collect", "status"]]
)
def test_commands_on_one_workspace_say_that_there_are_several(
    command: list[str], tmp_path: Path, capsys: Screen
) -> None:
    folder = divide_city(write_city(tmp_path / "city", 0), tmp_path / "many")
    assert run([*command, str(folder)]) == 4
    assert f"{folder}: 文件夹里有 3 个工作区; 写明其中一个" in capsys.readouterr().err


def let_go(blocks: Iterable[Assessment]) -> Iterator[Assessment]:
    """Assessments; each must be gone when the next is made."""
    earlier: list[weakref.ref[Assessment]] = []

    def noted(assessment: Assessment) -> Assessment:
        assert not any(one() for one in earlier)
        earlier.append(weakref.ref(assessment))
        return assessment

    return map(noted, blocks)


@pytest.mark.parametrize(
    "take",
    [summarise, lambda blocks: PLUGINS.exports()["parquet"].write(blocks, Path("out"))],
    ids=["summary", "parquet"],
)
def test_one_block_is_in_memory_at_a_time(
    take: Callable[[Iterable[Assessment]], object], city: Path
) -> None:
    take(let_go(with_progress(survey([city], PLUGINS, Wish()), 20)))


def test_a_folder_of_workspaces_is_a_city(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    monkeypatch.chdir(tmp_path)
    city = write_city(Path("city"), 0)
    folder = divide_city(city, Path("folder"))
    for form in ("json", "csv", "terminal"):
        told = []
        for place in (city, folder):
            assert run(["assess", str(place), "--format", form]) == 0
            told.append(capsys.readouterr().out)
        if form == "json":
            joint, divided = map(json.loads, told)
            joint_by, divided_by = (
                sorted(one["assessments"], key=lambda one: (one["district"]["code"], one["year"]))
                for one in (joint, divided)
            )
            assert divided_by == joint_by
            assert divided["conflicts"] == joint["conflicts"]
            assert divided["run"]["rulesets"] == joint["run"]["rulesets"]
            assert len(divided["run"]["inputs"]) == 3 * 5
        else:
            assert sorted(told[0].splitlines()) == sorted(told[1].splitlines())
    for one, other in zip(export(city), export(folder), strict=True):
        places = [name for name in one.columns if name.endswith(("_file", "_row"))]
        assert_frame_equal(one.drop(places), other.drop(places))


def test_several_workspaces_by_name_are_taken_once(tmp_path: Path, capsys: Screen) -> None:
    folder = divide_city(write_city(tmp_path / "city", 0), tmp_path / "folder")
    names = [str(folder / "320001"), str(folder / "320003"), str(folder / "320001")]
    assert run(["assess", *names, "--year", "2025", "--format", "json"]) == 0
    assessments = json.loads(capsys.readouterr().out)["assessments"]
    assert [one["district"]["name"] for one in assessments] == ["甲区", "丙区"]


def test_mistakes_of_all_workspaces_are_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = divide_city(write_city(Path("city"), 0), Path("folder"))
    edit(folder / "320001/data.csv", lambda text: text.replace("34.9", "34..9"))
    edit(
        folder / "320003/data.csv", lambda text: text.replace("320003,air.pm25", "320002,air.pm25")
    )
    assert run(["assess", "folder", "--format", "parquet", "-o", "out"]) == 4
    shown = capsys.readouterr()
    assert shown.out == ""
    assert [line.split(": ")[0] for line in shown.err.splitlines()] == [
        "folder/320001/data.csv:2",
        "folder/320003/data.csv:2",
        "folder/320003/data.csv:3",
    ]
    assert "'34..9' 不是可用的数值" in shown.err
    assert "未知行政区 '320002'" in shown.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["city", "folder"]


def test_mistakes_of_workspace_files_are_told_at_once(tmp_path: Path, capsys: Screen) -> None:
    folder = divide_city(write_city(tmp_path / "city", 0), tmp_path / "folder")
    for code in ("320001", "320002"):
        edit(folder / code / "zlrules.yaml", lambda text: text.replace("assess:", "asses:"))
    assert run(["assess", str(folder)]) == 4
    assert capsys.readouterr().err.count("未知的键 'asses'") == 2


@pytest.mark.parametrize("size", ["20", "1000"])
def test_mistakes_of_all_blocks_are_those_of_one_go(size: str, city: Path, capsys: Screen) -> None:
    edit(
        city / "data.csv",
        lambda text: (
            text.replace("34.9", "34..9").replace("320040,air.pm25", "320040,air.pm26")
            + "329999,air.pm25,2025,30,,,,\n,air.pm25,2025,30,,,,\n"
        ),
    )
    edit(city / "assigned.csv", lambda text: text.replace("320050,", "320999,"))
    assert run(["assess", str(city), "--block", size]) == 4
    told = [line.split("; ")[0] for line in capsys.readouterr().err.splitlines()]
    rows = (city / "data.csv").read_text(encoding="utf-8").splitlines()
    renamed = [row for row, line in enumerate(rows, start=1) if "air.pm26" in line]
    assert told == [
        "city/assigned.csv:51: 列 行政区（district）: 未知行政区 '320999'",
        "city/data.csv:2: 列 数值（value）: '34..9' 不是可用的数值",
        *(f"city/data.csv:{row}: 列 指标（indicator）: 未知指标 'air.pm26'" for row in renamed),
        f"city/data.csv:{len(rows) - 1}: 列 行政区（district）: 未知行政区 '329999'",
        f"city/data.csv:{len(rows)}: 列 行政区（district）: 没有填写",
    ]
    assert renamed


def test_so_many_mistakes_are_listed_and_the_rest_counted() -> None:
    problems = [Problem("a.csv", line, "", "错") for line in range(1, MOST_PROBLEMS + 4)]
    assert bounded(problems[:MOST_PROBLEMS]) == problems[:MOST_PROBLEMS]
    told = bounded(reversed(problems))
    assert told[:-1] == problems[:MOST_PROBLEMS]
    assert str(told[-1]) == "a.csv:201: 另有 3 处错误; 先改正列出的各处"


def test_headers_are_checked_in_blocks_too(city: Path, capsys: Screen) -> None:
    edit(city / "data.csv", lambda text: text.replace("数值", "数直", 1))
    assert run(["assess", str(city), "--block", "9"]) == 4
    assert "city/data.csv:1: 列 数直: 未知表头" in capsys.readouterr().err


def test_a_district_in_two_workspaces_is_refused(tmp_path: Path, capsys: Screen) -> None:
    folder = divide_city(write_city(tmp_path / "city", 0), tmp_path / "folder")
    for name in ("districts", "data", "assigned"):
        edit(folder / f"320002/{name}.csv", lambda text: text.replace("320002", "320001"))
    assert run(["assess", str(folder)]) == 4
    shown = capsys.readouterr().err
    assert "320002/districts.csv:2: 行政区 320001 在两个工作区里" in shown
    assert "320001/districts.csv:2 已有" in shown


def test_workspaces_are_judged_on_one_day(tmp_path: Path, capsys: Screen) -> None:
    folder = divide_city(write_city(tmp_path / "city", 0), tmp_path / "folder")
    edit(folder / "320002/zlrules.yaml", lambda text: text.replace("2026-03-01", "2026-03-02"))
    assert run(["assess", str(folder)]) == 4
    assert "320002/zlrules.yaml:9: judged_on: 各工作区的评估日不同" in capsys.readouterr().err


def test_rulesets_of_one_name_say_the_same(tmp_path: Path, capsys: Screen) -> None:
    folder = divide_city(write_city(tmp_path / "city", 0), tmp_path / "folder")
    ruleset = folder / "320003/rulesets/shi/kaohe.yaml"
    edit(ruleset, lambda text: text.replace("at_most: 35", "at_most: 36"))
    assert run(["assess", str(folder)]) == 4
    assert "kaohe.yaml 同名，内容不同" in capsys.readouterr().err


def test_a_folder_without_workspaces(tmp_path: Path, capsys: Screen) -> None:
    assert run(["assess", str(tmp_path)]) == 4
    assert "没有 zlrules.yaml，下一级的文件夹里也没有" in capsys.readouterr().err


def test_a_table_without_districts(city: Path, capsys: Screen) -> None:
    edit(city / "districts.csv", lambda text: text.splitlines()[0] + "\n")
    assert run(["assess", str(city)]) == 4
    assert "city/zlrules.yaml: data districts: 没有行政区" in capsys.readouterr().err


def test_exit_codes_tell_the_worst_of_all_blocks(tmp_path: Path, capsys: Screen) -> None:
    """320001 passes in 2025, 320003 can't be told, 320002 fails."""
    folder = divide_city(write_city(tmp_path / "city", 0), tmp_path / "folder")
    options = ["--year", "2025", "--exit-code", "--block", "1"]
    for codes, expected in (
        (("320001",), 0),
        (("320001", "320003"), 3),
        (("320001", "320003", "320002"), 1),
    ):
        assert run(["assess", *(str(folder / code) for code in codes), *options]) == expected
    assert run(["assess", str(tmp_path / "city"), *options]) == 1


def test_too_many_rows_for_text_are_refused_before_data_are_read(
    tmp_path: Path, capsys: Screen
) -> None:
    city = write_city(tmp_path / "city", 8_400)
    (city / "data.csv").unlink()
    for form in ("json", "csv", "markdown"):
        assert run(["assess", str(city), "--format", form]) == 2
        shown = capsys.readouterr().err
        assert "结果有 100,836 行，超过文本格式的上限 100,000 行" in shown
        assert "改用 --format parquet -o 文件夹" in shown


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--format", "parquet"], "--format parquet 写入文件夹，用 -o 指明"),
        (["--format", "csv", "-o", "."], "-o . 是文件夹；--format csv 写入文件"),
        (
            ["--format", "parkett"],
            "可用: charts, csv, docx, json, markdown, parquet, pdf, terminal, xlsx",
        ),
        (["--block", "0"], "不在范围内"),
    ],
)
def test_options_that_do_not_go_together(
    options: list[str], words: str, city: Path, capsys: Screen
) -> None:
    assert run(["assess", str(city), *options]) == 2
    assert words in capsys.readouterr().err


def test_a_bar_tells_how_far_it_is_on_a_terminal(city: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "zlrules", "assess", str(city), "--block", "20"]
    subprocess.run(command, stderr=theirs, stdout=subprocess.PIPE, check=True)
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "评估" in shown
    assert "3/3" in shown
