"""``zlrules data check``: forms, exit codes, and what the example workspace holds."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from zlrules.cli.entry import run

FIXTURE = Path(__file__).parents[3] / "fixtures" / "zhonglou"
HEADER = "行政区,指标,范围,时期,度量,基期,数值,单位,数据状态,来源\n"
SOUND = "999901,air.pm25,全区,2021,,,36.9,,,a\n"
CONFLICT = "999901,air.pm25,全区,2021,,,33,,,b\n"
WRONG_CHANGE = (
    "999901,air.pm25,全区,2022,,,33.0,,,a\n999901,air.pm25,全区,2022,变化率,2021,-9.5,,,a\n"
)
OUT_OF_RANGE = "999901,air.good_days_ratio,全区,2022,,,805,,,a\n"

Screen = pytest.CaptureFixture[str]


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with one sound row, in which the program runs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "zlrules.yaml").write_text(
        'district: {code: "999901", name: 示例区}\n'
        "documents: {a: {title: 甲}, b: {title: 乙}}\n"
        "data: {observations: [data.csv]}\nassess: [{ruleset: zhonglou/14fyp, year: 2025}]\n",
        encoding="utf-8",
    )
    return tmp_path


def check(folder: Path, rows: str, *options: str) -> int:
    (folder / "data.csv").write_text(HEADER + SOUND + rows, encoding="utf-8")
    return run(["data", "check", *options])


def test_nothing_found(workspace: Path, capsys: Screen) -> None:
    assert check(workspace, "") == 0
    assert capsys.readouterr().out == "检查了 1 条数据: 错误 0，须核对 0，存疑 0\n"


def test_a_conflict_is_no_error(workspace: Path, capsys: Screen) -> None:
    assert check(workspace, CONFLICT) == 0
    out = capsys.readouterr().out
    assert "冲突（1 处）\n- data.csv:2: 细颗粒物（PM2.5）年均浓度（全区，2021年）: " in out
    assert "data.csv:3  33 微克/立方米（全区，2021年，定案）乙" in out


def test_errors_make_it_fail(workspace: Path, capsys: Screen) -> None:
    assert check(workspace, WRONG_CHANGE) == 1
    assert "变化 -9.5% 与前后数值（由 36.9 微克/立方米 到 33.0 微克/立方米）不符" in (
        capsys.readouterr().out
    )


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_values_out_of_range_are_refused_on_reading(
    form: str, workspace: Path, capsys: Screen
) -> None:
    assert check(workspace, OUT_OF_RANGE, "--format", form) == 4
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("data.csv:3: 列 数值（value）: 数值 '805' 超出指标的取值范围; ")


def test_a_workspace_with_indicators_of_its_own(workspace: Path, capsys: Screen) -> None:
    folder = workspace / "rulesets" / "indicators"
    folder.mkdir(parents=True)
    (folder / "own.yaml").write_text(
        "indicators:\n"
        "  - {id: o.all, name: 合计, unit: 家, kind: stock, total_of: [o.a, o.b], definition: 例}\n"
        "  - {id: o.a, name: 甲, unit: 家, kind: stock, definition: 例}\n"
        "  - {id: o.b, name: 乙, unit: 家, kind: stock, definition: 例}\n",
        encoding="utf-8",
    )
    rows = "".join(
        f"999901,{name},全区,2022,,,{value},,,a\n"
        for name, value in (("o.all", 166), ("o.a", 138), ("o.b", 27))
    )
    assert check(workspace, rows) == 1
    assert "合计 166 家，分项之和却是 138 家 + 27 家" in capsys.readouterr().out


def test_json_and_csv_say_the_same(workspace: Path, capsys: Screen) -> None:
    assert check(workspace, CONFLICT, "--format", "json") == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["schema"], report["checked"]) == ("zlrules/checks/1", 2)
    assert report["counts"] == {"error": 0, "finding": 1, "doubt": 0, "settled": 0}
    (finding,) = report["findings"]
    assert [row["row"] for row in finding["rows"]] == ["data.csv:2", "data.csv:3"]

    assert check(workspace, CONFLICT, "--format", "csv", "-o", "found.csv") == 0
    text = (workspace / "found.csv").read_text(encoding="utf-8")
    lines = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [line["所在行"] for line in lines] == ["data.csv:2", "data.csv:3"]
    assert {line["说明"] for line in lines} == {finding["message"]}


def test_no_workspace(tmp_path: Path, capsys: Screen) -> None:
    assert run(["data", "check", str(tmp_path)]) == 4
    assert run(["data", "check", str(tmp_path / "absent")]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_the_example_workspace(capsys: Screen) -> None:
    """What the documents of the district leave open, at the least."""
    assert run(["data", "check", str(FIXTURE), "--format", "json"]) == 0
    found = {
        (one["kind"], one["indicator"]): [row["value"] for row in one["rows"]]
        for one in json.loads(capsys.readouterr().out)["findings"]
    }
    assert found["conflict", "governance.assessment_share"] == ["23.6%", "31.2%", "36.9%"]
    assert found["doubt", "soil.polluted_farmland"] == ["有", "无"]
    assert found["doubt", "air.pm25"] == ["-10.8%", "-9.5%"]


@pytest.mark.parametrize("form", ["json", "csv"])
def test_too_many_rows_for_programs(
    form: str, workspace: Path, capsys: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zlrules_checks.command.LARGEST", 1)
    assert check(workspace, CONFLICT, "--format", form) == 4
    assert capsys.readouterr().err.startswith(
        "检查结果: 涉及的数据有 2 行，超过 json 和 csv 的上限 1 行; 先用文本格式看并改正"
    )
    assert check(workspace, CONFLICT) == 0
