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


def test_an_edited_file_is_seen_in_the_same_process(tmp_path: Path) -> None:
    before = catalogue(tmp_path, one=ONE, two=TWO)
    after = catalogue(tmp_path, two=TWO.replace("丙指标", "丁指标"))
    assert (before["b.one"].name, after["b.one"].name) == ("丙指标", "丁指标")
    assert after.find("丙指标") is None
    assert after["a.one"] == before["a.one"]


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


RELATED = """\
indicators:
  - {id: a.one, name: 甲, unit: 家, kind: stock, definition: 例}
  - {id: a.two, name: 乙, unit: 个, kind: stock, definition: 例}
  - {id: a.word, name: 丁, kind: state, states: [是, 否], definition: 例}
  - id: a.all
    name: 丙
    unit: 家
    kind: stock
    definition: 例
    total_of:
      - a.one
      - TWO
  - id: a.share
    name: 戊
    unit: "%"
    kind: ratio
    definition: 例
    share:
      part: a.one
      whole: WHOLE
"""


def related(two: str = "a.six", whole: str = "a.all") -> str:
    extra = "  - {id: a.six, name: 己, unit: 家, kind: stock, definition: 例}\n"
    return RELATED.replace("TWO", two).replace("WHOLE", whole) + extra


def test_totals_and_shares_name_indicators_of_any_file(tmp_path: Path) -> None:
    found = catalogue(
        tmp_path, one=related(two="b.one", whole="a.six"), two=TWO.replace("吨", "家")
    )
    assert found["a.all"].total_of == ("a.one", "b.one")


@pytest.mark.parametrize(
    ("two", "whole", "said"),
    [
        ("a.sx", "a.all", "one.yaml:12: 指标 a.all total_of: 未知指标 'a.sx'; "),
        ("a.six", "a.al", "one.yaml:20: 指标 a.share share: 未知指标 'a.al'; "),
        ("a.two", "a.all", "one.yaml:12: 指标 a.all total_of: a.two 的单位是 个，a.all 的是 家; "),
        ("a.six", "a.two", "one.yaml:19: 指标 a.share share: a.one 的单位是 家，a.two 的是 个; "),
        ("a.word", "a.all", "one.yaml:12: 指标 a.all total_of: 指标 a.word 不是数值; "),
        ("a.one", "a.all", "one.yaml:5: 指标 a.all: total_of 应列出两个以上不同的指标"),
        ("a.all", "a.all", "one.yaml:5: 指标 a.all: total_of、share 中不应有指标自己"),
        ("a.six", "a.one", "one.yaml:19: 指标 a.share share: part 和 whole 是同一指标"),
    ],
)
def test_relations_that_cannot_be_checked_are_refused(
    two: str, whole: str, said: str, tmp_path: Path
) -> None:
    (told,) = refused(tmp_path, one=related(two, whole))
    assert told.startswith(said)


def test_totals_that_hold_each_other_are_refused(tmp_path: Path) -> None:
    entry = (
        "  - {{id: a.{}, name: {}, unit: 家, kind: stock, total_of: [a.{}, a.x], definition: 例}}\n"
    )
    part = "  - {id: a.x, name: 己, unit: 家, kind: stock, definition: 例}\n"
    text = "indicators:\n" + entry.format("p", "甲", "q") + entry.format("q", "乙", "p") + part
    (told,) = refused(tmp_path, one=text)
    assert "total_of: 合计互相包含：" in told


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("unit: 家, kind: stock, share: {part: a.one, whole: a.two}", "share 只用于单位为 %"),
        ("kind: state, states: [是, 否], total_of: [a.one, a.two]", "state 的指标不应有 total_of"),
    ],
)
def test_relations_fit_the_kind(written: str, said: str, tmp_path: Path) -> None:
    text = f"indicators:\n  - {{id: b.one, name: 丙, {written}, definition: 例}}\n"
    (told,) = refused(tmp_path, one=text)
    assert said in told


@pytest.mark.parametrize(
    ("written", "calculation"),
    [
        ("share: {part: s.part, whole: s.whole}", "合格数÷总数×100%"),
        ("total_of: [s.part, s.whole]", "合格数＋总数"),
        ("calculation: 甲÷乙×100%, share: {part: s.part, whole: s.whole}", "甲÷乙×100%"),
        ("decimals: 1", None),
    ],
)
def test_how_an_indicator_is_worked_out(
    written: str, calculation: str | None, tmp_path: Path
) -> None:
    counts = "\n".join(
        f'  - {{id: {name}, name: {title}, unit: "%", kind: flow, definition: 测试}}'
        for name, title in (("s.part", "合格数"), ("s.whole", "总数"))
    )
    asked = (
        f'  - {{id: s.asked, name: 合格率, unit: "%", kind: ratio, definition: 测试, {written}}}'
    )
    found = catalogue(tmp_path, shares=f"indicators:\n{counts}\n{asked}\n")
    assert found.calculation(found["s.asked"]) == calculation
