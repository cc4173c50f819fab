"""Parameters of operators in words, read from the JSON Schema of their models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, RootModel

from zlrules.models.ruleset import REQUIREMENT_MARK

Schema = Mapping[str, Any]
WORDS = {
    "integer": "整数",
    "number": "数值",
    "string": "文字",
    "boolean": "true 或 false",
    "object": "键: 值",
    "null": "",
}


@dataclass(frozen=True)
class ParameterRow:
    """One parameter: its name (``root`` when it is the whole), kind and default."""

    name: str
    kind: str
    default: str


def rows_of(params: type[BaseModel]) -> Iterator[ParameterRow]:
    """The parameters of a model."""
    schema = params.model_json_schema()
    definitions = schema.get("$defs", {})
    if issubclass(params, RootModel):
        yield ParameterRow("root", _kind(schema, definitions), "")
        return
    required = schema.get("required", ())
    for name, inner in schema.get("properties", {}).items():
        yield ParameterRow(name, _kind(inner, definitions), _default(name, inner, required))


def _default(name: str, schema: Schema, required: tuple[str, ...]) -> str:
    if name in required:
        return "，必写"
    default = schema.get("default")
    if default in (None, []):
        return "，可不写"
    if isinstance(default, bool):
        return f"，不写则为 {str(default).lower()}"
    shown = ", ".join(map(str, default)) if isinstance(default, list | tuple) else default
    return f"，不写则为 {shown}"


def _kind(schema: Schema, definitions: Schema) -> str:
    """The kind of value in Chinese, with its limits."""
    match schema:
        case {"$ref": reference}:
            kind = _kind(definitions[reference.rpartition("/")[2]], definitions)
        case {"title": title} if title == REQUIREMENT_MARK:
            kind = "要求"
        case {"const": value}:
            kind = f"`{value}`"
        case {"enum": values}:
            kind = "、".join(f"`{one}`" for one in values)
        case {"anyOf": choices}:
            kind = _any_of(choices, definitions)
        case {"type": "array"}:
            kind = f"列表（{_kind(schema.get('items', {}), definitions)}）{_length(schema)}"
        case {"properties": inner}:
            kinds = (f"`{name}`：{_kind(one, definitions)}" for name, one in inner.items())
            kind = "；".join(kinds)
        case {"minimum": least}:
            kind = f"{WORDS[schema['type']]}，不小于 {least}"
        case _:
            kind = WORDS[schema["type"]]
    return kind


def _any_of(choices: list[Schema], definitions: Schema) -> str:
    kinds = list(dict.fromkeys(_kind(one, definitions) for one in choices))
    if kinds[:1] == ["数值"]:
        return "数值"
    return " 或 ".join(kind for kind in kinds if kind)


def _length(schema: Schema) -> str:
    least, most = schema.get("minItems"), schema.get("maxItems")
    if least and least == most:
        return f"，恰 {least} 项"
    return f"，至少 {least} 项" if least else ""
