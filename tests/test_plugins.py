"""Plugins of strangers, on the road they take: an entry point of an installed distribution."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bad_cases import BAD, assert_told, cases, expected_of
from zlrules.cli.entry import run
from zlrules.errors import PluginError
from zlrules.plugins import load_plugins

METADATA = "Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
EVEN = """
import polars as pl
import zlrules


class Even(zlrules.Model, zlrules.Requirement):
    def build(self, series, children):
        return zlrules.Node(met=pl.when(series.low() == series.high()).then(series.low() % 4 == 0))

    def describe(self, children):
        return "偶数"


@zlrules.hookimpl
def zlrules_operators():
    return [zlrules.Operator("even", Even, "数值是偶数")]
"""


def install(
    folder: Path, entry_points: str, modules: dict[str, str], name: str = "stranger"
) -> None:
    """Lay a distribution out as an installer does."""
    about = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text(METADATA.format(name=name, version="1.0"), encoding="utf-8")
    (about / "entry_points.txt").write_text(entry_points, encoding="utf-8")
    for module, code in modules.items():
        (folder / f"{module}.py").write_text(code, encoding="utf-8")


def install_case(case: Path, folder: Path) -> None:
    """Install one of the bad plugins."""
    modules = {path.stem: path.read_text(encoding="utf-8") for path in case.glob("*.py")}
    install(folder, (case / "entry_points.txt").read_text(encoding="utf-8"), modules)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for distributions, on the path of this process; what it imports is forgotten."""
    known = set(sys.modules)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    for name in set(sys.modules) - known:
        if name.endswith("_plugin"):
            del sys.modules[name]


def names_in(output: str) -> list[str]:
    """The names of the plugins in the JSON listing."""
    return [one["name"] for one in json.loads(output)]


@pytest.mark.parametrize("case", cases("plugins", "*"))
def test_bad_plugin(case: Path, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    install_case(case, site)
    expected = expected_of(*case.glob("*.py"), *case.glob("expect"))

    assert run(["plugins"]) == 4
    listed = capsys.readouterr()
    assert_told(listed.err, expected, "")
    assert listed.out == ""

    assert run(["assess", str(BAD / "data"), "-o", str(site / "report.txt")]) == 4
    assert_told(capsys.readouterr().err, expected, "")
    assert not (site / "report.txt").exists()


@pytest.mark.parametrize("case", cases("plugins", "*"))
def test_bad_plugin_left_out(case: Path, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    install_case(case, site)
    points = (case / "entry_points.txt").read_text(encoding="utf-8").splitlines()[1:]
    strangers = [point.split(" = ")[0] for point in points]

    assert run(["--only-builtin", "plugins", "--json"]) == 0
    builtin = names_in(capsys.readouterr().out)
    assert "limits" in builtin

    disabled = [word for name in strangers for word in ("--disable", name)]
    assert run([*disabled, "plugins", "--json"]) == 0
    assert names_in(capsys.readouterr().out) == [one for one in builtin if one not in strangers]


def test_a_process_of_its_own_finds_the_plugin(tmp_path: Path) -> None:
    install_case(BAD / "plugins" / "misspelt_hook", tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "zlrules", "plugins"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 4
    expected = expected_of(*(BAD / "plugins" / "misspelt_hook").glob("*.py"))
    assert_told(done.stderr, expected, "")


def test_a_good_plugin_is_used_like_a_bundled_one(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install(site, "[zlrules]\neven = even_plugin\n", {"even_plugin": EVEN}, "zlrules-even")
    ruleset = (BAD / "rulesets" / "unknown_operator.yaml").read_text(encoding="utf-8")
    (site / "even.yaml").write_text(ruleset.replace("at_lest: 81.6", "even: {}"), encoding="utf-8")

    assert run(["rulesets", "check", str(site / "even.yaml")]) == 0
    capsys.readouterr()
    assert run(["plugins", "--json"]) == 0
    listed = {one["name"]: one for one in json.loads(capsys.readouterr().out)}
    assert listed["even"] == {
        "name": "even",
        "distribution": "zlrules-even",
        "version": "1.0",
        "module": "even_plugin",
        "provides": {"operators": ["even"]},
    }

    assert run(["--disable", "even", "rulesets", "check", str(site / "even.yaml")]) == 1
    assert "未知判定方式 'even'" in capsys.readouterr().out


def test_an_operator_of_a_stranger_is_offered_when_misspelt(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install(site, "[zlrules]\neven = even_plugin\n", {"even_plugin": EVEN})
    ruleset = (BAD / "rulesets" / "unknown_operator.yaml").read_text(encoding="utf-8")
    (site / "even.yaml").write_text(ruleset.replace("at_lest: 81.6", "evne: {}"), encoding="utf-8")

    assert run(["rulesets", "check", str(site / "even.yaml")]) == 1
    assert "（是否想写 even？）" in capsys.readouterr().out


def test_two_distributions_may_hand_over_the_same_plugin(site: Path) -> None:
    """An editable install beside a wheel lists the same entry point twice."""
    install(site / "one", "[zlrules]\neven = even_plugin\n", {}, "zlrules-even")
    install(site, "[zlrules]\neven = even_plugin\n", {"even_plugin": EVEN}, "zlrules-even")
    sys.path.insert(0, str(site / "one"))
    try:
        assert "even" in load_plugins().operators()
    finally:
        sys.path.remove(str(site / "one"))


def test_disabling_what_is_not_there_is_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--disable", "limts", "--disable", "trend", "plugins"]) == 4
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("--disable: limts: 没有这个插件; 可用: ")
    assert second.startswith("--disable: trend: 没有这个插件; 可用: ")


def test_a_bundled_plugin_can_be_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--disable", "limits", "rulesets", "check", "zhonglou/14fyp"]) == 1
    assert "未知判定方式 'at_least'" in capsys.readouterr().out


def test_order_of_plugins_and_of_what_they_hand_over_is_by_name() -> None:
    plugins = load_plugins()
    listed = [one.name for one in plugins.listing()]
    assert listed == sorted(listed)
    for found in (plugins.operators(), plugins.reports(), plugins.readers(), plugins.commands()):
        assert list(found) == sorted(found) or found == plugins.readers()


def test_nothing_is_kept_from_one_loading_to_the_next(site: Path) -> None:
    install(site, "[zlrules]\neven = even_plugin\n", {"even_plugin": EVEN})
    assert "even" in load_plugins().operators()
    assert "even" not in load_plugins(["even"]).operators()
    assert "even" not in load_plugins(only_builtin=True).operators()
    shutil.rmtree(site / "stranger-1.0.dist-info")
    assert "even" not in load_plugins().operators()


def test_every_plugin_that_fails_is_named(site: Path) -> None:
    install(site, "[zlrules]\na = absent_a\nb = absent_b\n", {})
    with pytest.raises(PluginError) as failed:
        load_plugins()
    assert [problem.subject for problem in failed.value.problems] == ["a", "b"]
