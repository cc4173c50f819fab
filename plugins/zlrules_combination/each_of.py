"""The operator ``each_of``: the same requirement in each of several places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, ClassVar, Self

import polars as pl
from pydantic import Field, model_validator

from zlrules import (
    Child,
    Count,
    Model,
    Node,
    Outcome,
    Reason,
    Requirement,
    Series,
    Text,
    Tree,
    all_of,
    member_scope,
    reason_of,
)

MOST = 100
"""So many places one requirement can be about."""


class EachOf(Model, Requirement):
    """几个点位、断面各自都满足；点位用范围（scope）指明，列出名称或写组名和个数。

    Attributes:
        scopes: The places by name, each a scope of the figures.
        scope: A group of places: those whose scopes are ``<group>/<name>``.
        count: How many places the text says the group has.
    """

    outcomes: ClassVar[frozenset[Outcome]] = frozenset({Outcome.PENDING})
    monotone: ClassVar[bool] = True

    scopes: Annotated[tuple[Text, ...], Field(min_length=2, max_length=MOST)] | None = None
    scope: Text | None = None
    count: Annotated[Count, Field(ge=1, le=MOST)] | None = None
    require: Tree

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.scopes is None) == (self.scope is None):
            raise ValueError("scopes（列出名称）与 scope（组名）应恰写一个")
        if (self.scope is None) != (self.count is None):
            raise ValueError("写组名 scope 时要写 count（几个），列出名称时不写")
        if self.scopes and len(set(self.scopes)) != len(self.scopes):
            raise ValueError("scopes 中有重复")
        return self

    def _places(self) -> Sequence[str]:
        if self.scopes:
            return self.scopes
        assert self.scope is not None
        assert self.count is not None
        return [member_scope(self.scope, number) for number in range(1, self.count + 1)]

    def children(self) -> Sequence[Child]:
        """The requirement, once for each place."""
        return [Child(("require",), self.require, place) for place in self._places()]

    def describe(self, children: Sequence[str]) -> str:
        """``3 个省考断面均≥90``."""
        where = f"{self.count} 个{self.scope}" if self.scope else "、".join(self.scopes or ())
        return f"{where}均{children[0]}"

    def build(self, series: Series, children: Sequence[Node]) -> Node:
        """Met when it is in every place; open when there are more of them than the text says."""
        together = all_of(children)
        if self.scope is None or self.count is None:
            return together
        extra = series.within(member_scope(self.scope, self.count + 1)).known()
        reason = pl.when(extra).then(reason_of(Reason.EXTRA_SCOPES)).otherwise(together.reason)
        open_ = extra & together.met
        return replace(
            together, met=pl.when(~open_.fill_null(value=False)).then(together.met), reason=reason
        )
