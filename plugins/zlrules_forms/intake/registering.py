"""Entries added to ``zlrules.yaml``, everything else left as it stands: comments, order, quotes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

import yaml

from zlrules import Problem, ZlrulesError

_PLAIN = re.compile("[a-z_][a-z0-9_./]*")


def with_entries(
    text: str, files: Mapping[str, Sequence[str]], documents: Mapping[str, str]
) -> str:
    """Add data files and documents to the text of a workspace file.

    Args:
        files: Paths by the key of their table under ``data``.
        documents: Titles by key.

    Raises:
        ZlrulesError: The file is written in a way that can't be added to safely; says what to add.
    """
    changed = text
    for key, title in documents.items():
        changed = _with_key(changed, ("documents",), key, f"{{title: {_quoted(title)}}}")
    for table, paths in files.items():
        for path in paths:
            changed = _with_item(changed, ("data", table), path)
    if yaml.load(changed, yaml.CSafeLoader) != _expected(text, files, documents):
        listed = [f"data.{table}: {path}" for table, paths in files.items() for path in paths]
        listed += [f"documents.{key}: {{title: {title}}}" for key, title in documents.items()]
        wrong = "不能安全地自动登记"
        raise ZlrulesError(
            [Problem("zlrules.yaml", 0, "", wrong, f"加上 {'；'.join(listed)}，再导入")]
        )
    return changed


def _expected(
    text: str, files: Mapping[str, Sequence[str]], documents: Mapping[str, str]
) -> object:
    value = yaml.load(text, yaml.CSafeLoader)
    for key, title in documents.items():
        value.setdefault("documents", {})[key] = {"title": title}
    for table, paths in files.items():
        listed = (value.get("data") or {}).get(table) or []
        value["data"] = {**(value.get("data") or {}), table: [*listed, *paths]}
    return value


def _quoted(text: str) -> str:
    """Text as YAML reads it back: in double quotes, as in JSON, unless it is plain."""
    if _PLAIN.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)


def _node(text: str, path: tuple[str, ...]) -> yaml.Node | None:
    node: yaml.Node | None = yaml.compose(text, yaml.CSafeLoader)
    for key in path:
        if not isinstance(node, yaml.MappingNode):
            return None
        node = next((value for name, value in node.value if name.value == key), None)
    return node


def _with_key(text: str, path: tuple[str, ...], key: str, value: str) -> str:
    """Add a key to a mapping, which is made where it isn't there."""
    node = _node(text, path)
    entry = f"{_quoted(key)}: {value}"
    if node is None and len(path) == 1:
        return f"{text.rstrip()}\n\n{path[0]}:\n  {entry}\n"
    if not isinstance(node, yaml.MappingNode):
        return text
    return _inserted(text, node, entry)


def _with_item(text: str, path: tuple[str, str], item: str) -> str:
    """Add an item to a list in a mapping; both are made where they aren't there."""
    node = _node(text, path)
    if node is None:
        return _with_key(text, path[:1], path[1], f"[{_quoted(item)}]")
    if not isinstance(node, yaml.SequenceNode):
        return text
    return _inserted(text, node, _quoted(item), bullet="- ")


def _inserted(
    text: str, node: yaml.MappingNode | yaml.SequenceNode, entry: str, bullet: str = ""
) -> str:
    """Put an entry behind the last one."""
    if node.flow_style:
        end = node.end_mark.index - 1
        return f"{text[:end].rstrip()}{', ' if node.value else ''}{entry}{text[end:]}"
    end = text.find("\n", _last(node).end_mark.index)
    before, after = (text, "") if end < 0 else (text[:end], text[end:])
    return f"{before}\n{' ' * node.start_mark.column}{bullet}{entry}{after}"


def _last(node: yaml.Node) -> yaml.Node:
    """What stands last in a node that has no brackets; its own end may be far below."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node
