"""From outcomes to the decision: what is settled decides, what isn't leaves it open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

import polars as pl

from zlrules.engine.node import always, outcome_of
from zlrules.engine.plan import Row, never
from zlrules.engine.scoring import Scored
from zlrules.engine.settling import DUE_STATES, state_of
from zlrules.interval import decimals_of
from zlrules.loading.bound import BoundRuleset
from zlrules.models.ruleset import PassRule
from zlrules.words import UNSURE, Decision, DueState, Effort, Nature, Outcome

DECISION_WORDS = pl.Enum([decision.value for decision in Decision])

DECISIONS = {
    "ruleset": pl.String,
    "district": pl.String,
    "year": pl.Int32,
    "decision": DECISION_WORDS,
    "as_it_stands": DECISION_WORDS,
    "best_case": DECISION_WORDS,
    "worst_case": DECISION_WORDS,
    "judged": pl.UInt32,
    "applicable": pl.UInt32,
}
"""Schema of the decisions, before the counts ``<nature>:<outcome>`` (UInt32).

Rulesets that hedge some promises have counts ``effort/<effort>:<outcome>``, too. ``judged`` of the ``applicable`` criteria are met or missed: the completeness.
"""

EFFORT = "effort/"
FIRM = "/firm"
"""What groups of criteria are named by, besides their nature."""

_JUDGED = (Outcome.MET, Outcome.MISSED)


def counts_of(bound: BoundRuleset, scored: Scored) -> pl.DataFrame:
    """Count the criteria of one ruleset: a row per district and assessed year, sorted.

    Returns:
        ``district``, ``year`` and, for each group, ``<group>:<outcome>`` without those that are
        pending, how many of them settle something, and how many are not due.
    """
    counts = (
        count
        for name, numbers in counted_groups(bound).items()
        for count in _counts(name, [scored.rows[number] for number in numbers])
    )
    return scored.wide.select("district", "year", *counts)[scored.assessed]


def decisions_of(bound: BoundRuleset, counts: pl.DataFrame) -> pl.DataFrame:
    """Make the decisions of one ruleset, in the order of the counts.

    Args:
        counts: As from `counts_of`, of any number of portions of the districts.
    """
    groups = counted_groups(bound)
    deciding = {
        nature: name
        for nature, rule in bound.ruleset.pass_rule.items()
        if rule != "reported" and (name := _deciding(nature, groups))
    }
    rules = {name: bound.ruleset.pass_rule[nature] for nature, name in deciding.items()}
    known = {
        name: "unknown" if bound.ruleset.confidence_of_rule(nature) in UNSURE else rules[name]
        for nature, name in deciding.items()
    }
    counted = counts.with_columns(
        column for name, numbers in groups.items() for column in _completed(name, len(numbers))
    ).with_columns(
        _reached(known, "best", settled=True, hopeful=True),
        _reached(known, "worst", settled=True, hopeful=False),
        _reached(rules, "best_held", settled=False, hopeful=True),
        _reached(rules, "worst_held", settled=False, hopeful=False),
        anything=pl.any_horizontal(
            pl.lit(value=False),
            *(_told(name, Outcome.NOT_APPLICABLE) < _told(name, "total") for name in rules),
        ),
    )
    natures = [nature for nature in Nature if nature in groups]
    shown = [*natures, *(name for name in groups if name.startswith(EFFORT))]
    told = (*Outcome, "not_due", "total")
    return counted.select(
        pl.lit(bound.ruleset.name).alias("ruleset"),
        "district",
        "year",
        _decision("best", "worst").alias("decision"),
        _decision("best_held", "worst_held").alias("as_it_stands"),
        _case("best").alias("best_case"),
        _case("worst").alias("worst_case"),
        _sum(_told(nature, one) for nature in natures for one in _JUDGED).alias("judged"),
        _sum(
            _told(nature, "total") - _told(nature, Outcome.NOT_APPLICABLE) for nature in natures
        ).alias("applicable"),
        *(f"{name}:{word}" for name in shown for word in told),
    )


def counted_groups(bound: BoundRuleset) -> dict[str, list[int]]:
    """The criteria that are counted, in groups: by nature, those that decide, and by effort.

    What is the same as another row is counted there. Where a nature has hedged promises (力争,
    基本, 逐步), only the firm ones decide: ``<nature>/firm``; and all are counted by their effort.

    Returns:
        The numbers of their rows.
    """
    counted = [
        (row.criterion, number)
        for number, row in enumerate(bound.rows())
        if not row.is_part and not row.criterion.same_as
    ]
    groups: dict[str, list[int]] = {}
    hedged = {one.nature for one, _ in counted if one.effort is not Effort.FIRM}
    for criterion, number in counted:
        names = [criterion.nature.value]
        if criterion.nature in hedged and criterion.effort is Effort.FIRM:
            names.append(f"{criterion.nature}{FIRM}")
        if hedged:
            names.append(f"{EFFORT}{criterion.effort}")
        for name in names:
            groups.setdefault(name, []).append(number)
    for nature in hedged:
        groups.setdefault(f"{nature}{FIRM}", [])
    return groups


def _deciding(nature: Nature, groups: Mapping[str, Sequence[int]]) -> str:
    """The group of a nature that decides; "" where nothing does."""
    firm = f"{nature}{FIRM}"
    name = firm if firm in groups else nature.value
    return name if groups.get(name) else ""


def _counts(name: str, rows: Sequence[Row]) -> Iterator[pl.Expr]:
    """How many criteria of a group have each outcome, in all and settled, and are not due."""
    for outcome in (*_JUDGED, Outcome.NOT_APPLICABLE, Outcome.NO_DATA):
        flags = [
            (row["outcome"] == outcome_of(outcome), row["settles"])
            for row in rows
            if outcome is not Outcome.NOT_APPLICABLE or row["applies"] is not always()
        ]
        yield _count([flag for flag, _ in flags]).alias(f"{name}:{outcome}")
        if outcome is not Outcome.NO_DATA:
            settled = [flag & settles for flag, settles in flags if settles is not never()]
            yield _count(settled).alias(f"{name}:{outcome}:settled")
    not_due = pl.lit(DueState.NOT_DUE.value, dtype=DUE_STATES)
    dated = [row["due_state"] for row in rows if row["due_state"] is not state_of(DueState.DUE)]
    yield _count([state == not_due for state in dated]).alias(f"{name}:not_due")


def _completed(name: str, total: int) -> Iterator[pl.Expr]:
    """How many criteria a group has, and how many are neither told nor without data."""
    told = (*_JUDGED, Outcome.NOT_APPLICABLE, Outcome.NO_DATA)
    all_of_them = pl.lit(total, dtype=pl.UInt32)
    yield all_of_them.alias(f"{name}:total")
    others = _sum(_told(name, outcome) for outcome in told)
    yield (all_of_them - others).alias(f"{name}:{Outcome.PENDING}")


def _count(flags: Sequence[pl.Expr]) -> pl.Expr:
    nobody = pl.lit(0, dtype=pl.UInt32)
    return pl.sum_horizontal(flags).cast(pl.UInt32) if flags else nobody


def _told(name: str, word: str) -> pl.Expr:
    return pl.col(f"{name}:{word}")


def _sum(counts: Iterable[pl.Expr]) -> pl.Expr:
    return pl.sum_horizontal([pl.lit(0, dtype=pl.UInt32), *counts])


class _Held:
    """How many criteria of a group are met, missed, not applicable, or open for all one holds.

    Args:
        settled: Whether only outcomes that settle something are held on to, or all.
    """

    def __init__(self, name: str, *, settled: bool) -> None:
        suffix = ":settled" if settled else ""
        self.met, self.missed, self.exempt = (
            _told(name, f"{outcome}{suffix}").cast(pl.Int64)
            for outcome in (*_JUDGED, Outcome.NOT_APPLICABLE)
        )
        self.total = _told(name, "total").cast(pl.Int64)
        self.open = self.total - self.met - self.missed - self.exempt


def _reached(rules: Mapping[str, PassRule], name: str, *, settled: bool, hopeful: bool) -> pl.Expr:
    """Whether all natures reach their rules.

    Args:
        rules: By the group that decides.
        settled: Whether only outcomes that settle something are held on to, or all.
        hopeful: Whether what isn't held on to turns out well.
    """
    reached = (
        _reaches(rule, _Held(group, settled=settled), hopeful=hopeful)
        for group, rule in rules.items()
    )
    return pl.all_horizontal(pl.lit(value=True), *reached).alias(name)


def _reaches(rule: PassRule, held: _Held, *, hopeful: bool) -> pl.Expr:
    """Whether a nature reaches its rule.

    Args:
        hopeful: Whether what isn't held on to turns out well.
    """
    if rule == "unknown":
        return pl.lit(value=hopeful)
    if rule == "all":
        return held.missed + (0 if hopeful else held.open) == 0
    assert isinstance(rule, Decimal)
    per: int = 10 ** decimals_of(rule)
    reached = held.met + held.open if hopeful else held.met
    return reached * per >= (held.total - held.exempt) * int(rule * per)


@cache
def _word(decision: Decision) -> pl.Expr:
    return pl.lit(decision.value, dtype=DECISION_WORDS)


def _case(reached: str) -> pl.Expr:
    return (
        pl.when(~pl.col("anything"))
        .then(_word(Decision.UNDETERMINED))
        .when(reached)
        .then(_word(Decision.PASS))
        .otherwise(_word(Decision.FAIL))
    )


def _decision(best: str, worst: str) -> pl.Expr:
    """Passed when even the worst case passes, failed when even the best case fails."""
    anything = pl.col("anything")
    return (
        pl.when(anything & pl.col(worst))
        .then(_word(Decision.PASS))
        .when(anything & ~pl.col(best))
        .then(_word(Decision.FAIL))
        .otherwise(_word(Decision.UNDETERMINED))
    )
