"""``zlrules template``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zlrules import (
    YEAR,
    ChineseCommand,
    Problem,
    SafeNames,
    ZlrulesError,
    new_folder,
    put_file,
    writing,
    written,
)

if TYPE_CHECKING:
    from zlrules import Settings
    from zlrules_forms.template.where import Where


@click.command(cls=ChineseCommand)
@click.argument("ruleset", metavar="指标体系")
@click.option(
    "-w", "--workspace", type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="工作区", help="写上已有的数据和上年值；指标体系也从它的 rulesets 里找",
)  # fmt: skip
@click.option("--year", type=YEAR, required=True, metavar="年", help="评估年度")
@click.option(
    "--district", metavar="代码", help="行政区代码；工作区只有一个区、或指标体系只适用于一个区时不用写"
)  # fmt: skip
@click.option("--by-department", is_flag=True, help="每个责任部门一个文件，-o 写文件夹")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True,
    metavar="文件", help="写成的 .xlsx 文件；按部门时是文件夹",
)  # fmt: skip
@click.pass_obj
def command(
    settings: Settings,
    *,
    ruleset: str,
    workspace: Path | None,
    year: int,
    district: str | None,
    by_department: bool,
    output: Path,
) -> None:
    """按指标体系生成 Excel 填报表，填好后用 zlrules data import 导入。

    每个指标、分项、年份一行，次序同指标体系；要求要看几年的，几年都列。
    """
    from zlrules_forms.template.book import form_book
    from zlrules_forms.template.forms import form_for_all
    from zlrules_forms.template.where import find_where

    where = find_where(ruleset, year, workspace, district, settings.plugins())
    if by_department:
        _write_folder(where, year, output)
        return
    if output.suffix.lower() != ".xlsx":
        problem = Problem(str(output), 0, "-o", "不是 .xlsx 文件", "写成 填报表.xlsx")
        raise ZlrulesError([problem])
    if output.exists():
        wrong = "已有这个文件，可能是填好的表"
        raise ZlrulesError([Problem(str(output), 0, "-o", wrong, "换一个文件名")])
    form = form_for_all(where.bound, year, where.district, where.known)
    put_file(form_book(form), output)


def _write_folder(where: Where, year: int, folder: Path) -> None:
    """Write a file for each department."""
    from zlrules_forms.template.book import form_book
    from zlrules_forms.template.forms import forms_by_department

    names = SafeNames()
    with writing(folder), new_folder(folder) as new:
        for form in forms_by_department(where.bound, year, where.district, where.known):
            name = names.name(f"填报表_{form.department}", ".xlsx")
            written(new / name, form_book(form))
            click.echo(f"已写入 {folder / name}", err=True)
