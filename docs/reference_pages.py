"""The generated pages and parts of pages: operators, commands, columns of tables, modules."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import yaml

from docs.marked_blocks import PageError, Write, printed
from docs.operator_page import operators_page
from docs.placeholder_tables import placeholder_tables
from docs.standards_page import standards_page
from zlrules.cli.root import zlrules as root_command
from zlrules.data import headers

_ASIDE = re.compile(r" (\(design [^)]*\)|of design §\d+)")
COLUMNS = "docs/reference/columns.yaml"
TABLES = {table.name: table for table in headers.TABLES}


def commands_page(_: Path) -> str:
    """The help of every command."""
    lines = ["# 命令\n"]
    for names in _commands(root_command, ()):
        command = " ".join(("zlrules", *names))
        text, _code = printed(f"{command} --help")
        lines.append(f"## {command}\n\n```\n{text}```\n")
    return "\n".join(lines)


def columns_of(name: str) -> Write:
    """The columns of a data table."""

    def write(root: Path) -> str:
        table = TABLES[name]
        words = yaml.safe_load((root / COLUMNS).read_text(encoding="utf-8"))
        lines = ["| 表头 | 英文 | 填写 |", "| --- | --- | --- |"]
        for column in table.columns:
            told = words.get(f"{name}.{column}", words.get(column))
            if told is None:
                raise PageError(f"{COLUMNS}: {column}: say what goes into it")
            chinese = [alias for alias, english in headers.CHINESE.items() if english == column]
            must = "**必填**。" if column in table.required else ""
            lines.append(f"| {' 或 '.join(chinese)} | `{column}` | {must}{told} |")
        return "".join(f"{line}\n" for line in lines)

    return write


def modules(root: Path) -> str:
    """Every module with the first sentence of its docstring."""
    rows = {str(path.relative_to(root)): path for path in sorted((root / "zlrules").rglob("*.py"))}
    return _sentences("module", rows)


def plugin_packages(root: Path) -> str:
    """Every bundled plugin with the first sentence of its docstring."""
    paths = sorted((root / "plugins").glob("*/__init__.py"))
    rows = {path.parent.name.removeprefix("zlrules_"): path for path in paths}
    return _sentences("plugin", rows)


def _sentences(kind: str, rows: Mapping[str, Path]) -> str:
    told = (f"| `{name}` | {_first_sentence(path)} |\n" for name, path in rows.items())
    return f"| {kind} | what it is for |\n| --- | --- |\n{''.join(told)}"


def _first_sentence(path: Path) -> str:
    told = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    if told is None:
        raise PageError(f"{path}: has no docstring")
    return _ASIDE.sub("", told.split("\n\n")[0].replace("\n", " ").replace("``", "`"))


def _commands(command: click.Command, names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield names
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _commands(inner, (*names, name))


NOTICE = "<!-- 本页由 docs/generate.py 生成，不要手工修改 -->\n\n"
WHOLE_PAGES: dict[str, Write] = {
    "docs/zh/operators.md": lambda root: NOTICE + operators_page(root),
    "docs/zh/commands.md": lambda root: NOTICE + commands_page(root),
    "docs/zh/standards.md": lambda root: NOTICE + standards_page(root),
}
"""Pages that are written as a whole, by path."""

REGIONS: dict[str, Write] = {
    **{f"columns-{name}": columns_of(name) for name in TABLES},
    "modules": modules,
    "placeholders": placeholder_tables,
    "plugins": plugin_packages,
}
"""Parts of pages, by the name in their comment."""
