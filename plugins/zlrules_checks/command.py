"""``zlrules data check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zlrules import (
    ChineseCommand,
    Problem,
    ZlrulesError,
    json_text,
    output_option,
    put,
    workspace_argument,
)

if TYPE_CHECKING:
    from zlrules import Settings
    from zlrules_checks.checking import Checked

FORMATS = ("text", "json", "csv")
FOUND_ERRORS = 1
LARGEST = 100_000
"""More rows than this are too many for JSON and CSV."""


@click.command(cls=ChineseCommand)
@workspace_argument
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True,
    metavar="格式", help="text 在终端上看，json 给程序，csv 给 Excel",
)  # fmt: skip
@output_option
@click.pass_obj
def command(settings: Settings, *, workspace: Path, form: str, output: Path | None) -> int:
    """按规则检查一个工作区的数据，列出冲突、存疑和错误。

    合计与分项、比例与个数、变化与前后数值不符的是错误，退出码为 1。
    各来源说法不同的是冲突，口径、时间或状态不同的是存疑，都只列出，退出码为 0。
    不写工作区时检查当前文件夹。
    """
    from zlrules_checks.finding import Severity

    checked = _check(workspace, settings)
    put(_render(checked, form), output)
    return FOUND_ERRORS if checked.counts[Severity.ERROR] else 0


def _check(folder: Path, settings: Settings) -> Checked:
    from zlrules import open_library, open_workspace, prepare, read_data
    from zlrules_checks.checking import check_facts

    plugins = settings.plugins()
    catalogue = open_library(plugins, [open_workspace(folder).rulesets]).catalogue
    data = read_data(folder, plugins)
    return check_facts(prepare(data, catalogue), catalogue, data.documents)


def _render(checked: Checked, form: str) -> str:
    if form != "text":
        _refuse_too_many(checked)
    if form == "json":
        return json_text(checked.report())
    if form == "csv":
        from zlrules_checks.csv_form import render_csv

        return render_csv(checked)
    from zlrules_checks.page import render_page

    return render_page(checked)


def _refuse_too_many(checked: Checked) -> None:
    rows = sum(len(one.figures) for one in checked.found)
    if rows > LARGEST:
        wrong = f"涉及的数据有 {rows:,} 行，超过 json 和 csv 的上限 {LARGEST:,} 行"
        remedy = "先用文本格式看并改正，或按行政区、年份分成几个工作区检查"
        raise ZlrulesError([Problem("检查结果", 0, "", wrong, remedy)])
