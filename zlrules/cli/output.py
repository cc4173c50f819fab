"""Results to the screen, or to a file in one atomic step."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zlrules.errors import Problem, ZlrulesError

if TYPE_CHECKING:
    from pydantic import BaseModel

    from zlrules.assessment import Assessment
    from zlrules.extensions import Export


def colour_wanted() -> bool:
    """Whether the output is a terminal that shows colours."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def write_folder(export: Export, assessments: Iterable[Assessment], folder: Path) -> None:
    """Write assessments into a folder.

    Raises:
        ZlrulesError: The folder holds something else or can't be written, or the data are wrong.
    """
    with writing(folder):
        export.write(assessments, folder)
    click.echo(f"已写入 {folder}", err=True)


def json_text(document: BaseModel) -> str:
    """A document as the JSON text that commands print."""
    return document.model_dump_json(indent=2, by_alias=True) + "\n"


def put(text: str, output: Path | None) -> None:
    """Print a text, or write it to a file that appears whole or not at all.

    Raises:
        ZlrulesError: The file can't be written.
    """
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
        return
    put_file(text.encode(), output)


def put_file(content: bytes, output: Path) -> None:
    """Write a file that appears whole or not at all.

    Raises:
        ZlrulesError: The file can't be written.
    """
    with writing(output):
        write_atomically(output, content)
    click.echo(f"已写入 {output}", err=True)


@contextmanager
def writing(output: Path) -> Iterator[None]:
    """Tell what can't be written as a mistake in the path.

    Raises:
        ZlrulesError: It can't be written.
    """
    try:
        yield
    except OSError as error:
        problem = Problem(str(output), 0, "", f"写不了文件（{error.strerror}）", "核对路径和权限")
        raise ZlrulesError([problem]) from error


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file through a temporary one beside it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
