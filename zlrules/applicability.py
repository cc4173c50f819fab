"""Whether a ruleset applies to districts, and is in force in the years asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import polars as pl

from zlrules.errors import NotInForceError, Problem
from zlrules.loading.bound import BoundRuleset
from zlrules.models.ruleset import InForce


def applicability(
    bound: BoundRuleset,
    districts: pl.DataFrame,
    years: Sequence[int],
    applied_on: date | None,
    *,
    as_reference: bool,
) -> str:
    """Why a ruleset is only a reference here; "" when it applies.

    Args:
        districts: Columns ``code``, ``name`` and ``level``.
        applied_on: Day of the application, on which it must be in force instead of in the years.
        as_reference: Whether to go on where it doesn't apply.

    Raises:
        NotInForceError: It doesn't apply, and wasn't asked for as a reference.
    """
    early_or_late = list(_not_in_force(bound.ruleset.in_force, years, applied_on))
    elsewhere = _wrong_districts(bound, districts)
    if as_reference and (elsewhere or early_or_late):
        reasons = "；".join([*elsewhere, *early_or_late])
        told = f"不适用于本区（{reasons}）" if elsewhere else reasons
        return f"{bound.ruleset.name}: 参考对照，{told}"
    remedy = "换用适用的指标体系或版本；仅作对照的加 --as-reference"
    problems = [
        Problem(bound.ruleset.name, 0, "适用性", reason, remedy)
        for reason in [*elsewhere, *early_or_late]
    ]
    if problems:
        raise NotInForceError(problems)
    return ""


def _not_in_force(
    in_force: InForce, years: Sequence[int], applied_on: date | None
) -> Iterator[str]:
    if applied_on is None:
        late = [year for year in years if not in_force.covers(year)]
        yield from (f"{year} 年不在施行期内（{in_force}）" for year in late)
    elif in_force.holds_on(applied_on) is False:
        yield f"申报日期 {applied_on} 不在施行期内（{in_force}）"


def _wrong_districts(bound: BoundRuleset, districts: pl.DataFrame) -> list[str]:
    applies = bound.ruleset.applies_to
    if not applies.district and not applies.level:
        return []
    wrong = []
    for code, name, level in districts.select("code", "name", "level").iter_rows():
        if applies.district and code not in applies.district:
            wrong.append(f"适用于行政区 {', '.join(applies.district)}，不适用于 {code} {name}")
        elif applies.level and level not in applies.level:
            wrong.append(
                f"适用于{'、'.join(applies.level)}，{code} {name} 的级别是 {level or '未填写'}"
            )
    return wrong
