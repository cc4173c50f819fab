"""``zlrules init``."""

from __future__ import annotations

from pathlib import Path

import click

from zlrules.cli.chinese import ChineseCommand
from zlrules.cli.output import write_atomically
from zlrules.errors import Problem, WorkspaceError
from zlrules.skeleton import skeleton


@click.command(cls=ChineseCommand)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="文件夹")
@click.option("--code", default="320404", metavar="代码", help="行政区划代码，默认 320404")
@click.option("--name", default="常州市钟楼区", metavar="名称", help="行政区名称，默认常州市钟楼区")
def command(*, folder: Path, code: str, name: str) -> None:
    """新建工作区：工作区文件、带表头的数据表和填写说明。

    文件夹不存在时新建；已有内容的文件夹不动。
    """
    if folder.exists() and any(folder.iterdir()):
        problem = Problem(
            str(folder), 0, "", "文件夹不是空的", "换一个文件夹，已有的文件不会被改动"
        )
        raise WorkspaceError([problem])
    for path, text in skeleton(code, name).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, text.encode())
        click.echo(f"已建立 {target}")
    click.echo(f"填写数据后运行: zlrules assess {folder}")
