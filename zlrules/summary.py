"""Many districts in a few numbers: who reaches a ruleset, what is missed most, who is nearest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from zlrules.evaluation import Evaluation, Scoring
from zlrules.loading.bound import BoundRow, BoundRuleset
from zlrules.words import Decision, Outcome

MOST_NEAREST = 20
"""So many of the nearest districts are kept."""


@dataclass(frozen=True)
class YearSummary:
    """How many districts come to which decision in a year.

    Attributes:
        decided: Districts by decision.
        standing: Districts by what the decision would be if all outcomes held as they are.
        judged: Criteria that are met or missed, over all districts.
        applicable: Criteria that apply, over all districts.
    """

    year: int
    decided: dict[Decision, int]
    standing: dict[Decision, int]
    judged: int
    applicable: int


@dataclass(frozen=True)
class CriterionSummary:
    """How many districts come to which outcome on a criterion in the latest year."""

    row: BoundRow
    outcomes: dict[Outcome, int]

    @property
    def judged(self) -> int:
        """Districts in which it is met or missed."""
        return self.outcomes[Outcome.MET] + self.outcomes[Outcome.MISSED]

    @property
    def applicable(self) -> int:
        """Districts to which it applies."""
        return sum(self.outcomes.values()) - self.outcomes[Outcome.NOT_APPLICABLE]


@dataclass(frozen=True)
class NearDistrict:
    """A district that doesn't reach the ruleset, and how much is in its way.

    Attributes:
        missed: Deciding criteria that are missed for good, in the order of the ruleset.
        open: How many deciding criteria nothing settles yet.
    """

    code: str
    name: str
    decision: Decision
    missed: tuple[BoundRow, ...]
    open: int


@dataclass(frozen=True)
class RulesetSummary:
    """One ruleset over all districts.

    Attributes:
        years: The years, in order.
        criteria: The criteria in the latest year, in the order of the ruleset.
        nearest: Those nearest to reaching it in the latest year, the nearest first.
        conflicts: How many outcomes on criteria rest on sources that disagree, in all years.
        is_reference: Whether it doesn't apply to some of the districts or years.
    """

    bound: BoundRuleset
    years: tuple[YearSummary, ...]
    criteria: tuple[CriterionSummary, ...]
    nearest: tuple[NearDistrict, ...]
    conflicts: int
    is_reference: bool


DECISION_KEY = ("year", "decision", "as_it_stands")
OUTCOME_KEY = ("year", "criterion", "outcome")


def summarise(evaluations: Iterable[Evaluation]) -> tuple[RulesetSummary, ...]:
    """Sum up, one ruleset after the other; no more than one evaluation is held at a time."""
    counted: dict[str, _Counted] = {}
    for each in map(_counts, evaluations):
        for counts in each:
            name = counts.bound.ruleset.name
            counted[name] = counted[name].and_(counts) if name in counted else counts
    return tuple(counts.summary() for counts in counted.values())


@dataclass(frozen=True)
class _Counted:
    """What is known of a ruleset after some of the districts.

    Attributes:
        decisions: ``year``, ``decision``, ``as_it_stands``, and sums: ``districts``, ``judged``,
            ``applicable``.
        outcomes: ``year``, ``criterion``, ``outcome``, and sums: ``districts``, ``conflicts``.
        nearest: ``year``, ``district``, ``name``, ``decision``, ``missed`` (ids of criteria),
            ``open``; the nearest of each year, the nearest first.
    """

    bound: BoundRuleset
    decisions: pl.DataFrame
    outcomes: pl.DataFrame
    nearest: pl.DataFrame
    is_reference: bool

    def and_(self, other: _Counted) -> _Counted:
        """Together with further districts."""
        return _Counted(
            self.bound,
            _summed(pl.concat([self.decisions, other.decisions]), *DECISION_KEY),
            _summed(pl.concat([self.outcomes, other.outcomes]), *OUTCOME_KEY),
            _nearest_first(pl.concat([self.nearest, other.nearest])),
            self.is_reference or other.is_reference,
        )

    def summary(self) -> RulesetSummary:
        """The numbers in the order of the ruleset."""
        years = sorted(self.decisions["year"].unique())
        return RulesetSummary(
            self.bound,
            tuple(self._year(year) for year in years),
            tuple(self._criterion(row, years[-1]) for row in self.bound.criteria),
            tuple(self._near(row) for row in self._latest(years[-1])),
            int(self.outcomes["conflicts"].sum()),
            self.is_reference,
        )

    def _year(self, year: int) -> YearSummary:
        rows = self.decisions.filter(pl.col("year") == year)
        decided, standing = (
            {
                one: int(rows.filter(pl.col(column) == one.value)["districts"].sum())
                for one in Decision
            }
            for column in ("decision", "as_it_stands")
        )
        judged, applicable = (int(rows[name].sum()) for name in ("judged", "applicable"))
        return YearSummary(year, decided, standing, judged, applicable)

    def _criterion(self, row: BoundRow, year: int) -> CriterionSummary:
        rows = self.outcomes.filter(pl.col("year") == year, pl.col("criterion") == row.row.id)
        counts = dict(rows.select("outcome", "districts").iter_rows())
        return CriterionSummary(row, {one: counts.get(one.value, 0) for one in Outcome})

    def _latest(self, year: int) -> Iterable[dict[str, object]]:
        return self.nearest.filter(pl.col("year") == year).iter_rows(named=True)

    def _near(self, row: dict[str, object]) -> NearDistrict:
        missed = row["missed"]
        assert isinstance(missed, list)
        assert isinstance(row["open"], int)
        return NearDistrict(
            str(row["district"]),
            str(row["name"]),
            Decision(str(row["decision"])),
            tuple(one for one in self.bound.criteria if one.row.id in missed),
            row["open"],
        )


def _counts(evaluation: Evaluation) -> list[_Counted]:
    return [_count(scoring, evaluation.data.districts) for scoring in evaluation.scorings]


def _count(scoring: Scoring, districts: pl.DataFrame) -> _Counted:
    looked_at = (*OUTCOME_KEY, "district", "settles", "conflict")
    criteria = scoring.results.select("part", *looked_at).filter(pl.col("part").is_null())
    one = pl.lit(1, dtype=pl.Int64).alias("districts")
    decisions = scoring.decisions.select(*DECISION_KEY, one, *_numbers("judged", "applicable"))
    outcomes = criteria.with_columns(pl.col("conflict").alias("conflicts")).select(
        *OUTCOME_KEY, one, *_numbers("conflicts")
    )
    return _Counted(
        scoring.bound,
        _summed(decisions, *DECISION_KEY),
        _summed(outcomes, *OUTCOME_KEY),
        _nearest_first(_in_the_way(scoring, criteria, districts)),
        bool(scoring.reference),
    )


def _numbers(*names: str) -> list[pl.Expr]:
    return [pl.col(name).cast(pl.Int64) for name in names]


def _summed(frame: pl.DataFrame, *key: str) -> pl.DataFrame:
    """The sums of all other columns."""
    return frame.group_by(key, maintain_order=True).agg(pl.exclude(key).sum())


def _in_the_way(scoring: Scoring, criteria: pl.DataFrame, districts: pl.DataFrame) -> pl.DataFrame:
    """What keeps each district that doesn't reach the ruleset from it."""
    missed = (pl.col("outcome") == Outcome.MISSED.value) & pl.col("settles")
    in_the_way = criteria.filter(missed | ~pl.col("settles"))
    criterion = pl.col("criterion").cast(pl.String)
    deciding = in_the_way.filter(criterion.is_in(_deciding(scoring.bound)))
    counted = deciding.group_by("district", "year", maintain_order=True).agg(
        pl.col("criterion").filter(missed).alias("missed"), (~pl.col("settles")).sum().alias("open")
    )
    like = scoring.decisions.schema["district"]
    names = districts.select(pl.col("code").cast(like).alias("district"), "name")
    short = scoring.decisions.filter(pl.col("decision") != Decision.PASS.value)
    return (
        short.select("district", "year", "decision")
        .join(names, on="district", maintain_order="left")
        .join(counted, on=["district", "year"], maintain_order="left")
        .select(
            "year",
            pl.col("district").cast(pl.String),
            "name",
            "decision",
            pl.col("missed").cast(pl.List(pl.String)).fill_null([]),
            pl.col("open").cast(pl.UInt32).fill_null(0),
        )
    )


def _nearest_first(districts: pl.DataFrame) -> pl.DataFrame:
    """The nearest of each year: fewest missed for good, then fewest open, then by code."""
    ordered = districts.sort("year", pl.col("missed").list.len(), "open", "district")
    return ordered.group_by("year", maintain_order=True).head(MOST_NEAREST)


def _deciding(bound: BoundRuleset) -> Sequence[str]:
    """The criteria on which the decision depends."""
    rules = bound.ruleset.pass_rule
    return [row.row.id for row in bound.criteria if rules[row.criterion.nature] != "reported"]
