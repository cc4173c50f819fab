"""The pages of the reference: operators, commands, columns of the data tables."""  # noqa: INP001

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import yaml
from marked_blocks import PageError, Write, printed
from parameters import rows_of

from zlrules.api import load_plugins
from zlrules.binding import BoundNode, BoundRow
from zlrules.cli.root import zlrules as root_command
from zlrules.data import headers
from zlrules.extensions import Operator
from zlrules.library import Library, bundled
from zlrules.models.cases import Case, CasesFile
from zlrules.parsing import parse
from zlrules.plugins import Plugins
from zlrules.ruleset_tests import run_cases
from zlrules.words import OUTCOME_LABELS, REASON_LABELS, Outcome
from zlrules.yamlfile import read_yaml

EXAMPLES = "docs/examples/operators.yaml"
NOTICE = "<!-- 本页由 docs/generate.py 生成，不要手工修改 -->\n\n"
TABLES = {
    table.name: table
    for table in (headers.OBSERVATIONS, headers.DISTRICTS, headers.ASSIGNED, headers.ATTESTATIONS)
}


def operators_page(root: Path) -> str:
    """Every operator of the bundled plugins: parameters, an example, what the example yields."""
    plugins = load_plugins(only_builtin=True)
    library = Library([bundled()], plugins.operators())
    entry = library.find(str(root / EXAMPLES))
    bound = library.load_entry(entry)
    report = run_cases(bound, entry.cases)
    if report.problems:
        raise PageError("\n".join(map(str, report.problems)))
    cases = parse(read_yaml(entry.cases), CasesFile).cases
    examples = {row.row.id: row for row in bound.rows()}
    words = _words(root, "parameters")
    if missing := set(plugins.operators()) ^ set(examples):
        raise PageError(f"{EXAMPLES}: {', '.join(sorted(missing))}: one example per operator")
    written = _written(root)
    return NOTICE + "\n".join(
        [
            "# 判定方式\n",
            "考核指标的 `require` 写一种判定方式和它的参数。"
            "加 `of: 指标编号` 表示判定的是另一个指标。"
            "下面的例子都在 `docs/examples/operators.yaml`，例后的情形都在它的用例文件里，"
            "由 `zlrules rulesets test` 逐一核对。数值是示例，不是任何文件的条文。\n",
            *_contents(plugins),
            *(
                line
                for family, names in _families(plugins)
                for line in [
                    f"## 插件 {family}\n",
                    *(
                        text
                        for name in names
                        for text in _operator(
                            plugins.operators()[name],
                            examples[name],
                            [case for case in cases if case.criterion == name],
                            words.get(name, {}),
                            written[name],
                        )
                    ),
                ]
            ),
        ]
    )


def commands_page(_: Path) -> str:
    """The help of every command."""
    lines = ["# 命令\n"]
    for names in _commands(root_command, ()):
        command = " ".join(("zlrules", *names))
        text, _code = printed(f"{command} --help")
        lines.append(f"## {command}\n\n```\n{text}```\n")
    return NOTICE + "\n".join(lines)


def columns_of(name: str) -> Write:
    """The columns of a data table, for the page on data."""

    def write(root: Path) -> str:
        table, words = TABLES[name], _words(root, "columns")
        lines = ["| 表头 | 英文 | 填写 |", "| --- | --- | --- |"]
        for column in table.columns:
            told = words.get(f"{name}.{column}", words.get(column))
            if told is None:
                raise PageError(f"docs/reference/columns.yaml: {column}: not explained")
            chinese = [alias for alias, english in headers.CHINESE.items() if english == column]
            must = "**必填**。" if column in table.required else ""
            lines.append(f"| {' 或 '.join(chinese)} | `{column}` | {must}{told} |")
        return "\n".join(lines) + "\n"

    return write


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


def _operator(
    operator: Operator,
    example: BoundRow,
    cases: list[Case],
    words: Mapping[str, str],
    written: str,
) -> Iterator[str]:
    node = example.root
    assert node is not None
    doc = (operator.params.__doc__ or "").splitlines()[0]
    yield f"### {operator.name}\n\n{doc}\n"
    yield from _parameters(operator, words)
    yield f"{example.row.title}：\n\n```yaml\nrequire: {written}\n```\n"
    yield f"指标 `{example.row.indicator}`；报告中的要求写作“{node.describe()}”。\n"
    yield "| 情形 | 判定 | 差距 | 原因 |\n| --- | --- | --- | --- |"
    for case in cases:
        margin = "" if case.margin in (None, "none") else str(case.margin)
        reason = REASON_LABELS[case.reason] if case.reason else ""
        yield f"| {case.name} | {OUTCOME_LABELS[case.outcome]} | {margin} | {reason} |"
    yield f"\n可能的判定：{_outcomes(node)}。{_accepted(node)}\n"


def _outcomes(node: BoundNode) -> str:
    found = node.outcomes()
    return "、".join(OUTCOME_LABELS[one] for one in Outcome if one in found)


def _accepted(node: BoundNode) -> str:
    if not node.params.accepts():
        return "书面证明不能代替判定。"
    return "数据不足以判定时，可由书面证明判为达标。"


def _parameters(operator: Operator, words: Mapping[str, str]) -> Iterator[str]:
    rows = list(rows_of(operator.params))
    if not rows:
        yield "没有参数，写 `{}`。\n"
        return
    yield "| 参数 | 类型 | 说明 |\n| --- | --- | --- |"
    for row in rows:
        if row.name not in words:
            place = f"docs/reference/parameters.yaml: {operator.name}.{row.name}"
            raise PageError(f"{place}: not explained")
        name = "（直接写）" if row.name == "root" else f"`{row.name}`"
        yield f"| {name} | {row.kind}{row.default} | {words[row.name]} |"
    yield ""


def _commands(command: click.Command, names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield names
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _commands(inner, (*names, name))


def _words(root: Path, name: str) -> dict[str, dict[str, str]]:
    path = root / "docs" / "reference" / f"{name}.yaml"
    found: dict[str, dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def _written(root: Path) -> dict[str, str]:
    """Each example's requirement as it stands in the file."""
    found = {}
    name = ""
    for line in (root / EXAMPLES).read_text(encoding="utf-8").splitlines():
        key, _, value = line.strip().partition(": ")
        if key == "- id":
            name = value
        elif key == "require":
            found[name] = value
    return found


WHOLE_PAGES: dict[str, Write] = {
    "docs/zh/operators.md": operators_page,
    "docs/zh/commands.md": commands_page,
}
"""Pages that are written as a whole, by path."""

REGIONS: dict[str, Write] = {f"columns-{name}": columns_of(name) for name in TABLES}
"""Parts of pages, by the name in their comment."""
