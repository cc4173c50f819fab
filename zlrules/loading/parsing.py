"""YAML into models, with every mistake told in Chinese at its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar, get_args

from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

from zlrules.errors import Problem, RulesetError, ZlrulesError
from zlrules.loading.messages import told
from zlrules.loading.yamlfile import Location, YamlFile

Parsed = TypeVar("Parsed", bound=BaseModel)


def parse(file: YamlFile, model: type[Parsed], error: type[ZlrulesError] = RulesetError) -> Parsed:
    """Turn a YAML file into a model.

    Raises:
        ZlrulesError: Of the class ``error``, with every mistake of the file.
    """
    try:
        parsed = model.model_validate(file.value)
    except ValidationError as invalid:
        raise error([*file.repeated, *problems_of(invalid, file, (), model)]) from invalid
    if file.repeated:
        raise error(file.repeated)
    return parsed


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
    for location, details in _mistakes(invalid, file, prefix).items():
        wrong, remedy = told(details, _fields_at(model, details["loc"][:-1]))
        is_key = details["type"] == "extra_forbidden" or details["loc"][-1:] == ("[key]",)
        place = file.key_place(location) if is_key else file.place(location)
        yield Problem(*place, subject_of(file, location), wrong, remedy)


def _mistakes(
    invalid: ValidationError, file: YamlFile, prefix: Location
) -> dict[Location, ErrorDetails]:
    """One mistake for each place, though pydantic tells one for each member of a union.

    A list whose items are wrong also counts as too short for it; that is no mistake of its own.
    """
    found: dict[Location, ErrorDetails] = {}
    for details in invalid.errors(include_url=False):
        location = _in_file(file, prefix, details)
        short = (
            details["type"] == "too_short" and len(details["input"]) >= details["ctx"]["min_length"]
        )
        first = found.get(location)
        if not short and (first is None or first["type"] != "value_error"):
            found[location] = details
    return found


def _in_file(file: YamlFile, prefix: Location, details: ErrorDetails) -> Location:
    """Pydantic's location without the names of union members and validators."""
    marks = file.marks
    found: list[int | str] = []
    for step in (*prefix, *details["loc"]):
        if step in marks.inside:
            marks = marks.inside[step]
            found.append(step)
    missing = details["loc"][-1:] if details["type"] == "missing" else ()
    return (*found, *missing)


def subject_of(file: YamlFile, location: Location) -> str:
    """Name what a location is about: the criterion it lies in, or the key."""
    value: object = file.value
    named = ""
    rest: list[str] = []
    for step in location:
        value = _inside(value, step)
        rest.append(str(step + 1) if isinstance(step, int) else step)
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
    here = _unwrapped(model)
    for step in location:
        field = here.model_fields.get(str(step)) or next(
            (one for one in here.model_fields.values() if one.alias == step), None
        )
        inner = _model_in(field.annotation) if field else None
        here = _unwrapped(inner) if inner else here
    return [field.alias or name for name, field in here.model_fields.items()]


def _unwrapped(model: type[BaseModel]) -> type[BaseModel]:
    """The model of the items, where the model is only a list of them."""
    inner = (
        _model_in(model.model_fields["root"].annotation) if issubclass(model, RootModel) else None
    )
    return inner or model


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        if found := _model_in(inner):
            return found
    return None
