"""Finds the columns of a table by its headers, which vary from table to table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from zlrules import DataError, Problem

HEADER_ROW = 1
_YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True)
class Column:
    """A column of the table.

    Attributes:
        title: Its usual header, which wins where several headers would do.
        pattern: What else its header may be, without spaces and in lower case.
    """

    title: str
    pattern: str
    required: bool = False


def _dated(words: str) -> str:
    """Headers with a year before them, or in brackets behind."""
    return rf"(?:[0-9]{{4}}年?)?(?:{words})(?:\([0-9]{{4}}年?\))?"


COLUMNS: Final[Mapping[str, Column]] = {
    "number": Column("序号", "编号|no\\.?|number"),
    "indicator": Column("指标", "指标名称|考核指标|indicator", required=True),
    "unit": Column("单位", "计量单位|unit"),
    "target": Column("目标值", _dated("(?:规划|计划|预期)?目标值?") + "|target", required=True),
    "value": Column("完成值", _dated("现状值?|(?:实际)?完成值|实际值") + "|value", required=True),
    "printed": Column("完成情况", _dated("完成情况|达标情况|是否(?:完成|达标)") + "|printed"),
}


def find_columns(headers: Sequence[str], file: str) -> dict[str, str]:
    """The header of each column that is there, by the column's name in code.

    Raises:
        DataError: A needed column is missing, several headers could be it, or the target and the
            value are of different years; all at once.
    """
    found = {name: _headers_of(column, headers) for name, column in COLUMNS.items()}
    problems = [*_problems(found, headers, file), *_other_year(found, file)]
    if problems:
        raise DataError(problems)
    return {name: ours[0] for name, ours in found.items() if ours}


def _headers_of(column: Column, headers: Sequence[str]) -> list[str]:
    exact = [header for header in headers if _folded(header) == column.title]
    return exact or [one for one in headers if re.fullmatch(column.pattern, _folded(one))]


def _folded(header: str) -> str:
    return "".join(unicodedata.normalize("NFKC", header).split()).lower()


def _problems(
    found: Mapping[str, Sequence[str]], headers: Sequence[str], file: str
) -> Iterator[Problem]:
    there = "、".join(headers) or "没有"
    for name, column in COLUMNS.items():
        if column.required and not found[name]:
            remedy = f"表头应有这一列，现有: {there}"
            yield Problem(file, HEADER_ROW, f"列 {column.title}", "缺少表头", remedy)
        if len(found[name]) > 1:
            wrong = f"有几个表头都可以是它：{'、'.join(found[name])}"
            remedy = f"只留一列，或把要用的一列改名为“{column.title}”"
            yield Problem(file, HEADER_ROW, f"列 {column.title}", wrong, remedy)


def _other_year(found: Mapping[str, Sequence[str]], file: str) -> Iterator[Problem]:
    """A baseline is not attainment: figures of 2020 don't meet targets of 2025."""
    if len(found["target"]) == len(found["value"]) == 1:
        target, value = found["target"][0], found["value"][0]
        years = [_YEAR.findall(_folded(header)) for header in (target, value)]
        if all(years) and years[0] != years[1]:
            wrong = f"“{value}”与“{target}”不是同一年，基期的现状值不是完成值"
            remedy = "换成目标年的完成值；确要相比的把表头改为“完成值”"
            yield Problem(file, HEADER_ROW, "列 完成值", wrong, remedy)
