"""YAML read as text, with the line of every value, and refused when it isn't plain data.

Scalars stay the text that was written (``81.60``, ``010101``, ``no``), so that no figure passes
through a binary float; the models turn them into numbers and dates.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import yaml

from zlrules.errors import Problem, RulesetError

LARGEST = 5_000_000
"""Bytes; a ruleset of 400 criteria has a fortieth of this."""

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Location: TypeAlias = tuple[int | str, ...]

_PLAIN_TAGS = {
    yaml.MappingNode: "tag:yaml.org,2002:map",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.ScalarNode: "tag:yaml.org,2002:str",
}


@dataclass(frozen=True)
class Marks:
    """Where a value stands: its line, the line of each key, and the same for all that is in it."""

    line: int
    keys: dict[str, int] = field(default_factory=dict)
    inside: dict[int | str, Marks] = field(default_factory=dict)


@dataclass(frozen=True)
class YamlFile:
    """The content of one YAML file, and where everything stands in it."""

    path: str
    value: dict[str, Value]
    marks: Marks

    def line(self, location: Location) -> int:
        """The line of a value; parts of the location that the file doesn't have are passed over."""
        marks = self.marks
        for step in location:
            if step in marks.inside:
                marks = marks.inside[step]
        return marks.line

    def key_line(self, location: Location) -> int:
        """The line of the last key of a location."""
        parent = self.marks
        for step in location[:-1]:
            parent = parent.inside.get(step, parent)
        return parent.keys.get(str(location[-1]), parent.line)


def read_yaml(path: Path, shown_as: str | None = None) -> YamlFile:
    """Read a YAML file whose top level is a mapping.

    Args:
        path: The file.
        shown_as: How messages name the file; the path itself unless given.

    Raises:
        RulesetError: The file is missing, too large, not UTF-8, empty, not YAML, or holds
            repeated keys, tags, anchors or anything else that isn't plain data.
    """
    name = shown_as or str(path)
    return parse_yaml(_read_text(path, name), name)


def parse_yaml(text: str, name: str) -> YamlFile:
    """Parse YAML text as [`read_yaml`][zlrules.yamlfile.read_yaml] does; ``name`` stands in messages."""
    node = _compose(text, name)
    if node is None:
        raise RulesetError([Problem(name, 0, "", "文件是空的", "写入内容后再试")])
    walk = _Walk(name)
    value, marks = walk.plain(node)
    if not walk.problems and not isinstance(value, dict):
        walk.problems.append(Problem(name, 1, "", "最外层应为“键: 值”", "见 docs/ 中的文件格式"))
    if walk.problems or not isinstance(value, dict):
        raise RulesetError(walk.problems)
    return YamlFile(name, value, marks)


def _read_text(path: Path, name: str) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise RulesetError([Problem(name, 0, "", "文件过大", f"上限 {LARGEST:,} 字节")])
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problem = Problem(name, line, "", "不是 UTF-8 编码", "用 UTF-8 另存后再试")
        raise RulesetError([problem]) from error
    except OSError as error:
        raise RulesetError(
            [Problem(name, 0, "", f"读不了文件（{error.strerror}）", "核对路径")]
        ) from error


def _compose(text: str, name: str) -> yaml.Node | None:
    try:
        loader = yaml.CBaseLoader(text)
        return loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise RulesetError(
            [Problem(name, line, "", *_syntax(text, line, str(error.problem)))]
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        wrong = "嵌套过深" if isinstance(error, RecursionError) else "含有 YAML 不允许的字符"
        raise RulesetError([Problem(name, 0, "", wrong, "核对文件内容")]) from error


def _syntax(text: str, line: int, problem: str) -> tuple[str, str]:
    lines = text.splitlines()
    here = lines[line - 1] if 0 < line <= len(lines) else ""
    if "\t" in here[: len(here) - len(here.lstrip())]:
        return "缩进用了制表符（Tab）", "改用空格缩进"
    if line >= len(lines):
        return f"YAML 语法错误，文件似乎不完整（{problem}）", "核对文件结尾是否被截断"
    return f"YAML 语法错误（{problem}）", "核对缩进、冒号后的空格和引号"


class _Walk:
    """Turns YAML nodes into plain values and marks, and collects what isn't plain."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def plain(self, node: yaml.Node) -> tuple[Value, Marks]:
        line = node.start_mark.line + 1
        if id(node) in self._seen:
            self._problem(line, "用了锚点和别名（& 和 *）", "把内容直接写在用到的地方")
            return None, Marks(line)
        self._seen.add(id(node))
        if node.tag != _PLAIN_TAGS[type(node)]:
            self._problem(line, f"用了标签 {node.tag}", "删去标签，只写普通数据")
            return None, Marks(line)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, line)
        if isinstance(node, yaml.SequenceNode):
            return self._sequence(node, line)
        assert isinstance(node, yaml.ScalarNode)
        empty = node.style not in ("'", '"') and node.value in ("", "~", "null")
        return (None if empty else str(node.value)), Marks(line)

    def _mapping(self, node: yaml.MappingNode, line: int) -> tuple[Value, Marks]:
        values: dict[str, Value] = {}
        marks = Marks(line)
        for key_node, value_node in node.value:
            key, key_marks = self.plain(key_node)
            value, value_marks = self.plain(value_node)
            if not isinstance(key, str):
                self._problem(key_marks.line, "键应为文字", "核对冒号前的内容")
            elif key in values:
                first = marks.keys[key]
                self._problem(key_marks.line, f"键 '{key}' 重复", f"第 {first} 行已有，只留一个")
            else:
                values[key] = value
                marks.keys[key] = key_marks.line
                marks.inside[key] = value_marks
        return values, marks

    def _sequence(self, node: yaml.SequenceNode, line: int) -> tuple[Value, Marks]:
        values: list[Value] = []
        marks = Marks(line)
        for index, item in enumerate(node.value):
            value, marks.inside[index] = self.plain(item)
            values.append(value)
        return values, marks

    def _problem(self, line: int, wrong: str, remedy: str) -> None:
        self.problems.append(Problem(self.name, line, "", wrong, remedy))
