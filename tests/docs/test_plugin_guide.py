"""The plugin of docs/developers/plugins.md is found, listed and used, in a process of its own."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from docs.fake_install import forgotten_after, install

GUIDE = Path(__file__).parents[2] / "docs" / "developers" / "plugins.md"
_FILE = re.compile(
    r"^<!-- file: (?P<path>[^\n]+) -->\n```\w+\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def zlrules(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs zlrules in a folder with the guide's files, where the plugin counts as installed."""
    folder = tmp_path_factory.mktemp("guide")
    for match in _FILE.finditer(GUIDE.read_text(encoding="utf-8")):
        path = folder / match["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(match["body"], encoding="utf-8")
    with forgotten_after():
        install(folder / "zlrules-held" / "pyproject.toml")
    environment = {**os.environ, "PYTHONPATH": str(folder / "zlrules-held")}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "zlrules", *arguments]
        return subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )

    return run


def test_is_listed_with_its_version_and_what_it_provides(zlrules: Run) -> None:
    (held,) = [
        one for one in json.loads(zlrules("plugins", "--json").stdout) if one["name"] == "held"
    ]
    assert (held["distribution"], held["version"]) == ("zlrules-held", "0.1.0")
    assert held["provides"] == {
        "operators": ["held"],
        "reports": ["gaps"],
        "file_reports": ["packed"],
        "exports": ["missed"],
        "readers": ["jsonl"],
        "commands": ["ratio"],
        "documents": ["ratio"],
    }


def test_is_in_the_schema_of_rulesets(zlrules: Run) -> None:
    schema = json.loads(zlrules("schema").stdout)
    choices = next(
        one["anyOf"] for one in schema["$defs"].values() if one.get("title") == "Requirement"
    )
    (held,) = [one["properties"]["held"] for one in choices if "held" in one["properties"]]
    assert set(held["required"]) == {"years", "at_least"}


def test_judges_and_is_on_record(zlrules: Run) -> None:
    document = json.loads(zlrules("assess", "shili", "--format", "json").stdout)
    (result,) = document["assessments"][0]["results"]
    assert (result["outcome"], result["margin"]) == ("missed", "-0.5")
    assert {"name": "held", "version": "0.1.0"} in document["run"]["plugins"]


def test_exports_what_is_missed(zlrules: Run) -> None:
    done = zlrules("assess", "shili", "--format", "missed", "-o", "missed")
    assert done.stderr == "已写入 missed\n"
    again = zlrules("assess", "shili", "--format", "missed", "-o", "missed")
    assert (again.returncode, again.stderr) == (4, "missed: 已经存在; 换一个文件夹\n")


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ((), "示例标准: 自查未达到\n- 危险废物安全处置率 要求连续 2 年≥100，差距 −0.5\n"),
        (("--paper", "理由"), "未达标 1 项：危险废物安全处置率（−0.5）"),
    ],
)
def test_writes_a_file(zlrules: Run, tmp_path: Path, options: tuple[str, ...], text: str) -> None:
    path = tmp_path / "gaps.gz"
    done = zlrules("report", "shili", *options, "-o", str(path))
    assert done.stderr == f"已写入 {path}\n"
    assert gzip.decompress(path.read_bytes()).decode() == text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-o", "gaps"), "不知道后缀 '' 是什么格式，用 --format 指明; 可用: "),
        (("-o", "a.gz", "--paper", "差"), "没有文种 '差'; 可用: 差距, 理由"),
        (("-o", "a.md", "--paper", "差距"), "没有文种 '差距'; markdown 没有文种可选"),
        (("-o", "a.gz", "--format", "pack"), "没有格式 'pack'; 可用: "),
    ],
)
def test_says_what_can_be_written(zlrules: Run, arguments: tuple[str, ...], message: str) -> None:
    done = zlrules("report", "shili", *arguments)
    assert done.returncode == 2
    assert message in done.stderr


def test_rulesets_that_need_it_are_refused_without_it(zlrules: Run) -> None:
    done = zlrules("--disable", "held", "rulesets", "check", "shili/rulesets/shili/held.yaml")
    assert done.returncode == 1
    assert "未知判定方式 'held'" in done.stdout
