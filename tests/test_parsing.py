"""Every mistake that pydantic finds is told once, in Chinese, at its line."""

from __future__ import annotations

import re
from typing import Annotated, Literal

import pytest
from pydantic import Field, RootModel

from zlrules.errors import DataError, RulesetError
from zlrules.loading.parsing import parse, subject_of
from zlrules.loading.yamlfile import parse_yaml
from zlrules.models.base import (
    Count,
    Day,
    Flag,
    Id,
    Model,
    Number,
    RulesetId,
    Text,
    Year,
    YearOrDay,
)
from zlrules.words import Nature


class Inner(Model):
    """What stands inside."""

    name: Text
    from_: Day | None = Field(default=None, alias="from")


class Items(RootModel[Annotated[tuple[Inner, ...], Field(min_length=2)]]):
    """At least two of them."""


class Everything(Model):
    """One field of every kind."""

    id: Id | None = None
    ruleset: RulesetId | None = None
    text: Text = "甲"
    number: Number | None = None
    day: Day | None = None
    year: Year | None = None
    due: YearOrDay | None = None
    flag: Flag = False
    count: Annotated[Count, Field(ge=2)] = 2
    share: Annotated[Number, Field(gt=0, lt=1)] | None = None
    nature: Nature = Nature.BINDING
    rule: Literal["all", "any"] = "all"
    margin: Number | Literal["none"] | None = None
    words: Annotated[tuple[Text, ...], Field(min_length=1, max_length=2)] = ("甲",)
    inner: Inner | None = None
    named: dict[str, Inner] = Field(default_factory=dict)
    by_nature: dict[Nature, Text] = Field(default_factory=dict)
    items: Items | None = None


def told(yaml: str) -> list[str]:
    """What is said about a file."""
    with pytest.raises(RulesetError) as caught:
        parse(parse_yaml(yaml, "x.yaml"), Everything)
    return [str(problem) for problem in caught.value.problems]


NUMBER = "应为数字，如 81.6（不带单位、千分位和百分号）"
LIST = "应为列表; 写成 [甲, 乙] 或每行一项“- ”"
GROUP = "应为“键: 值”的一组内容; 核对缩进"
EMPTY = "没有填写; 补上内容，可不写的删去这个键"
NATURES = "可用: binding, expected, gate, reference, task, unspecified"


@pytest.mark.parametrize(
    ("yaml", "said"),
    [
        ("id: A", "id: 'A' 的写法不对; 写编号：小写字母、数字、下划线和点，如 air.good_days"),
        ("ruleset: a", "ruleset: 'a' 的写法不对; 写成 类别/名称：小写字母、数字和连字符，如 zhonglou/14fyp"),
        ("text: ''", "text: 是空的; 写上内容"),
        ("text:", f"text: {EMPTY}"),
        ("text: [甲]", "text: 应为文字; 若是多项或多层内容，核对缩进"),
        ("text: {甲: 乙}", "text: 应为文字; 若是多项或多层内容，核对缩进"),
        ("number: 甲", f"number: {NUMBER}"),
        ("number: [1]", f"number: {NUMBER}"),
        ("day: 2025-02-29", "day: 没有 2025-02-29 这一天"),
        ("day: 2025", "day: 应为日期，如 2025-12-31"),
        ("day: {}", "day: 应为日期，如 2025-12-31"),
        ("year: 25", "year: 应为四位年份，如 2025"),
        ("due: 2025-1-1", "due: 应为日期，如 2025-12-31"),
        ("due: 明年", "due: 应为四位年份，如 2025，或日期，如 2025-12-31"),
        ("flag: yes", "flag: 应为 true 或 false"),
        ("count: 1", "count: '1' 超出范围; 应不小于 2"),
        ("count: 1001", "count: 应为不大于 1000 的非负整数"),
        ("count: 2.0", "count: 应为不大于 1000 的非负整数"),
        ("share: 0", "share: '0' 超出范围; 应大于 0"),
        ("share: 1", "share: '1' 超出范围; 应小于 1"),
        ("nature: bindng", f"nature: 未知的取值 'bindng'; {NATURES}（是否想写 binding？）"),
        ("nature:", f"nature: {EMPTY}"),
        ("rule: al", "rule: 未知的取值 'al'; 可用: all, any（是否想写 all？）"),
        ("margin: 甲", f"margin: {NUMBER}"),
        ("words: 甲", f"words: {LIST}"),
        ("words: {甲: 乙}", f"words: {LIST}"),
        ("words: []", "words: 项数不够; 至少 1 项"),
        ("words: [甲, 乙, 丙]", "words: 项数过多; 至多 2 项"),
        ("words: [甲, '']", "words.2: 是空的; 写上内容"),
        ("words: [[]]", "words.1: 应为文字; 若是多项或多层内容，核对缩进"),
        ("inner: 甲", f"inner: {GROUP}"),
        ("inner: [甲]", f"inner: {GROUP}"),
        ("inner: {}", "inner.name: 缺少 'name'; 补上 'name'"),
        ("inner: {name: 甲, form: 2025-01-01}", "inner.form: 未知的键 'form'; 可用: from, name（是否想写 from？）"),
        ("inner: {name: 甲, from: x}", "inner.from: 应为日期，如 2025-12-31"),
        ("named: 甲", f"named: {GROUP}"),
        ("named: {a: {nam: 甲, name: 乙}}", "named.a.nam: 未知的键 'nam'; 可用: from, name（是否想写 name？）"),
        ("by_nature: {bindin: 甲}", f"by_nature.bindin: 未知的取值 'bindin'; {NATURES}（是否想写 binding？）"),
        ("items: [{name: 甲}]", "items: 项数不够; 至少 2 项"),
        ("items: [{name: 甲}, {}]", "items.2.name: 缺少 'name'; 补上 'name'"),
        ("items: [{name: 甲}, {name: 乙, x: 1}]", "items.2.x: 未知的键 'x'; 可用: from, name"),
    ],
)  # fmt: skip
def test_what_is_said(yaml: str, said: str) -> None:
    assert told(yaml) == [f"x.yaml:1: {said}"]


