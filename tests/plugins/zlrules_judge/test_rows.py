from __future__ import annotations

import csv
import operator
import random
from decimal import Decimal
from pathlib import Path

import pytest

import zlrules
from zlrules_judge.judgement import JudgedRow
from zlrules_judge.judging import judge
from zlrules_judge.rows import TableRow

HERE = Path(__file__).parent
with (HERE / "rows.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))


def table_row(case: dict[str, str], number: int) -> TableRow:
    unit, target, value = (case[name] or None for name in ("unit", "target", "value"))
    return TableRow(str(number), case["indicator"], unit, target, value, "完成")


@pytest.fixture(scope="module")
def judged() -> tuple[JudgedRow, ...]:
    """All cases in one table: rows don't disturb each other."""
    rows = [table_row(case, number) for number, case in enumerate(CASES)]
    return judge(rows, zlrules.load_plugins()).rows


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case["about"] for case in CASES])
def test_a_row_comes_to(judged: tuple[JudgedRow, ...], number: int) -> None:
    row, case = judged[number], CASES[number]
    told = (row.required, row.outcome, row.margin, row.reason)
    expected = (case["required"], case["outcome"], case["margin"], case["reason"])
    assert tuple(one or "" for one in told) == expected


@pytest.mark.parametrize("number", [0, 1, 40], ids=["met", "missed", "too large"])
def test_a_row_alone_comes_to_the_same(judged: tuple[JudgedRow, ...], number: int) -> None:
    alone = judge([table_row(CASES[number], number)], zlrules.load_plugins()).rows
    assert alone == (judged[number],)


@pytest.mark.parametrize(
    ("printed", "value", "agrees"),
    [
        ("完成", "90", True),
        ("已完成", "89", False),
        ("达标", "90", True),
        ("是", "89", False),
        ("未完成", "89", True),
        ("未达标", "90", False),
        ("否", "89", True),
        ("没完成", "89", True),
        ("基本完成", "90", None),
        (None, "90", None),
        ("完成", "—", None),
        ("完成", "43.3 (2019)", None),
    ],
)
def test_the_printed_word_agrees_or_says_nothing(
    printed: str | None, value: str, agrees: bool | None
) -> None:
    row = TableRow(None, "某项", "%", "≥90", value, printed)
    assert judge([row], zlrules.load_plugins()).rows[0].agrees is agrees


def test_every_boundary_is_where_decimal_arithmetic_has_it() -> None:
    better = {
        "≥": (operator.ge, 1),
        ">": (operator.gt, 1),
        "≤": (operator.le, -1),
        "<": (operator.lt, -1),
    }
    pick = random.Random(20)
    rows, expected = [], []
    for number in range(2_000):
        sign, (holds, side) = pick.choice(list(better.items()))
        places = pick.randint(0, 4)
        limit = Decimal(pick.randint(-(10**7), 10**7)).scaleb(-places)
        value = limit + Decimal(pick.randint(-2, 2)).scaleb(-pick.randint(0, 4))
        rows.append(TableRow(str(number), "某项", "%", f"{sign}{limit:f}", f"{value:f}", None))
        expected.append(("met" if holds(value, limit) else "missed", side * (value - limit)))
    judged = judge(rows, zlrules.load_plugins()).rows
    assert [(row.outcome, Decimal(row.margin or "NaN")) for row in judged] == expected
