"""``zlrules plugins``."""

from __future__ import annotations

import json

import click

from zlrules.cli.chinese import ChineseCommand
from zlrules.cli.root import Settings
from zlrules.cli.tables import table

KINDS = {
    "operators": "判定方式",
    "reports": "报告格式",
    "file_reports": "文件格式",
    "exports": "输出格式",
    "readers": "读取器",
    "commands": "命令",
    "documents": "JSON 格式",
}


@click.command(cls=ChineseCommand)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
@click.pass_obj
def command(settings: Settings, *, as_json: bool) -> None:
    """列出已加载的插件：名称、来自哪个安装包、版本、提供什么。"""
    plugins = settings.plugins().listing()
    if as_json:
        rows = [
            {
                "name": one.name,
                "distribution": one.distribution,
                "version": one.version,
                "module": one.module,
                "provides": dict(one.provides),
            }
            for one in plugins
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    body = [
        (
            one.name,
            f"{one.distribution} {one.version}",
            one.module,
            "；".join(f"{KINDS[kind]}: {', '.join(names)}" for kind, names in one.provides.items()),
        )
        for one in plugins
    ]
    click.echo(table(("插件", "安装包", "模块", "提供"), body, widest=50))
