"""Results to the screen, or to a file in one atomic step."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import click

from zlrules.errors import Problem, ZlrulesError


def colour_wanted() -> bool:
    """Whether the output is a terminal that shows colours."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def put(text: str, output: Path | None) -> None:
    """Print a text, or write it to a file that appears whole or not at all.

    Raises:
        ZlrulesError: The file can't be written.
    """
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
        return
    try:
        write_atomically(output, text)
    except OSError as error:
        problem = Problem(str(output), 0, "", f"写不了文件（{error.strerror}）", "核对路径和权限")
        raise ZlrulesError([problem]) from error
    click.echo(f"已写入 {output}", err=True)


def write_atomically(path: Path, text: str) -> None:
    """Write a file through a temporary one beside it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
