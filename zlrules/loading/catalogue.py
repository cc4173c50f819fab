"""The indicator catalogue: every indicator defined once, found by id, name or alias."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TypeAlias

import polars as pl

from zlrules.errors import Problem, RulesetError
from zlrules.loading.parsing import parse
from zlrules.loading.yamlfile import YamlFile, parse_yaml, read_text
from zlrules.models.indicator import Indicator, IndicatorFile
from zlrules.units import canonical

_Found: TypeAlias = tuple[Indicator, YamlFile, int]
"""An indicator, its file, and its number in it."""


class Catalogue:
    """Indicators by id; names and aliases lead to ids."""

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        self._by_id = {indicator.id: indicator for indicator in indicators}
        self._ids = {
            name: indicator.id
            for indicator in self._by_id.values()
            for name in (indicator.id, indicator.name, *indicator.aliases)
        }

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self._by_id.values())

    def __getitem__(self, indicator_id: str) -> Indicator:
        return self._by_id[indicator_id]

    def __contains__(self, indicator_id: str) -> bool:
        return indicator_id in self._by_id

    def find(self, name: str) -> str | None:
        """The id of the indicator with an id, name or alias."""
        return self._ids.get(name)

    def calculation(self, indicator: Indicator) -> str | None:
        """How an indicator is worked out: as written, else by what it is the share or sum of."""
        if indicator.calculation:
            return indicator.calculation
        if indicator.share:
            part, whole = self[indicator.share.part].name, self[indicator.share.whole].name
            return f"{part}÷{whole}×100%"
        return "＋".join(self[one].name for one in indicator.total_of) or None

    def candidates(self, name: str) -> str:
        """What might have been meant by an unknown name."""
        close = get_close_matches(name, list(self._ids), n=1)
        meant = f"（是否想写 {self._ids[close[0]]}？）" if close else ""
        return f"zlrules indicators list 列出全部 {len(self._by_id)} 个指标{meant}"

    def state_ids(self) -> list[str]:
        """Ids of the indicators that hold words instead of numbers."""
        return [one.id for one in self if one.kind == "state"]

    def used(self, ids: pl.Series) -> list[Indicator]:
        """The indicators that occur in a column of ids."""
        return [self[one] for one in ids.drop_nulls().unique(maintain_order=True)]


def load_catalogue(folders: Iterable[Path]) -> Catalogue:
    """Load every ``*.yaml`` of some folders as one catalogue.

    Args:
        folders: Folders that may not exist.

    Raises:
        RulesetError: A file is invalid, or two indicators share an id, name or alias.
    """
    problems: list[Problem] = []
    found: list[_Found] = []
    for path in (path for folder in folders for path in sorted(folder.glob("*.yaml"))):
        try:
            file, indicators = _parsed(read_text(path, str(path)), str(path))
        except RulesetError as error:
            problems.extend(error.problems)
            continue
        for index, indicator in enumerate(indicators):
            found.append((indicator, file, index))
    problems.extend(_shared_names(found))
    if problems:
        raise RulesetError(problems)
    catalogue = Catalogue(indicator for indicator, _, _ in found)
    if problems := [*_unfit_relations(found, catalogue), *_circles(found)]:
        raise RulesetError(problems)
    return catalogue


@lru_cache(maxsize=128)
def _parsed(text: str, name: str) -> tuple[YamlFile, tuple[Indicator, ...]]:
    """Parse a file, once in a process that opens the library again and again."""
    file = parse_yaml(text, name)
    return file, parse(file, IndicatorFile).indicators


def _shared_names(found: list[_Found]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for indicator, file, index in found:
        line = file.line(("indicators", index))
        for name in dict.fromkeys((indicator.id, indicator.name, *indicator.aliases)):
            place = f"{file.path}:{line}"
            if name in first:
                wrong = f"名称 '{name}' 重复，已用于 {first[name]}"
                yield Problem(
                    file.path, line, f"指标 {indicator.id}", wrong, "别名只用于同一定义的指标"
                )
            first.setdefault(name, place)


def _unfit_relations(found: list[_Found], catalogue: Catalogue) -> Iterator[Problem]:
    """Totals and shares of indicators that aren't there or can't be added up or divided."""
    for indicator, file, index in found:
        for where, name in indicator.refers_to().items():
            if told := _unfit(indicator, where, name, catalogue):
                line = file.line(("indicators", index, *where))
                yield Problem(file.path, line, f"指标 {indicator.id} {where[0]}", *told)


def _circles(found: list[_Found]) -> Iterator[Problem]:
    """Totals that are parts of themselves; the first circle only."""
    totals = {indicator.id: (indicator, file, index) for indicator, file, index in found}
    try:
        TopologicalSorter({name: one.total_of for name, (one, _, _) in totals.items()}).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        indicator, file, index = totals[circle[0]]
        line = file.line(("indicators", index, "total_of"))
        wrong = f"合计互相包含：{'、'.join(dict.fromkeys(circle))}"
        yield Problem(file.path, line, f"指标 {indicator.id} total_of", wrong, "只列真正的分项")


def _unfit(
    indicator: Indicator, where: tuple[int | str, ...], name: str, catalogue: Catalogue
) -> tuple[str, str] | None:
    if name not in catalogue:
        return f"未知指标 '{name}'", catalogue.candidates(name)
    beside = indicator.share.whole if indicator.share and where[0] == "share" else indicator.id
    unit, wanted = catalogue[name].unit, catalogue[beside].unit if beside in catalogue else None
    if unit is None:
        return f"指标 {name} 不是数值", "只列数值指标"
    if wanted is not None and canonical(unit) != canonical(wanted):
        return f"{name} 的单位是 {unit}，{beside} 的是 {wanted}", "只列同一单位的指标"
    return None
