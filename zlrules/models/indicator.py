"""An indicator: what is measured, defined once for all rulesets."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from zlrules.models.base import Count, Flag, Id, Model, Number, Text


class Range(Model):
    """The values that an indicator can have at all, e.g. 0 to 100 for a share in %."""

    min: Number | None = None
    max: Number | None = None

    def holds(self, number: Decimal) -> bool:
        """Whether the indicator can have a value at all."""
        above = self.min is None or number >= self.min
        return above and (self.max is None or number <= self.max)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"范围的下限 {self.min} 大于上限 {self.max}")
        return self


class Indicator(Model):
    """One entry of the catalogue.

    Attributes:
        aliases: Other names of the *same* definition; 污水处理率 is no alias of 污水集中收集率.
        unit: Unit of its figures; none for states.
        direction: Whether more is better (``up``), worse (``down``) or neither (``none``).
        decimals: Decimals with which it is published.
        kind: ``state`` indicators hold a word from ``states`` instead of a number.
        states: The words allowed, best first where ``ordered`` (water classes).
    """

    id: Id
    name: Text
    aliases: tuple[Text, ...] = ()
    unit: Text | None = None
    direction: Literal["up", "down", "none"] = "none"
    decimals: Count = 0
    kind: Literal["stock", "flow", "ratio", "state", "event"]
    range: Range = Range()
    states: Annotated[tuple[Text, ...], Field(max_length=30)] = ()
    ordered: Flag = False
    definition: Text
    department: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _states_and_unit(self) -> Self:
        if (self.kind == "state") != bool(self.states):
            raise ValueError("kind 为 state 的指标应列出 states，其他指标不应有")
        if (self.kind == "state") == bool(self.unit):
            raise ValueError("数值指标应有 unit（无量纲写 '/'），state 指标不应有")
        if len(set(self.states)) != len(self.states):
            raise ValueError("states 中有重复")
        return self


class IndicatorFile(Model):
    """One file of ``rulesets/indicators/``: the indicators of one field."""

    indicators: tuple[Indicator, ...] = Field(min_length=1)
