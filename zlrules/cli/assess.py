"""``zlrules assess``."""

from __future__ import annotations

from pathlib import Path

import click

from zlrules.cli.chinese import ChineseCommand
from zlrules.cli.parameters import FOLDER
from zlrules.cli.root import Settings
from zlrules.cli.wish import Wish, takes_wish
from zlrules.cli.writing import BLOCK, Wanted, decision_code
from zlrules.extensions import PaperRequest


@click.command(cls=ChineseCommand)
@click.argument("workspaces", type=FOLDER, nargs=-1, required=True, metavar="工作区...")
@takes_wish
@click.option(
    "--format",
    "form",
    default="terminal",
    metavar="格式",
    help="报告格式，默认 terminal；可用的见 zlrules plugins",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="写入文件，不写则显示；parquet 写入文件夹，docx 等写入文件，必须写",
)
@click.option("--exit-code", is_flag=True, help="用退出码表示结论：0 通过，1 未通过，3 暂不能定")
@click.option("--trace", is_flag=True, help="在 JSON 中写出每个判定节点的结果")
@click.option(
    "--block",
    type=click.IntRange(min=1),
    default=BLOCK,
    metavar="个数",
    help=f"每次读入多少个行政区的数据，默认 {BLOCK}；内存不够时减小",
)
@click.pass_obj
def command(
    settings: Settings,
    *,
    workspaces: tuple[Path, ...],
    wish: Wish,
    form: str,
    output: Path | None,
    exit_code: bool,
    trace: bool,
    block: int,
) -> int:
    """按指标体系评估一个或几个工作区。

    工作区是含有 zlrules.yaml 的文件夹，也可以写含有若干工作区的文件夹。不写 --ruleset
    时，评估工作区文件里列出的全部指标体系。
    """
    from zlrules.cli.surveying import survey

    plugins = settings.plugins()
    request = PaperRequest(folder=workspaces[0] if len(workspaces) == 1 else None)
    wanted = Wanted.checked(plugins, form, output, request, trace=trace)
    decisions = wanted.write(survey(workspaces, plugins, wish), block)
    return decision_code(decisions) if exit_code else 0
