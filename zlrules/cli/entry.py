"""Where the program starts, and the only place where exceptions become exit codes."""

from __future__ import annotations

import os
import sys
import traceback

import click

from zlrules.cli.chinese import usage_message
from zlrules.cli.root import zlrules
from zlrules.errors import ZlrulesError

INVALID = 4
USAGE = 2
OUR_BUG = 70


def main() -> None:
    """Run the command line and exit."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command line.

    Returns:
        The exit code (design §7).
    """
    debug = "--debug" in arguments
    try:
        code = zlrules.main(arguments, prog_name="zlrules", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except ZlrulesError as error:
        if debug:
            traceback.print_exc()
        for problem in error.problems:
            click.echo(str(problem), err=True)
        return INVALID
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return USAGE
    except click.ClickException as error:
        click.echo(usage_message(error), err=True)
        return USAGE
    except click.Abort:
        click.echo("已中断", err=True)
        return 130
    except BrokenPipeError:
        _forget_output()
        return 0
    except Exception as error:  # noqa: BLE001 - whatever else goes wrong is our bug
        return _our_bug(error, debug=debug)


def _forget_output() -> None:
    """Whoever read our output is gone (``| head``): don't fail again when flushing it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _our_bug(error: Exception, *, debug: bool) -> int:
    if debug:
        traceback.print_exc()
    click.echo(
        f"zlrules: 内部错误: {type(error).__name__}: {error}; "
        "这是程序的缺陷，请加 --debug 重新运行，把全部输出和所用文件发给开发者",
        err=True,
    )
    return OUR_BUG
