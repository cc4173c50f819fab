"""A task: what is promised, in which steps, by when it must have got how far."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from zlrules.models.base import Day, Id, Model, Number, Text, YearOrDay

DONE = "完成"
"""The only stage of a task whose text names none."""

HUNDRED = Decimal(100)


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Ids = Annotated[
    tuple[Id, ...],
    BeforeValidator(_listed),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
"""One id or several."""

Positive = Annotated[Number, Field(gt=0)]


def last_day(due: int | date) -> date:
    """The last day of a year, or the day itself."""
    return due if isinstance(due, date) else date(due, 12, 31)


def first_day(start: int | date) -> date:
    """The first day of a year, or the day itself."""
    return start if isinstance(start, date) else date(start, 1, 1)


class Item(Model):
    """A sub-list of a task: 6 of the 18."""

    id: Id
    title: Text
    quantity: Positive = Decimal(1)


class Milestone(Model):
    """How far a document wants a task to have got by a day.

    Attributes:
        stage: The stage that counts; the one that counts as done unless said.
        at_least: A count or, with ``of: total`` and ``unit: "%"``, a share of all.
    """

    by: Day
    stage: Text | None = None
    at_least: Positive
    of: Literal["total"] | None = None
    unit: Text | None = None

    @model_validator(mode="after")
    def _share_or_count(self) -> Self:
        if (self.of is None) != (self.unit != "%"):
            raise ValueError('份额要同时写 of: total 和 unit: "%"，个数都不写')
        if self.is_share and self.at_least > HUNDRED:
            raise ValueError("份额不能大于 100")
        return self

    @property
    def is_share(self) -> bool:
        """Whether a share of all is meant, in %."""
        return self.of is not None

    def describe(self, unit: str) -> str:
        """``2025-06-30前开工≥70%``."""
        return f"{self.by}前{self.stage or ''}≥{self.at_least}{'%' if self.is_share else unit}"


class Milestones(Model):
    """The requirement of a task: the milestones that a document sets."""

    milestones: Annotated[tuple[Milestone, ...], Field(min_length=1)]


class Task(Model):
    """What is promised.

    Attributes:
        quantity: How many or how much; none where it is done or not done, and where the text
            gives no number: reports say then of how many they speak.
        stages: The steps, in order, that a document names.
        done: The stage that counts as done; the last unless said.
        start: Before it nothing is expected.
        recurrence: ``yearly``: the quantity is promised for each year; years are never added up.
        serves: The indicators that it serves.
        items: Sub-lists, whose quantities add up to the whole.
    """

    quantity: Positive | None = None
    unit: Text | None = None
    stages: Annotated[tuple[Text, ...], Field(min_length=1, max_length=50)] = (DONE,)
    done: Text | None = None
    start: YearOrDay | None = None
    recurrence: Literal["yearly"] | None = None
    serves: Ids = ()
    items: tuple[Item, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if len(set(self.stages)) != len(self.stages):
            raise ValueError("stages 中有重复")
        if self.done is not None and self.done not in self.stages:
            raise ValueError(f"done 应是 stages 之一: {', '.join(self.stages)}")
        if len({item.id for item in self.items}) != len(self.items):
            raise ValueError("items 的 id 有重复")
        listed = sum((item.quantity for item in self.items), Decimal(0))
        if self.items and self.quantity not in (None, listed):
            raise ValueError(f"items 合计 {listed}，与 quantity {self.quantity} 不符")
        return self

    @property
    def size(self) -> Decimal | None:
        """The quantity, added up from the sub-lists where only they are given."""
        if self.quantity is not None or not self.items:
            return self.quantity
        return sum((item.quantity for item in self.items), Decimal(0))

    @property
    def done_stage(self) -> str:
        """The stage that counts as done."""
        return self.done or self.stages[-1]

    def describe(self) -> str:
        """What is promised, as short as ``完工123家``."""
        each = "每年" if self.recurrence else ""
        size = "" if self.size is None else f"{self.size}{self.unit or ''}"
        return f"{each}{self.done_stage}{size}"
