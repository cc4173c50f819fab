"""Judges every row of the ruleset on one block of districts, each column a few expressions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

import polars as pl

from bench.peers.wide_exceptions import UNBOUNDED
from bench.rules import Row, Rules, Told, change_limit, decimals_of, placed, words

REASONS = pl.Enum(
    [
        *("no_figure", "no_target", "no_statement", "no_history", "bound", "conflict"),
        *("base_not_positive", "no_attribute", "no_branch", "text_unknown", "condition"),
    ]
)
OUTCOMES = pl.Enum(["met", "missed", "no_data", "pending", "not_applicable"])
RATIO_DECIMALS = 2

TRUE = pl.lit(value=True)
FALSE = pl.lit(value=False)
NO_MARGIN = pl.lit(None, dtype=pl.Int64)
NO_REASON = pl.lit(None, dtype=REASONS)
NO_CHILD = pl.lit(None, dtype=pl.Int32)


def _reason(word: str) -> pl.Expr:
    return pl.lit(word, dtype=REASONS)


@dataclass(frozen=True)
class Verdict:
    """What one requirement comes to: columns of the block, or what to add as such.

    Attributes:
        scale: What the margin measures: name, unit and decimals.
    """

    met: pl.Expr
    margin: pl.Expr = NO_MARGIN
    reason: pl.Expr = NO_REASON
    scale: tuple[str, int] | None = None
    decided_by: pl.Expr = NO_CHILD


class Block:
    """The columns of one block, level by level.

    Args:
        width: Districts in the block.
    """

    def __init__(self, rules: Rules, width: int) -> None:
        self.rules = rules
        self.width = width
        self.levels: list[list[pl.Expr]] = []
        self.margin_scales: list[int | None] = []
        self._count = 0

    def judge(self) -> None:
        """Add the columns of all rows."""
        self.margin_scales = [None] * len(self.rules.rows)
        for number, row in enumerate(self.rules.rows):
            if row.require is not None:
                self._row(number, row, row.require)
        for number, row in enumerate(self.rules.rows):
            if row.require is None:
                self._whole(number, row)

    def _add(self, level: int, **columns: pl.Expr) -> None:
        while len(self.levels) <= level:
            self.levels.append([])
        self.levels[level].extend(column.alias(name) for name, column in columns.items())

    def _row(self, number: int, row: Row, require: Mapping[str, Any]) -> None:
        builds = []
        for back in range(row.accept_older + 1):
            uses: list[tuple[str, int]] = []
            verdict, level = self._node(row.indicator, require, back, uses)
            builds.append((verdict, level, list(dict.fromkeys(uses))))
        level = max(one for _, one, _ in builds)
        verdict = builds[0][0]
        self.margin_scales[number] = verdict.scale[1] if verdict.scale else None
        picked = [self._told(row, one, uses, back) for back, (one, _, uses) in enumerate(builds)]
        columns = picked[0]
        older = pl.lit(0, dtype=pl.UInt8)
        if len(builds) > 1:
            isolder = ~columns["known"] & picked[1]["known"]
            columns = {
                name: pl.when(isolder).then(picked[1][name]).otherwise(column)
                for name, column in columns.items()
            }
            older = isolder.cast(pl.UInt8)
        self._conclude(
            number,
            row,
            level,
            {**columns, "older": older, "target": _target(row.indicator, require)},
        )

    def _told(
        self, row: Row, verdict: Verdict, uses: Sequence[tuple[str, int]], back: int
    ) -> dict[str, pl.Expr]:
        current = [name for name, ago in uses if ago == back]
        return {
            "met": verdict.met,
            "margin": pl.when(verdict.met.is_not_null()).then(verdict.margin),
            "reason": verdict.reason,
            "decided_by": verdict.decided_by,
            "known": pl.any_horizontal(
                [self._at(name, "low", back).is_not_null() for name in current]
            ),
            "provisional": pl.any_horizontal(
                [self._at(name, "provisional", ago) for name, ago in uses]
            ),
            "conflict": pl.any_horizontal([self._at(name, "conflict", ago) for name, ago in uses]),
            **{name: self._at(row.indicator, name, back) for name in ("low", "high", "row")},
        }

    def _at(self, indicator: str, name: str, back: int) -> pl.Expr:
        column = pl.col(f"{indicator}:{name}")
        if not back:
            return column
        fill = {"fill_value": False} if name in ("provisional", "conflict") else {}
        return column.shift(back * self.width, **fill)

    def _conclude(self, number: int, row: Row, level: int, columns: dict[str, pl.Expr]) -> None:
        self._add(level, **{f"{number}:{name}": column for name, column in columns.items()})
        met, reason = pl.col(f"{number}:met"), pl.col(f"{number}:reason")
        known = pl.col(f"{number}:known")
        open_outcome = pl.when(known).then(_outcome("pending")).otherwise(_outcome("no_data"))
        outcome = (
            pl.when(met)
            .then(_outcome("met"))
            .when(~met)
            .then(_outcome("missed"))
            .otherwise(open_outcome)
        )
        applies = TRUE
        if row.where is not None:
            holds = _holds(row.where)
            applies = holds.fill_null(value=True)
            outcome = (
                pl.when(~holds)
                .then(_outcome("not_applicable"))
                .when(holds)
                .then(outcome)
                .otherwise(open_outcome)
            )
            reason = (
                pl.when(~holds)
                .then(_reason("condition"))
                .when(holds.is_null())
                .then(_reason("no_attribute"))
                .otherwise(reason)
            )
            flags = {
                name: pl.col(f"{number}:{name}") & applies
                for name in ("provisional", "conflict", "known")
            }
            self._add(
                level + 1,
                **{f"{number}:{name}": flag for name, flag in flags.items()},
                **{
                    f"{number}:reason": reason,
                    f"{number}:met": pl.when(holds).then(met),
                    f"{number}:margin": pl.when(holds).then(pl.col(f"{number}:margin")),
                },
            )
        self._add(level + 1, **{f"{number}:outcome": outcome, f"{number}:applies": applies})
        outcome = pl.col(f"{number}:outcome")
        settled = ~pl.col(f"{number}:provisional") & (
            (outcome == _outcome("met"))
            | (outcome == _outcome("missed"))
            | (outcome == _outcome("not_applicable"))
        )
        if row.due is not None:
            settled = settled & (pl.col("year") >= row.due)
        self._add(level + 2, **{f"{number}:settles": FALSE if row.weak else settled})

    def _whole(self, number: int, row: Row) -> None:
        """A criterion judged by its parts."""
        parts = [
            Verdict(pl.col(f"{part}:met"), reason=pl.col(f"{part}:reason")) for part in row.parts
        ]
        whole = _together(parts, decisive=row.parts_rule == "any")
        nothing = pl.lit(None, dtype=pl.Int64)
        self._conclude(
            number,
            row,
            4,
            {
                "met": whole.met,
                "margin": nothing,
                "reason": whole.reason,
                "decided_by": whole.decided_by,
                "low": nothing,
                "high": nothing,
                "row": pl.lit(None, dtype=pl.UInt32),
                "target": pl.lit(None, dtype=pl.UInt32),
                "older": pl.lit(0, dtype=pl.UInt8),
                **{
                    name: pl.any_horizontal([pl.col(f"{part}:{name}") for part in row.parts])
                    for name in ("known", "provisional", "conflict")
                },
            },
        )

    def _node(
        self, indicator: str, require: Mapping[str, Any], back: int, uses: list[tuple[str, int]]
    ) -> tuple[Verdict, int]:
        """The verdict of a requirement, and the level from which its columns can be used."""
        indicator = require.get("of", indicator)
        operator, told = next((name, told) for name, told in require.items() if name != "of")
        match operator:
            case "all" | "any":
                children = [self._node(indicator, child, back, uses) for child in told]
                verdict = _together([one for one, _ in children], decisive=operator == "any")
            case "by":
                children = [self._node(indicator, one["require"], back, uses) for one in told]
                verdict = _branches([one["when"] for one in told], [one for one, _ in children])
            case _:
                own: list[tuple[str, int]] = []
                verdict = self._leaf(indicator, operator, told, back, own)
                uses.extend(own)
                children = []
                verdict = self._with_reason(verdict, own, back)
        level = max((one for _, one in children), default=0)
        prefix = f"n{self._count}"
        self._count += 1
        self._add(
            level,
            **{
                f"{prefix}:met": verdict.met,
                f"{prefix}:margin": pl.when(verdict.met.is_not_null()).then(verdict.margin)
                if verdict.scale
                else NO_MARGIN,
                f"{prefix}:decided_by": verdict.decided_by,
            },
        )
        met = pl.col(f"{prefix}:met")
        self._add(level + 1, **{f"{prefix}:reason": pl.when(met.is_null()).then(verdict.reason)})
        columns = Verdict(
            met,
            pl.col(f"{prefix}:margin"),
            pl.col(f"{prefix}:reason"),
            verdict.scale,
            pl.col(f"{prefix}:decided_by"),
        )
        return columns, level + 2

    def _with_reason(self, verdict: Verdict, uses: list[tuple[str, int]], back: int) -> Verdict:
        lows = {ago: self._at(name, "low", ago) for name, ago in uses}
        earlier = [low.is_null() for ago, low in lows.items() if ago != back]
        conflict = pl.any_horizontal([self._at(name, "conflict", ago) for name, ago in uses])
        reason = (
            pl.when(lows[back].is_null())
            .then(_reason("no_figure"))
            .when(pl.any_horizontal([FALSE, *earlier]))
            .then(_reason("no_history"))
            .when(conflict)
            .then(_reason("conflict"))
            .otherwise(_reason("bound"))
        )
        told = verdict.reason
        reason = reason if told is NO_REASON else pl.coalesce(told, reason)
        return Verdict(verdict.met, verdict.margin, reason, verdict.scale, verdict.decided_by)

    def _leaf(
        self,
        indicator: str,
        operator: str,
        told: Told,
        back: int,
        uses: list[tuple[str, int]],
    ) -> Verdict:
        scale = self.rules.scales[indicator]
        low, high = self._at(indicator, "low", back), self._at(indicator, "high", back)
        uses.append((indicator, back))
        measured = (indicator, scale)
        match operator:
            case "at_least" | "more_than" | "at_most" | "less_than" | "equals" | "between":
                limits = [told] if isinstance(told, str) else told
                met, missed, margin = _limit(
                    operator, low, high, [placed(Decimal(one), scale) for one in limits]
                )
            case "assigned":
                return _assigned(indicator, low, high, scale)
            case "change":
                uses.append((indicator, back + 1))
                before = [self._at(indicator, name, back + 1) for name in ("low", "high")]
                return _change(indicator, told, (low, high), (before[0], before[1]), scale)
            case _:
                lows = [self._at(indicator, "low", back + ago) for ago in range(int(told["years"]))]
                highs = [
                    self._at(indicator, "high", back + ago) for ago in range(int(told["years"]))
                ]
                uses.extend((indicator, back + ago) for ago in range(1, int(told["years"])))
                ends = list(zip(lows, highs, strict=True))
                return _trend(operator, told, ends, (f"{indicator} change", scale))
        return Verdict(
            _settled(met, missed), pl.when(_single(low, high)).then(margin), scale=measured
        )


def _outcome(word: str) -> pl.Expr:
    return pl.lit(word, dtype=OUTCOMES)


def _target(indicator: str, require: Mapping[str, Any]) -> pl.Expr:
    return pl.col(f"{indicator}:target") if "assigned" in require else pl.lit(None, dtype=pl.UInt32)


def _settled(met: pl.Expr, missed: pl.Expr) -> pl.Expr:
    return pl.when(met).then(TRUE).when(missed).then(FALSE)


def _single(low: pl.Expr, high: pl.Expr) -> pl.Expr:
    return (low == high) & (low & 1 == 0)


def _limit(
    operator: str, low: pl.Expr, high: pl.Expr, limits: Sequence[int]
) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    limit = limits[0]
    match operator:
        case "at_least":
            return low >= limit, high < limit, low - limit
        case "more_than":
            return low > limit, high <= limit, low - limit
        case "at_most":
            return high <= limit, low > limit, limit - low
        case "less_than":
            return high < limit, low >= limit, limit - low
        case "equals":
            return (
                (low == limit) & (high == limit),
                (low > limit) | (high < limit),
                -(low - limit).abs(),
            )
        case _:
            most = limits[1]
            margin = pl.min_horizontal(low - limit, most - low)
            return (low >= limit) & (high <= most), (high < limit) | (low > most), margin


def _assigned(indicator: str, low: pl.Expr, high: pl.Expr, scale: int) -> Verdict:
    lower, upper = pl.col(f"{indicator}:lower"), pl.col(f"{indicator}:upper")
    met = _settled((low >= lower) & (high <= upper), (high < lower) | (low > upper))
    above = pl.when(lower > -UNBOUNDED).then(low - (lower - (lower & 1)))
    below = pl.when(upper < UNBOUNDED).then(upper + (upper & 1) - low)
    margin = pl.when(_single(low, high)).then(pl.min_horizontal(above, below))
    reason = pl.when(low.is_not_null() & lower.is_null()).then(_reason("no_target"))
    return Verdict(met, margin, reason, (indicator, scale))


def _least(low: pl.Expr, high_before: pl.Expr) -> pl.Expr:
    """The least that a figure can exceed an earlier one by, open if an end is."""
    return low - (low & 1) - high_before - (high_before & 1) + ((low | high_before) & 1)


def _most(high: pl.Expr, low_before: pl.Expr) -> pl.Expr:
    return high + (high & 1) - low_before + (low_before & 1) - ((high | low_before) & 1)


def _trend(
    operator: str,
    told: Mapping[str, str],
    ends: Sequence[tuple[pl.Expr, pl.Expr]],
    measured: tuple[str, int],
) -> Verdict:
    slack = placed(Decimal(told["tolerance"]), measured[1])
    strict = told.get("strict") == "true"
    good, bad, margins = [], [], []
    for (low, high), (low_before, high_before) in pairwise(ends):
        least, most = _least(low, high_before), _most(high, low_before)
        if operator == "falling":
            least, most = -most, -least
        if operator == "steady":
            good.append((least >= -slack) & (most <= slack))
            bad.append((least > slack) | (most < -slack))
            margins.append(slack - least.abs())
        else:
            good.append(least > -slack if strict else least >= -slack)
            bad.append(most <= -slack if strict else most < -slack)
            margins.append(least + slack)
    exact = pl.all_horizontal([_single(low, high) for low, high in ends])
    met = _settled(pl.all_horizontal(good), pl.any_horizontal(bad))
    margin = pl.when(exact).then(pl.min_horizontal(margins))
    return Verdict(met, margin, scale=measured)


def _change(
    indicator: str,
    told: Mapping[str, str],
    now: tuple[pl.Expr, pl.Expr],
    before: tuple[pl.Expr, pl.Expr],
    scale: int,
) -> Verdict:
    comparator, text = change_limit(told)
    limit = Decimal(text)
    reason = NO_REASON
    usable = TRUE
    if told["unit"] == "%":
        shift = 10 ** decimals_of(limit)
        a, b = 100 * shift, int((100 + limit) * shift)
        least, most = _excesses(now, before, a, b)
        usable = before[0] > 0
        reason = pl.when(now[0].is_not_null() & ~usable).then(_reason("base_not_positive"))
        decimals = max(RATIO_DECIMALS, decimals_of(limit))
        measured = (f"{indicator} %", max(scale, RATIO_DECIMALS))
        change = _rounded(now[0], before[0], (a, b, shift), decimals) * 10 ** (
            measured[1] - decimals
        )
    else:
        least = _least(now[0], before[1]) - placed(limit, scale)
        most = _most(now[1], before[0]) - placed(limit, scale)
        change, measured = least, (f"{indicator} change", scale)
    match comparator:
        case "at_least":
            met = _settled(least >= 0, most < 0)
        case "more_than":
            met = _settled(least > 0, most <= 0)
        case "at_most":
            met = _settled(most <= 0, least > 0)
        case _:
            met = _settled(most < 0, least >= 0)
    sign = 1 if comparator in ("at_least", "more_than") else -1
    exact = usable & _single(*now) & _single(*before)
    return Verdict(pl.when(usable).then(met), pl.when(exact).then(change * sign), reason, measured)


def _excesses(
    now: tuple[pl.Expr, pl.Expr], before: tuple[pl.Expr, pl.Expr], a: int, b: int
) -> tuple[pl.Expr, pl.Expr]:
    (low, high), (low_before, high_before) = now, before
    least = (low - (low & 1)).cast(pl.Int128) * a - (high_before + (high_before & 1)).cast(
        pl.Int128
    ) * b
    most = (high + (high & 1)).cast(pl.Int128) * a - (low_before - (low_before & 1)).cast(
        pl.Int128
    ) * b
    return least + ((low | high_before) & 1), most - ((high | low_before) & 1)


def _rounded(
    now: pl.Expr, before: pl.Expr, weights: tuple[int, int, int], decimals: int
) -> pl.Expr:
    a, b, shift = weights
    divisor = before.cast(pl.Int128) * shift
    scaled = (now.cast(pl.Int128) * a - before.cast(pl.Int128) * b) * 10**decimals
    whole = scaled // divisor
    rest = (scaled - whole * divisor) * 2
    up = (rest > divisor) | ((rest == divisor) & (whole % 2 == 1))
    return pl.when(before > 0).then((whole + up.cast(pl.Int128)) * 2).cast(pl.Int64, strict=False)


def _together(children: Sequence[Verdict], *, decisive: bool) -> Verdict:
    """Several requirements, of which one with the outcome ``decisive`` decides alone."""
    votes = [child.met for child in children]
    met = pl.any_horizontal(votes) if decisive else pl.all_horizontal(votes)
    decides = [child.met.eq_missing(met) for child in children]
    first = _first(decides)
    decided_by = pl.when(met == decisive).then(first)
    reason = pl.when(met.is_null()).then(
        pl.coalesce([pl.when(child.met.is_null()).then(child.reason) for child in children])
    )
    scales = {child.scale for child in children}
    scale = scales.pop() if len(scales) == 1 else None
    if scale is None:
        return Verdict(met, reason=reason, decided_by=decided_by)
    pick = pl.max_horizontal if decisive else pl.min_horizontal
    margins = [
        pl.when(one).then(child.margin) for one, child in zip(decides, children, strict=True)
    ]
    told = [~one | child.margin.is_not_null() for one, child in zip(decides, children, strict=True)]
    margin = pl.when(pl.all_horizontal(told)).then(pick(margins))
    worst = _first(
        [one & (child.margin == margin) for one, child in zip(decides, children, strict=True)]
    )
    return Verdict(met, margin, reason, scale, pl.coalesce(worst, decided_by))


def _first(flags: Sequence[pl.Expr]) -> pl.Expr:
    return pl.coalesce(
        [pl.when(flag).then(pl.lit(number, dtype=pl.Int32)) for number, flag in enumerate(flags, 1)]
    )


def _holds(where: Mapping[str, Any]) -> pl.Expr:
    return pl.all_horizontal([pl.col(name).is_in(words(told)) for name, told in where.items()])


def _branches(conditions: Sequence[Mapping[str, Any]], children: Sequence[Verdict]) -> Verdict:
    holds = [_holds(one) for one in conditions]
    unknown = pl.any_horizontal([one.is_null() for one in holds])
    nothing = pl.when(unknown).then(_reason("no_attribute")).otherwise(_reason("no_branch"))
    numbers = [pl.lit(number, dtype=pl.Int32) for number in range(1, len(children) + 1)]
    return Verdict(
        _pick(holds, [child.met for child in children], pl.lit(None, dtype=pl.Boolean)),
        _pick(holds, [child.margin for child in children], NO_MARGIN),
        _pick(holds, [child.reason for child in children], nothing),
        children[0].scale,
        _pick(holds, numbers, NO_CHILD),
    )


def _pick(holds: Sequence[pl.Expr], values: Sequence[pl.Expr], otherwise: pl.Expr) -> pl.Expr:
    picked = otherwise
    for condition, value in reversed(list(zip(holds, values, strict=True))):
        picked = (
            pl.when(condition)
            .then(value)
            .when(condition.is_null())
            .then(otherwise)
            .otherwise(picked)
        )
    return picked
