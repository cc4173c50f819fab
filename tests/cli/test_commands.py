"""The smaller commands: what they print, and how they refuse."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from zlrules.cli.entry import run

ROOT = Path(__file__).parents[2]
FIXTURE = str(ROOT / "fixtures" / "zhonglou")

Screen = pytest.CaptureFixture[str]


def printed(capsys: Screen, *arguments: str) -> str:
    assert run(list(arguments)) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def refused(capsys: Screen, code: int, *arguments: str) -> str:
    assert run(list(arguments)) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Traceback" not in captured.err
    return captured.err


def test_rulesets_list_names_edition_size_and_validity(capsys: Screen) -> None:
    lines = printed(capsys, "rulesets", "list").splitlines()
    (plan,) = [line for line in lines if "zhonglou/14fyp@2021" in line]
    assert plan.split()[1:6] == ["规划", "20", "2021-01-01", "至", "2025-12-31"]


def test_rulesets_show_prints_every_row_with_its_source(capsys: Screen) -> None:
    shown = printed(capsys, "rulesets", "show", "zhonglou/14fyp")
    assert "约束性: 全部达标；预期性: 只列出" in shown
    assert "≥81.6 %" in shown
    assert "表2" in shown
    assert all(f"8{letter}" in shown for letter in "abcde")


def test_all_our_own_rulesets_are_sound(capsys: Screen) -> None:
    rulesets = printed(capsys, "rulesets", "check").splitlines()
    assert all(line.endswith("写法无误") for line in rulesets)


def test_every_case_of_a_plan_holds(capsys: Screen) -> None:
    """A case for every outcome that a requirement can yield; the whole check runs all rulesets'."""
    tested = printed(capsys, "rulesets", "test", "zhonglou/13fyp", "zhonglou/14fyp").splitlines()
    assert len(tested) == 2
    assert all(line.endswith("全部相符") for line in tested)


def test_rulesets_test_reports_a_wrong_verdict_at_its_line(tmp_path: Path, capsys: Screen) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    for name in ("13fyp.yaml", "13fyp.tests.yaml"):
        text = (ROOT / "rulesets/zhonglou" / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace("at_most: 43.5", "at_most: 43.4"), encoding="utf-8")
    assert run(["rulesets", "test", str(folder / "13fyp.yaml")]) == 1
    out = capsys.readouterr().out
    assert "考核指标 air.pm25: 用例“" in out
    assert "判定应为 达标，得到 未达标" in out


def test_rulesets_test_refuses_an_outcome_without_a_case(tmp_path: Path, capsys: Screen) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    for name in ("13fyp.yaml", "13fyp.tests.yaml"):
        text = (ROOT / "rulesets/zhonglou" / name).read_text(encoding="utf-8")
        text = text.replace("{at_most: 43.5}", "{any: [{at_most: 43.5}, {unknown: {}}]}")
        (folder / name).write_text(text, encoding="utf-8")
    cases = (folder / "13fyp.tests.yaml").read_text(encoding="utf-8")
    kept = cases[: cases.index("criterion: air.good_days")].rsplit("\n  - ", 1)[0] + "\n"
    (folder / "13fyp.tests.yaml").write_text(kept, encoding="utf-8")
    assert run(["rulesets", "test", str(folder / "13fyp.yaml")]) == 1
    assert "考核指标 air.good_days: 没有判定为“达标”的用例" in capsys.readouterr().out


def test_rulesets_test_without_cases(tmp_path: Path, capsys: Screen) -> None:
    text = (ROOT / "rulesets/zhonglou/13fyp.yaml").read_text(encoding="utf-8")
    (tmp_path / "13fyp.yaml").write_text(text, encoding="utf-8")
    assert "没有用例文件" in refused(capsys, 4, "rulesets", "test", str(tmp_path / "13fyp.yaml"))


def test_indicators_show_by_id_name_or_alias(capsys: Screen) -> None:
    by_id = printed(capsys, "indicators", "show", "air.good_days_ratio")
    assert by_id == printed(capsys, "indicators", "show", "优良天数比例")
    assert "zhonglou/13fyp@2016" in by_id
    assert "zhonglou/14fyp@2021" in by_id


def test_indicators_show_with_the_figures_of_a_workspace(capsys: Screen) -> None:
    page = printed(capsys, "indicators", "show", "air.pm25", FIXTURE)
    figures = page[page.index("常州市钟楼区（320404）的数据:") :]
    for value in ("58", "37.8", "36.9", "33", "29.9"):
        assert f" {value} " in figures
    assert "阶段性数据" in figures


def test_indicators_show_offers_the_nearest_name(capsys: Screen) -> None:
    assert "air.pm25" in refused(capsys, 4, "indicators", "show", "air.pm2.5")


def test_indicators_that_must_be_told_apart(capsys: Screen) -> None:
    listed = printed(capsys, "indicators", "list")
    for name in ("城市生活污水集中处理率", "城市污水集中收集率", "城市生活污水处理率"):
        assert name in listed


