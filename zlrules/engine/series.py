"""How an operator asks for figures; where they are laid out is the engine's affair."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from typing import NamedTuple

import polars as pl

from zlrules.engine.node import Quantity
from zlrules.interval import on_lattice
from zlrules.models.indicator import Indicator
from zlrules.models.ruleset import Condition
from zlrules.words import Attested

MEMBER = "/#"


def member_scope(group: str, number: int) -> str:
    """The scope under which a district's member of a group is found, by its number from 1."""
    return f"{group}{MEMBER}{number}"


class Key(NamedTuple):
    """Names one series of figures: an indicator in a scope, a measure of it, against a base.

    Attributes:
        base: Year that a change is measured against; 0 means the year before; None for values.
        part_year: Whether a part of a year may stand for the year.
    """

    indicator: str
    scope: str
    measure: str = "value"
    base: int | None = None
    part_year: bool = False


class TargetKey(NamedTuple):
    """Names the targets assigned for an indicator in a scope, with the figures they ask for."""

    indicator: str
    scope: str


class EventKey(NamedTuple):
    """Asks for the events of a kind up to the day on which is judged, and who says there were none.

    Attributes:
        indicator: The kind of event.
        grades: Only events of these grades count; all when empty.
        years: Length of the window that statements must cover and, unless ``until_rectified``, in
            which events count.
        until_rectified: Events count, however old, as long as they aren't put right.
        accepted: Whose statements count.
        criterion: Id of the row that the statements must be about.
        path: Node of it.
    """

    indicator: str
    grades: tuple[str, ...]
    years: int
    until_rectified: bool
    accepted: tuple[Attested, ...]
    criterion: str
    path: str


class Events(NamedTuple):
    """Events of a kind in a window, and statements about it.

    Attributes:
        found: Whether an event counts; never null.
        possible: Whether there is one that counts if it is of the grade asked for, which isn't
            known; never null.
        covered: Place in `Attested` of the weakest of the statements that together cover every
            day of the window; null where they don't.
    """

    found: pl.Expr
    possible: pl.Expr
    covered: pl.Expr


@dataclass(eq=False, repr=False)
class Needs:
    """What the operators of one ruleset asked for while they were built."""

    keys: dict[Key, int] = field(default_factory=dict)
    targets: dict[TargetKey, int] = field(default_factory=dict)
    events: dict[EventKey, int] = field(default_factory=dict)
    attributes: set[str] = field(default_factory=set)
    conditions: list[Condition] = field(default_factory=list)
    backs: set[tuple[str, int]] = field(default_factory=set)
    back: int = 0
    years: set[int] = field(default_factory=set)

    def look_back(self, prefix: str, back: int) -> None:
        """Ask for the columns of a series so many years earlier."""
        self.back = max(self.back, back)
        if back:
            self.backs.add((prefix, back))

    def number(self, key: Key) -> int:
        """The number of a series in the wide table."""
        return self.keys.setdefault(key, len(self.keys))

    def attribute(self, name: str) -> pl.Expr:
        """An attribute of the district: text, null where it isn't known."""
        self.attributes.add(name)
        return pl.col(f"district:{name}")

    def condition(self, condition: Condition) -> pl.Expr:
        """Whether the district fulfils a condition; each is looked at once for every district."""
        if condition not in self.conditions:
            self.conditions.append(condition)
        return pl.col(f"fulfils:{self.conditions.index(condition)}")

    def target_number(self, key: TargetKey) -> int:
        """The number of a target in the wide table."""
        return self.targets.setdefault(key, len(self.targets))


def column_name(prefix: str, name: str, back: int) -> str:
    """The name of a column in the wide table, with what it says of so many years earlier."""
    return f"{prefix}:{name}-{back}" if back else f"{prefix}:{name}"


@cache
def _column(name: str) -> pl.Expr:
    """A reference to a column; the columns of a figure are asked for again and again."""
    return pl.col(name)


class Use(NamedTuple):
    """One figure that a node looked at: a series so many years back, or in a fixed year.

    Attributes:
        scope: The scope of its series.
        reported: Whether it is a change as a document reports it; nothing is missing without it.
    """

    prefix: str
    back: int = 0
    year: int | None = None
    scope: str = ""
    reported: bool = False

    @property
    def is_target(self) -> bool:
        """Whether this is the figure that an assigned target asks for."""
        return self.prefix.startswith("t")

    @property
    def current(self) -> bool:
        """Whether this is the figure of the assessed period."""
        return self.back == 0 and self.year is None

    def column(self, name: str, offset: int = 0) -> pl.Expr:
        """A column of this figure: ``low``, ``high``, ``value``, ``row``, ``provisional`` …"""
        if self.year is not None:
            return _column(f"{self.prefix}:{name}").gather(pl.col(f"at:{self.year}"))
        return _column(column_name(self.prefix, name, self.back + offset))


class Target(NamedTuple):
    """What a higher level assigned, and the figure it speaks of, on the indicator's lattice.

    Attributes:
        known: Whether a target was assigned.
        lower: Least acceptable value.
        upper: Greatest acceptable value.
        low: Lowest possible value of the figure that the target asks for.
        high: Its highest possible value.
        value: The figure, where it is a single value.
    """

    known: pl.Expr
    lower: pl.Expr
    upper: pl.Expr
    low: pl.Expr
    high: pl.Expr
    value: pl.Expr


