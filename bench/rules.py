"""The ruleset of the benchmarks as the hand-written peers know it, read without zlrules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import polars as pl
import yaml

Told: TypeAlias = Any
"""What a file of ours tells: a text, or lists and mappings of texts."""

RULESETS = Path(__file__).parent / "rulesets"
NATIONAL = RULESETS / "bench" / "national.yaml"


@dataclass(frozen=True)
class Indicator:
    """An indicator.

    Attributes:
        unit: Its unit.
        decimals: Decimals that it is published with.
        least: The least value that it can have.
        most: The greatest value that it can have, if there is one.
    """

    id: str
    unit: str
    decimals: int
    least: Decimal
    most: Decimal | None

    def holds(self, digits: pl.Series) -> bool:
        """Whether all figures, in their last decimal, are values that it can have."""
        lowest, highest = digits.min(), digits.max()
        if not isinstance(lowest, int) or not isinstance(highest, int):
            return True
        above = lowest >= int(self.least.scaleb(self.decimals))
        return above and (self.most is None or highest <= int(self.most.scaleb(self.decimals)))


@dataclass(frozen=True)
class Row:
    """A criterion or part.

    Attributes:
        require: The requirement; none for criteria made of parts.
        parts: Positions of a criterion's parts among all rows.
        is_part: Whether it is counted only through its criterion.
        where: Districts that it is meant for.
    """

    criterion: str
    id: str
    nature: str
    indicator: str
    require: Mapping[str, Any] | None
    parts: tuple[int, ...]
    parts_rule: str
    is_part: bool
    due: int | None
    weak: bool
    accept_older: int
    part_year: bool
    where: Mapping[str, Any] | None


@dataclass(frozen=True)
class Rules:
    """A ruleset with its indicators.

    Attributes:
        name: ``id@edition``.
        pass_rule: What each nature must reach.
        rows: Criteria, each followed by its parts.
        indicators: By id, in the order of the catalogue.
        scales: Decimals of each indicator's lattice: those of its figures and limits.
    """

    name: str
    pass_rule: Mapping[str, str]
    rows: tuple[Row, ...]
    indicators: Mapping[str, Indicator]
    scales: Mapping[str, int]


def read_rules(ruleset: Path = NATIONAL) -> Rules:
    """Read a ruleset and the catalogue beside its folder; numbers become decimals, never doubles."""
    loaded = _read(ruleset)
    found = (ruleset.parent.parent / "indicators").glob("*.yaml")
    listed = [one for path in sorted(found) for one in _read(path)["indicators"]]
    indicators = {one["id"]: _indicator(one) for one in listed}
    rows = tuple(_rows(loaded["criteria"]))
    scales = {name: one.decimals for name, one in indicators.items()}
    for row in rows:
        for name, number in _numbers(row.indicator, row.require or {}):
            scales[name] = max(scales[name], decimals_of(number))
    name = f"{loaded['id']}@{loaded['edition']}"
    return Rules(name, loaded["pass_rule"], rows, indicators, scales)


def _read(path: Path) -> Told:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - text only


def _indicator(told: Mapping[str, Any]) -> Indicator:
    limits = told.get("range", {})
    most = Decimal(limits["max"]) if "max" in limits else None
    least = Decimal(limits["min"])
    return Indicator(told["id"], told["unit"], int(told["decimals"]), least, most)


def _rows(criteria: list[Mapping[str, Any]]) -> Iterator[Row]:
    position = 0
    for told in criteria:
        parts = told.get("parts", [])
        inside = tuple(range(position + 1, position + 1 + len(parts)))
        yield _row(told, told, inside)
        for part in parts:
            yield _row(told, part, ())
        position += 1 + len(parts)


def _row(criterion: Mapping[str, Any], told: Mapping[str, Any], parts: tuple[int, ...]) -> Row:
    return Row(
        criterion=criterion["id"],
        id=told["id"],
        nature=criterion["nature"],
        indicator=told.get("indicator", ""),
        require=told.get("require"),
        parts=parts,
        parts_rule=told.get("parts_rule", "all"),
        is_part=told is not criterion,
        due=int(criterion["due"]) if "due" in criterion else None,
        weak=told.get("confidence") == "weak",
        accept_older=int(told.get("accept_older", 0)),
        part_year=told.get("accept_part_year") == "true",
        where=told["applies_when"]["where"] if "applies_when" in told else None,
    )


def _numbers(indicator: str, require: Mapping[str, Any]) -> Iterator[tuple[str, Decimal]]:
    indicator = require.get("of", indicator)
    for name, told in require.items():
        match name:
            case "all" | "any":
                for child in told:
                    yield from _numbers(indicator, child)
            case "by":
                for branch in told:
                    yield from _numbers(indicator, branch["require"])
            case "between":
                yield from ((indicator, Decimal(number)) for number in told)
            case "rising" | "falling" | "steady":
                yield indicator, Decimal(told["tolerance"])
            case "change":
                yield indicator, Decimal(change_limit(told)[1])
            case "at_least" | "more_than" | "at_most" | "less_than" | "equals":
                yield indicator, Decimal(told)


def change_limit(told: Mapping[str, str]) -> tuple[str, str]:
    """The comparator and the limit of a change."""
    return next((name, told[name]) for name in told if name not in ("since", "unit"))


def words(told: str | list[str]) -> list[str]:
    """One word or several."""
    return [told] if isinstance(told, str) else told


def decimals_of(number: Decimal) -> int:
    """How many decimals a number is written with."""
    return max(0, -int(number.as_tuple().exponent))


def placed(number: Decimal, scale: int) -> int:
    """A number in halves of the last of ``scale`` decimals."""
    return 2 * int(number.scaleb(scale))
