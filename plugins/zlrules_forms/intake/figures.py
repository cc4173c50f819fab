"""Figures from rows of forms and of ordinary tables, checked against the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from zlrules import MEASURES, STATUSES, Indicator, factor
from zlrules_forms.intake.cells import Figure, read_bound, read_day, read_figure, read_words
from zlrules_forms.intake.rows import RowReader
from zlrules_forms.intake.sheets import Cell
from zlrules_forms.units import unit_of

WORDS = {code: word for word, code in MEASURES.items()}
CONVERTED = ("value", "change")
"""Measures whose figures are converted from other units."""


@dataclass(frozen=True)
class Fact:
    """Of what a figure is.

    Attributes:
        measure: In code.
    """

    district: str
    indicator: Indicator
    scope: str
    period: str
    measure: str = "value"
    base: str = ""

    @property
    def is_state(self) -> bool:
        """Whether words are asked for."""
        return self.indicator.kind == "state" and self.measure == "value"

    def cells(self) -> dict[str, str]:
        """The columns that name it; what is usual isn't written."""
        return {
            "district": self.district,
            "indicator": self.indicator.id,
            "scope": self.scope,
            "period": self.period,
            "measure": "" if self.measure == "value" else WORDS[self.measure],
            "base": self.base,
        }


def read_value(
    row: RowReader, fact: Fact, column: str = "value", unit: str = ""
) -> dict[str, str] | None:
    """Read what a row says of a fact: ``value``, ``unit`` and ``bound``, or ``text``.

    Args:
        column: The column of the value.
        unit: As the table names it; the indicator's own unless given.

    Returns:
        None where there is no figure, or none that can be used.
    """
    cell = row.cell(column)
    if cell is not None and cell.spread:
        row.refuse(column, "与别的行合并成一个单元格", "取消合并，每行各填各的")
        return None
    if fact.is_state:
        words = row.read(column, lambda one: read_words(one, fact.indicator), None)
        return None if words is None else {"text": words, "bound": _bound(row, "=")}
    asked = unit or unit_of(fact.indicator, fact.measure)
    figure = row.read(column, lambda one: _figure(one, fact, asked), None)
    if figure is None:
        return None
    told = Figure(figure.value, figure.bound, figure.unit or asked)
    if not _is_possible(told, fact):
        ends = (
            f"{_end(fact.indicator.range.min, '不限')} 到 {_end(fact.indicator.range.max, '不限')}"
        )
        row.refuse(
            column,
            f"{told.value} 不在 {fact.indicator.name} 可能的范围内",
            f"应为 {ends}，核对单位",
        )
        return None
    return {"value": told.value, "unit": told.unit, "bound": _bound(row, told.bound)}


def _figure(cell: Cell | None, fact: Fact, unit: str) -> Figure | None:
    figure = read_figure(cell, unit, fact.indicator.decimals)
    if figure is None or not figure.unit or fact.measure in CONVERTED:
        return figure
    times = factor(figure.unit, unit)
    assert times is not None
    return Figure(f"{Decimal(figure.value) * times:f}", figure.bound)


def _bound(row: RowReader, written: str) -> str:
    """The bound of a figure, from its own cell or as written beside the number; "" for exactly."""
    told = row.read("bound", read_bound, "")
    if told and written not in ("=", told):
        row.refuse("bound", f"界限是 {told}，数值里写的是 {written}", "只在一处写")
    bound = written if written != "=" else told
    return "" if bound == "=" else bound


def _is_possible(figure: Figure, fact: Fact) -> bool:
    if fact.measure != "value":
        return True
    times = factor(figure.unit, fact.indicator.unit or "/") if figure.unit else Decimal(1)
    return times is None or fact.indicator.range.holds(Decimal(figure.value) * times)


def _end(end: Decimal | None, none: str) -> str:
    return none if end is None else str(end)


def read_status(row: RowReader) -> dict[str, str]:
    """Whether a figure is final, and to which day."""
    return {
        "status": row.choice("status", STATUSES),
        "as_of": row.read("as_of", read_day, ""),
    }


CITED = ("source", "place", "quote", "evidence")


def read_cited(row: RowReader) -> dict[str, str]:
    """Where a figure comes from."""
    return {name: row.text(name) for name in CITED}
