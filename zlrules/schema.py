"""The JSON Schema of every file format, with the operators that are installed."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, JsonValue

from zlrules.document import AssessmentDocument
from zlrules.errors import PluginError, Problem
from zlrules.extensions import Operator
from zlrules.models.cases import CasesFile
from zlrules.models.indicator import IndicatorFile
from zlrules.models.ruleset import REQUIREMENT_MARK, Ruleset
from zlrules.models.task import Milestones
from zlrules.models.workspace import WorkspaceFile
from zlrules.plugins import Plugins

WRITTEN: dict[str, type[BaseModel]] = {
    "ruleset": Ruleset,
    "overlay": Ruleset,
    "indicators": IndicatorFile,
    "cases": CasesFile,
    "workspace": WorkspaceFile,
}
"""Formats that users write; an overlay is a ruleset that extends another one."""

PRINTED: dict[str, type[BaseModel]] = {"assessment": AssessmentDocument}
"""Formats that commands of the core print."""

Schema = dict[str, JsonValue]


def formats(plugins: Plugins) -> list[str]:
    """The names of all formats, those of plugins last.

    Raises:
        PluginError: A plugin's document has the name of a format of the core.
    """
    own = [*WRITTEN, *PRINTED]
    theirs = list(plugins.documents())
    problems = [
        Problem("插件", 0, name, f"JSON 格式 '{name}' 重复，zlrules 已提供", "改用别的名称")
        for name in theirs
        if name in own
    ]
    if problems:
        raise PluginError(problems)
    return [*own, *theirs]


def schema_of(name: str, plugins: Plugins) -> Schema:
    """The JSON Schema of a format.

    Args:
        name: One of `formats`.
        plugins: What a requirement may be made of, and further documents.
    """
    if name in WRITTEN:
        schema = WRITTEN[name].model_json_schema(by_alias=True)
    else:
        model = PRINTED[name] if name in PRINTED else plugins.documents()[name].load()
        schema = model.model_json_schema(mode="serialization", by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    if name in ("ruleset", "overlay"):
        _add_requirements(schema, plugins.operators())
    if name == "overlay":
        _ask_for_changes_only(schema)
    return schema


def _ask_for_changes_only(schema: Schema) -> None:
    """Let everything be left out that is taken over, and allow what is said about changes."""
    definitions = schema["$defs"]
    assert isinstance(definitions, dict)
    flag: Schema = {"type": "boolean", "default": False}
    for name in ("Criterion", "Part"):
        _widen(definitions[name], ["id"], {"relaxes": flag, "remove": flag})
    own: list[JsonValue] = ["id", "edition", "extends", "title", "issuer", "in_force"]
    _widen(schema, own, {"relaxes": flag, "source": {"$ref": "#/$defs/Source"}})


def _widen(definition: JsonValue, required: list[JsonValue], more: Schema) -> None:
    assert isinstance(definition, dict)
    properties = definition["properties"]
    assert isinstance(properties, dict)
    properties.update(more)
    definition["required"] = required


def _add_requirements(schema: Schema, operators: Mapping[str, Operator]) -> None:
    """Replace the mark that stands for requirements by all that plugins allow."""
    definitions = schema["$defs"]
    assert isinstance(definitions, dict)
    choices: list[JsonValue] = []
    for name, operator in operators.items():
        params = operator.params.model_json_schema(ref_template="#/$defs/{model}")
        inner = params.pop("$defs", {})
        definitions.update({key: value for key, value in inner.items() if key not in definitions})
        choices.append(_choice(name, operator.summary, params))
    choices.append(_milestones(definitions))
    tree: Schema = {"title": "Requirement", "anyOf": choices}
    for key, definition in definitions.items():
        if isinstance(definition, dict) and definition.get("title") == REQUIREMENT_MARK:
            definitions[key] = tree


def _milestones(definitions: Schema) -> Schema:
    """What the rows of task lists may require."""
    schema = Milestones.model_json_schema(ref_template="#/$defs/{model}")
    inner = schema.pop("$defs", {})
    assert isinstance(inner, dict)
    definitions.update(inner)
    return {**schema, "title": "Milestones", "description": "任务的阶段目标"}


def _choice(name: str, summary: str, params: Schema) -> Schema:
    return {
        "type": "object",
        "description": summary,
        "properties": {name: params, "of": {"type": "string", "description": "另一个指标的编号"}},
        "required": [name],
        "additionalProperties": False,
    }
