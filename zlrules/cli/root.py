"""The command ``zlrules`` and its sub-commands, each imported only when it is wanted."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import click

from zlrules.cli.chinese import ChineseGroup
from zlrules.version import __version__

if TYPE_CHECKING:
    from zlrules.plugins import Plugins

COMMANDS = {
    "assess": "按指标体系评估一个工作区",
    "data": "检查和导入数据",
    "explain": "说明一项考核指标的判定：要求、数据、来源和每一步",
    "indicators": "查看指标目录",
    "init": "新建工作区",
    "plugins": "列出已加载的插件",
    "report": "写出 Word、Excel、PDF 报告",
    "rulesets": "查看、检查和测试指标体系",
    "schema": "输出文件格式的 JSON Schema",
}
"""The commands of the core, with what they do."""


class Settings:
    """What the options of ``zlrules`` itself say; plugins are loaded when first asked for."""

    def __init__(self, disabled: tuple[str, ...], *, only_builtin: bool) -> None:
        self.disabled = disabled
        self.only_builtin = only_builtin
        self._plugins: Plugins | None = None

    def plugins(self) -> Plugins:
        """The plugins."""
        if self._plugins is None:
            from zlrules.plugins import load_plugins

            self._plugins = load_plugins(self.disabled, only_builtin=self.only_builtin)
        return self._plugins


class Root(ChineseGroup):
    """The commands of the core, and those of plugins."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, sorted; those of plugins with a space stand in a group."""
        added = [name for name in settings_of(ctx).plugins().commands() if " " not in name]
        return sorted({*COMMANDS, *added})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command of the core, or ask the plugins for it."""
        if cmd_name in COMMANDS:
            command: click.Command = import_module(f"zlrules.cli.{cmd_name}").command
            return command
        added = settings_of(ctx).plugins().commands().get(cmd_name)
        return added.load() if added else None

    def summary(self, ctx: click.Context, name: str) -> str:
        """What a command does, without importing it."""
        if name in COMMANDS:
            return COMMANDS[name]
        return settings_of(ctx).plugins().commands()[name].summary


def settings_of(ctx: click.Context) -> Settings:
    """The settings, also while the help is made, before the options were taken."""
    if not isinstance(ctx.obj, Settings):
        disabled = ctx.params.get("disable") or ()
        ctx.obj = Settings(tuple(disabled), only_builtin=bool(ctx.params.get("only_builtin")))
    return ctx.obj


@click.group(cls=Root, context_settings={"max_content_width": 100})
@click.option(
    "--disable", multiple=True, metavar="插件", help="不加载这个插件，可重复", is_eager=True
)
@click.option("--only-builtin", is_flag=True, help="只加载随 zlrules 安装的插件", is_eager=True)
@click.option("--debug", is_flag=True, help="出错时显示调用过程，供开发者查看")
@click.version_option(
    __version__, prog_name="zlrules", message="%(prog)s %(version)s", help="显示版本并退出"
)
@click.pass_context
def zlrules(
    ctx: click.Context, disable: tuple[str, ...], *, only_builtin: bool, debug: bool
) -> None:
    """按指标体系评估行政区：哪些达标，哪些未达标，哪些还不能定。

    例：zlrules assess fixtures/zhonglou
    """
    del disable, only_builtin, debug
    settings_of(ctx)
