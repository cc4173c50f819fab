"""The charts as files: a folder that appears whole, with a list of what is in it."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

import zlrules_office
from zlrules.cli.entry import run

ZHONGLOU = Path(__file__).parents[3] / "fixtures" / "zhonglou"
PLAN = ["--ruleset", "zhonglou/14fyp", "--year", "2025", "--format", "charts"]
FOLDER = "常州市钟楼区 zhonglou_14fyp@2021 2025"
INDEX = "图目录.csv"


@pytest.fixture(scope="module")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The charts of the district."""
    output = tmp_path_factory.mktemp("charts") / "图"
    assert run(["report", str(ZHONGLOU), *PLAN, "-o", str(output)]) == 0
    return output


def test_each_criterion_with_figures_has_an_svg_and_a_png(charts: Path) -> None:
    assert sorted(one.name for one in charts.iterdir()) == sorted([FOLDER, INDEX])
    names = [
        "1 细颗粒物(PM2.5)浓度",
        "10 农村生活污水治理率",
        "12 重点建设用地区域安全利用率",
        "13 放射源辐射事故发生率",
        "14 危险废物安全处置率",
        "2 环境空气质量优良天数比率",
        "3 地表水省考断面达到或优于Ⅲ类水比例",
        "6 单位国内生产总值能源消耗降低",
    ]
    made = {one.name: one.read_bytes() for one in (charts / FOLDER).iterdir()}
    assert sorted(made) == [f"{name}.{kind}" for name in names for kind in ("png", "svg")]
    assert all(content.startswith((b"<svg", b"\x89PNG")) for content in made.values())
    with (charts / INDEX).open(encoding="utf-8-sig", newline="") as file:
        listed = list(csv.DictReader(file))
    assert {one["文件"] for one in listed} == {f"{FOLDER}/{name}" for name in made}
    assert listed[0] == {
        "文件": f"{FOLDER}/1 细颗粒物(PM2.5)浓度.svg",
        "行政区": "常州市钟楼区",
        "行政区代码": "320404",
        "指标体系": "zhonglou/14fyp@2021",
        "年度": "2025",
        "序号": "1",
        "指标": "细颗粒物(PM2.5)浓度",
    }


def test_charts_of_an_earlier_run_are_replaced(charts: Path, tmp_path: Path) -> None:
    """Only PM2.5 is known now."""
    workspace, output = tmp_path / "工作区", tmp_path / "图"
    shutil.copytree(ZHONGLOU, workspace)
    shutil.copytree(charts, output)
    for table in (workspace / "data").glob("*figures.csv"):
        table.write_text("行政区,指标,时期,数值\n", encoding="utf-8")
    table = workspace / "data" / "observations.csv"
    head, *rows = table.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [row for row in rows if ",air.pm25," in row]
    table.write_text("".join([head, *kept]), encoding="utf-8")
    assert run(["report", str(workspace), *PLAN, "-o", str(output)]) == 0
    made = sorted(one.name for one in (output / FOLDER).iterdir())
    assert made == [f"1 细颗粒物(PM2.5)浓度.{kind}" for kind in ("png", "svg")]


def test_a_folder_with_other_files_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "要紧.docx").write_text("甲")
    assert run(["report", str(ZHONGLOU), *PLAN, "-o", str(tmp_path)]) == 4
    assert "文件夹里有别的内容，不能覆盖" in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["要紧.docx"]


def test_the_hook_hands_over_the_charts() -> None:
    (export,) = zlrules_office.zlrules_exports()
    assert (export.name, export.summary) == ("charts", "图的文件夹，每项指标一张 SVG 和一张 PNG")
