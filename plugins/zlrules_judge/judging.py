"""A table's rows in, the judged table out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from zlrules import (
    BoundRuleset,
    Names,
    Outcome,
    Plugins,
    Written,
    canonical,
    decimal_text,
    decimals_of,
    fold_width,
    load_ruleset,
)
from zlrules_judge.comparing import compare
from zlrules_judge.judgement import JudgedRow, Judgement
from zlrules_judge.readings import Comparison, Reading, Verdict, read_row
from zlrules_judge.rows import TableRow
from zlrules_judge.values import read_value

_ENGINE = Path(__file__).parent / "engine" / "table.yaml"
_AGREEING = {
    Outcome.MET: frozenset({"完成", "已完成", "达标", "已达标", "是"}),
    Outcome.MISSED: frozenset({"未完成", "没完成", "没有完成", "未达标", "不达标", "否"}),
}
"""What people print in 完成情况."""


def judge(rows: Sequence[TableRow], plugins: Plugins) -> Judgement:
    """Judge every row by its own target.

    Args:
        plugins: For the engine's operators.
    """
    ruleset = load_ruleset(str(_ENGINE), plugins)
    readings = list(_readings(rows, ruleset))
    verdicts = _verdicts(readings, ruleset)
    judged = zip(rows, readings, verdicts, strict=True)
    return Judgement(
        schema="zlrules/judgement/1",
        rows=tuple(_judged(row, reading, verdict) for row, reading, verdict in judged),
    )


def _readings(rows: Sequence[TableRow], ruleset: BoundRuleset) -> Iterator[Reading]:
    names = Names(ruleset.catalogue)
    units = {canonical(one.unit) for one in ruleset.catalogue if one.unit}
    return (read_row(row, names.find(row.indicator), units) for row in rows)


def _verdicts(readings: Sequence[Reading], ruleset: BoundRuleset) -> list[Verdict]:
    """The verdicts of all rows; numbers are compared all at once."""
    asked = [one.result for one in readings if isinstance(one.result, Comparison)]
    compared = iter(compare(asked, ruleset))
    return [
        next(compared) if isinstance(one.result, Comparison) else one.result for one in readings
    ]


def _judged(row: TableRow, reading: Reading, verdict: Verdict) -> JudgedRow:
    return JudgedRow(
        number=row.number,
        indicator=row.indicator,
        unit=row.unit,
        required=reading.required,
        value=row.value,
        outcome=verdict.outcome,
        margin=_margin(row, verdict),
        reason=verdict.why,
        printed=row.printed,
        agrees=_agrees(row.printed, verdict.outcome),
    )


def _margin(row: TableRow, verdict: Verdict) -> str | None:
    """The margin with at least the decimals that the value is printed with."""
    if verdict.margin is None:
        return None
    value = read_value(row.value or "")
    return decimal_text(
        verdict.margin, decimals_of(value.number) if isinstance(value, Written) else 0
    )


def _agrees(printed: str | None, outcome: Outcome) -> bool | None:
    """Whether the printed word says the same; None where either says nothing."""
    word = fold_width(printed or "")
    said = next((one for one, words in _AGREEING.items() if word in words), None)
    return None if said is None or outcome not in _AGREEING else said is outcome