@dataclass(frozen=True, eq=False, repr=False)
class Series:
    """The figures that one node may look at.

    An operator gets a series of its indicator and asks for ends of intervals by year; all are
    Int64 on the indicator's lattice (see `zlrules.interval`) and null where there is no figure.

    Example:
        An operator "at least 80"::

            limit = series.place(Decimal("80"))
            Node(met=settled(series.low() >= limit, series.high() < limit))

    Attributes:
        indicator: The indicator, with its direction and unit.
        scale: Decimals of its lattice.
        uses: What was asked for so far.
        node: Id of the row and path of the node, by which statements speak of it.
    """

    indicator: Indicator
    scope: str
    scale: int
    part_year: bool
    offset: int
    states: tuple[frozenset[str], ...]
    needs: Needs
    measure: str = "value"
    base: int | None = None
    year: int | None = None
    uses: list[Use] = field(default_factory=list)
    node: tuple[str, str] = ("", "")

    def low(self, back: int = 0) -> pl.Expr:
        """The lowest value that the figure can have, ``back`` years before the assessed one."""
        return self._use(back).column("low", self.offset)

    def high(self, back: int = 0) -> pl.Expr:
        """The highest value that the figure can have, ``back`` years before the assessed one."""
        return self._use(back).column("high", self.offset)

    def value(self, back: int = 0) -> pl.Expr:
        """The figure, ``back`` years before the assessed one, where it is a single value."""
        return self._use(back).column("value", self.offset)

    def known(self, back: int = 0) -> pl.Expr:
        """Whether there is a figure, ``back`` years before the assessed one."""
        return self.low(back).is_not_null()

    def at(self, year: int) -> Series:
        """The same series in a fixed year, whatever year is assessed."""
        self.needs.years.add(year)
        return replace(self, year=year)

    def within(self, scope: str) -> Series:
        """The same series in another scope."""
        return replace(self, scope=scope)

    def reported(self, measure: str, base: int) -> Series:
        """A change as a document reports it.

        Args:
            measure: ``change``, ``change_pct`` or ``change_pp``.
            base: The year it is measured against; 0 for the year before the assessed one.
        """
        return replace(self, measure=measure, base=base)

    def target(self) -> Target:
        """What a higher level assigned for this district, indicator and period."""
        number = self.needs.target_number(TargetKey(self.indicator.id, self.scope))
        use = Use(f"t{number}", scope=self.scope)
        self.needs.look_back(use.prefix, self.offset)
        self.uses.append(use)
        lower = use.column("lower", self.offset)
        return Target(
            known=lower.is_not_null(),
            lower=lower,
            upper=use.column("upper", self.offset),
            low=use.column("low", self.offset),
            high=use.column("high", self.offset),
            value=use.column("value", self.offset),
        )

    def events(
        self,
        grades: Collection[str],
        years: int,
        accepted: Iterable[Attested],
        *,
        until_rectified: bool = False,
    ) -> Events:
        """The events of the indicator up to the day on which is judged, and who covers the window.

        Args:
            grades: Only events of these grades count; all when empty.
            years: Length of the window, up to the day on which is judged.
            accepted: Whose statements that there were none count.
            until_rectified: Instead of those in the window all that aren't put right yet count.
        """
        key = EventKey(
            self.indicator.id, tuple(grades), years, until_rectified, tuple(accepted), *self.node
        )
        number = self.needs.events.setdefault(key, len(self.needs.events))
        return Events(
            pl.col(f"e{number}:found"),
            pl.col(f"e{number}:possible"),
            pl.col(f"e{number}:covered"),
        )

    def attribute(self, name: str) -> pl.Expr:
        """An attribute of the district (terrain, level …): text, null where it isn't known."""
        return self.needs.attribute(name)

    @property
    def quantity(self) -> Quantity:
        """What a margin on this lattice measures."""
        return Quantity(self.indicator.id, self.indicator.unit or "", self.scale)

    def place(self, number: Decimal) -> int:
        """A number of the requirement on the indicator's lattice."""
        return on_lattice(number, self.scale)

    def codes(self, accepted: Iterable[Collection[str]]) -> list[int]:
        """Bits of the states that hold at least one whole group of accepted words.

        The figure of a state, `low` and `high` alike, is the sum of the bits of all that the
        sources name: one bit unless they disagree.

        Args:
            accepted: Groups of words; ``[["消除"], ["基本消除"]]`` is either of two,
                ``[["功能不降低", "性质不改变"]]`` is both at once.
        """
        groups = [frozenset(group) for group in accepted]
        return [
            1 << code
            for code, words in enumerate(self.states)
            if any(group <= words for group in groups)
        ]

    def _use(self, back: int) -> Use:
        key = Key(self.indicator.id, self.scope, self.measure, self.base, self.part_year)
        use = Use(
            f"s{self.needs.number(key)}",
            0 if self.year else back,
            self.year,
            self.scope,
            self.measure != "value",
        )
        self.needs.look_back(use.prefix, 0 if self.year else back + self.offset)
        if use not in self.uses:
            self.uses.append(use)
        return use
