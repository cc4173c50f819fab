"""Rulesets are found by id, edition or path, beside the package or in folders of one's own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.bad_cases import BAD
from zlrules.api import load_plugins
from zlrules.errors import RulesetError
from zlrules.loading.library import Library, bundled, shown_path

OPERATORS = load_plugins().operators()
SOUND = (
    (BAD / "rulesets" / "unknown_operator.yaml")
    .read_text(encoding="utf-8")
    .replace("at_lest", "at_least")
)


def put(folder: Path, path: str, text: str) -> None:
    """Write a file."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")


def library(*folders: Path) -> Library:
    """The bundled rulesets and those of folders."""
    return Library([bundled(), *folders], OPERATORS)


def refused(found: Library, name: str) -> str:
    """What is said when a name leads nowhere."""
    with pytest.raises(RulesetError) as caught:
        found.find(name)
    return str(caught.value)


def test_the_checkout_comes_before_the_installed_copy() -> None:
    assert bundled() == Path(__file__).resolve().parents[1] / "rulesets"


@pytest.mark.parametrize("name", ["zhonglou/14fyp", "zhonglou/14fyp@2021"])
def test_bundled_rulesets_by_name(name: str) -> None:
    entry = library().find(name)
    assert (entry.id, entry.edition) == ("zhonglou/14fyp", "2021")
    assert entry.cases.name == "14fyp.tests.yaml"


def test_rulesets_of_a_folder(tmp_path: Path) -> None:
    put(tmp_path, "test/plan.yaml", SOUND)
    put(tmp_path, "test/plan.tests.yaml", "这里不是指标体系")
    put(tmp_path, "indicators/none.txt", "")
    found = library(tmp_path)
    assert "test/plan@2021" in [f"{one.id}@{one.edition}" for one in found.entries()]
    assert found.load("test/plan").path == shown_path(tmp_path / "test" / "plan.yaml")


def test_an_edited_file_is_seen_at_once(tmp_path: Path) -> None:
    put(tmp_path, "test/plan.yaml", SOUND)
    found = library(tmp_path)
    before = found.load("test/plan")
    put(tmp_path, "test/plan.yaml", SOUND.replace("81.6}", "82.6}"))
    after = found.load("test/plan")
    assert before.sha256 != after.sha256
    assert [row.root.describe() for row in after.rows() if row.root] == ["≤34", "≥82.6"]


def test_editions_must_be_told_apart(tmp_path: Path) -> None:
    put(tmp_path, "test/a.yaml", SOUND)
    put(tmp_path, "test/b.yaml", SOUND.replace('"2021"', '"2026"'))
    found = library(tmp_path)
    assert found.find("test/plan@2026").path.name == "b.yaml"
    assert refused(found, "test/plan") == (
        "test/plan: 有几个版本; 写明版本: test/plan@2021（2021-01-01 至 2025-12-31），"
        "test/plan@2026（2021-01-01 至 2025-12-31）"
    )
    assert "没有这个指标体系" in refused(found, "test/plan@2030")


EDITIONS = {
    "2016": "{from: 2016, to: 2019-09-10}",
    "2019": "{from: 2019-09-11, to: 2021}",
    "2024": "{from: 2024-02-01, to: 2025}",
    "2025": "{from: 2025}",
}


def editions(folder: Path) -> Library:
    """Editions that follow each other; of some changes only the year is known."""
    for edition, in_force in EDITIONS.items():
        text = SOUND.replace('"2021"', f'"{edition}"')
        text = text.replace("{from: 2021-01-01, to: 2025-12-31}", in_force)
        put(folder, f"test/{edition}.yaml", text)
    return library(folder)


@pytest.mark.parametrize(
    ("when", "edition"),
    [
        *((2016, "2016"), (2018, "2016"), (2020, "2019"), (2021, "2019"), (2024, "2024")),
        (2026, "2025"),
        (date(2019, 9, 10), "2016"),
        (date(2019, 9, 11), "2019"),
        (date(2024, 12, 31), "2024"),
        (date(2026, 1, 1), "2025"),
    ],
)
def test_the_edition_in_force_is_taken(when: int | date, edition: str, tmp_path: Path) -> None:
    assert editions(tmp_path).find("test/plan", when=when).edition == edition


@pytest.mark.parametrize(
    ("when", "wrong", "offered"),
    [
        (2019, "2019 年有几个版本施行", ("2016", "2019")),
        (2025, "2025 年有几个版本施行", ("2024", "2025")),
        (2015, "2015 年没有能确定施行的版本", tuple(EDITIONS)),
        (2022, "2022 年没有能确定施行的版本", tuple(EDITIONS)),
        (date(2025, 5, 1), "2025-05-01 没有能确定施行的版本", tuple(EDITIONS)),
    ],
)
def test_no_edition_is_taken_by_default(
    when: int | date, wrong: str, offered: tuple[str, ...], tmp_path: Path
) -> None:
    with pytest.raises(RulesetError) as refused:
        editions(tmp_path).find("test/plan", when=when)
    (problem,) = refused.value.problems
    assert problem.wrong == wrong
    named = [one for one in EDITIONS if f"test/plan@{one}" in problem.remedy]
    assert tuple(named) == offered


def test_a_named_edition_is_taken_whatever_the_year(tmp_path: Path) -> None:
    assert editions(tmp_path).find("test/plan@2016", when=2030).edition == "2016"


OVERLAY = """\
id: test/district
edition: "1"
extends: {base}
title: 区
issuer: 区
in_force: {{from: 2021-01-01}}
"""


