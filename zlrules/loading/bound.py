"""Rulesets bound to operators and indicators: what everything after loading works on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from zlrules.extensions import Operator, Requirement
from zlrules.loading.catalogue import Catalogue
from zlrules.loading.yamlfile import YamlFile
from zlrules.models.indicator import Indicator
from zlrules.models.ruleset import Criterion, InForce, Part, Ruleset
from zlrules.models.task import Milestone, Task
from zlrules.words import Attested, Outcome


@dataclass(frozen=True, eq=False, repr=False)
class BoundNode:
    """One node of a requirement.

    Attributes:
        path: Names the node within its row: "" for the root, ``all.2`` for its second child,
            ``all.2/any.1`` below that.
        names_indicator: Whether it is of another indicator than what stands around it.
        scope: The scope whose figures it is held against; None for the row's own.
    """

    path: str
    operator: Operator
    params: Requirement
    indicator: Indicator
    children: tuple[BoundNode, ...]
    names_indicator: bool = False
    scope: str | None = None

    def walk(self) -> Iterator[BoundNode]:
        """The node and all below it, children after their parent."""
        yield self
        for child in self.children:
            yield from child.walk()

    def describe(self) -> str:
        """The requirement in Chinese; requirements of other indicators name them."""
        said = self.params.describe([child.describe() for child in self.children])
        return f"{self.indicator.name}{said}" if self.names_indicator else said

    def outcomes(self) -> frozenset[Outcome]:
        """What the requirement can come to."""
        return self.params.reachable([child.outcomes() for child in self.children])

    def accepts(self) -> frozenset[Attested]:
        """Whose statement can stand in for the whole: only who may for everything in it."""
        return self.params.accepts().intersection(*(child.accepts() for child in self.children))

    def numbers(self) -> Iterator[tuple[str, Decimal]]:
        """Every number of the requirement, with the id of the indicator it is compared with."""
        for node in self.walk():
            for number in node.params.numbers():
                yield node.indicator.id, number


class DatedRow(NamedTuple):
    """A row as it stands while one of its values is in force."""

    in_force: InForce
    row: Criterion | Part
    root: BoundNode


class BoundTask(NamedTuple):
    """A task with its milestones, every stage named.

    Attributes:
        due: Its last day; for a task of each year the day on which the last of them ends.
    """

    task: Task
    milestones: tuple[Milestone, ...]
    due: date | None

    def describe(self) -> str:
        """What is promised, and the milestones: ``完工123家；2025-06-30前开工≥70%``."""
        unit = self.task.unit or ""
        return "；".join(
            [self.task.describe(), *(milestone.describe(unit) for milestone in self.milestones)]
        )


@dataclass(frozen=True, eq=False, repr=False)
class BoundRow:
    """A criterion or part with its requirement, or a task.

    Attributes:
        root: The requirement; none for tasks and for criteria that are judged by their parts.
        values: What the row asks for when, where that changes; `zlrules.in_force` puts the value
            that holds in place before anything is judged.
        task: What is promised, in rows of a task list.
    """

    row: Criterion | Part
    criterion: Criterion
    root: BoundNode | None
    parts: tuple[BoundRow, ...] = ()
    values: tuple[DatedRow, ...] = ()
    task: BoundTask | None = None

    def roots(self) -> Iterator[BoundNode]:
        """The requirement, or all that hold one after the other."""
        if self.root is not None:
            yield self.root
        yield from (dated.root for dated in self.values)

    def nodes(self) -> Iterator[BoundNode]:
        """Every node of the requirement, children after their parent."""
        if self.root:
            yield from self.root.walk()

    def describe(self) -> str:
        """The requirement in Chinese, and of which years; "" where the parts have it."""
        if self.task:
            return self.task.describe()
        dated = (f"{one.in_force}：{one.root.describe()}" for one in self.values)
        told = self.root.describe() if self.root else "；".join(dated)
        return f"{told}{self.row.window.describe()}" if told and self.row.window else told

    def accepts(self) -> frozenset[Attested]:
        """Whose statement about the year can stand in for the whole row."""
        if self.row.window and self.row.window.judged > 1:
            return frozenset()
        parts = [part.accepts() for part in self.parts]
        return self.root.accepts() if self.root else frozenset(Attested).intersection(*parts)

    @property
    def is_part(self) -> bool:
        """Whether the row is counted only through its criterion."""
        return self.row is not self.criterion


@dataclass(frozen=True, eq=False, repr=False)
class BoundRuleset:
    """A ruleset ready to be assessed.

    Attributes:
        file: The file it came from, with all that it takes over from `base`.
        sha256: Hash of that file.
        base: The ruleset that it extends.
        places: Where else a promise stands, by the id of its row.
    """

    ruleset: Ruleset
    catalogue: Catalogue
    operators: Mapping[str, Operator]
    criteria: tuple[BoundRow, ...]
    file: YamlFile
    sha256: str
    base: BoundRuleset | None = None
    places: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The file it came from, as messages show it."""
        return self.file.path

    def chain(self) -> Iterator[BoundRuleset]:
        """The ruleset, and all that it extends one after the other."""
        yield self
        if self.base is not None:
            yield from self.base.chain()

    def own_rows(self) -> frozenset[str]:
        """Ids of the rows that its own file writes, at least in part."""
        return frozenset(
            row.id
            for location, row in self.ruleset.rows()
            if self.file.place(location)[0] == self.file.path
        )

    def rows(self) -> Iterator[BoundRow]:
        """Every criterion, each followed by its parts."""
        for criterion in self.criteria:
            yield criterion
            yield from criterion.parts

    def find(self, row_id: str) -> BoundRow | None:
        """The criterion or part with an id or number."""
        return next((row for row in self.rows() if row_id in (row.row.id, row.row.number)), None)


class Place(NamedTuple):
    """A row of a ruleset, as another row refers to it."""

    ruleset: BoundRuleset
    row: BoundRow
