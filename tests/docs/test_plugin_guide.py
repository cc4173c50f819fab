"""The plugin of docs/developers/plugins.md is found, listed and used."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from docs.fake_install import forgotten_after, install
from zlrules.cli.entry import run

GUIDE = Path(__file__).parents[2] / "docs" / "developers" / "plugins.md"
_FILE = re.compile(
    r"^<!-- file: (?P<path>[^\n]+) -->\n```\w+\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)


class Said(NamedTuple):
    """What a run of zlrules ended with, and what it wrote to either stream."""

    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the guide's files, where the plugin has the metadata of an installed one."""
    folder = tmp_path_factory.mktemp("guide")
    for match in _FILE.finditer(GUIDE.read_text(encoding="utf-8")):
        path = folder / match["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(match["body"], encoding="utf-8")
    with forgotten_after():
        install(folder / "zlrules-held" / "pyproject.toml")
    return folder


@pytest.fixture
def zlrules(
    guide: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Run]:
    """Runs zlrules in that folder, with the plugin."""
    monkeypatch.chdir(guide)

    def zlrules(*arguments: str) -> Said:
        return Said(run(list(arguments)), *capsys.readouterr())

    with forgotten_after():
        monkeypatch.syspath_prepend(guide / "zlrules-held")
        yield zlrules


def test_is_listed_with_its_version_and_what_it_provides(guide: Path) -> None:
    """In a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "zlrules", "plugins", "--json"],
        cwd=guide,
        env={**os.environ, "PYTHONPATH": str(guide / "zlrules-held")},
        capture_output=True,
        text=True,
        check=True,
    )
    (held,) = [one for one in json.loads(done.stdout) if one["name"] == "held"]
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
    schema = json.loads(zlrules("schema").out)
    choices = next(
        one["anyOf"] for one in schema["$defs"].values() if one.get("title") == "Requirement"
    )
    (held,) = [one["properties"]["held"] for one in choices if "held" in one["properties"]]
    assert set(held["required"]) == {"years", "at_least"}


def test_judges_and_is_on_record(zlrules: Run) -> None:
    document = json.loads(zlrules("assess", "shili", "--format", "json").out)
    (result,) = document["assessments"][0]["results"]
    assert (result["outcome"], result["margin"]) == ("missed", "-0.5")
    assert {"name": "held", "version": "0.1.0"} in document["run"]["plugins"]


def test_exports_what_is_missed(zlrules: Run) -> None:
    done = zlrules("assess", "shili", "--format", "missed", "-o", "missed")
    assert done.err == "已写入 missed\n"
    again = zlrules("assess", "shili", "--format", "missed", "-o", "missed")
    assert (again.code, again.err) == (4, "missed: 已经存在; 换一个文件夹\n")


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
    assert done.err == f"已写入 {path}\n"
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
    assert done.code == 2
    assert message in done.err


def test_rulesets_that_need_it_are_refused_without_it(zlrules: Run) -> None:
    done = zlrules("--disable", "held", "rulesets", "check", "shili/rulesets/shili/held.yaml")
    assert done.code == 1
    assert "未知判定方式 'held'" in done.out
