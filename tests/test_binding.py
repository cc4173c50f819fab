"""Rulesets are bound to operators and indicators; what files in tests/bad don't reach."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.bad_cases import BAD
from zlrules.api import load_plugins, open_library
from zlrules.errors import RulesetError
from zlrules.loading.binding import read_ruleset
from zlrules.loading.bound import BoundRuleset
from zlrules.loading.yamlfile import parse_yaml
from zlrules.models.indicator import Indicator

PLUGINS = load_plugins()
CATALOGUE = open_library(PLUGINS).catalogue
SOUND = """\
id: test/plan
edition: "1"
kind: plan
title: 甲
issuer: 乙
in_force: {from: 2021-01-01}
documents: {plan: {title: 甲}}
pass_rule: {binding: 0.8}
criteria:
  - id: a
    number: "1"
    title: 甲
    indicator: air.pm25
    nature: binding
    due: 2025
    require:
      all:
        - {at_most: 34.0}
        - any:
            - {of: air.good_days_ratio, at_least: 81.60}
            - {change: {since: 2020, at_most: -18, unit: "%"}}
    source: {document: plan, place: 表1, quote: "34"}
  - id: b
    number: "2"
    title: 乙
    nature: binding
    due_basis: none
    source: {document: plan, place: 表1, quote: "34"}
    parts:
      - id: b.1
        number: 2a
        title: 丙
        indicator: air.good_days_ratio
        require: {between: [0, 100]}
        source: {document: plan, place: 表1, quote: "34"}
"""


def bound(text: str) -> BoundRuleset:
    """A ruleset from its text."""
    return read_ruleset(parse_yaml(text, "x.yaml"), PLUGINS.operators(), CATALOGUE, "00")


def refused(text: str) -> list[str]:
    """What is said about a ruleset."""
    with pytest.raises(RulesetError) as caught:
        bound(text)
    return [str(problem) for problem in caught.value.problems]


def test_rows_come_with_their_parts() -> None:
    ruleset = bound(SOUND)
    assert [row.row.id for row in ruleset.rows()] == ["a", "b", "b.1"]
    assert [row.is_part for row in ruleset.rows()] == [False, False, True]
    part = ruleset.find("2a")
    assert part is not None
    assert part.criterion.id == "b"
    assert ruleset.find("c") is None


def test_nodes_are_named_by_their_place() -> None:
    root = bound(SOUND).criteria[0].root
    assert root is not None
    assert [(node.path, node.operator.name, node.indicator.id) for node in root.walk()] == [
        ("", "all", "air.pm25"),
        ("all.1", "at_most", "air.pm25"),
        ("all.2", "any", "air.pm25"),
        ("all.2/any.1", "at_least", "air.good_days_ratio"),
        ("all.2/any.2", "change", "air.pm25"),
    ]
    assert list(root.numbers()) == [
        ("air.pm25", Decimal("34.0")),
        ("air.good_days_ratio", Decimal("81.60")),
        ("air.pm25", Decimal(-18)),
    ]


def test_of_holds_for_everything_below() -> None:
    text = SOUND.replace("all:", "of: air.good_days_ratio\n      all:").replace("34.0", "120")
    (said,) = refused(text)
    assert said.startswith(
        "x.yaml:19: 考核指标 a require.all.1.at_most: 限值 120 超出指标 air.good_days_ratio"
    )


@pytest.mark.parametrize(
    ("number", "inside"), [("0", True), ("100", True), ("-0.01", False), ("100.01", False)]
)
def test_the_range_has_its_ends(number: str, inside: bool) -> None:
    assert CATALOGUE["air.good_days_ratio"].range.holds(Decimal(number)) is inside


def test_no_range_has_no_end() -> None:
    told = {"id": "a", "name": "甲", "unit": "吨", "kind": "flow", "definition": "甲"}
    assert Indicator.model_validate(told).range.holds(Decimal(-(10**15)))


def test_every_node_of_a_tree_is_told_at_once() -> None:
    text = SOUND.replace("at_most: 34.0", "at_mst: 34").replace(
        "of: air.good_days_ratio", "of: air.x"
    )
    text = text.replace("since: 2020", "since: 20").replace("[0, 100]", "[100, 0]")
    assert [said.split("; ")[0] for said in refused(text)] == [
        "x.yaml:18: 考核指标 a require.all: 未知判定方式 'at_mst'",
        "x.yaml:20: 考核指标 a require.all.2.any.1.of: 未知指标 'air.x'",
        "x.yaml:21: 考核指标 a require.all.2.any.2.change.since: 应为四位年份，如 2020，或 previous_year",
        "x.yaml:34: 分项 b.1 require.between: 下限 100 大于上限 0",
    ]


def test_what_the_form_gets_wrong_does_not_hide_what_names_get_wrong() -> None:
    text = SOUND.replace("kind: plan", "kind: law").replace("air.pm25", "air.pm2")
    text = text.replace("between:", "betwen:").replace(
        "document: plan, place: 表1", "document: x, place: 表1", 1
    )
    assert [said.split("; ")[0] for said in refused(text)] == [
        "x.yaml:3: kind: 未知的取值 'law'",
        "x.yaml:13: 考核指标 a indicator: 未知指标 'air.pm2'",
        "x.yaml:22: 考核指标 a source.document: 未知文件 'x'",
        "x.yaml:34: 分项 b.1: 未知判定方式 'betwen'",
    ]


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("criteria:\n", "criteria: 甲\nrest:\n"),
        ("documents: {plan: {title: 甲}}", "documents: [plan]"),
        ("    source:", "    source: 甲\n    rest:"),
        ("    require:\n", "    require: 甲\n    rest:\n"),
        ("    parts:\n      - id: b.1", "    parts:\n      - 甲\n      - id: b.1"),
        ("  - id: a\n", "  - 甲\n  - id: a\n"),
        ("  - id: a\n", "  - id: [a]\n"),
        ('    number: "1"\n', "    number: {a: 1}\n"),
        ("    indicator: air.pm25\n", "    indicator: [air.pm25]\n"),
    ],
)
def test_what_is_of_another_shape_is_told_and_passed_over(written: str, instead: str) -> None:
    assert written in SOUND
    for said in refused(SOUND.replace(written, instead)):
        assert said.startswith("x.yaml:")
        assert "未知指标" not in said


def test_a_name_that_the_form_refuses_is_not_told_twice() -> None:
    (said,) = refused(SOUND.replace("air.pm25", "PM2.5浓度"))
    assert said.startswith("x.yaml:13: 考核指标 a indicator: 'PM2.5浓度' 的写法不对")


def test_a_ruleset_whose_text_is_missing_may_be_empty() -> None:
    head = SOUND.split("criteria:", maxsplit=1)[0]
    assert bound(head + "text: not_obtained\n").criteria == ()


def test_every_bad_ruleset_is_bad_for_one_reason_only() -> None:
    """What the cases are made from is sound."""
    text = (BAD / "rulesets" / "unknown_operator.yaml").read_text(encoding="utf-8")
    assert len(bound(text.replace("at_lest", "at_least")).criteria) == 2
