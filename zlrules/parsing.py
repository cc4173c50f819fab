"""YAML into models, with every mistake told in Chinese at its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar, get_args

from pydantic import BaseModel, ValidationError

from zlrules.errors import Problem, RulesetError, ZlrulesError
from zlrules.messages import told
from zlrules.yamlfile import Location, YamlFile

Parsed = TypeVar("Parsed", bound=BaseModel)


def parse(file: YamlFile, model: type[Parsed], error: type[ZlrulesError] = RulesetError) -> Parsed:
    """Turn a YAML file into a model.

    Raises:
        ZlrulesError: Of the class ``error``, with every mistake of the file.
    """
    try:
        return model.model_validate(file.value)
    except ValidationError as invalid:
        raise error(problems_of(invalid, file, (), model)) from invalid


def problems_of(
    invalid: ValidationError, file: YamlFile, prefix: Location, model: type[BaseModel]
) -> list[Problem]:
    """Tell what pydantic found wrong, each mistake at the line where it stands.

    Args:
        prefix: Where the validated value stands in the file.
        model: The model it was validated with.
    """
    return list(_problems(invalid, file, prefix, model))


def _problems(
    invalid: ValidationError, file: YamlFile, prefix: Location, model: type[BaseModel]
) -> Iterator[Problem]:
    for details in invalid.errors(include_url=False):
        location = _in_file(file, prefix, details["loc"])
        wrong, remedy = told(details, _fields_at(model, details["loc"][:-1]))
        subject = subject_of(file, location)
        line = file.line(location)
        if details["type"] == "extra_forbidden":
            line = file.key_line(location)
        yield Problem(file.path, line, subject, wrong, remedy)


def _in_file(file: YamlFile, prefix: Location, location: Sequence[int | str]) -> Location:
    """Pydantic's location without the names of union members and validators."""
    marks = file.marks
    found: list[int | str] = []
    for step in (*prefix, *location):
        if step in marks.inside:
            marks = marks.inside[step]
            found.append(step)
        elif step == location[-1]:
            found.append(step)
    return tuple(found)


def subject_of(file: YamlFile, location: Location) -> str:
    """Name what a location is about: the criterion it lies in, or the key."""
    value: object = file.value
    named = ""
    rest: list[str] = []
    for step in location:
        value = _inside(value, step)
        rest.append(str(step))
        if isinstance(step, int) and isinstance(value, dict) and isinstance(value.get("id"), str):
            kind = {"parts": "分项", "indicators": "指标"}.get(rest[-2], "考核指标")
            named, rest = f"{kind} {value['id']}", []
    return " ".join(filter(None, [named, ".".join(rest)]))


def _inside(value: object, step: int | str) -> object:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def _fields_at(model: type[BaseModel], location: Sequence[int | str]) -> list[str]:
    """The keys that the model has at a location."""
    here: type[BaseModel] = model
    for step in location:
        field = here.model_fields.get(str(step)) or next(
            (one for one in here.model_fields.values() if one.alias == step), None
        )
        inner = _model_in(field.annotation) if field else None
        here = inner or here
    return [field.alias or name for name, field in here.model_fields.items()]


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        if found := _model_in(inner):
            return found
    return None
