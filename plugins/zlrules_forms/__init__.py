"""Forms to fill in, and what comes back: `zlrules template`, `zlrules data import`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from zlrules import hookimpl

if TYPE_CHECKING:
    import click

    from zlrules import Command


@hookimpl
def zlrules_commands() -> Iterable[Command]:
    """Hand over the commands."""
    from zlrules import Command

    return [
        Command("data import", "导入填好的 Excel 表：填报表，或有表头的普通表格", _load_import),
        Command("template", "按指标体系生成 Excel 填报表", _load_template),
    ]


def _load_import() -> click.Command:
    from zlrules_forms.intake.command import command

    return command


def _load_template() -> click.Command:
    from zlrules_forms.template.command import command

    return command
