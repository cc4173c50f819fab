"""``zlrules report``."""

from __future__ import annotations

from pathlib import Path

import click

from zlrules.cli.chinese import ChineseCommand
from zlrules.cli.parameters import FOLDER, workspace_argument
from zlrules.cli.root import Settings
from zlrules.cli.wish import Wish, takes_wish
from zlrules.cli.writing import BLOCK, Wanted, decision_code
from zlrules.errors import one_of
from zlrules.extensions import PaperRequest
from zlrules.plugins import Plugins

TEMPLATES = "templates"
"""Folder of a workspace with templates of its own."""


@click.command(cls=ChineseCommand)
@workspace_argument
@takes_wish
@click.option(
    "--format",
    "form",
    metavar="格式",
    help="docx、xlsx、pdf、markdown 等；不写则看文件的后缀",
)
@click.option("--paper", metavar="文种", help="写成哪一种材料，如 申报函；可用的写错时列出")
@click.option(
    "--templates",
    type=FOLDER,
    metavar="文件夹",
    help=f"自己的模板；不写则用工作区里的 {TEMPLATES} 文件夹，没有的用自带的",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    metavar="文件",
    help="写入文件；charts、parquet 写入文件夹",
)
@click.option("--exit-code", is_flag=True, help="用退出码表示结论：0 通过，1 未通过，3 暂不能定")
@click.pass_obj
def command(
    settings: Settings,
    *,
    workspace: Path,
    wish: Wish,
    form: str | None,
    paper: str | None,
    templates: Path | None,
    output: Path,
    exit_code: bool,
) -> int:
    """写出一个工作区的报告：Word、Excel、PDF。

    例：zlrules report fixtures/zhonglou --ruleset zhonglou/14fyp --year 2025 -o 完成情况.docx
    """
    from zlrules.cli.surveying import survey

    plugins = settings.plugins()
    own = workspace / TEMPLATES
    request = PaperRequest(paper, templates or (own if own.is_dir() else None), workspace)
    wanted = Wanted.checked(plugins, form or _form_of(output, plugins), output, request)
    decisions = wanted.write(survey([workspace], plugins, wish), BLOCK)
    return decision_code(decisions) if exit_code else 0


def _form_of(output: Path, plugins: Plugins) -> str:
    """The form of output that a file's suffix stands for."""
    forms = {one.suffix: name for name, one in plugins.reports().items()}
    forms |= {one.suffix: name for name, one in plugins.file_reports().items()}
    suffix = output.suffix.lower()
    if suffix not in forms:
        wrong = f"不知道后缀 '{suffix}' 是什么格式，用 --format 指明; {one_of(suffix, forms)}"
        raise click.BadParameter(wrong, param_hint="-o")
    return forms[suffix]
