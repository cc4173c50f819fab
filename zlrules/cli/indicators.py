"""``zlrules indicators``: list, show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zlrules.cli.chinese import ChineseGroup
from zlrules.cli.known_figures import known_figures
from zlrules.cli.parameters import FOLDER
from zlrules.cli.root import Settings
from zlrules.cli.tables import table
from zlrules.errors import Problem, ZlrulesError

if TYPE_CHECKING:
    from zlrules.loading.catalogue import Catalogue
    from zlrules.loading.library import Library
    from zlrules.models.indicator import Indicator

DIRECTIONS = {"up": "越高越好", "down": "越低越好", "none": "无方向"}
KINDS = {"stock": "存量", "flow": "流量", "ratio": "比率", "state": "状态", "event": "事件"}


@click.group(cls=ChineseGroup, name="indicators")
def command() -> None:
    """查看指标目录：每个指标只定义一次，供各指标体系共用。"""


@command.command("list")
@click.pass_obj
def list_(settings: Settings) -> None:
    """列出全部指标。"""
    rows = [
        (
            one.id,
            one.name,
            one.unit or "（状态）",
            DIRECTIONS[one.direction],
            "、".join(one.aliases),
        )
        for one in _library(settings).catalogue
    ]
    click.echo(table(("编号", "指标", "单位", "方向", "别名"), rows, widest=40))


@command.command("show")
@click.argument("name", metavar="指标")
@click.argument("workspace", type=FOLDER, required=False, metavar="[工作区]")
@click.pass_obj
def show(settings: Settings, *, name: str, workspace: Path | None) -> None:
    """显示一个指标的定义、用到它的指标体系，以及工作区里的全部数据和出处。

    指标用编号、名称或别名指明。
    """
    library = _library(settings, workspace)
    found = library.catalogue.find(name)
    if found is None:
        raise ZlrulesError(
            [Problem("指标目录", 0, name, "没有这个指标", library.catalogue.candidates(name))]
        )
    indicator = library.catalogue[found]
    click.echo(table(("项目", "内容"), list(_facts(indicator, library.catalogue)), widest=70))
    uses = list(_uses(library, indicator))
    click.echo("\n用到它的指标体系:")
    click.echo(table(("指标体系", "序号", "考核指标", "要求"), uses) if uses else "（没有）")
    if workspace is not None:
        click.echo("\n".join(_known(settings, workspace, indicator, library)))


def _known(
    settings: Settings, workspace: Path, indicator: Indicator, library: Library
) -> Iterator[str]:
    """What the workspace knows of an indicator, district by district."""
    from zlrules.facts import prepare
    from zlrules.telling.figures import FigureBook
    from zlrules.workspace import open_workspace, read_workspace

    data = read_workspace(open_workspace(workspace), settings.plugins().readers())
    facts = prepare(data, library.catalogue)
    book = FigureBook(facts, data.documents, library.catalogue)
    for code, name in facts.districts.select("code", "name").iter_rows():
        shown = known_figures(book, indicator.id, code)
        yield f"\n{name}（{code}）的数据:"
        yield shown or "（没有）"


def _facts(indicator: Indicator, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    yield "编号", indicator.id
    yield "指标", indicator.name
    if indicator.aliases:
        yield "别名", "、".join(indicator.aliases)
    yield "定义", indicator.definition
    calculation = catalogue.calculation(indicator)
    if calculation:
        yield "计算方法", calculation
    yield "类型", KINDS[indicator.kind]
    if indicator.kind == "state":
        yield "状态", "、".join(indicator.states) + ("（由优到劣）" if indicator.ordered else "")
    else:
        yield "单位", indicator.unit or ""
        yield "方向", DIRECTIONS[indicator.direction]
        yield "小数位数", str(indicator.decimals)
        yield "取值范围", _range(indicator)
    if indicator.department:
        yield "责任部门", "、".join(indicator.department)


def _range(indicator: Indicator) -> str:
    low, high = indicator.range.min, indicator.range.max
    return f"{'不限' if low is None else low} 至 {'不限' if high is None else high}"


def _uses(library: Library, indicator: Indicator) -> Iterator[tuple[str, str, str, str]]:
    for entry in library.entries():
        bound = library.load_entry(entry)
        for row in bound.rows():
            nodes = (node for root in row.roots() for node in root.walk())
            if any(node.indicator.id == indicator.id for node in nodes):
                yield bound.ruleset.name, row.row.number, row.row.title, row.describe()


def _library(settings: Settings, workspace: Path | None = None) -> Library:
    from zlrules.loading.library import Library, bundled

    own = [workspace / "rulesets"] if workspace else []
    return Library([bundled(), *own], settings.plugins().operators())
