"""``zlrules data import``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zlrules import YEAR, ChineseCommand, ZlrulesError, put, put_file, writing

if TYPE_CHECKING:
    from zlrules import Settings
    from zlrules_forms.intake.planning import Import


@click.command(cls=ChineseCommand)
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件..."
)  # fmt: skip
@click.option(
    "-w", "--workspace", type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".", metavar="工作区", help="导入到哪个工作区，不写则是当前文件夹",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="只列出会有什么变化，不写入")
@click.option("--replace", is_flag=True, help="与以前导入的不同时，用这次的代替")
@click.option("--sheet", metavar="工作表", help="普通表格有几张工作表时，导入哪一张")
@click.option("--year", type=YEAR, metavar="年", help="普通表格没有写年份时，是哪一年的数据")
@click.pass_obj
def command(
    settings: Settings,
    *,
    files: tuple[Path, ...],
    workspace: Path,
    dry_run: bool,
    replace: bool,
    sheet: str | None,
    year: int | None,
) -> None:
    """导入填好的 Excel 表，一个或许多个。

    填报表（zlrules template 生成的）和有表头（指标、年份、数值）的普通表格都可以。
    有一处错误就都不写入，错误逐格列出。数据写入工作区的 data/reported，并在 zlrules.yaml 登记。
    """
    from zlrules_forms.intake.ordinary import Wishes
    from zlrules_forms.intake.page import import_page
    from zlrules_forms.intake.planning import plan_import

    planned = plan_import(files, workspace, Wishes(sheet, year), settings.plugins())
    if not (dry_run or replace):
        _refuse_changes(planned)
    put(import_page(planned, dry_run=dry_run), None)
    if not dry_run:
        _write(planned, workspace)


def _refuse_changes(planned: Import) -> None:
    from zlrules_forms.intake.page import told
    from zlrules_forms.intake.reported import Move

    problems = [
        change.record.origin.problem(
            change.record.about,
            f"与以前导入的不同：{told(change)}",
            "用 --dry-run 核对，要改的加 --replace",
        )
        for change in planned.changes
        if change.move is Move.CHANGED
    ]
    if problems:
        raise ZlrulesError(problems)


def _write(planned: Import, folder: Path) -> None:
    for name, content in planned.files.items():
        path = folder / name
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        put_file(content, path)
