"""The tables of placeholders in the page about Word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, get_args, get_origin, get_type_hints

from zlrules_office.placeholders import Content
from zlrules_office.template_names import element_of, fields_of, present


def placeholder_tables(_: Path) -> str:
    """What can stand in a template: first without a loop, then what the lists hold."""
    tables = [_table("", Content), *(_table(name, kind) for name, kind in _lists(Content))]
    return "\n".join(tables)


def _lists(kind: object) -> Iterator[tuple[str, object]]:
    """The kinds of item, each with all that holds it: ``指标、差距``."""
    found: dict[object, list[str]] = {}
    waiting = [("", kind)]
    while waiting:
        place, owner = waiting.pop(0)
        for name, inner in fields_of(owner).items():
            item = element_of(inner) or present(inner)
            if fields_of(item):
                if item not in found:
                    waiting.append((f"{place}{name}.", item))
                found.setdefault(item, []).append(f"{place}{name}")
    yield from (("、".join(names), item) for item, names in found.items())


def _table(name: str, kind: object) -> str:
    title = f"### {name} 的下一级\n\n" if name else ""
    hints = get_type_hints(kind, include_extras=True)
    rows = "".join(
        f"| `{field}` | {_sort(hint)} | {_meaning(hint)} |\n" for field, hint in hints.items()
    )
    return f"{title}| 占位符 | 是什么 | 内容 |\n| --- | --- | --- |\n{rows}"


def _meaning(hint: object) -> str:
    assert get_origin(hint) is Annotated
    return str(get_args(hint)[1])


def _sort(hint: object) -> str:
    kind = get_args(hint)[0]
    if element_of(kind) is not None:
        return "列表"
    return "真假" if kind is bool else "图" if present(kind) is not kind else "文字"
