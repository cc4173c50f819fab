"""One ruleset over another: what may be changed, what it comes to, and where everything stands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.laws.worlds import OPERATORS
from zlrules.errors import RulesetError
from zlrules.loading.binding import read_ruleset
from zlrules.loading.bound import BoundRuleset
from zlrules.loading.catalogue import Catalogue
from zlrules.loading.overlay import read_overlay
from zlrules.loading.resolved import resolved_text
from zlrules.loading.yamlfile import parse_yaml
from zlrules.models.indicator import Indicator

CATALOGUE = Catalogue(
    [
        Indicator(
            id=name,
            name=name,
            unit="%",
            kind="ratio",
            direction="up",
            decimals=1,
            definition="测试",
        )
        for name in ("share", "river")
    ]
)
NATION = """\
id: nation/zone
edition: "1"
kind: standard
title: 国家标准
issuer: 国家
in_force: {from: 2020-01-01}
documents: {nation: {title: 国家文件}}
pass_rule: {binding: all, reference: 0.8}
criteria:
  - id: share
    title: 比例
    number: "1"
    nature: binding
    due_basis: none
    indicator: share
    require: {at_least: 60}
    source: {document: nation, place: 第1项, quote: "60"}
  - id: cover
    number: "2"
    title: 覆盖率
    nature: reference
    due_basis: none
    indicator: share
    require: {by: [{when: {terrain: 山区}, require: {at_least: 60}}, {when: {terrain: 平原}, require: {at_least: 18}}]}
    source: {document: nation, place: 第2项, quote: "60、18"}
  - id: air
    number: "3"
    title: 空气
    nature: binding
    due_basis: none
    source: {document: nation, place: 第3项, quote: 各分项}
    parts:
      - {id: air.fine, number: 3a, title: 细, indicator: river, require: {at_most: 35}, source: {document: nation, place: 第3项, quote: "35"}}
      - {id: air.coarse, number: 3b, title: 粗, indicator: river, require: {at_most: 50}, source: {document: nation, place: 第3项, quote: "50"}}
  - id: river
    number: "4"
    title: 河流
    nature: binding
    due: 2030
    indicator: river
    require: {at_most: 35}
    source: {document: nation, place: 第4项, quote: "35"}
  - id: either
    number: "5"
    title: 二者之一
    nature: binding
    due_basis: none
    indicator: share
    require: {any: [{at_least: 90}, {rising: {years: 3, tolerance: 0, strict: true}}]}
    source: {document: nation, place: 第5项, quote: 或}
  - id: unclear
    number: "6"
    title: 不明
    nature: binding
    due_basis: none
    indicator: share
    require: {unknown: {}}
    source: {document: nation, place: 第6项, quote: 不清}
