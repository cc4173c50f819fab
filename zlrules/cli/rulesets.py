"""``zlrules rulesets``: list, show, check, test."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from zlrules.cli.chinese import ChineseGroup
from zlrules.cli.root import Settings
from zlrules.cli.tables import table
from zlrules.errors import ZlrulesError
from zlrules.words import CONFIDENCE_LABELS, KIND_LABELS, NATURE_LABELS, Confidence

if TYPE_CHECKING:
    from zlrules.loading.bound import BoundRow, BoundRuleset
    from zlrules.loading.library import Entry, Library

FOUND_ERRORS = 1


@click.group(cls=ChineseGroup, name="rulesets")
def command() -> None:
    """查看、检查和测试指标体系。

    指标体系用 id（zhonglou/14fyp）、id@版本或文件路径指明。
    """


@command.command("list")
@click.pass_obj
def list_(settings: Settings) -> None:
    """列出全部指标体系。"""
    library = _library(settings)
    rows = []
    for entry in library.entries():
        ruleset = library.load_entry(entry).ruleset
        rows.append(
            (
                ruleset.name,
                KIND_LABELS[ruleset.kind],
                str(len(ruleset.criteria)),
                str(ruleset.in_force),
                ruleset.title,
            )
        )
    click.echo(table(("指标体系", "类型", "项数", "施行期", "名称"), rows, widest=50))


@command.command("show")
@click.argument("name", metavar="指标体系")
@click.option(
    "--resolved", is_flag=True, help="写成一个完整的 YAML，每个值注明来自哪个文件、哪一行"
)
@click.pass_obj
def show(settings: Settings, *, name: str, resolved: bool) -> None:
    """显示一个指标体系的全部考核指标、要求和出处。"""
    from zlrules.loading.resolved import resolved_text
    from zlrules.telling.explanation import known_text

    bound = _library(settings).load(name)
    if resolved:
        click.echo(resolved_text(bound), nl=False)
        return
    ruleset = bound.ruleset
    click.echo(f"{ruleset.title}（{ruleset.name}）")
    click.echo(f"发布: {ruleset.issuer}；施行: {ruleset.in_force}")
    if ruleset.extends:
        click.echo(f"在 {ruleset.extends} 的基础上增加和收紧")
    rules = "；".join(
        f"{NATURE_LABELS[nature]}: {_rule(rule)}{_mark(ruleset.confidence_of_rule(nature))}"
        for nature, rule in ruleset.pass_rule.items()
    )
    click.echo(f"通过规则: {rules or '未取得'}")
    if ruleset.text == "not_obtained":
        click.echo("适用标准文本未取得，不能判定")
    for title, told in (
        ("已知", [known_text(ruleset, one) for one in ruleset.known]),
        ("需取得", ruleset.to_obtain),
    ):
        if told:
            click.echo("\n".join([f"{title}:", *(f"  - {one}" for one in told)]))
    if bound.criteria:
        rows = [_row(row, bound) for row in bound.rows()]
        headers = ("序号", "考核指标", "属性", "要求", "编号", "出处")
        click.echo(f"\n{table(headers, rows, widest=40)}")


def _rule(rule: object) -> str:
    return {"all": "全部达标", "reported": "只列出", "unknown": "原文未取得"}.get(
        str(rule), f"达标份额不低于 {rule}"
    )


def _mark(known: Confidence) -> str:
    """How well something is known, unless it is from the official text."""
    return "" if known is Confidence.OFFICIAL else f"（{CONFIDENCE_LABELS[known]}）"


def _row(row: BoundRow, bound: BoundRuleset) -> Sequence[str]:
    units = {root.indicator.unit for root in row.roots()} - {None, "/"}
    required = " ".join([row.describe() or "各分项", *filter(None, units)])
    source = row.row.source
    mark = _mark(row.row.confidence)
    return (
        f"  {row.row.number}" if row.is_part else row.row.number,
        row.row.title,
        "" if row.is_part else NATURE_LABELS[row.criterion.nature],
        required,
        row.row.id,
        f"{bound.ruleset.documents[source.document].title} {source.place}“{source.quote}”{mark}",
    )


@command.command("check")
@click.argument("names", nargs=-1, metavar="[指标体系]...")
@click.pass_obj
def check(settings: Settings, *, names: tuple[str, ...]) -> int:
    """检查指标体系的写法；不写名称时检查全部。有错误时退出码为 1。"""
    library = _library(settings)
    failed = 0
    for entry in _entries(library, names):
        try:
            bound = library.load_entry(entry)
        except ZlrulesError as error:
            failed += len(error.problems)
            for problem in error.problems:
                click.echo(str(problem))
        else:
            click.echo(f"{bound.ruleset.name}: {len(bound.criteria)} 项考核指标，写法无误")
    return FOUND_ERRORS if failed else 0


@command.command("test")
@click.argument("names", nargs=-1, metavar="[指标体系]...")
@click.pass_obj
def test(settings: Settings, *, names: tuple[str, ...]) -> int:
    """运行指标体系旁边的用例；不写名称时运行全部。有不符时退出码为 1。"""
    from zlrules.ruleset_tests import run_cases

    library = _library(settings)
    failed = 0
    for entry in _entries(library, names):
        bound = library.load_entry(entry)
        report = run_cases(bound, entry.cases)
        failed += len(report.problems)
        for problem in report.problems:
            click.echo(str(problem))
        said = f"{len(report.problems)} 处不符" if report.problems else "全部相符"
        click.echo(f"{bound.ruleset.name}: {report.count} 个用例，{said}")
    return FOUND_ERRORS if failed else 0


def _library(settings: Settings) -> Library:
    from zlrules.loading.library import Library, bundled

    return Library([bundled()], settings.plugins().operators())


def _entries(library: Library, names: Sequence[str]) -> Iterator[Entry]:
    if names:
        yield from (library.find(name) for name in names)
    else:
        yield from library.entries()
