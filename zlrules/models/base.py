"""The base of all models, and the kinds of value their fields hold."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    RootModel,
    StringConstraints,
    WithJsonSchema,
)

from zlrules.words import PLAUSIBLE_YEARS

_NUMBER = re.compile(r"[+-]?(0|[1-9]\d{0,14})(\.\d{1,9})?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)


LARGEST_COUNT = 1000


Root = TypeVar("Root")


class Model(BaseModel):
    """A frozen record that refuses unknown keys; its validator is built when first used."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Single(RootModel[Root]):
    """A frozen value without keys, ``root``: a number, a list, one of several forms."""

    model_config = ConfigDict(frozen=True, defer_build=True)


def _decimal(value: object) -> Decimal:
    if isinstance(value, Decimal) and value.is_finite():
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return Decimal(value)
    raise ValueError("应为数字，如 81.6（不带单位、千分位和百分号）")


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"没有 {value} 这一天") from None
    raise ValueError("应为日期，如 2025-12-31")


def _year(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value in PLAUSIBLE_YEARS:
        return value
    if isinstance(value, str) and _YEAR.fullmatch(value) and int(value) in PLAUSIBLE_YEARS:
        return int(value)
    raise ValueError("应为四位年份，如 2025")


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    raise ValueError("应为 true 或 false")


def _count(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_COUNT:
        return value
    if (
        isinstance(value, str)
        and value.isascii()
        and value.isdigit()
        and int(value) <= LARGEST_COUNT
    ):
        return int(value)
    raise ValueError(f"应为不大于 {LARGEST_COUNT} 的非负整数")


def _year_or_day(value: object) -> int | date:
    if isinstance(value, date) or (isinstance(value, str) and "-" in value):
        return _day(value)
    try:
        return _year(value)
    except ValueError:
        raise ValueError("应为四位年份，如 2025，或日期，如 2025-12-31") from None


Number = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    WithJsonSchema(
        {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^[+-]?\d+(\.\d+)?$"}]}
    ),
]
"""An exact decimal, kept with the decimals it was written with."""

Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Year = Annotated[int, BeforeValidator(_year), WithJsonSchema({"type": "integer"})]
YearOrDay = Annotated[
    int | date,
    BeforeValidator(_year_or_day),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "format": "date"}]}),
]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]
Count = Annotated[int, BeforeValidator(_count), WithJsonSchema({"type": "integer", "minimum": 0})]

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""Text that says something."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$")]
"""Stable name of an indicator or criterion: ``air.good_days``."""

RulesetId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*$")]
"""Stable name of a ruleset, ``family/name``: ``zhonglou/14fyp``."""
