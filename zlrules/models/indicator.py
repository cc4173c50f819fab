"""An indicator: what is measured, defined once for all rulesets."""

from __future__ import annotations

from collections.abc import Mapping
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


class Share(Model):
    """What a share is the share of: part / whole, in the unit %."""

    part: Id
    whole: Id

    @model_validator(mode="after")
    def _of_another(self) -> Self:
        if self.part == self.whole:
            raise ValueError("part 和 whole 是同一指标")
        return self


class Indicator(Model):
    """One entry of the catalogue.

    Attributes:
        aliases: Other names of the *same* definition; 污水处理率 is no alias of 污水集中收集率.
        unit: Unit of its figures; none for states, and none needed for events.
        direction: Whether more is better (``up``), worse (``down``) or neither (``none``).
        decimals: Decimals with which it is published.
        kind: ``state`` indicators hold a word from ``states`` instead of a number.
        states: The words allowed, best first where ``ordered`` (water classes).
        grades: The grades that an ``event`` can have (一般, 较大, 重大 …).
        total_of: The indicators whose sum this one is. ``zlrules data check`` holds it against
            them; where it isn't reported, it is added up.
        share: The counts that this percentage follows from; ``zlrules data check`` divides them.
        calculation: How it is worked out (计算方法), where a text says so: ``甲÷乙×100%``. What
            ``share`` and ``total_of`` say needs no writing out.
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
    grades: tuple[Text, ...] = ()
    definition: Text
    calculation: Text | None = None
    department: tuple[Text, ...] = ()
    total_of: tuple[Id, ...] = ()
    share: Share | None = None

    @model_validator(mode="after")
    def _states_and_unit(self) -> Self:
        if (self.kind == "state") != bool(self.states):
            raise ValueError("kind 为 state 的指标应列出 states，其他指标不应有")
        if self.kind != "event" and (self.kind == "state") == bool(self.unit):
            raise ValueError("数值指标应有 unit（无量纲写 '/'），state 指标不应有")
        if self.grades and self.kind != "event":
            raise ValueError("grades 只用于 kind 为 event 的指标")
        for name, words in (("states", self.states), ("grades", self.grades)):
            if len(set(words)) != len(words):
                raise ValueError(f"{name} 中有重复")
        return self

    @model_validator(mode="after")
    def _relations(self) -> Self:
        if self.share and self.unit != "%":
            raise ValueError("share 只用于单位为 % 的指标")
        if self.total_of and self.kind == "state":
            raise ValueError("kind 为 state 的指标不应有 total_of")
        if len(self.total_of) == 1 or len(set(self.total_of)) != len(self.total_of):
            raise ValueError("total_of 应列出两个以上不同的指标")
        if self.id in self.refers_to().values():
            raise ValueError("total_of、share 中不应有指标自己")
        return self

    def refers_to(self) -> Mapping[tuple[int | str, ...], str]:
        """The ids of other indicators that it names, by where they stand."""
        parts: dict[tuple[int | str, ...], str] = {
            ("total_of", number): one for number, one in enumerate(self.total_of)
        }
        if self.share is None:
            return parts
        return {**parts, ("share", "part"): self.share.part, ("share", "whole"): self.share.whole}


class IndicatorFile(Model):
    """One file of ``rulesets/indicators/``: the indicators of one field."""

    indicators: tuple[Indicator, ...] = Field(min_length=1)
