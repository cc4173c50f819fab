"""Every file below ``tests/bad`` is refused with the words it asks for, at the line it names."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bad_cases import BAD, assert_told, cases, expected_of
from zlrules.cli.entry import run

WORKSPACE = (BAD / "data" / "zlrules.yaml").read_text(encoding="utf-8")
TABLES = (
    *("observations", "districts", "assigned", "attestations"),
    *("not_applicable", "events", "progress", "evidence", "duties"),
)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound workspace without data, in which the program runs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "zlrules.yaml").write_text(WORKSPACE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("case", cases("rulesets", "*"))
def test_bad_ruleset(case: Path, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(case, workspace / case.name)
    (workspace / "report.txt").write_text("上次的报告", encoding="utf-8")

    assert run(["assess", ".", "--ruleset", case.name, "-o", "report.txt"]) == 4
    said = capsys.readouterr()
    assert_told(said.err, expected_of(case), case.name)
    assert said.out == ""
    assert (workspace / "report.txt").read_text(encoding="utf-8") == "上次的报告"


def test_all_bad_rulesets_checked_in_one_run(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = sorted((BAD / "rulesets").glob("*.yaml"))
    for case in found:
        shutil.copy(case, workspace)

    assert run(["rulesets", "check", *(case.name for case in found)]) == 1
    said = capsys.readouterr()
    lines = iter(said.out.splitlines())
    for case in found:
        expected = expected_of(case)
        assert_told("\n".join(next(lines) for _ in expected), expected, case.name)
    assert list(lines) == []
    assert said.err == ""


@pytest.mark.parametrize("case", cases("indicators", "*"))
def test_bad_indicators(case: Path, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = workspace / "rulesets" / "indicators"
    folder.mkdir(parents=True)
    shutil.copy(case, folder / case.name)

    assert run(["assess", ".", "-o", "report.txt"]) == 4
    said = capsys.readouterr()
    assert_told(said.err, expected_of(case), f"rulesets/indicators/{case.name}")
    assert said.out == ""
    assert not (workspace / "report.txt").exists()


@pytest.mark.parametrize("case", cases("workspaces", "*"))
def test_bad_workspace(case: Path, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(case, workspace, dirs_exist_ok=True)

    assert run(["assess", ".", "-o", "report.txt"]) == 4
    said = capsys.readouterr()
    assert_told(said.err, expected_of(case / "zlrules.yaml"), "zlrules.yaml")
    assert said.out == ""
    assert not (workspace / "report.txt").exists()


@pytest.mark.parametrize("table", TABLES)
def test_every_kind_of_table_has_bad_cases(table: str) -> None:
    assert cases(f"data/{table}", "*.csv")


@pytest.mark.parametrize("case", cases("data", "*/*"))
def test_bad_data(case: Path, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(case, workspace / case.name)
    named = f"  {case.parent.name}: [{case.name}]"
    text = WORKSPACE.replace(f"  {case.parent.name}: []", named)
    (workspace / "zlrules.yaml").write_text(text, encoding="utf-8")

    assert run(["assess", ".", "-o", "report.txt"]) == 4
    said = capsys.readouterr()
    assert_told(said.err, expected_of(case), case.name)
    assert said.out == ""
    assert not (workspace / "report.txt").exists()


def test_every_file_of_a_workspace_is_told_at_once(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for table in TABLES:
        (workspace / f"{table}.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
        text = (workspace / "zlrules.yaml").read_text(encoding="utf-8")
        text = text.replace(f"  {table}: []", f"  {table}: [{table}.csv]")
        (workspace / "zlrules.yaml").write_text(text, encoding="utf-8")

    assert run(["assess", "."]) == 4
    files = {line.split(":")[0] for line in capsys.readouterr().err.splitlines()}
    assert files == {f"{table}.csv" for table in TABLES}


def test_every_ruleset_asked_for_is_told_at_once(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ["two_operators.yaml", "truncated.yaml", "unknown_nature.yaml"]
    for name in names:
        shutil.copy(BAD / "rulesets" / name, workspace / name)
    expected = sorted((name, one) for name in names for one in expected_of(workspace / name))

    assert run(["rulesets", "check", *names]) == 1
    assert len(capsys.readouterr().out.splitlines()) == len(expected)

    asked = [word for name in names for word in ("--ruleset", name)]
    assert run(["assess", ".", *asked]) == 4
    said = [line.split(":")[:2] for line in capsys.readouterr().err.splitlines()]
    assert said == [[name, str(one.line)] for name, one in expected]


def test_a_ruleset_with_an_unreadable_head_is_told_whoever_is_asked_for(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It might be another edition of the one that is wanted."""
    folder = workspace / "rulesets" / "zhonglou"
    folder.mkdir(parents=True)
    shutil.copy(BAD / "rulesets" / "truncated_head.yaml", folder)

    assert run(["assess", "."]) == 4
    assert_told(
        capsys.readouterr().err,
        expected_of(BAD / "rulesets" / "truncated_head.yaml"),
        "rulesets/zhonglou/truncated_head.yaml",
    )


def test_another_ruleset_that_is_cut_off_after_its_head_stands_in_nobodys_way(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = workspace / "rulesets" / "zhonglou"
    folder.mkdir(parents=True)
    shutil.copy(BAD / "rulesets" / "truncated.yaml", folder)

    assert run(["assess", "."]) == 0
    assert run(["assess", ".", "--ruleset", "test/plan"]) == 4
    assert "truncated.yaml" in capsys.readouterr().err


def test_debug_shows_where_it_happened(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(BAD / "rulesets" / "unknown_operator.yaml", workspace)
    arguments = ["assess", ".", "--ruleset", "unknown_operator.yaml"]

    assert run(arguments) == 4
    assert "Traceback" not in capsys.readouterr().err
    assert run(["--debug", *arguments]) == 4
    assert "Traceback" in capsys.readouterr().err


def test_a_process_of_its_own_says_the_same(workspace: Path) -> None:
    case = BAD / "rulesets" / "five_mistakes.yaml"
    shutil.copy(case, workspace)
    command = [sys.executable, "-m", "zlrules", "assess", ".", "--ruleset", case.name]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}

    done = subprocess.run(
        [*command, "-o", "report.txt"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env=environment,
    )
    assert done.returncode == 4
    assert_told(done.stderr, expected_of(case), case.name)
    assert done.stdout == ""
    assert not (workspace / "report.txt").exists()


def test_nothing_of_a_python_tag_is_run(workspace: Path) -> None:
    shutil.copy(BAD / "rulesets" / "python_tag.yaml", workspace)
    assert "touch owned" in (workspace / "python_tag.yaml").read_text(encoding="utf-8")
    assert run(["rulesets", "check", "python_tag.yaml"]) == 1
    assert not (workspace / "owned").exists()
