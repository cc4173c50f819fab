"""Libraries that only some commands need, and that a light install leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from zlrules.errors import Problem, ZlrulesError


@contextmanager
def needing(extra: str) -> Iterator[None]:
    """Import libraries of an extra; a missing one is told with the command that installs it.

    Example:
        ::

            with zlrules.needing("office"):
                import xlsxwriter

    Raises:
        ZlrulesError: A library isn't installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        missing = Problem(
            "安装", 0, str(error.name), "没有安装这个库", f'运行 pip install "zlrules[{extra}]"'
        )
        raise ZlrulesError([missing]) from error
