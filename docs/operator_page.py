"""The page on operators: what each one means, its parameters, an example and what it yields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from docs.marked_blocks import PageError
from docs.parameters import rows_of
from zlrules.api import load_plugins
from zlrules.extensions import Operator
from zlrules.loading.bound import BoundRow
from zlrules.loading.library import Library, bundled
from zlrules.loading.parsing import parse
from zlrules.loading.yamlfile import read_yaml
from zlrules.models.cases import Case, CasesFile
from zlrules.plugins import Plugins
from zlrules.ruleset_tests import run_cases
from zlrules.words import OUTCOME_LABELS, REASON_LABELS, Outcome

EXAMPLES = "docs/examples/operators.yaml"
PARAMETERS = "docs/reference/parameters.yaml"
HEAD = """\
# 判定方式

考核指标的 `require` 写一种判定方式和它的参数。要求中的任何一处都可以加 `of: 指标编号`，\
表示判定的是另一个指标。

例子都在 `docs/examples/operators.yaml`，例后的情形都在它的用例文件里，由 `zlrules rulesets test` \
逐一核对。数值是示例，不是任何文件的条文。差距为空的是没有差距或没有核对。
"""


@dataclass(frozen=True)
class Example:
    """An operator at work.

    Attributes:
        row: The example, bound.
        written: Its requirement as it stands in the file.
        cases: Situations and what they come to.
    """

    row: BoundRow
    written: str
    cases: Sequence[Case]


def operators_page(root: Path) -> str:
    """Write the page."""
    plugins = load_plugins(only_builtin=True)
    operators = plugins.operators()
    examples = _examples(root, operators)
    if differing := set(operators) ^ set(examples):
        listed = ", ".join(sorted(differing))
        raise PageError(f"{EXAMPLES}: {listed}: write one example per operator")
    words = yaml.safe_load((root / PARAMETERS).read_text(encoding="utf-8"))
    lines = [HEAD, *_contents(plugins)]
    for family, names in _families(plugins):
        lines.append(f"## 插件 {family}\n")
        for name in names:
            lines.extend(_operator(operators[name], examples[name], words.get(name, {})))
    return "\n".join(lines)


def _examples(root: Path, operators: Mapping[str, Operator]) -> dict[str, Example]:
    """The examples, after all their cases have run."""
    library = Library([bundled()], operators)
    entry = library.find(str(root / EXAMPLES))
    bound = library.load_entry(entry)
    report = run_cases(bound, entry.cases)
    if report.problems:
        raise PageError("\n".join(map(str, report.problems)))
    cases = parse(read_yaml(entry.cases), CasesFile).cases
    written = _written(entry.path)
    return {
        row.row.id: Example(
            row, written[row.row.id], [one for one in cases if one.criterion == row.row.id]
        )
        for row in bound.rows()
    }


def _written(path: Path) -> dict[str, str]:
    found = {}
    name = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, value = line.strip().partition(": ")
        if key == "- id":
            name = value
        elif key == "require":
            found[name] = value
    return found


def _families(plugins: Plugins) -> Iterator[tuple[str, tuple[str, ...]]]:
    for plugin in plugins.listing():
        names = plugin.provides.get("operators", ())
        if names:
            yield plugin.name, names


def _contents(plugins: Plugins) -> Iterator[str]:
    yield "| 判定方式 | 意思 |"
    yield "| --- | --- |"
    for _, names in _families(plugins):
        for name in names:
            yield f"| [`{name}`](#{name}) | {plugins.operators()[name].summary} |"
    yield ""


def _operator(operator: Operator, example: Example, words: Mapping[str, str]) -> Iterator[str]:
    row = example.row
    assert row.root is not None
    told = (operator.params.__doc__ or "").splitlines()[0]
    yield f"### {operator.name}\n\n{told}\n"
    yield from _parameters(operator, words)
    yield f"例：{row.row.title}。\n\n```yaml\nrequire: {example.written}\n```\n"
    yield f"指标 `{row.row.indicator}`；报告中写作“{row.root.describe()}”。\n"
    yield "| 情形 | 判定 | 差距 | 原因 |\n| --- | --- | --- | --- |"
    yield from map(_case, example.cases)
    found = row.root.outcomes()
    outcomes = "、".join(OUTCOME_LABELS[one] for one in Outcome if one in found)
    stated = "书面证明不能代替判定。"
    if row.root.params.accepts():
        stated = "数据不足以判定时，可由书面证明判为达标。"
    elif Outcome.MET in found:
        stated = "只说一年的书面证明不能代替判定。"
    yield f"\n可能的判定：{outcomes}。{stated}\n"


def _case(case: Case) -> str:
    margin = "" if case.margin in (None, "none") else str(case.margin)
    reason = REASON_LABELS[case.reason] if case.reason else ""
    return f"| {case.name} | {OUTCOME_LABELS[case.outcome]} | {margin} | {reason} |"


def _parameters(operator: Operator, words: Mapping[str, str]) -> Iterator[str]:
    rows = list(rows_of(operator.params))
    if not rows:
        yield "没有参数，写 `{}`。\n"
        return
    yield "| 参数 | 类型 | 说明 |\n| --- | --- | --- |"
    for row in rows:
        if row.name not in words:
            raise PageError(f"{PARAMETERS}: {operator.name}.{row.name}: say what it is")
        name = "（直接写）" if row.name == "root" else f"`{row.name}`"
        yield f"| {name} | {row.kind}{row.default} | {words[row.name]} |"
    yield ""
