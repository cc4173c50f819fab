"""Click's help and usage errors in Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

import click

from zlrules.errors import nearest, one_of


class ChineseCommand(click.Command):
    """A command whose help is in Chinese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        pieces = " ".join(self.collect_usage_pieces(ctx)).replace("[OPTIONS]", "[选项]")
        formatter.write_usage(ctx.command_path, pieces, prefix="用法: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        records = [param.get_help_record(ctx) for param in self.get_params(ctx)]
        with formatter.section("选项"):
            write_pairs(
                formatter, [record for record in records if record is not None and record[1]]
            )

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option ``--help``, explained in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示帮助并退出"
        return option


class ChineseGroup(ChineseCommand, click.Group):
    """A group of commands whose help is in Chinese."""

    command_class = ChineseCommand

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the commands."""
        ChineseCommand.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with their summaries."""
        with formatter.section("命令"):
            pairs = [(name, self.summary(ctx, name)) for name in self.list_commands(ctx)]
            write_pairs(formatter, pairs)

    def summary(self, ctx: click.Context, name: str) -> str:
        """What a command does: what its help begins with."""
        command = self.get_command(ctx, name)
        return (command.short_help or command.help or "").partition("\n\n")[0] if command else ""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, "[选项] 命令 [参数]...", prefix="用法: ")


def write_pairs(formatter: click.HelpFormatter, pairs: Sequence[tuple[str, str]]) -> None:
    """Write two columns; click's own way takes a Chinese character for one column wide."""
    widest = max((_width(first) for first, _ in pairs), default=0)
    margin = " " * formatter.current_indent
    for first, second in pairs:
        lines = _lines(second, formatter.width - formatter.current_indent - widest - 2)
        for number, line in enumerate(lines):
            head = first if number == 0 else ""
            formatter.write(f"{margin}{head}{' ' * (widest - _width(head))}  {line}\n")


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _lines(text: str, width: int) -> list[str]:
    """Break a text into lines of at most so many columns; Chinese breaks anywhere."""
    lines = [""]
    for character in text:
        if _width(lines[-1] + character) > max(width, 20):
            lines.append("")
        lines[-1] += character
    return lines


def usage_message(error: click.ClickException) -> str:
    """A usage error in the house style: place, what is wrong, what to do."""
    context = getattr(error, "ctx", None)
    place = context.command_path if isinstance(context, click.Context) else "zlrules"
    return f"{place}: {_wrong(error, context)}; 用 {place} --help 查看用法"


def _wrong(error: click.ClickException, context: click.Context | None) -> str:
    match error:
        case click.NoSuchCommand():
            group = context.command if context else None
            names = (
                group.list_commands(context) if isinstance(group, click.Group) and context else []
            )
            return f"没有命令 '{error.command_name}'; {one_of(error.command_name, names)}"
        case click.NoSuchOption():
            return f"没有选项 '{error.option_name}'{nearest(error.option_name, error.possibilities or [])}"
        case click.MissingParameter():
            return f"缺少 {_shown(error.param, context) if error.param else '参数'}"
        case click.BadParameter():
            name = _shown(error.param, context) if error.param else error.param_hint or "参数"
            return f"{name} 的值不对: {_detail(error.message)}"
        case click.BadOptionUsage():
            return f"选项 '{error.option_name}' 的用法不对（需要或不需要值）"
    return _detail(error.message)


def _shown(param: click.Parameter, context: click.Context | None) -> str:
    """What the user calls a parameter."""
    is_argument = isinstance(param, click.Argument) and context is not None
    return param.make_metavar(context) if is_argument and context else param.opts[-1]


def _detail(message: str) -> str:
    """Click's own words for what it found, turned into Chinese where they are fixed phrases."""
    for english, chinese in _PHRASES:
        message = message.replace(english, chinese)
    return message.rstrip(".")


_PHRASES = (
    ("is not one of", "不在可用值之内:"),
    ("is not a valid integer range", "不是范围内的整数"),
    ("is not a valid integer", "不是整数"),
    ("is not in the range", "不在范围内:"),
    ("does not exist", "不存在"),
    ("is a directory", "是文件夹"),
    ("is a file", "是文件"),
    ("Got unexpected extra arguments", "多余的参数"),
    ("Got unexpected extra argument", "多余的参数"),
    ("Directory", "文件夹"),
    ("File", "文件"),
    ("Path", "路径"),
    ("does not match the formats", "不符合格式:"),
)
