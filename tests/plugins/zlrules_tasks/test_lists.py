"""Lists of tasks: by status, department and due date, and what moved since a day."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from zlrules.cli.entry import run

HERE = Path(__file__).parent
WORKSPACE = str(Path(__file__).parents[3] / "docs" / "examples" / "tasks")

Screen = pytest.CaptureFixture[str]


def said(capsys: Screen, *options: str) -> str:
    assert run(["tasks", WORKSPACE, *options]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    return shown.out


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), "by_status.md"),
        (("--by", "department"), "by_department.md"),
        (("--by", "due", "--only", "逾期", "--only", "无数据"), "late_by_due.md"),
        (("--since", "2025-03-31", "--only", "受阻"), "since.md"),
        (("--since", "2025-03-31", "--format", "csv"), "since.csv"),
        (("--as-of", "2025-03-31", "--by", "chapter"), "march_by_chapter.md"),
    ],
)
def test_lists_as_written_out(options: tuple[str, ...], expected: str, capsys: Screen) -> None:
    assert said(capsys, *options) == (HERE / "expected" / expected).read_text(encoding="utf-8")


def test_each_promise_stands_once_in_the_table(capsys: Screen) -> None:
    text = said(capsys, "--format", "csv").removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["序号"], row["状态"]) for row in rows] == [
        ("1.1", "未设阶段目标"),
        ("1.2", "未设阶段目标"),
        ("1.3", "未达阶段目标"),
        ("1.4", "受阻"),
        ("2.1", "已完成"),
        ("3.1", "逾期"),
        ("4.1a", "未到期"),
        ("4.1b", "未到期"),
    ]


def test_nothing_found_is_said(capsys: Screen) -> None:
    assert "没有符合条件的任务。" in said(capsys, "--only", "达到阶段目标")


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--since", "2025-06-30"], 4, "--since 2025-06-30 不早于截至日期 2025-06-30"),
        (["--as-of", "2025-06-31"], 2, "'2025-06-31' 不是日期，写成 2025-06-30"),
        (["--as-of", "2025-W01-1"], 2, "不是日期"),
        (["--only", "延期"], 2, "延期"),
        (["--ruleset", "city/wishes"], 4, "没有这个指标体系"),
    ],
)
def test_mistakes_are_told(options: list[str], code: int, message: str, capsys: Screen) -> None:
    assert run(["tasks", WORKSPACE, *options]) == code
    assert message in capsys.readouterr().err


def test_a_workspace_without_task_lists_says_so(tmp_path: Path, capsys: Screen) -> None:
    text = (
        "district: {code: '320404', name: 某区}\nassess: [{ruleset: zhonglou/14fyp, year: 2025}]\n"
    )
    (tmp_path / "zlrules.yaml").write_text(text, encoding="utf-8")
    assert run(["tasks", str(tmp_path)]) == 4
    assert "没有列任务清单" in capsys.readouterr().err


def test_assessing_as_of_a_day_uses_what_was_known_then(capsys: Screen) -> None:
    assert run(["assess", WORKSPACE, "--as-of", "2025-03-31"]) == 0
    spring = capsys.readouterr().out
    assert run(["assess", WORKSPACE]) == 0
    summer = capsys.readouterr().out
    assert "方案 20/123家" in spring
    assert "方案 48/123家" not in spring
    assert "31 微克/立方米" not in spring
    assert "方案 48/123家" in summer