def test_a_ruleset_extends_one_of_any_folder(tmp_path: Path) -> None:
    put(tmp_path, "nation/test/plan.yaml", SOUND)
    put(tmp_path, "mine/test/district.yaml", OVERLAY.format(base="test/plan@2021"))
    found = library(tmp_path / "nation", tmp_path / "mine").load("test/district")
    assert [one.ruleset.name for one in found.chain()] == ["test/district@1", "test/plan@2021"]
    assert len({one.sha256 for one in found.chain()}) == 2


def test_a_ruleset_file_extends_one_beside_it(tmp_path: Path) -> None:
    put(tmp_path, "rulesets/test/plan.yaml", SOUND)
    put(tmp_path, "rulesets/mine/district.yaml", OVERLAY.format(base="test/plan@2021"))
    path = tmp_path / "rulesets" / "mine" / "district.yaml"
    assert library().load(str(path)).ruleset.extends == "test/plan@2021"


@pytest.mark.parametrize(
    ("base", "said"),
    [
        ("test/plan", "{}:3: extends: 'test/plan' 没有写明版本; 写成 id@版本"),
        ('""', "{}:3: extends: '' 没有写明版本"),
        ("test/plan@2030", "{}:3: extends test/plan@2030: 没有这个指标体系; 可用: "),
        ("test/district@1", "{}:3: extends: 循环：test/district@1 → test/district@1; 去掉其中一处"),
    ],
)
def test_a_base_that_leads_nowhere(base: str, said: str, tmp_path: Path) -> None:
    put(tmp_path, "test/plan.yaml", SOUND)
    put(tmp_path, "test/district.yaml", OVERLAY.format(base=base))
    with pytest.raises(RulesetError) as refused:
        library(tmp_path).load("test/district")
    path = shown_path(tmp_path / "test" / "district.yaml")
    assert str(refused.value).startswith(said.format(path))


def test_a_circle_of_three(tmp_path: Path) -> None:
    for one, base in (("a", "b"), ("b", "c"), ("c", "a")):
        text = OVERLAY.format(base=f"test/{base}@1").replace("test/district", f"test/{one}")
        put(tmp_path, f"test/{one}.yaml", text)
    with pytest.raises(RulesetError, match="循环：test/a@1 → test/b@1 → test/c@1 → test/a@1"):
        library(tmp_path).load("test/a")


def test_mistakes_of_a_base_are_told_in_its_file(tmp_path: Path) -> None:
    put(tmp_path, "test/plan.yaml", SOUND.replace("at_least", "at_lest"))
    put(tmp_path, "test/district.yaml", OVERLAY.format(base="test/plan@2021"))
    with pytest.raises(RulesetError) as refused:
        library(tmp_path).load("test/district")
    path = shown_path(tmp_path / "test" / "plan.yaml")
    assert str(refused.value).startswith(f"{path}:26: 考核指标 air.good_days: 未知判定方式")


def test_the_nearest_name_is_offered() -> None:
    said = refused(library(), "zhonglou/14fpy")
    assert said.startswith("zhonglou/14fpy: 没有这个指标体系; 可用: ")
    assert "（是否想写 zhonglou/14fyp" in said


def test_paths_start_from_a_base(tmp_path: Path) -> None:
    put(tmp_path, "test/plan.yaml", SOUND)
    assert library().load("test/plan.yaml", tmp_path).ruleset.id == "test/plan"
    assert library().load(str(tmp_path / "test" / "plan.yaml")).ruleset.id == "test/plan"


@pytest.mark.parametrize("name", ["absent.yaml", "absent/plan.yml"])
def test_a_path_that_leads_nowhere(name: str, tmp_path: Path) -> None:
    with pytest.raises(RulesetError, match=f"^{name}: 没有这个文件"):
        library().find(name, tmp_path)


def test_indicators_beside_a_ruleset_file_belong_to_it(tmp_path: Path) -> None:
    text = SOUND.replace("indicator: air.good_days_ratio", "indicator: noise.day")
    put(tmp_path, "mine/test/plan.yaml", text)
    put(
        tmp_path,
        "mine/indicators/noise.yaml",
        "indicators:\n  - {id: noise.day, name: 昼间噪声, unit: 分贝, kind: stock, definition: 甲}\n",
    )
    path = str(tmp_path / "mine" / "test" / "plan.yaml")
    assert "noise.day" in library().load(path).catalogue
    assert "noise.day" in library(tmp_path / "mine").load("test/plan").catalogue
    assert "noise.day" not in library().catalogue


@pytest.mark.parametrize("name", ["zhonglou/14fyp", "zhonglou/15fyp", "elsewhere/plan"])
def test_an_unreadable_file_stops_every_look_up_that_reads_it(name: str, tmp_path: Path) -> None:
    put(tmp_path, "zhonglou/plan.yaml", "a: [1")
    found = library(tmp_path)
    assert "没有闭合" in refused(found, name)
    assert found.find("national/zone-city@2024").edition == "2024"
    assert [one.edition for one in found.entries() if one.problems] == [""]


def test_a_file_without_head_is_listed_and_refused_when_loaded(tmp_path: Path) -> None:
    put(tmp_path, "test/plan.yaml", "title: 甲\n")
    found = library(tmp_path)
    assert found.find("zhonglou/14fyp").edition == "2021"
    with pytest.raises(RulesetError, match="缺少 'id'"):
        found.load(str(tmp_path / "test" / "plan.yaml"))


def test_paths_are_shown_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown_path(tmp_path / "a" / "b.yaml") == "a/b.yaml"
    assert shown_path(Path("a/../b.yaml")) == "b.yaml"
    assert shown_path(Path("/elsewhere/b.yaml")) == "/elsewhere/b.yaml"
