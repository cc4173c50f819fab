"""Judges single rows with `decimal`, one at a time: slow, plain, and right at every boundary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any, TypeAlias

import polars as pl

from bench.generate import Tables
from bench.peers.wide_exceptions import PARTS
from bench.rules import Row, Rules, Told, change_limit, decimals_of, words

End: TypeAlias = tuple[Decimal, int]
"""An end of an interval; the second number is 0, or the side on which an open end lies."""

INFINITE = Decimal("Infinity")


@dataclass(frozen=True)
class Figure:
    """What is known of one indicator in one year."""

    low: End
    high: End

    @property
    def exact(self) -> bool:
        """Whether it is a single value."""
        return self.low == self.high


@dataclass(frozen=True)
class Verdict:
    """What a requirement comes to.

    Attributes:
        measured: What the margin is a margin of.
    """

    met: bool | None
    margin: Decimal | None = None
    measured: str | None = None


class District:
    """All that is known of one district.

    Args:
        raw: Its figures as read.
        targets: Comparator and value by indicator and year.
    """

    def __init__(
        self,
        rules: Rules,
        raw: Sequence[Mapping[str, Any]],
        attributes: Mapping[str, str | None],
        targets: Mapping[tuple[str, int], tuple[str, Decimal]],
    ) -> None:
        self.rules = rules
        self.attributes = attributes
        self.targets = targets
        self.by_year: dict[tuple[str, int], list[Mapping[str, Any]]] = {}
        for row in raw:
            self.by_year.setdefault((row["indicator"], int(row["period"][:4])), []).append(row)

    def figure(self, indicator: str, year: int, *, part_year: bool) -> Figure | None:
        """The figure that is selected: whole years first, then final ones; what all sources allow."""
        rows = [
            row
            for row in self.by_year.get((indicator, year), ())
            if part_year or row["period"] == str(year)
        ]
        if not rows:
            return None
        best = min(_standing(row) for row in rows)
        ends = [self._interval(row) for row in rows if _standing(row) == best]
        low, high = max(one.low for one in ends), min(one.high for one in ends)
        if low <= high:
            return Figure(low, high)
        return Figure(min(one.low for one in ends), max(one.high for one in ends))

    def _interval(self, row: Mapping[str, Any]) -> Figure:
        indicator = self.rules.indicators[row["indicator"]]
        exact = Decimal(row["value"]).quantize(Decimal(1).scaleb(-indicator.decimals))
        bound = row["bound"]
        low = (exact, int(bound == ">")) if bound in ("=", ">=", ">") else (indicator.least, 0)
        most = INFINITE if indicator.most is None else indicator.most
        high = (exact, -int(bound == "<")) if bound in ("=", "<=", "<") else (most, 0)
        return Figure(low, high)

    def judge(self, row: Row, year: int) -> tuple[str, Decimal | None]:
        """The outcome and margin of a criterion or part."""
        if row.where is not None:
            holds = self._holds(row.where)
            if holds is False:
                return "not_applicable", None
        else:
            holds = True
        if row.require is None:
            return self._by_parts(row, year)
        back = int(
            row.accept_older > 0
            and self.figure(row.indicator, year, part_year=row.part_year) is None
        )
        if back and self.figure(row.indicator, year - 1, part_year=row.part_year) is None:
            back = 0
        known, verdict = self._node(row.indicator, row.require, year - back, row)
        if holds is None or verdict.met is None:
            return ("pending" if known else "no_data"), None
        return ("met" if verdict.met else "missed"), verdict.margin

    def _by_parts(self, row: Row, year: int) -> tuple[str, Decimal | None]:
        outcomes = [self.judge(self.rules.rows[part], year)[0] for part in row.parts]
        votes = [{"met": True, "missed": False}.get(outcome) for outcome in outcomes]
        met = _any(votes) if row.parts_rule == "any" else _all(votes)
        if met is None:
            return (
                "no_data" if set(outcomes) == {"no_data"} or self._nothing(row, year) else "pending"
            ), None
        return ("met" if met else "missed"), None

    def _nothing(self, row: Row, year: int) -> bool:
        parts = [self.rules.rows[part] for part in row.parts]
        return all(
            self.figure(part.indicator, year, part_year=part.part_year) is None for part in parts
        )

    def _holds(self, where: Mapping[str, Any]) -> bool | None:
        return _all(
            [
                None if (own := self.attributes[name]) is None else own in words(told)
                for name, told in where.items()
            ]
        )

    def _node(
        self, indicator: str, require: Mapping[str, Any], year: int, row: Row
    ) -> tuple[bool, Verdict]:
        """Whether there is any figure of the year, and the verdict."""
        indicator = require.get("of", indicator)
        operator, told = next((name, told) for name, told in require.items() if name != "of")
        if operator in ("all", "any"):
            children = [self._node(indicator, child, year, row) for child in told]
            known = any(one for one, _ in children)
            return known, _combined([one for _, one in children], decisive=operator == "any")
        if operator == "by":
            return self._branch(indicator, told, year, row)
        known = self.figure(indicator, year, part_year=row.part_year) is not None
        return known, self._leaf(indicator, operator, told, year, row)

    def _branch(
        self, indicator: str, told: Sequence[Mapping[str, Any]], year: int, row: Row
    ) -> tuple[bool, Verdict]:
        children = [self._node(indicator, one["require"], year, row) for one in told]
        known = any(one for one, _ in children)
        for one, (_, verdict) in zip(told, children, strict=True):
            holds = self._holds(one["when"])
            if holds is None:
                break
            if holds:
                return known, verdict
        return known, Verdict(None)

    def _leaf(self, indicator: str, operator: str, told: Told, year: int, row: Row) -> Verdict:
        def figure(back: int) -> Figure | None:
            return self.figure(indicator, year - back, part_year=row.part_year)

        now = figure(0)
        if operator == "assigned":
            target = self.targets.get((indicator, year))
            return (
                Verdict(None)
                if now is None or target is None
                else _level(target[0], [target[1]], now, indicator)
            )
        if operator in ("rising", "falling", "steady"):
            window = [figure(back) for back in range(int(told["years"]))]
            return _trend(operator, told, window)
        if now is None:
            return Verdict(None)
        if operator == "change":
            before = figure(1)
            return Verdict(None) if before is None else _change(told, now, before)
        limits = [Decimal(one) for one in ([told] if isinstance(told, str) else told)]
        return _level(operator, limits, now, indicator)


def _standing(row: Mapping[str, Any]) -> tuple[int, bool]:
    return PARTS.index(row["period"][4:]), row["status"] != "final"


def _all(votes: Iterable[bool | None]) -> bool | None:
    listed = list(votes)
    return False if False in listed else None if None in listed else True


def _any(votes: Iterable[bool | None]) -> bool | None:
    listed = list(votes)
    return True if True in listed else None if None in listed else False


def _settled(met: bool, missed: bool) -> bool | None:  # noqa: FBT001 - two sides of one thing
    return True if met else False if missed else None


def _level(operator: str, limits: Sequence[Decimal], now: Figure, indicator: str) -> Verdict:
    limit, most = (limits[0], 0), (limits[-1], 0)
    low, high = now.low, now.high
    sides: Mapping[str, tuple[bool, bool, Decimal]] = {
        "at_least": (low >= limit, high < limit, low[0] - limit[0]),
        "more_than": (low > limit, high <= limit, low[0] - limit[0]),
        "at_most": (high <= limit, low > limit, limit[0] - low[0]),
        "less_than": (high < limit, low >= limit, limit[0] - low[0]),
        "equals": (low == high == limit, low > limit or high < limit, -abs(low[0] - limit[0])),
        "between": (
            low >= limit and high <= most,
            high < limit or low > most,
            min(low[0] - limit[0], most[0] - low[0]),
        ),
    }
    met, missed, margin = sides[operator]
    return Verdict(_settled(met, missed), margin if now.exact else None, indicator)


def _step(now: Figure, before: Figure) -> tuple[End, End]:
    """The least and the most by which a figure exceeds an earlier one."""
    low, high = now.low[0] - before.high[0], now.high[0] - before.low[0]
    return (
        (low, int(bool(now.low[1] or before.high[1]))),
        (high, -int(bool(now.high[1] or before.low[1]))),
    )


def _trend(operator: str, told: Mapping[str, str], window: Sequence[Figure | None]) -> Verdict:
    slack = Decimal(told["tolerance"])
    votes: list[bool | None] = []
    margins: list[Decimal] = []
    for now, before in pairwise(window):
        if now is None or before is None:
            votes.append(None)
            continue
        least, most = _step(now, before)
        if operator == "falling":
            least, most = (-most[0], -most[1]), (-least[0], -least[1])
        if operator == "steady":
            inside = least >= (-slack, 0) and most <= (slack, 0)
            votes.append(_settled(inside, least > (slack, 0) or most < (-slack, 0)))
            margins.append(slack - abs(least[0]))
        elif told["strict"] == "true":
            votes.append(_settled(least > (-slack, 0), most <= (-slack, 0)))
            margins.append(least[0] + slack)
        else:
            votes.append(_settled(least >= (-slack, 0), most < (-slack, 0)))
            margins.append(least[0] + slack)
    exact = all(one is not None and one.exact for one in window)
    return Verdict(_all(votes), min(margins) if exact else None, "steps")


def _change(told: Mapping[str, str], now: Figure, before: Figure) -> Verdict:
    comparator, text = change_limit(told)
    limit = Decimal(text)
    least, most = _step(now, before)
    factor = Decimal(1)
    if told["unit"] == "%":
        if before.low[0] <= 0 and before.low[1] == 0:
            return Verdict(None)
        factor = 1 + limit / 100
        least = (now.low[0] - factor * before.high[0], least[1])
        most = (now.high[0] - factor * before.low[0], most[1])
    else:
        least, most = (least[0] - limit, least[1]), (most[0] - limit, most[1])
    nothing = (Decimal(0), 0)
    sides: Mapping[str, Callable[[], bool | None]] = {
        "at_least": lambda: _settled(least >= nothing, most < nothing),
        "more_than": lambda: _settled(least > nothing, most <= nothing),
        "at_most": lambda: _settled(most <= nothing, least > nothing),
        "less_than": lambda: _settled(most < nothing, least >= nothing),
    }
    margin = None
    if now.exact and before.exact:
        margin = least[0] if told["unit"] != "%" else _in_percent(now.low[0], before.low[0], limit)
        margin = margin if comparator in ("at_least", "more_than") else -margin
    return Verdict(sides[comparator](), margin, f"change {told['unit']}")


def _in_percent(now: Decimal, before: Decimal, limit: Decimal) -> Decimal:
    """By how much a change exceeds its limit, rounded half to even."""
    places = max(2, decimals_of(limit))
    excess = Fraction(now) / Fraction(before) * 100 - 100 - Fraction(limit)
    return Decimal(round(excess * 10**places)).scaleb(-places)


def _combined(children: Sequence[Verdict], *, decisive: bool) -> Verdict:
    met = (_any if decisive else _all)(child.met for child in children)
    deciding = [child.margin for child in children if child.met is met]
    told = [margin for margin in deciding if margin is not None]
    one_kind = len({child.measured for child in children}) == 1
    if not one_kind or met is None or len(told) != len(deciding):
        return Verdict(met, None, children[0].measured if one_kind else None)
    return Verdict(met, (max if decisive else min)(told), children[0].measured)


def read_districts(tables: Tables, rules: Rules, codes: Sequence[str]) -> Mapping[str, District]:
    """Read all that is known of some districts."""
    here = pl.scan_parquet(tables.observations).filter(pl.col("district").is_in(codes)).collect()
    raw = {key[0]: frame.to_dicts() for key, frame in here.group_by("district")}
    assigned = pl.read_parquet(tables.assigned).filter(pl.col("district").is_in(codes))
    targets: dict[str, dict[tuple[str, int], tuple[str, Decimal]]] = {}
    for code, indicator, period, comparator, value in assigned.iter_rows():
        exact = Decimal(value).quantize(Decimal(1).scaleb(-rules.indicators[indicator].decimals))
        targets.setdefault(code, {})[(indicator, int(period))] = (comparator, exact)
    known = pl.read_parquet(tables.districts).filter(pl.col("code").is_in(codes))
    return {
        one["code"]: District(rules, raw.get(one["code"], []), one, targets.get(one["code"], {}))
        for one in known.to_dicts()
    }
