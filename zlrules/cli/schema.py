"""``zlrules schema``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from zlrules.cli.chinese import ChineseCommand
from zlrules.cli.output import put
from zlrules.cli.parameters import output_option
from zlrules.cli.root import Settings


@click.command(cls=ChineseCommand)
@click.argument("name", default="ruleset", metavar="[格式]")
@output_option
@click.pass_obj
def command(settings: Settings, *, name: str, output: Path | None) -> None:
    """输出文件格式的 JSON Schema，含已安装插件的判定方式和 JSON 格式。

    格式: ruleset（默认）、overlay（写了 extends 的指标体系）、indicators、cases、workspace、assessment，以及插件的 JSON 格式（zlrules plugins 列出）。
    """
    from zlrules.schema import formats, schema_of

    plugins = settings.plugins()
    chosen = click.Choice(formats(plugins)).convert(name, None, click.get_current_context())
    schema = schema_of(chosen, plugins)
    put(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", output)
