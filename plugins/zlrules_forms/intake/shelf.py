"""What filled forms are held against: the rulesets they name, the catalogue, the districts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from zlrules import BoundRow, BoundRuleset, Catalogue, Library, Names, RulesetError


@dataclass
class Shelf:
    """The rulesets and districts of a workspace.

    Attributes:
        districts: Codes.
    """

    library: Library
    districts: Collection[str]
    _loaded: dict[str, BoundRuleset | None] = field(default_factory=dict)
    _names: Names | None = None

    @property
    def own_district(self) -> str:
        """The only district; "" where there are several."""
        return next(iter(self.districts)) if len(self.districts) == 1 else ""

    @property
    def catalogue(self) -> Catalogue:
        """The indicators."""
        return self.library.catalogue

    @property
    def names(self) -> Names:
        """The indicators by the names that tables print."""
        if self._names is None:
            self._names = Names(self.catalogue)
        return self._names

    def ruleset(self, name: str) -> BoundRuleset | None:
        """A ruleset by id and edition; None where there is no such edition."""
        if name not in self._loaded:
            try:
                self._loaded[name] = self.library.load(name)
            except RulesetError:
                self._loaded[name] = None
        return self._loaded[name]


def indicators_of(row: BoundRow) -> set[str]:
    """Ids of the indicators that a row looks at."""
    return {node.indicator.id for root in row.roots() for node in root.walk()}
