"""The hooks: each hands over named objects, and does no work itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from zlrules.extensions import (
        Command,
        Export,
        FileReport,
        JsonDocument,
        Operator,
        Reader,
        Report,
    )

PROJECT = "zlrules"
"""Name of the entry-point group, and of the pluggy project."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def zlrules_operators() -> Iterable[Operator]:
    """Hand over ways to judge.

    Example:
        ::

            @zlrules.hookimpl
            def zlrules_operators():
                from my_plugin.divisible import Divisible

                return [Operator("divisible", Divisible, "数值能被整除")]
    """
    return ()


@hookspec
def zlrules_reports() -> Iterable[Report]:
    """Hand over forms of output.

    Example:
        ::

            @zlrules.hookimpl
            def zlrules_reports():
                return [Report("count", ".txt", render_count, "只数达标项")]
    """
    return ()


@hookspec
def zlrules_file_reports() -> Iterable[FileReport]:
    """Hand over forms of output in one file that isn't text.

    Example:
        ::

            @zlrules.hookimpl
            def zlrules_file_reports():
                return [FileReport("odt", ".odt", render_odt, "文字处理文档")]
    """
    return ()


@hookspec
def zlrules_exports() -> Iterable[Export]:
    """Hand over forms of output in folders of files.

    Example:
        ::

            @zlrules.hookimpl
            def zlrules_exports():
                return [Export("arrow", write_arrow, "Arrow 文件")]
    """
    return ()


@hookspec
def zlrules_readers() -> Iterable[Reader]:
    """Hand over readers of table files.

    Example:
        ::

            @zlrules.hookimpl
            def zlrules_readers():
                return [Reader("jsonl", (".jsonl",), read_json_lines)]
    """
    return ()


@hookspec
def zlrules_commands() -> Iterable[Command]:
    """Hand over commands for the command line.

    Example:
        ::

            @zlrules.hookimpl
            def zlrules_commands():
                return [Command("hello", "问好", load_hello)]
    """
    return ()


@hookspec
def zlrules_documents() -> Iterable[JsonDocument]:
    """Hand over the JSON documents that commands print.

    Example:
        ::

            @zlrules.hookimpl
            def zlrules_documents():
                return [JsonDocument("greeting", "hello --format json", load_greeting)]
    """
    return ()