VALUES = [
    *(
        "",
        "''",
        "甲",
        "[]",
        "{}",
        "[[]]",
        "[{}]",
        "{甲: 乙}",
        "{1: [2]}",
        "-1",
        "0",
        "1e9",
        "no",
        "2025",
    ),
    *("'null'", "[null]", "{a: null}", "2025-13-01", "999999999999999999999", '"\\n"', "- ", "1.5"),
]


@pytest.mark.parametrize("name", sorted(Everything.model_fields))
@pytest.mark.parametrize("value", [one for one in VALUES if one != "- "])
def test_no_english_sentence_reaches_the_user(name: str, value: str) -> None:
    try:
        parse(parse_yaml(f"{name}: {value}\n", "x.yaml"), Everything)
    except RulesetError as error:
        places = [problem.subject for problem in error.problems]
        assert len(places) == len(set(places))
        for problem in error.problems:
            assert problem.line == 1
            assert not re.search(r"[a-z]+ [a-z]+ [a-z]+", str(problem))
            assert "[" not in problem.subject


def test_every_mistake_is_told_at_its_own_line_with_the_repeated_keys() -> None:
    yaml = "year: 25\nwords:\n  - 甲\n  - ''\ninner:\n  nam: 甲\n  from: x\nyear: 26\n"
    assert [said.split(": ")[0:2] for said in told(yaml)] == [
        ["x.yaml:1", "year"],
        ["x.yaml:4", "words.2"],
        ["x.yaml:6", "inner.nam"],
        ["x.yaml:6", "inner.name"],
        ["x.yaml:7", "inner.from"],
        ["x.yaml:8", "键 'year' 重复; 第 1 行已有，只留一个"],
    ]


def test_the_error_is_of_the_class_asked_for() -> None:
    with pytest.raises(DataError):
        parse(parse_yaml("year: 25", "x.yaml"), Everything, DataError)
    with pytest.raises(DataError):
        parse(parse_yaml("year: 2025\nyear: 2026", "x.yaml"), Everything, DataError)


@pytest.mark.parametrize(
    ("location", "subject"),
    [
        ((), ""),
        (("title",), "title"),
        (("criteria", 0), "考核指标 a"),
        (("criteria", 0, "require", "all", 1), "考核指标 a require.all.2"),
        (("criteria", 0, "parts", 0, "id"), "分项 a.1 id"),
        (("criteria", 1), "criteria.2"),
        (("indicators", 0, "unit"), "指标 b unit"),
        (("criteria", 9, "x"), "criteria.10.x"),
    ],
)
def test_subjects(location: tuple[int | str, ...], subject: str) -> None:
    yaml = "{criteria: [{id: a, parts: [{id: a.1}]}, {}], indicators: [{id: b}]}"
    assert subject_of(parse_yaml(yaml, "x.yaml"), location) == subject
