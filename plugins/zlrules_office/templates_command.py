"""``zlrules report-templates``."""

from __future__ import annotations

from pathlib import Path

import click

from zlrules import ChineseCommand, Problem, ZlrulesError, put_file, shown_path
from zlrules_office.papers import PAPERS, SUFFIX, shipped


@click.command(cls=ChineseCommand)
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="文件夹",
    help="写入这个文件夹，没有则新建；已有的文件不覆盖",
)
def command(*, folder: Path) -> None:
    """取出自带的 Word 模板，改好后放进工作区的 templates 文件夹。

    例：zlrules report-templates -o fixtures/zhonglou/templates
    """
    paths = {paper.name: folder / f"{paper.name}{SUFFIX}" for paper in PAPERS}
    there = [path for path in paths.values() if path.exists()]
    if there:
        remedy = "移走它，或换一个文件夹"
        raise ZlrulesError(
            [Problem(shown_path(one), 0, "", "已有这个文件", remedy) for one in there]
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        wrong = f"建不了文件夹（{error.strerror}）"
        raise ZlrulesError([Problem(str(folder), 0, "", wrong, "核对路径和权限")]) from error
    for paper, path in paths.items():
        put_file(shipped(paper), path)
