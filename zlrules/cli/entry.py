"""Where the program starts, and the only place where exceptions become exit codes."""

from __future__ import annotations

import gc
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
INTERRUPTED = 130


ALIVE = 500_000
"""So many objects a run may make before Python looks among them for what is no longer used.

One district takes a hundred thousand, nearly all of which stay; at Python's own 700, a fifteenth of
the run is spent in looking.
"""


def main() -> None:
    """Run the command line and exit."""
    gc.set_threshold(ALIVE)
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "1"  # looking for what else is installed takes a while
    code = run(sys.argv[1:])
    gc.freeze()  # or else Python looks through everything once more before it gives all of it back
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run the command line.

    Returns:
        The exit code.
    """
    debug = "--debug" in arguments
    try:
        code = zlrules.main(arguments, prog_name="zlrules", standalone_mode=False)
    except (ZlrulesError, click.ClickException, click.Abort, BrokenPipeError) as error:
        if debug:
            traceback.print_exc()
        return _told(error)
    except Exception as error:  # noqa: BLE001 - whatever else goes wrong is our bug
        return _our_bug(error, debug=debug)
    return code if isinstance(code, int) else 0


def _told(error: Exception) -> int:
    """Say what is wrong; gives the exit code."""
    match error:
        case ZlrulesError():
            click.echo("\n".join(map(str, error.problems)), err=True)
            code = INVALID
        case click.exceptions.NoArgsIsHelpError():
            click.echo(error.format_message())
            code = USAGE
        case click.ClickException():
            click.echo(usage_message(error), err=True)
            code = USAGE
        case BrokenPipeError():
            _forget_output()
            code = 0
        case _:
            click.echo("已中断", err=True)
            code = INTERRUPTED
    return code


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
