"""YAML read as text, with the line of every value, and refused when it isn't plain data.

Scalars stay the text that was written (``81.60``, ``010101``, ``no``), so that no figure passes
through a binary float; the models turn them into numbers and dates.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

import yaml

from zlrules.errors import Problem, RulesetError

OUTERMOST = 1
"""Depth of the keys of the outermost mapping."""

LARGEST = 5_000_000
"""Bytes; a ruleset of 400 criteria has a fortieth of this."""

DEEPEST = 60
"""Levels of nesting; two for each combination inside a requirement."""

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Location: TypeAlias = tuple[int | str, ...]
Place: TypeAlias = tuple[str, int]
"""A file as messages name it, and a line of it."""

_PLAIN_TAGS = {
    yaml.MappingStartEvent: "tag:yaml.org,2002:map",
    yaml.SequenceStartEvent: "tag:yaml.org,2002:seq",
    yaml.ScalarEvent: "tag:yaml.org,2002:str",
}

_OPENED = {
    "while parsing a flow mapping": "花括号 { 没有闭合",
    "while parsing a flow sequence": "方括号 [ 没有闭合",
    "while scanning a quoted scalar": "引号没有闭合",
    "while scanning a simple key": "这一行没有“: ”",
}
"""What was begun and not ended, by libyaml's words."""

_SYNTAX = {
    "mapping values are not allowed in this context": (
        "这里不能有“: ”",
        "核对缩进和上一行的冒号；文字里有“: ”的加引号",
    ),
    "could not find expected ':'": ("没有“: ”", "写成“键: 值”，冒号用半角，后面空一格"),
    "found character that cannot start any token": (
        "值不能以这个字符开头",
        "以 @ ` % 等开头的文字加引号",
    ),
    "did not find expected key": ("这里应是“键: 值”", "核对缩进、括号和引号"),
    "did not find expected '-' indicator": ("这里应是“- ”开头的一项", "核对缩进"),
    "did not find expected node content": ("这里缺少内容", "核对逗号和括号"),
    "found unknown escape character": (r"双引号里有不认识的 \ 转义", "改用单引号"),
    "block sequence entries are not allowed in this context": (
        "这里不能有“- ”",
        "列表另起一行写",
    ),
}
"""libyaml's words for what it found, and what to say instead."""

_UNREADABLE: dict[type[OSError], str] = {
    FileNotFoundError: "没有这个文件",
    NotADirectoryError: "没有这个文件",
    IsADirectoryError: "是文件夹，不是文件",
    PermissionError: "没有读取这个文件的权限",
}

_ODD = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that YAML doesn't allow."""


class Marks(NamedTuple):
    """Where a value stands: its line, the line of each key, and the same for all that is in it.

    Attributes:
        path: The file, where it isn't that of what stands around it.
    """

    line: int
    keys: Mapping[str, int] = MappingProxyType({})
    inside: Mapping[int | str, Marks] = MappingProxyType({})
    path: str | None = None


class YamlFile(NamedTuple):
    """The content of one YAML file, and where everything stands in it.

    Attributes:
        repeated: Keys that stand there twice; the first of them counts, so that
            `zlrules.loading.parsing` can tell what else is wrong at once.
    """

    path: str
    value: dict[str, Value]
    marks: Marks
    repeated: tuple[Problem, ...] = ()

    def place(self, location: Location) -> Place:
        """File and line of a value; parts of the location that aren't there are passed over."""
        marks, path = self.marks, self.path
        for step in location:
            marks = marks.inside.get(step, marks)
            path = marks.path or path
        return path, marks.line

    def key_place(self, location: Location) -> Place:
        """File and line of the last key of a location."""
        parent = self.marks
        for step in location[:-1]:
            parent = parent.inside.get(step, parent)
        path, line = self.place(location)
        return path, parent.keys.get(str(location[-1]), line)

    def line(self, location: Location) -> int:
        """The line of a value, where only one file comes into question."""
        return self.place(location)[1]


def read_yaml(path: Path, shown_as: str | None = None) -> YamlFile:
    """Read a YAML file whose top level is a mapping.

    Args:
        path: The file.
        shown_as: How messages name the file; the path itself unless given.

    Raises:
        RulesetError: The file is missing, too large, not UTF-8, empty, not YAML, nested without
            end, or holds tags, aliases or anything else that isn't plain data.
    """
    name = shown_as or str(path)
    return parse_yaml(read_text(path, name), name)


def read_head(path: Path, shown_as: str, before: str) -> Mapping[str, Value]:
    """Read what stands in a YAML file before a key of its outermost mapping, and no more.

    Raises:
        RulesetError: As `read_yaml`, as far as the file is read.
    """
    return _parsed(read_text(path, shown_as), shown_as, before).value


def parse_yaml(text: str, name: str) -> YamlFile:
    """Parse YAML text as [`read_yaml`][zlrules.loading.yamlfile.read_yaml] does; ``name`` stands in messages."""
    return _parsed(text, name, None)


def _parsed(text: str, name: str, before: str | None) -> YamlFile:
    walk = _Walk(text, name, before)
    try:
        value, marks = walk.document()
    except yaml.MarkedYAMLError as error:
        raise RulesetError([*walk.problems, *walk.repeated, _syntax(text, name, error)]) from error
    except yaml.YAMLError as error:
        raise RulesetError([_odd_character(text, name)]) from error
    if value is None and not walk.problems:
        raise RulesetError([Problem(name, 0, "", "文件是空的", "写入内容后再试")])
    if not walk.problems and not isinstance(value, dict):
        walk.problems.append(
            Problem(name, marks.line, "", "最外层应为“键: 值”", "见 docs/ 中的文件格式")
        )
    if walk.problems or not isinstance(value, dict):
        raise RulesetError([*walk.problems, *walk.repeated])
    return YamlFile(name, value, marks, tuple(walk.repeated))


