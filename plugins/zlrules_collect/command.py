"""``zlrules collect``: status, remind."""

from __future__ import annotations

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
    from zlrules import Settings
    from zlrules_collect.items import Collection


@click.group(cls=ChineseGroup, name="collect")
def command() -> None:
    """收集数据：各单位报了多少、缺什么、谁逾期，和给各单位的提醒清单。

    分工写在工作区的责任分工表里，没有写的按指标体系列出的责任部门，见 docs/zh/collect.md。
    """


@command.command("status", cls=ChineseCommand)
@workspace_argument
@takes_wish
@district_option
@click.option(
    "--format", "form", type=click.Choice(("markdown", "csv")), default="markdown",
    metavar="格式", help="markdown（默认）可直接阅读，csv 给 Excel（每项一行）",
)  # fmt: skip
@output_option
@click.pass_obj
def status(
    settings: Settings,
    *,
    workspace: Path,
    wish: Wish,
    district: str | None,
    form: str,
    output: Path | None,
) -> None:
    """各单位的填报进展：数据、证明材料齐不齐，填报状态，到这一天逾期的。

    给各单位的提醒清单（Word 或 Markdown）用 zlrules collect remind。
    """
    from zlrules_collect.status import items_csv, status_page

    found = _collections(settings, workspace, wish, district)
    if form == "csv":
        put(items_csv(found), output)
    else:
        put("\n".join(map(status_page, found)), output)


@command.command("remind", cls=ChineseCommand)
@workspace_argument
@takes_wish
@district_option
@click.option("--department", metavar="单位", help="只给这个单位")
@click.option(
    "--format", "form", type=click.Choice(("markdown", "docx")),
    metavar="格式", help="markdown（默认）或 docx（Word）；不写则看文件的后缀",
)  # fmt: skip
@click.option(
    "-o", "--output", type=click.Path(path_type=Path),
    metavar="文件或文件夹", help="写入文件；docx 也可以写新的文件夹，每个单位一个文件",
)  # fmt: skip
@click.pass_obj
def remind(
    settings: Settings,
    *,
    workspace: Path,
    wish: Wish,
    district: str | None,
    department: str | None,
    form: str | None,
    output: Path | None,
) -> None:
    """给各单位的提醒清单：报什么、单位、年份、定义、期限、报给谁、附哪些证明材料。

    已经报齐的不列。没有数据的新区列出全部要收集的数据。
    """
    from zlrules_collect.reminders import reminders_of

    collections = _collections(settings, workspace, wish, district)
    reminders = reminders_of(collections, department)
    is_word = output is not None and output.suffix.lower() == ".docx"
    if (form or ("docx" if is_word else "markdown")) == "markdown":
        from zlrules_collect.reminder_page import reminder_pages

        put(reminder_pages(reminders), output)
        return
    from zlrules_collect.word import reminder_document, write_reminders

    if output is None:
        raise click.UsageError("--format docx 写入文件或文件夹，用 -o 指明")
    if is_word:
        put_file(reminder_document(reminders), output)
    else:
        write_reminders(reminders, output)
        click.echo(f"已写入 {output}", err=True)


def _collections(
    settings: Settings, workspace: Path, wish: Wish, district: str | None
) -> list[Collection]:
    from zlrules_collect.items import collections_of

    return collections_of(workspace, settings.plugins(), wish, district)
