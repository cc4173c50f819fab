"""``zlrules evidence``: status, matrix, register, pack."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zlrules import (
    ChineseCommand,
    ChineseGroup,
    Wish,
    district_option,
    output_option,
    put,
    put_file,
    takes_wish,
    workspace_argument,
)

if TYPE_CHECKING:
    from zlrules import Settings, Table
    from zlrules_evidence.looking import Look

FORMATS = ("markdown", "csv")
SOON = 90
"""So many days before they expire, documents are named."""


@click.group(cls=ChineseGroup, name="evidence")
def command() -> None:
    """证明材料：哪些项可证明、缺什么，各年的对照表，整理成册。

    登记表和它的各列见 docs/zh/evidence.md。
    """


@command.command("status", cls=ChineseCommand)
@workspace_argument
@takes_wish
@district_option
@click.option(
    "--soon", type=click.IntRange(min=0), default=SOON, metavar="天",
    help=f"多少天之内到期的算快到期，默认 {SOON}",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="markdown", metavar="格式",
    help="markdown（默认）可直接阅读，csv 给 Excel（只有各项）",
)  # fmt: skip
@output_option
@click.pass_obj
def status(
    settings: Settings,
    *,
    workspace: Path,
    wish: Wish,
    district: str | None,
    soon: int,
    form: str,
    output: Path | None,
) -> None:
    """哪些项可证明，不可证明的缺什么；没有用到的、快到期的材料。"""
    from zlrules import csv_text
    from zlrules_evidence.status import criteria_table, status_page

    looks = _looks(settings, workspace, wish, district)
    if form == "csv":
        tables = [criteria_table(look) for look in looks]
        put(csv_text(tables[0].headers, [row for one in tables for row in one.rows]), output)
        return
    put("\n".join(status_page(look, soon) for look in looks), output)


@command.command("matrix", cls=ChineseCommand)
@workspace_argument
@takes_wish
@district_option
@click.option(
    "--format", "form", type=click.Choice((*FORMATS, "xlsx")), default="markdown",
    metavar="格式", help="markdown（默认）可直接阅读，csv、xlsx 给 Excel",
)  # fmt: skip
@output_option
@click.pass_obj
def matrix(
    settings: Settings,
    *,
    workspace: Path,
    wish: Wish,
    district: str | None,
    form: str,
    output: Path | None,
) -> None:
    """考核指标、年份、证明材料的对照表。"""
    from zlrules import csv_text, markdown_table, markdown_text
    from zlrules_evidence.matrix import matrix_table

    looks = _looks(settings, workspace, wish, district)
    tables = [matrix_table(look) for look in looks]
    if form == "markdown":
        pages = (f"# {markdown_text(one.title)}\n\n{markdown_table(one)}\n" for one in tables)
        put("\n".join(pages), output)
    elif form == "csv":
        _refuse_several(tables, "csv")
        put(csv_text(tables[0].headers, tables[0].rows), output)
    else:
        from zlrules_evidence.workbook import workbook

        if output is None:
            raise click.UsageError("--format xlsx 写入文件，用 -o 指明")
        put_file(workbook(tables), output)


@command.command("register", cls=ChineseCommand)
@workspace_argument
@click.option(
    "--folder",
    default="evidence",
    metavar="文件夹",
    help="工作区里放证明材料的文件夹，默认 evidence",
)
@output_option
@click.pass_obj
def register(settings: Settings, *, workspace: Path, folder: str, output: Path | None) -> None:
    """算出文件的 SHA-256，写成登记表的行：还没有登记的，和登记了没有写校验值的。

    名称、时期等由人补上，再并入登记表；不改动任何文件。
    """
    from zlrules_evidence.registering import proposed_rows

    put(proposed_rows(workspace, settings.plugins(), folder), output)


@command.command("pack", cls=ChineseCommand)
@workspace_argument
@takes_wish
@district_option
@click.option("--incomplete", is_flag=True, help="有缺的也整理，缺的列在目录里；不写则有缺的就停下")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, metavar="文件夹或.zip",
    help="写入这个文件夹，或写成 .zip",
)  # fmt: skip
@click.pass_obj
def pack(
    settings: Settings,
    *,
    workspace: Path,
    wish: Wish,
    district: str | None,
    incomplete: bool,
    output: Path,
) -> None:
    """把证明材料按考核指标的次序编号，连同目录整理成文件夹或 ZIP。

    文件名以证明材料编号开头；支撑几项的材料只放一份，目录里写明。同样的材料整理两次，每个字节都相同。
    """
    from zlrules_evidence.packing import binder_of
    from zlrules_evidence.writing import write_folder, write_zip

    looks = _looks(settings, workspace, wish, district)
    _refuse_several(looks, "pack")
    binder = binder_of(looks[0], incomplete=incomplete)
    write = write_zip if output.suffix.lower() == ".zip" else write_folder
    write(binder, output)
    click.echo(f"已写入 {output}", err=True)


def _looks(settings: Settings, workspace: Path, wish: Wish, district: str | None) -> list[Look]:
    from zlrules_evidence.looking import looks_at

    return looks_at(workspace, settings.plugins(), wish, district)


def _refuse_several(found: Sequence[Look | Table], what: str) -> None:
    if len(found) != 1:
        wrong = f"{what} 只能是一个行政区、一个指标体系、一年的，这里有 {len(found)} 个"
        raise click.UsageError(f"{wrong}；用 --district、--ruleset、--year 选一个")
