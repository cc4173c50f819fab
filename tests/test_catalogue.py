"""The catalogue finds indicators by id, name and alias, and says what might have been meant."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from zlrules.errors import RulesetError
from zlrules.loading.catalogue import Catalogue, load_catalogue

ONE = """\
indicators:
  - {id: a.one, name: 甲指标, aliases: [甲, 甲项], unit: 吨, kind: flow, definition: 甲}
  - {id: a.two, name: 乙指标, kind: state, states: [是, 否], definition: 乙}
"""
TWO = "indicators:\n  - {id: b.one, name: 丙指标, unit: 吨, kind: flow, definition: 丙}\n"


def catalogue(folder: Path, **files: str) -> Catalogue:
    """The catalogue of some files."""
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load_catalogue([folder, folder / "absent"])


def refused(folder: Path, **files: str) -> list[str]:
    """What is said about some files, without the folder."""
    with pytest.raises(RulesetError) as caught:
        catalogue(folder, **files)
    return [str(problem).replace(f"{folder}/", "") for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("a.one", "a.one"),
        ("甲指标", "a.one"),
        ("甲", "a.one"),
        ("丙指标", "b.one"),
        ("丁", None),
        ("", None),
    ],
)
def test_find(name: str, found: str | None, tmp_path: Path) -> None:
    assert catalogue(tmp_path, one=ONE, two=TWO).find(name) == found


def test_order_and_kinds(tmp_path: Path) -> None:
    found = catalogue(tmp_path, two=TWO, one=ONE)
    assert [one.id for one in found] == ["a.one", "a.two", "b.one"]
    assert found.state_ids() == ["a.two"]
    assert [one.id for one in found.used(pl.Series(["b.one", None, "a.one", "b.one"]))] == [
        "b.one",
        "a.one",
    ]
    assert "甲" not in found


@pytest.mark.parametrize(
    ("name", "meant"), [("a.ome", "a.one"), ("甲指", "a.one"), ("丙指标数", "b.one")]
)
def test_the_id_of_the_nearest_name_is_offered(name: str, meant: str, tmp_path: Path) -> None:
    said = catalogue(tmp_path, one=ONE, two=TWO).candidates(name)
    assert said == f"zlrules indicators list 列出全部 3 个指标（是否想写 {meant}？）"


def test_nothing_is_offered_for_what_is_like_nothing(tmp_path: Path) -> None:
    assert "是否想写" not in catalogue(tmp_path, one=ONE).candidates("zzzz")


@pytest.mark.parametrize(
    "shared", ["id: a.one", "name: 甲指标", "name: 甲项", "aliases: [甲], name: 丙"]
)
def test_a_name_leads_to_one_indicator(shared: str, tmp_path: Path) -> None:
    key = shared.split(":", maxsplit=1)[0]
    own = {"id": "id: b.one", "name": "name: 丙指标", "aliases": "name: 丙指标"}[key]
    (said,) = refused(tmp_path, one=ONE, two=TWO.replace(own, shared))
    assert said.startswith("two.yaml:2: 指标 ")
    assert "重复，已用于 one.yaml:2" in said


def test_an_alias_that_is_its_own_name_is_no_mistake(tmp_path: Path) -> None:
    assert catalogue(tmp_path, one=ONE.replace("[甲, 甲项]", "[甲指标, 甲]")).find("甲") == "a.one"


def test_every_file_is_told_at_once(tmp_path: Path) -> None:
    said = refused(
        tmp_path, one=ONE.replace("吨", "吨, unit: 克"), two=TWO.replace("flow", "flw"), three="a"
    )
    assert [one.split(":")[0] for one in said] == ["one.yaml", "three.yaml", "two.yaml"]


def test_no_folder_no_indicators(tmp_path: Path) -> None:
    assert list(load_catalogue([tmp_path / "absent"])) == []
