"""The operator ``readings``: one wording that can be read in several ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, ClassVar, Self

import polars as pl
from pydantic import Field, model_validator

from zlrules import (
    Attested,
    Child,
    Model,
    Node,
    Outcome,
    Reading,
    Reason,
    Requirement,
    Series,
    Source,
    Text,
    Tree,
    agreed,
)


class Option(Model):
    """One reading: how it reads, and what it requires."""

    label: Text
    require: Tree


class Decisive(Source):
    """Which reading a document says is right, with where it says so."""

    reading: Text


class Readings(Model, Requirement):
    """条文有几种读法；各读法结论一致才算数，除非有文件说明以哪种为准。

    Attributes:
        options: The readings by name.
        decisive: The one that counts, if a document says so.
    """

    outcomes: ClassVar[frozenset[Outcome]] = frozenset({Outcome.PENDING})
    monotone: ClassVar[bool] = True

    options: Annotated[dict[Text, Option], Field(min_length=2)]
    decisive: Decisive | None = None

    @model_validator(mode="after")
    def _known_reading(self) -> Self:
        if self.decisive and self.decisive.reading not in self.options:
            names = ", ".join(self.options)
            raise ValueError(f"没有 '{self.decisive.reading}' 这种读法；可用: {names}")
        return self

    def children(self) -> Sequence[Child]:
        """What each reading requires."""
        return [
            Child(("options", name, "require"), option.require)
            for name, option in self.options.items()
        ]

    def reachable(self, children: Sequence[frozenset[Outcome]]) -> frozenset[Outcome]:
        """Decided only where all readings can come to the same."""
        found = super().reachable(children)
        if self.decisive:
            return found
        decided = frozenset({Outcome.MET, Outcome.MISSED}).intersection(*children)
        return found - {Outcome.MET, Outcome.MISSED} | decided

    def readings(self) -> Sequence[Reading]:
        """The readings, in their order."""
        decisive = self.decisive.reading if self.decisive else None
        return [Reading(name, one.label, name == decisive) for name, one in self.options.items()]

    def sources(self) -> Sequence[Source]:
        """The document that says which reading counts."""
        return [self.decisive] if self.decisive else []

    def accepts(self) -> frozenset[Attested]:
        """Only who is above the district may settle what no document says how to read."""
        return frozenset(Attested) if self.decisive else frozenset({Attested.OFFICIAL})

    def describe(self, children: Sequence[str]) -> str:
        """The decisive reading, or all of them."""
        if self.decisive:
            return children[list(self.options).index(self.decisive.reading)]
        told = zip(self.options.values(), children, strict=True)
        return "；或读作：".join(f"{option.label}（{text}）" for option, text in told)

    def build(self, series: Series, children: Sequence[Node]) -> Node:
        """What the decisive reading yields, or all of them where they agree."""
        if self.decisive is None:
            return agreed(children, Reason.READINGS)
        number = list(self.options).index(self.decisive.reading)
        return replace(children[number], decided_by=pl.lit(number + 1, dtype=pl.Int32))
