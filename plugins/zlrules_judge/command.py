"""``zlrules judge``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zlrules import ChineseCommand, json_text, output_option, put

if TYPE_CHECKING:
    from zlrules import Settings
    from zlrules_judge.judgement import Judgement

FORMATS = ("table", "json", "csv")


@click.command(cls=ChineseCommand)
@click.argument("table", type=click.Path(path_type=Path), metavar="表格")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True,
    metavar="格式", help="table 在终端上看，json 给程序，csv 给 Excel",
)  # fmt: skip
@output_option
@click.option(
    "--exit-code", is_flag=True, help="用退出码表示结果：0 各项达标，1 有未达标，3 有不能判定"
)
@click.pass_obj
def command(
    settings: Settings, *, table: Path, form: str, output: Path | None, exit_code: bool
) -> int:
    """判定一张手工填写的指标表，核对其中的“完成情况”。

    表格是 CSV 或 Excel 文件，第一行是表头：指标、单位、目标值、完成值、完成情况，可有序号。
    目标值可写 ≥90、不低于90、90以上、<14、6~9、消除；只写数字的，按指标目录里的优劣方向判定。
    不能确定的一律待核定并说明原因，不作猜测，也不换算单位。
    """
    judgement = _judge(table, settings)
    put(_render(judgement, form), output)
    return _code(judgement) if exit_code else 0


def _judge(table: Path, settings: Settings) -> Judgement:
    from zlrules import read_raw
    from zlrules_judge.judging import judge
    from zlrules_judge.rows import read_rows

    plugins = settings.plugins()
    rows = read_rows(read_raw(table, plugins.readers()), str(table))
    return judge(rows, plugins)


def _render(judgement: Judgement, form: str) -> str:
    if form == "json":
        return json_text(judgement)
    if form == "csv":
        from zlrules_judge.csv_form import render_csv

        return render_csv(judgement)
    from zlrules_judge.page import render_page

    return render_page(judgement)


def _code(judgement: Judgement) -> int:
    from zlrules import Outcome

    outcomes = {row.outcome for row in judgement.rows}
    if Outcome.MISSED in outcomes:
        return 1
    return 0 if outcomes == {Outcome.MET} else 3
