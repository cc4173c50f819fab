"""The page on the bundled standards: which editions there are, how well known, what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from zlrules.api import load_plugins
from zlrules.loading.bound import BoundRuleset
from zlrules.loading.library import Library
from zlrules.models.ruleset import Condition
from zlrules.telling.explanation import known_text
from zlrules.words import CONFIDENCE_LABELS, NATURE_LABELS, Confidence, Kind, Nature

HEAD = """\
# 标准一览

随 zlrules 发布的标准，按公开转载整理，都不是正式文本。申报以前，逐项与印发机关的原文核对。

每一行的可靠程度取它最弱的决定部分：{labels}。“转载不全”和“未核实”的只作参考，不作定论。规划和任务清单\
用 `zlrules rulesets list` 查看。

设区市的区、县级市、县用县的指标，地级市和直辖市的区县用市的指标。
"""
RULES = {"all": "全部达标", "reported": "只列出", "unknown": "未取得"}


def standards_page(root: Path) -> str:
    """Write the page."""
    library = Library([root / "rulesets"], load_plugins(only_builtin=True).operators())
    loaded = [library.load_entry(entry) for entry in library.entries()]
    standards = [one for one in loaded if one.ruleset.kind is Kind.STANDARD]
    labels = "、".join(CONFIDENCE_LABELS[one] for one in Confidence)
    lines = [
        HEAD.format(labels=labels),
        *_overview(standards),
        *(line for one in standards for line in _edition(one)),
        *_attributes(standards),
    ]
    return "\n".join(lines) + "\n"


def _overview(standards: Sequence[BoundRuleset]) -> Iterator[str]:
    yield "| 指标体系 | 名称 | 施行 | 项数 | 各行（含分项）的可靠程度 |"
    yield "| --- | --- | --- | --- | --- |"
    for bound in standards:
        ruleset = bound.ruleset
        name = f"[`{ruleset.name}`](#{_anchor(ruleset.name)})"
        rows = (row for _, row in ruleset.rows())
        counted = Counter(row.confidence for row in rows)
        known = "，".join(
            f"{CONFIDENCE_LABELS[one]} {counted[one]}" for one in Confidence if counted[one]
        )
        yield (
            f"| {name} | {ruleset.title} | {ruleset.in_force} | {_by_nature(bound)} "
            f"| {known or '文本未取得'} |"
        )
    yield ""


def _by_nature(bound: BoundRuleset) -> str:
    counted = Counter(row.nature for row in bound.ruleset.criteria)
    return (
        "，".join(f"{NATURE_LABELS[one]} {counted[one]}" for one in Nature if counted[one]) or "—"
    )


def _edition(bound: BoundRuleset) -> Iterator[str]:
    ruleset = bound.ruleset
    yield f"## {ruleset.name}\n"
    documents = ruleset.documents.values()
    cited = ("，".join(filter(None, [one.number, str(one.date or "")])) for one in documents)
    for document, marks in zip(documents, cited, strict=True):
        yield f"- {document.title}{f'（{marks}）' if marks else ''}"
    yield ""
    rules = [
        f"{NATURE_LABELS[nature]}{RULES.get(str(rule), f'份额 {rule}')}"
        + _mark(ruleset.confidence_of_rule(nature))
        for nature, rule in ruleset.pass_rule.items()
    ]
    yield f"通过规则：{'；'.join(rules) or '未取得'}。\n"
    for title, told in (
        ("已知", [known_text(ruleset, one) for one in ruleset.known]),
        ("需取得", ruleset.to_obtain),
    ):
        if told:
            yield f"{title}：\n"
            yield from (f"- {one}" for one in told)
            yield ""


def _mark(known: Confidence) -> str:
    return "" if known is Confidence.OFFICIAL else f"（{CONFIDENCE_LABELS[known]}）"


def _attributes(standards: Sequence[BoundRuleset]) -> Iterator[str]:
    """The attributes of districts that requirements ask for, with the words they may have."""
    words: dict[str, set[str]] = {}
    used: dict[str, set[str]] = {}
    for bound in standards:
        for condition in _conditions(bound):
            for name, values in condition.root.items():
                words.setdefault(name, set()).update(values)
                used.setdefault(name, set()).add(bound.ruleset.name)
    yield "## 区域属性\n"
    yield "有的要求按地区分类。属性写在 `zlrules.yaml` 的 `district.attributes`，或行政区表的列里；没有写的待核定。\n"
    yield "| 属性 | 用到的词 | 用到它的标准 |"
    yield "| --- | --- | --- |"
    for name in sorted(words):
        listed = "、".join(f"`{one}`" for one in sorted(used[name]))
        yield f"| `{name}` | {'、'.join(sorted(words[name]))} | {listed} |"


def _conditions(bound: BoundRuleset) -> Iterator[Condition]:
    for row in bound.rows():
        if row.row.applies_when:
            yield row.row.applies_when.where
        nodes = (node for root in row.roots() for node in root.walk())
        yield from (child.when for node in nodes for child in node.params.children() if child.when)


def _anchor(heading: str) -> str:
    """The anchor that a heading gets."""
    return "".join(one for one in heading.lower() if one.isalnum() or one in "-_ ").replace(
        " ", "-"
    )