def test_explain_shows_requirement_figures_nodes_and_verdict(capsys: Screen) -> None:
    page = printed(capsys, "explain", "air.good_days", FIXTURE, "--ruleset", "zhonglou/14fyp")
    assert "要求: ≥81.6 %　原文: “81.6”" in page
    (used,) = [line for line in page.splitlines() if line.startswith("✓")]
    assert used.split()[1:5] == ["2025", "全区", "数值", "80.5"]
    assert "at_least" in page
    assert "判定: 未达标（尚非定论）" in page


def test_explain_by_number_in_every_ruleset(capsys: Screen) -> None:
    page = printed(capsys, "explain", "2", FIXTURE)
    assert "zhonglou/13fyp@2016" in page
    assert "zhonglou/14fyp@2021" in page


def test_explain_unknown_criterion(capsys: Screen) -> None:
    assert "没有这项考核指标" in refused(capsys, 4, "explain", "air.good_day", FIXTURE)


def test_plugins_lists_what_each_provides(capsys: Screen) -> None:
    rows = json.loads(printed(capsys, "plugins", "--json"))
    provided = {row["name"]: row["provides"] for row in rows}
    assert provided["states"] == {"operators": ["all_states", "class_at_least", "state"]}
    assert "at_least" in printed(capsys, "plugins")


def test_a_disabled_plugin_is_missed_where_it_is_needed(capsys: Screen) -> None:
    err = refused(capsys, 4, "--disable", "states", "assess", FIXTURE)
    assert "未知判定方式 'state'" in err


def test_disabling_what_is_not_there(capsys: Screen) -> None:
    assert "没有这个插件" in refused(capsys, 4, "--disable", "nothing", "plugins")


def test_init_makes_a_workspace_that_can_be_assessed(tmp_path: Path, capsys: Screen) -> None:
    printed(capsys, "init", str(tmp_path / "new"))
    page = printed(capsys, "assess", str(tmp_path / "new"), "--format", "json")
    (one,) = json.loads(page)["assessments"]
    assert one["decision"] == "undetermined"
    assert {result["outcome"] for result in one["results"]} == {"no_data"}


def test_init_leaves_a_folder_with_files_alone(tmp_path: Path, capsys: Screen) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert "文件夹不是空的" in refused(capsys, 4, "init", str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_no_workspace_here(tmp_path: Path, capsys: Screen) -> None:
    assert "没有 zlrules.yaml" in refused(capsys, 4, "assess", str(tmp_path))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["asses"], "没有命令 'asses'; 可用: assess"),
        (["assess"], "缺少 工作区"),
        (["assess", "--yer", "2025", FIXTURE], "没有选项 '--yer'（是否想写 --year？）"),
        (["assess", FIXTURE, "--year", "25"], "--year 的值不对: '25' 不是四位年份"),
        (["assess", "nowhere"], "工作区... 的值不对: 文件夹 'nowhere' 不存在"),
        (["assess", FIXTURE, "--year"], "选项 '--year' 的用法不对"),
        (["schema", "nothing"], "不在可用值之内"),
        (["plugins", "extra"], "多余的参数"),
    ],
)
def test_usage_errors_in_chinese(arguments: list[str], words: str, capsys: Screen) -> None:
    assert words in refused(capsys, 2, *arguments)


def test_no_command_shows_the_help(capsys: Screen) -> None:
    assert run([]) == 2
    assert "用法: zlrules" in capsys.readouterr().out


def test_version(capsys: Screen) -> None:
    assert printed(capsys, "--version").startswith("zlrules 0.")


def test_our_own_bug_has_its_own_exit_code(capsys: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("zlrules.plugins.load_plugins", fail)
    assert "内部错误: RuntimeError: boom" in refused(capsys, 70, "plugins")
    assert run(["--debug", "plugins"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_a_reader_that_stops_early_is_no_error() -> None:
    done = subprocess.run(
        [f"{sys.executable} -m zlrules rulesets show zhonglou/14fyp | head -n 1"],
        shell=True,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert done.stderr == ""


def test_an_edited_ruleset_is_seen_at_once(tmp_path: Path) -> None:
    """In a checkout the rulesets beside the package are read, not a copy made on installation."""
    for name in ("zlrules", "plugins", "rulesets", "pyproject.toml"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "rulesets").unlink()
    subprocess.run(["cp", "-r", ROOT / "rulesets", tmp_path / "rulesets"], check=True)
    (tmp_path / "zlrules").unlink()
    subprocess.run(["cp", "-r", ROOT / "zlrules", tmp_path / "zlrules"], check=True)
    plan = tmp_path / "rulesets/zhonglou/14fyp.yaml"
    plan.write_text(
        plan.read_text(encoding="utf-8").replace("at_least: 81.6", "at_least: 81.7"),
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "zlrules", "rulesets", "show", "zhonglou/14fyp"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    assert "≥81.7" in done.stdout
