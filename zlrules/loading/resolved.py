"""A ruleset written out whole, every value with the file and line it comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator

from zlrules.loading.bound import BoundRuleset
from zlrules.loading.yamlfile import Location, Value
from zlrules.models.ruleset import Ruleset

STEP = "  "


def resolved_text(bound: BoundRuleset) -> str:
    """Write a ruleset as YAML that needs no other file; comments say where each value stands.

    Values taken over name the ruleset they come from, too. Rows that an overlay removed are
    listed at the end.
    """
    written = bound.file.value
    whole = {key: written[key] for key in Ruleset.model_fields if key in written}
    whole.pop("extends", None)
    names = {one.path: one.ruleset.name for one in bound.chain() if one is not bound}
    lines = [
        f"{line}  # {_origin(bound, names, location)}" if location else line
        for line, location in _mapping(whole, (), "")
    ]
    from_ = " ← ".join(one.ruleset.name for one in bound.chain())
    return "\n".join([f"# {from_}", *lines, *_removed(bound)]) + "\n"


def _origin(bound: BoundRuleset, names: dict[str, str], location: Location) -> str:
    path, line = bound.file.place(location)
    place = f"{path}:{line}"
    return f"{names[path]}，{place}" if path in names else place


def _mapping(value: dict[str, Value], location: Location, indent: str) -> Iterator[_Line]:
    for key, inner in value.items():
        yield from _entry(f"{indent}{_key(key)}:", inner, (*location, key), indent)


def _entry(start: str, value: Value, location: Location, indent: str) -> Iterator[_Line]:
    """A key or dash with what stands behind it: on its line, or indented below."""
    if isinstance(value, dict) and value:
        yield start, ()
        yield from _mapping(value, location, indent + STEP)
    elif isinstance(value, list) and value:
        yield start, ()
        for number, item in enumerate(value):
            yield from _entry(f"{indent}{STEP}-", item, (*location, number), indent + STEP)
    else:
        yield f"{start} {_scalar(value)}", location


def _key(key: str) -> str:
    return key if key.isascii() and key.isidentifier() else _scalar(key)


def _scalar(value: Value) -> str:
    """A scalar, or an empty list or mapping, as YAML that reads back as the same text."""
    return json.dumps(value, ensure_ascii=False)


def _removed(bound: BoundRuleset) -> Iterator[str]:
    for base in list(bound.chain())[1:]:
        for row in (one.row for one in base.rows()):
            if bound.find(row.id) is None:
                yield f"# 删去 {row.id}（{base.ruleset.name}，{row.number} {row.title}）"


_Line = tuple[str, Location]
"""A line, and where its value stands; nowhere for a line without one."""
