"""``zlrules tasks``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zlrules import (
    DAY,
    YEAR,
    ChineseCommand,
    Problem,
    RulesetError,
    TaskStatus,
    output_option,
    put,
    workspace_argument,
)

if TYPE_CHECKING:
    from zlrules import Settings

FORMATS = ("markdown", "csv")
BY = ("status", "department", "chapter", "due")


@click.command(cls=ChineseCommand)
@workspace_argument
@click.option(
    "--ruleset", "rulesets", multiple=True, metavar="任务清单",
    help="只列这个任务清单（id、id@版本或文件路径），可重复；不写则用工作区文件里的",
)  # fmt: skip
@click.option("--year", type=YEAR, metavar="年", help="年度；不写则用工作区文件里的")
@click.option(
    "--as-of", type=DAY, metavar="日期", help="截至这一天，只用当时已有的报告；不写则用评估日"
)
@click.option("--since", type=DAY, metavar="日期", help="另列这一天（如上次会议）以来的变化")
@click.option(
    "--by", type=click.Choice(BY), default="status", metavar="分组",
    help="status 状态（默认）、department 责任部门、chapter 章节、due 期限",
)  # fmt: skip
@click.option(
    "--only", "only", multiple=True, type=click.Choice([status.value for status in TaskStatus]),
    metavar="状态", help="只列这种状态的，可重复，如 --only 逾期 --only 受阻",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="markdown", metavar="格式",
    help="markdown（默认）可直接阅读，csv 给 Excel",
)  # fmt: skip
@output_option
@click.pass_obj
def command(
    settings: Settings,
    *,
    workspace: Path,
    rulesets: tuple[str, ...],
    year: int | None,
    as_of: date | None,
    since: date | None,
    by: str,
    only: tuple[str, ...],
    form: str,
    output: Path | None,
) -> int:
    """列出任务清单的进展：哪些逾期、未达、受阻、未报，哪些完成。

    通报用 --only 逾期 --only 未达阶段目标 --only 受阻 --only 无数据，加 --since 上次会议的日期；
    向人大、政协报告用 --by chapter。
    """
    from zlrules_tasks.entries import entries
    from zlrules_tasks.looking import Look
    from zlrules_tasks.moves import moves

    look = Look.at(workspace, settings.plugins(), rulesets, year)
    document = look.on(as_of)
    if since is not None and since >= document.run.judged_on:
        wrong = f"--since {since} 不早于截至日期 {document.run.judged_on}"
        raise RulesetError([Problem("tasks", 0, "", wrong, "写更早的日期")])
    every = list(entries(document))
    shown = [entry for entry in every if not only or entry.status in only]
    moved = None if since is None else list(moves(entries(look.on(since)), every))
    if form == "csv":
        from zlrules_tasks.csv_form import render_csv

        put(render_csv(shown, moved), output)
        return 0
    from zlrules_tasks.markdown_form import TaskList, render_markdown

    told = None if since is None or moved is None else (since, moved)
    put(render_markdown(TaskList(document.run.judged_on, every, shown, by, told)), output)
    return 0