"""
PROVINCE = """\
id: province/zone
edition: "1"
extends: nation/zone@1
title: 省标准
issuer: 省
in_force: {from: 2021-01-01}
"""
CASES = yaml.safe_load((Path(__file__).parent / "extending.yaml").read_text(encoding="utf-8"))


def nation() -> BoundRuleset:
    return read_ruleset(parse_yaml(NATION, "nation.yaml"), OPERATORS, CATALOGUE, "1")


def overlay(text: str) -> BoundRuleset:
    return read_overlay(nation(), parse_yaml(text, "province.yaml"), OPERATORS, CATALOGUE, "2")


def province(head: dict[str, object], criteria: list[object]) -> BoundRuleset:
    """The overlay of a case: its documents in line 7, all else from line 8 on."""
    written = {"documents": {"notice": {"title": "通知"}}, **head, "criteria": criteria}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in written.items()]
    return overlay(PROVINCE + "\n".join(lines) + "\n")


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_what_an_overlay_may_do(case: dict[str, Any]) -> None:
    head, criteria = case.get("head", {}), case.get("criteria", [])
    if "says" in case:
        with pytest.raises(RulesetError) as refused:
            province(head, criteria)
        said = [str(problem) for problem in refused.value.problems]
        assert len(said) == len(case["says"]), said
        for line, expected in zip(said, case["says"], strict=True):
            place, *words = expected.split(" | ")
            assert line.startswith(f"province.yaml:{place}: "), line
            assert [one for one in words if one not in line] == [], line
        return
    found = province(head, criteria)
    for row, required in case["required"].items():
        bound = found.find(row)
        assert (bound.describe() if bound else None) == required


def test_everything_not_said_is_taken_over() -> None:
    found = province({}, [])
    head = found.ruleset
    assert (head.kind, head.pass_rule) == (nation().ruleset.kind, nation().ruleset.pass_rule)
    assert list(head.documents) == ["nation", "notice"]
    assert [row.row.id for row in found.rows()] == [row.row.id for row in nation().rows()]
    assert found.own_rows() == frozenset()
    assert [one.ruleset.name for one in found.chain()] == ["province/zone@1", "nation/zone@1"]


def test_the_title_and_the_issuer_are_never_taken_over() -> None:
    with pytest.raises(RulesetError) as refused:
        overlay(PROVINCE.replace("title: 省标准\n", "").replace("issuer: 省\n", ""))
    assert [one.wrong for one in refused.value.problems] == ["缺少 'issuer'", "缺少 'title'"]


def test_a_mistake_in_what_is_taken_over_is_told_where_it_stands() -> None:
    with pytest.raises(RulesetError) as refused:
        overlay(PROVINCE.replace("2021-01-01", "2031-01-01"))
    assert str(refused.value).startswith("nation.yaml:39: 考核指标 river due: 期限 2030 早于")


def test_a_third_ruleset_over_the_second() -> None:
    second = province({}, [{"id": "share", "title": "省比例"}])
    text = PROVINCE.replace("province/zone", "city/zone").replace("nation/zone", "province/zone")
    file = parse_yaml(f"{text}criteria:\n  - id: river\n    title: 市河流\n", "city.yaml")
    third = read_overlay(second, file, OPERATORS, CATALOGUE, "3")
    titles = {row.row.id: row.row.title for row in third.rows()}
    assert (titles["share"], titles["river"], titles["air"]) == ("省比例", "市河流", "空气")
    assert third.own_rows() == {"river"}
    places = {
        location[1]: third.file.place((*location, "title"))[0]
        for location, _ in third.ruleset.rows()
        if len(location) == len(("criteria", 0))
    }
    assert set(places.values()) == {"nation.yaml", "province.yaml", "city.yaml"}


def test_the_whole_is_written_with_the_origin_of_every_value() -> None:
    found = province(
        {},
        [
            {"id": "share", "title": "省比例"},
            {
                "id": "either",
                "remove": "true",
                "relaxes": "true",
                "source": {"document": "notice", "place": "第1项", "quote": "不再考核"},
            },
        ],
    )
    text = resolved_text(found)
    lines = text.splitlines()
    assert lines[:3] == [
        "# province/zone@1 ← nation/zone@1",
        'id: "province/zone"  # province.yaml:1',
        'edition: "1"  # province.yaml:2',
    ]
    assert '    id: "share"  # province.yaml:8' in lines
    assert '    title: "省比例"  # province.yaml:8' in lines
    assert '    number: "1"  # nation/zone@1，nation.yaml:12' in lines
    assert '      at_least: "60"  # nation/zone@1，nation.yaml:16' in lines
    assert lines[-1] == "# 删去 either（nation/zone@1，5 二者之一）"
    assert [line for line in lines if ": " in line and " # " not in line] == []


def test_the_whole_reads_back_as_the_same_ruleset() -> None:
    found = province({}, [{"id": "share", "title": '引号"与#号: 等'}])
    again = read_ruleset(parse_yaml(resolved_text(found), "x.yaml"), OPERATORS, CATALOGUE, "4")
    assert again.ruleset == found.ruleset.model_copy(update={"extends": None})
    assert resolved_text(again).splitlines()[0] == "# province/zone@1"
