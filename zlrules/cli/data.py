"""``zlrules data``: what plugins do with the data of a workspace."""

from __future__ import annotations

from collections.abc import Mapping

import click

from zlrules.cli.chinese import ChineseGroup
from zlrules.cli.root import settings_of
from zlrules.extensions import Command

PREFIX = "data "


class DataGroup(ChineseGroup):
    """The commands that plugins hand over as ``data …``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, sorted."""
        return sorted(_added(ctx))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Ask the plugins for a command."""
        added = _added(ctx).get(cmd_name)
        return added.load() if added else None

    def summary(self, ctx: click.Context, name: str) -> str:
        """What a command does, without importing it."""
        return _added(ctx)[name].summary


def _added(ctx: click.Context) -> Mapping[str, Command]:
    commands = settings_of(ctx).plugins().commands()
    return {
        name.removeprefix(PREFIX): one for name, one in commands.items() if name.startswith(PREFIX)
    }


@click.group(cls=DataGroup, name="data")
def command() -> None:
    """检查数据：冲突、存疑和算不拢的地方；导入填好的表。"""
