"""What cells of a form choose from, and what they are warned of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from zlrules import needing
from zlrules_forms.layout import EXAMPLES, Between, Check, Choice, Column

LISTS = "选项"
"""The hidden sheet with all lists: a list inside a check may have no more than 255 characters."""

FIRST_DAY = date(1990, 1, 1)


class Lists:
    """The lists of words, each in a column of the hidden sheet."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, ...], str] = {}

    def place(self, words: tuple[str, ...]) -> str:
        """The range of a list."""
        if words not in self._places:
            with needing("office"):
                from xlsxwriter.utility import xl_range_abs

            column = len(self._places)
            self._places[words] = f"={LISTS}!{xl_range_abs(0, column, len(words) - 1, column)}"
        return self._places[words]

    def listed(self) -> Iterable[tuple[str, ...]]:
        """The lists, in the order of their columns."""
        return self._places


def validation(column: Column, check: Check, lists: Lists) -> dict[str, object]:
    """A check as xlsxwriter takes it, with what the cell says when it is entered."""
    told = {
        "input_title": column.header,
        "input_message": _advice(column, check),
        "error_title": column.header,
        "error_type": "warning",
    }
    return {**told, **_rule(check, lists)}


def _rule(check: Check, lists: Lists) -> dict[str, object]:
    match check:
        case Choice(several=True):
            wrong = "不在列表里；几种同时具备的用顿号分开"
            return {"validate": "list", "source": lists.place(check.words), "error_message": wrong}
        case Choice():
            strict = {"error_type": "stop", "error_message": "请从列表里选"}
            return {"validate": "list", "source": lists.place(check.words), **strict}
        case Between():
            return _number_rule(check)
    wrong = "写成日期，如 2025-06-30；确要写成文字的选“是”"
    return {"validate": "date", "criteria": ">=", "value": FIRST_DAY, "error_message": wrong}


def _advice(column: Column, check: Check) -> str:
    """What a cell says when it is entered; Excel takes 255 characters."""
    if isinstance(check, Choice) and column.name not in EXAMPLES:
        return "从列表里选"
    if isinstance(check, Choice) and column.name == "value":
        return "从列表里选；没有数据就空着"
    unit = f"单位：{check.unit}。" if isinstance(check, Between) and check.unit else ""
    return unit + EXAMPLES.get(column.name, "如 2025-06-30")


def _number_rule(check: Between) -> dict[str, object]:
    low, high = check.low, check.high
    if low is None and high is None:
        return {"validate": "any"}
    told = f"应在 {low} 到 {high} 之间" if low and high else f"应不小于 {low}"
    if low is None:
        told = f"应不大于 {high}"
    remedy = "写成 ≥90、约720 等，或确认无误的，选“是”"
    rule: dict[str, object] = {"validate": "decimal", "error_message": f"{told}的数；{remedy}"}
    if low is not None and high is not None:
        return {**rule, "criteria": "between", "minimum": float(low), "maximum": float(high)}
    if low is not None:
        return {**rule, "criteria": ">=", "value": float(low)}
    assert high is not None
    return {**rule, "criteria": "<=", "value": float(high)}