def read_text(path: Path, name: str) -> str:
    """The text of a YAML file, for [`parse_yaml`][zlrules.loading.yamlfile.parse_yaml].

    Args:
        name: How messages name the file.

    Raises:
        RulesetError: The file is missing, too large or not UTF-8.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise RulesetError([Problem(name, 0, "", "文件过大", f"上限 {LARGEST:,} 字节")])
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problem = Problem(name, line, "", "不是 UTF-8 编码", "用 UTF-8 另存后再试")
        raise RulesetError([problem]) from error
    except OSError as error:
        wrong = _UNREADABLE.get(type(error), f"读不了文件（{error.strerror}）")
        raise RulesetError([Problem(name, 0, "", wrong, "核对路径")]) from error


def _syntax(text: str, name: str, error: yaml.MarkedYAMLError) -> Problem:
    """Tell a syntax error where something was opened, rather than where it broke."""
    opened = _OPENED.get(str(error.context)) if error.context_mark else None
    broke = error.problem_mark or error.context_mark
    assert broke is not None
    lines = text.splitlines()
    mark = error.context_mark if opened and error.context_mark else broke
    line = min(mark.line + 1, max(1, len(lines)))
    here = lines[broke.line] if broke.line < len(lines) else ""
    if "\t" in here[: len(here) - len(here.lstrip())] + here[broke.column : broke.column + 1]:
        return Problem(name, broke.line + 1, "", "缩进用了制表符（Tab）", "改用空格缩进")
    if opened and not "".join([here[broke.column :], *lines[broke.line + 1 :]]).strip():
        return Problem(name, line, "", f"{opened}，文件似乎不完整", "核对文件结尾是否被截断")
    told, remedy = _SYNTAX.get(str(error.problem), (opened or "", "核对缩进、冒号后的空格和引号"))
    return Problem(
        name, line, "", "：".join(filter(None, ["YAML 语法错误", opened or told])), remedy
    )


def _odd_character(text: str, name: str) -> Problem:
    found = _ODD.search(text)
    line = text.count("\n", 0, found.start()) + 1 if found else 0
    character = f" U+{ord(found[0]):04X}" if found else ""
    return Problem(name, line, "", f"含有 YAML 不允许的字符{character}", "删去这个字符")


class _Walk:
    """Turns YAML's events into plain values and marks, and collects what isn't plain.

    Args:
        before: Key of the outermost mapping at which to stop; None to read all of it.
    """

    def __init__(self, text: str, name: str, before: str | None) -> None:
        self.name = name
        self.before = before
        self.stopped = False
        self.problems: list[Problem] = []
        self.repeated: list[Problem] = []
        self._events = iter(yaml.CBaseLoader(text).get_event, None)

    def document(self) -> tuple[Value, Marks]:
        next(self._events)  # the stream begins
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return None, Marks(1)
        found = self._plain(next(self._events), 0)
        if self.stopped:
            return found
        next(self._events)  # the document ends
        after = next(self._events)
        if isinstance(after, yaml.DocumentStartEvent):
            self._problem(_line(after), "还有一个 YAML 文档（---）", "一个文件只写一个")
        return found

    def _plain(self, event: yaml.Event, depth: int) -> tuple[Value, Marks]:
        line = _line(event)
        if depth > DEEPEST:
            raise RulesetError([Problem(self.name, line, "", f"嵌套超过 {DEEPEST} 层", "减少层数")])
        if isinstance(event, yaml.AliasEvent):
            self._problem(line, "用了锚点和别名（& 和 *）", "把内容直接写在用到的地方")
            return None, Marks(line)
        value, marks = self._content(event, line, depth + 1)
        tag = getattr(event, "tag", None)
        if tag is None or tag in ("!", _PLAIN_TAGS[type(event)]):
            return value, marks
        self._problem(line, f"用了标签 {tag}", "删去标签，只写普通数据")
        return None, marks

    def _content(self, event: yaml.Event, line: int, depth: int) -> tuple[Value, Marks]:
        if isinstance(event, yaml.ScalarEvent):
            empty = event.implicit[0] and event.value in ("", "~", "null")
            return (None if empty else event.value), Marks(line)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(line, depth)
        return self._sequence(line, depth)

    def _mapping(self, line: int, depth: int) -> tuple[Value, Marks]:
        values: dict[str, Value] = {}
        keys: dict[str, int] = {}
        inside: dict[int | str, Marks] = {}
        while not isinstance(key_event := next(self._events), yaml.MappingEndEvent):
            key, key_marks = self._plain(key_event, depth)
            if depth == OUTERMOST and key is not None and key == self.before:
                self.stopped = True
                break
            value, value_marks = self._plain(next(self._events), depth)
            if not isinstance(key, str):
                self._problem(key_marks.line, "键应为文字", "核对冒号前的内容")
            elif key in values:
                told = (f"键 '{key}' 重复", f"第 {keys[key]} 行已有，只留一个")
                self.repeated.append(Problem(self.name, key_marks.line, "", *told))
            else:
                values[key], keys[key], inside[key] = value, key_marks.line, value_marks
        return values, Marks(line, keys, inside)

    def _sequence(self, line: int, depth: int) -> tuple[Value, Marks]:
        values: list[Value] = []
        inside: dict[int | str, Marks] = {}
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            value, inside[len(values)] = self._plain(event, depth)
            values.append(value)
        return values, Marks(line, inside=inside)

    def _problem(self, line: int, wrong: str, remedy: str) -> None:
        self.problems.append(Problem(self.name, line, "", wrong, remedy))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0
