"""Blocks in Markdown pages that are run, and whose output is written back.

A comment on the line before a fenced block says what the block is:

    <!-- file: PATH -->            the block is written to PATH; a ``pyproject.toml`` is installed,
                                   the functions of a ``test_*.py`` are called
    <!-- run -->                   its lines are run; ``run exit=4`` expects another exit code
    <!-- output -->                what the last ``run`` block printed
    <!-- output: COMMAND -->       what COMMAND prints
    <!-- output 1-20: COMMAND -->  the same, these lines only

Each page runs in a folder of its own that holds copies of ``fixtures`` and ``docs/examples``.
``<!-- generated: NAME -->`` … ``<!-- end generated -->`` encloses text that a function writes.
"""

from __future__ import annotations

import contextlib
import io
import re
import runpy
import shlex
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from docs.fake_install import forgotten_after, install
from zlrules.cli.entry import run

_BLOCK = re.compile(
    r"^<!-- (?P<told>(?:file|run|output)\b[^\n]*?) -->\n"
    r"(?P<open>```\w*\n)(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_REGION = re.compile(
    r"^(?P<open><!-- generated: (?P<name>[\w-]+) -->\n).*?^<!-- end generated -->$",
    re.MULTILINE | re.DOTALL,
)
_TOLD = re.compile(r"output(?: (?P<first>\d+)-(?P<last>\d+))?(?:: (?P<command>.+))?")
COPIED = ("fixtures", "docs/examples")

Write = Callable[[Path], str]


class PageError(Exception):
    """A block can't be run, or ended otherwise than the page says."""


def refreshed(text: str, root: Path, regions: Mapping[str, Write]) -> str:
    """A page with its outputs and generated regions as they are now."""

    def region(match: re.Match[str]) -> str:
        return f"{match['open']}{regions[match['name']](root)}<!-- end generated -->"

    text = _REGION.sub(region, text)
    if not _BLOCK.search(text):
        return text
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for copied in COPIED:
            shutil.copytree(root / copied, folder / copied)
        with contextlib.chdir(folder), forgotten_after():
            return _BLOCK.sub(_Page(folder).block, text)


def printed(command: str) -> tuple[str, int]:
    """What a zlrules command prints, and its exit code."""
    program, *arguments = shlex.split(command, comments=True)
    if program != "zlrules":
        raise PageError(f"only zlrules is run here, not: {command}")
    text = io.StringIO()
    with contextlib.redirect_stdout(text), contextlib.redirect_stderr(text):
        code = run(arguments)
    return "".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines()), code


class _Page:
    """The blocks of one page, in their order.

    Args:
        folder: Where it runs.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.last = ""

    def block(self, match: re.Match[str]) -> str:
        told = match["told"]
        if told.startswith("file: "):
            self._write(self.folder / told.removeprefix("file: "), match["body"])
            return match[0]
        if told.startswith("run"):
            self.last = self._run(match["body"], int(told.partition("exit=")[2] or 0))
            return match[0]
        return f"<!-- {told} -->\n{match['open']}{self._output(told)}```"

    def _write(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        if path.name == "pyproject.toml":
            install(path)
        if path.name.startswith("test_"):
            for name, value in runpy.run_path(str(path)).items():
                if name.startswith("test_"):
                    value()

    def _run(self, lines: str, expected: int) -> str:
        texts = []
        code = 0
        for line in lines.splitlines():
            text, code = printed(line)
            texts.append(text)
        if code != expected:
            raise PageError(f"exit code {code} instead of {expected}:\n{lines}{''.join(texts)}")
        return "".join(texts)

    def _output(self, told: str) -> str:
        match = _TOLD.fullmatch(told)
        if match is None:
            raise PageError(f"not understood: {told}")
        text = printed(match["command"])[0] if match["command"] else self.last
        if match["first"]:
            lines = text.splitlines(keepends=True)
            text = "".join(lines[int(match["first"]) - 1 : int(match["last"])])
        return text
