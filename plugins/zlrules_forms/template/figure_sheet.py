"""The sheet 填报: a row for every figure that a ruleset looks at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from zlrules import (
    EXEMPTIONS,
    MEASURES,
    BoundRow,
    Catalogue,
    Indicator,
    Wanted,
    WantedFigure,
    WantedTarget,
)
from zlrules_forms.layout import COLUMNS, FIGURES, VERSION, Between, Check, Choice, Row, Sheet
from zlrules_forms.template.known import Known
from zlrules_forms.units import unit_of

MEMBER = "/#"
CHANGES = {"change_pct": "变化率（%）", "change_pp": "变化（百分点）", "change": "变化量"}
HINT = "只填黄色的格子；没有数据就空着，不写 0。怎样写见“填表说明”。"


@dataclass(frozen=True)
class Place:
    """For whom a form is, as its hidden cells say.

    Attributes:
        ruleset: Id and edition.
        district: Code; "" where it isn't known yet.
    """

    ruleset: str
    district: str

    def cells(self) -> dict[str, str]:
        """The hidden cells that stand in every row."""
        return {"ruleset": self.ruleset, "district": self.district, "version": VERSION}


@dataclass(frozen=True)
class Asked:
    """One figure to be filled in."""

    row: BoundRow
    indicator: Indicator
    scope: str
    period: str
    measure: str
    base: int | None
    optional: bool

    @property
    def fact(self) -> tuple[object, ...]:
        """What it is a figure of, whoever asks for it."""
        return (self.indicator.id, self.scope, self.period, self.measure, self.base)


def figure_sheet(
    wanted: Iterable[Wanted], catalogue: Catalogue, known: Known, place: Place
) -> Sheet:
    """Ask for every figure, in the ruleset's own order.

    Args:
        known: What is known already.
    """
    first: dict[tuple[object, ...], str] = {}
    rows = []
    for one in wanted:
        for asked in _asked(one, catalogue, known):
            number = first.setdefault(asked.fact, one.row.row.number)
            again = "" if number == one.row.row.number else f"（同序号 {number}，填一处即可）"
            rows.append(_row(asked, known, place, again))
    return Sheet(FIGURES, HINT, COLUMNS[FIGURES], tuple(rows))


def _asked(wanted: Wanted, catalogue: Catalogue, known: Known) -> Iterator[Asked]:
    own = [_for_figure(wanted.row, one, catalogue) for one in wanted.figures]
    yield from own
    by_target = (_for_target(wanted.row, one, catalogue, known) for one in wanted.targets)
    yield from (asked for asked in by_target if asked.fact not in {one.fact for one in own})


def _for_figure(row: BoundRow, figure: WantedFigure, catalogue: Catalogue) -> Asked:
    return Asked(
        row,
        catalogue[figure.indicator],
        _open_scope(figure.scope),
        str(figure.year),
        figure.measure,
        figure.base,
        figure.optional,
    )


def _for_target(row: BoundRow, target: WantedTarget, catalogue: Catalogue, known: Known) -> Asked:
    """The figure that an assigned target asks for; the value of the year where none is known."""
    given = known.target(target)
    return Asked(
        row,
        catalogue[target.indicator],
        _open_scope(target.scope),
        (given.span if given else None) or str(target.year),
        given.measure if given else "value",
        given.base if given else None,
        optional=False,
    )


def _open_scope(scope: str) -> str:
    """A scope as the form shows it: of a member of a group the name is left to be filled in."""
    group, found, _ = scope.partition(MEMBER)
    return f"{group}/" if found else scope


def _row(asked: Asked, known: Known, place: Place, again: str) -> Row:
    row, indicator = asked.row, asked.indicator
    exemptions = row.row.exemptions() | row.criterion.exemptions()
    reasons = tuple(word for word, code in EXEMPTIONS.items() if code in exemptions)
    cells = {
        "number": row.row.number,
        "title": row.criterion.title,
        "part": row.row.title if row.is_part else "",
        "scope": asked.scope,
        "unit": unit_of(indicator, asked.measure),
        "definition": indicator.definition,
        "required": _required(row),
        "year": asked.period,
        "asked": _what(asked) + again,
        "earlier": known.earlier(asked.fact),
        "known": known.figure(asked.fact),
        "criterion": row.row.id,
        "indicator": indicator.id,
        "scope_given": asked.scope,
        "period": asked.period,
        "measure": asked.measure,
        "base": "" if asked.base is None else str(asked.base),
        **place.cells(),
    }
    words = reasons or tuple(EXEMPTIONS)
    is_open = asked.scope.endswith("/")
    checks = {**_value_check(asked), "reason": Choice(words)}
    return Row(cells, checks, frozenset({"scope"} if is_open else ()))


def _required(row: BoundRow) -> str:
    when = row.row.applies_when or row.criterion.applies_when
    only = (
        f"（{'，'.join('或'.join(words) for words in when.where.root.values())}）" if when else ""
    )
    return row.describe() + only


def _what(asked: Asked) -> str:
    if asked.indicator.kind == "state" and asked.measure == "value":
        return "状态"
    if asked.measure == "value":
        return "数值"
    since = f"比{asked.base}年" if asked.base else ""
    may = "，有数值的可不填" if asked.optional else ""
    labels = {code: word for word, code in MEASURES.items()}
    return f"{since}{CHANGES.get(asked.measure, labels[asked.measure])}{may}"


def _value_check(asked: Asked) -> dict[str, Check]:
    indicator = asked.indicator
    if asked.measure != "value":
        return {"value": Between(None, None, unit_of(indicator, asked.measure))}
    if indicator.kind == "state":
        return {"value": Choice(indicator.states, several=True)}
    ends = (indicator.range.min, indicator.range.max)
    low, high = (None if end is None else str(end) for end in ends)
    return {"value": Between(low, high, unit_of(indicator, "value"))}


def departments_of(row: BoundRow, indicators: Sequence[Indicator]) -> tuple[str, ...]:
    """Who is to report: as the ruleset says, or as the catalogue does."""
    of_catalogue = dict.fromkeys(name for one in indicators for name in one.department)
    return row.row.department or row.criterion.department or tuple(of_catalogue)
