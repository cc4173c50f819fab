"""The slow judge: what must come out, in fractions and plain Python, one figure after another.

It shares nothing with the engine but the words of the contract.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import cast

from zlrules.models.indicator import Indicator
from zlrules.testing import JUDGED_ON, YEAR, Situation, Tree

KINDS = ("official", "departmental", "self_reported")


@dataclass(frozen=True)
class Interval:
    """All that a figure can be; None is no end at all."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    @property
    def single(self) -> Fraction | None:
        return self.low if self.low == self.high and not self.low_open else None

    @property
    def empty(self) -> bool:
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    def scaled(self, factor: Fraction) -> Interval:
        ends = [None if end is None else end * factor for end in (self.low, self.high)]
        if factor >= 0:
            return Interval(ends[0], ends[1], self.low_open, self.high_open)
        return Interval(ends[1], ends[0], self.high_open, self.low_open)

    def minus(self, other: Interval) -> Interval:
        low = None if self.low is None or other.high is None else self.low - other.high
        high = None if self.high is None or other.low is None else self.high - other.low
        return Interval(
            low, high, self.low_open or other.high_open, self.high_open or other.low_open
        )

    def held(self, comparator: str, limit: Fraction) -> bool | None:
        """True where the comparison holds for all of it, False where for none, else None."""
        if comparator in ("at_most", "less_than"):
            mirrored = {"at_most": "at_least", "less_than": "more_than"}[comparator]
            return self.scaled(Fraction(-1)).held(mirrored, -limit)
        if comparator == "more_than":
            above = self.low is not None and (
                self.low > limit or (self.low == limit and self.low_open)
            )
            below = self.high is not None and self.high <= limit
        else:
            above = self.low is not None and self.low >= limit
            below = self.high is not None and (
                self.high < limit or (self.high == limit and self.high_open)
            )
        return True if above else False if below else None


@dataclass(frozen=True)
class Yield:
    """What a node yields."""

    met: bool | None
    margin: Fraction | None = None
    applies: bool = True
    quantity: tuple[object, ...] | None = None
    pending: bool = False
    """Whether it is open for a reason that isn't a lack of data."""


@dataclass(frozen=True)
class Expected:
    outcome: str
    margin: Fraction | None
    older: int = 0


def every(truths: Sequence[bool | None]) -> bool | None:
    if any(truth is False for truth in truths):
        return False
    return None if any(truth is None for truth in truths) else True


def some(truths: Sequence[bool | None]) -> bool | None:
    turned = every([None if truth is None else not truth for truth in truths])
    return None if turned is None else not turned


@dataclass
class Judge:
    """Judges one row in one situation, on figures of one year."""

    situation: Situation
    indicators: Mapping[str, Indicator]
    row_id: str
    year: int
    stated_year: int = YEAR
    scope: str = "全区"
    known: bool = field(default=False)
    stated: bool = field(default=False)

    # figures

    def intervals(
        self, indicator: str, measure: str, base: int | None, year: int
    ) -> list[Interval]:
        rows = [
            row
            for row in self.situation.figures
            if row["indicator"] == indicator
            and row.get("scope", "全区") == self.scope
            and row.get("measure", "value") == measure
            and row.get("base") == (None if base is None else str(base))
            and row.get("period", str(YEAR)) == str(year)
        ]
        final = [row for row in rows if row.get("status", "final") == "final"]
        limits = self.indicators[indicator].range
        least = Fraction(limits.min) if limits.min is not None and measure == "value" else None
        most = Fraction(limits.max) if limits.max is not None and measure == "value" else None
        return [_interval(row, least, most) for row in final or rows]

    def figure(
        self, indicator: str, year: int, measure: str = "value", base: int | None = None
    ) -> Interval | None:
        said = self.intervals(indicator, measure, base, year)
        if not said:
            return None
        common = _common(said)
        return _hull(said) if common.empty else common

    def current(
        self, indicator: str, measure: str = "value", base: int | None = None
    ) -> Interval | None:
        found = self.figure(indicator, self.year, measure, base)
        self.known = self.known or found is not None
        return found

    def states(self, indicator: str) -> list[frozenset[str]]:
        rows = [
            row
            for row in self.situation.figures
            if row["indicator"] == indicator
            and row.get("scope", "全区") == self.scope
            and row.get("period", str(YEAR)) == str(self.year)
        ]
        final = [row for row in rows if row.get("status", "final") == "final"]
        found = [frozenset(row["text"].split("、")) for row in final or rows]
        self.known = self.known or bool(found)
        return found

    # nodes

    def node(self, tree: Tree, indicator: str, path: str) -> Yield:
        indicator = str(tree.get("of", indicator))
        (name,) = (key for key in tree if key != "of")
        params: object = tree[name]
        if name in ("all", "any"):
            result = self._combined(name, cast("list[Tree]", params), indicator, path)
        elif name == "each_of":
            result = self._each_of(cast("Mapping[str, list[str]]", params), indicator, path)
        elif name == "readings":
            result = self._readings(cast("Mapping[str, Tree]", params), indicator)
        elif name == "no_event":
            return self._no_event(cast("Mapping[str, list[str]]", params), path)
        elif name == "by":
            result = self._by(cast("list[Tree]", params), indicator, path)
        else:
            result = _LEAVES[name](self, params, indicator)
        if result.met is None and self._attested(path, accepts(tree)):
            self.stated = True
            return Yield(True, None, result.applies, result.quantity)
        return result

    def _attested(self, path: str, accepted: frozenset[str]) -> bool:
        return any(
            row["kind"] in accepted
            for row in self.situation.attestations
            if row["criterion"] == self.row_id
            and row.get("node", "") == path
            and self.stated_year in _years(row)
        )

    def _each_of(self, params: Mapping[str, list[str]], indicator: str, path: str) -> Yield:
        prefix = f"{path}/" if path else ""
        around, children = self.scope, []
        for number, scope in enumerate(params["scopes"], start=1):
            self.scope = scope
            tree = cast("Tree", params["require"])
            children.append(self.node(tree, indicator, f"{prefix}each_of.{number}"))
        self.scope = around
        return combined("all", children)

    def _readings(self, params: Mapping[str, Tree], indicator: str) -> Yield:
        options = cast("Mapping[str, Mapping[str, Tree]]", params["options"])
        return agreed(
            [
                self.node(option["require"], indicator, f"readings.{number}")
                for number, option in enumerate(options.values(), start=1)
            ]
        )

    def _no_event(self, params: Mapping[str, list[str]], path: str) -> Yield:
        """Day by day."""
        start = JUDGED_ON.replace(year=JUDGED_ON.year - int(str(params["years"])))
        grades = params.get("grade", [])
        until_rectified = str(params.get("rectified")) == "true"
        counting = []
        for event in self.situation.events:
            day, rectified = event["date"], event.get("rectified_on", "9999")
            if until_rectified:
                counts = day <= JUDGED_ON.isoformat() < rectified
            else:
                counts = start.isoformat() <= day <= JUDGED_ON.isoformat()
            if counts and (not grades or event.get("grade") in (None, *grades)):
                counting.append(event)
        if any(not grades or "grade" in event for event in counting):
            return Yield(met=False)
        if counting:
            return Yield(None, pending=True)
        days = (start + timedelta(days=day) for day in range((JUDGED_ON - start).days + 1))
        around = {"/".join(path.split("/")[:count]) for count in range(path.count("/") + 2)} | {""}
        said = [
            _years(row)
            for row in self.situation.attestations
            if row["criterion"] == self.row_id
            and row.get("node", "") in around
            and row["kind"] != "self_reported"
        ]
        covered = all(any(day.year in years for years in said) for day in days)
        self.stated = self.stated or covered
        return Yield(met=True if covered else None)

    def _combined(self, name: str, trees: Sequence[Tree], indicator: str, path: str) -> Yield:
        prefix = f"{path}/" if path else ""
        children = [
            self.node(tree, indicator, f"{prefix}{name}.{number}")
            for number, tree in enumerate(trees, start=1)
        ]
        return combined(name, children)

    def _by(self, branches: Sequence[Tree], indicator: str, path: str) -> Yield:
        prefix = f"{path}/" if path else ""
        children = [
            self.node(cast("Tree", branch["require"]), indicator, f"{prefix}by.{number}")
            for number, branch in enumerate(branches, start=1)
        ]
        quantities = {child.quantity for child in children}
        one = children[0].quantity if len(quantities) == 1 else None
        for branch, child in zip(branches, children, strict=True):
            holds = self.holds(cast("Mapping[str, list[str]]", branch["when"]))
            if holds is None:
                break
            if holds:
                margin = child.margin if one is not None else None
                return Yield(child.met, margin, child.applies, one, child.pending)
        return Yield(None, quantity=one)

    def holds(self, condition: Mapping[str, list[str]]) -> bool | None:
        known = self.situation.attributes
        return every(
            [known[name] in words if name in known else None for name, words in condition.items()]
        )


def accepts(tree: Tree) -> frozenset[str]:
    """Whose statement may stand in: of a whole requirement only who may for all that is in it."""
    (name,) = (key for key in tree if key != "of")
    params: object = tree[name]
    own = frozenset(KINDS)
    if name in ("unknown", "no_event"):
        own = frozenset()
    elif name == "stated":
        own = frozenset(cast("Mapping[str, list[str]]", params).get("by", ["official"]))
    elif name == "readings":
        own = frozenset({"official"})
    return own.intersection(*map(accepts, inside(name, params)))


def inside(name: str, params: object) -> list[Tree]:
    """The requirements inside another one."""
    if name in ("all", "any"):
        return cast("list[Tree]", params)
    if name == "by":
        return [branch["require"] for branch in cast("list[Mapping[str, Tree]]", params)]
    if name == "each_of":
        return [cast("Mapping[str, Tree]", params)["require"]]
    if name == "readings":
        options = cast("Mapping[str, Mapping[str, Mapping[str, Tree]]]", params)["options"]
        return [option["require"] for option in options.values()]
    return []


def combined(name: str, children: Sequence[Yield]) -> Yield:
    counted = [child for child in children if child.applies]
    quantities = {child.quantity for child in children}
    quantity = children[0].quantity if len(quantities) == 1 else None
    if not counted:
        return Yield(None, applies=False, quantity=quantity)
    met = (every if name == "all" else some)([child.met for child in counted])
    margin = None
    margins = [child.margin for child in counted if child.met is met]
    if met is not None and quantity is not None and None not in margins:
        told = [one for one in margins if one is not None]
        margin = min(told) if name == "all" else max(told)
    undecided = [child for child in counted if child.met is None]
    pending = met is None and undecided[0].pending
    return Yield(met, margin, quantity=quantity, pending=pending)


def agreed(children: Sequence[Yield]) -> Yield:
    """What all come to; two that come to different things are pending."""
    quantities = {child.quantity for child in children}
    quantity = children[0].quantity if len(quantities) == 1 else None
    found = {child.met for child in children}
    margins = [child.margin for child in children]
    if found in ({True}, {False}):
        told = [one for one in margins if one is not None and quantity is not None]
        return Yield(
            found.pop(), min(told) if len(told) == len(children) else None, quantity=quantity
        )
    undecided = [child for child in children if child.met is None]
    pending = {True, False} <= found or undecided[0].pending
    return Yield(None, quantity=quantity, pending=pending)


def _years(row: Mapping[str, str]) -> range:
    """The whole years that a statement or answer covers."""
    first, _, last = row.get("period", str(YEAR)).partition("/")
    return range(int(first), int(last or first) + 1)


def judge_row(
    row: Mapping[str, object],
    row_id: str,
    situation: Situation,
    indicators: Mapping[str, Indicator],
    indicator: str,
) -> Expected:
    """Judge one criterion or part that has a requirement."""
    window = cast("Mapping[str, str]", row.get("window", {"years": "1", "rule": "latest"}))
    span = 1 if window["rule"] == "latest" else int(window["years"])
    tries = []
    for back in range(int(str(row.get("accept_older", 0))) + 1):
        years = []
        for year in range(YEAR - back, YEAR - back - span, -1):
            stated = year if span > 1 else YEAR
            judge = Judge(situation, indicators, row_id, year, stated)
            years.append((judge, judge.node(cast("Tree", row["require"]), indicator, "")))
        yields = [one for _, one in years]
        together = combined("all", yields) if window["rule"] == "each" else agreed(yields)
        latest = years[0][0]
        latest.stated = any(one.stated for one, _ in years)
        tries.append((latest, together if span > 1 else yields[0]))
    older = next((back for back, (judge, _) in enumerate(tries) if judge.known), 0)
    judge, result = tries[older]
    holds: bool | None = True
    if condition := cast("Mapping[str, Mapping[str, list[str]]]", row.get("applies_when")):
        holds = judge.holds(condition["where"])
    if holds is False or not result.applies:
        return Expected("not_applicable", None)
    answers = [
        one
        for one in situation.not_applicable
        if one["criterion"] == row_id and YEAR in _years(one)
    ]
    if answers:
        contradicted = (judge.known and older == 0) or judge.stated
        accepted = row.get("starred") == "true" and all(
            one["reason"] in ("no_object", "zero_denominator") for one in answers
        )
        if accepted and not contradicted:
            return Expected("not_applicable", None)
        open_outcome = "no_data" if holds is None and not judge.known else "pending"
        return Expected(open_outcome, None, older)
    met = result.met if holds else None
    if met is not None:
        return Expected("met" if met else "missed", result.margin, older)
    is_open = result.pending and holds is True
    return Expected("pending" if judge.known or is_open else "no_data", None, older)


def _interval(row: Mapping[str, str], least: Fraction | None, most: Fraction | None) -> Interval:
    value, bound = Fraction(Decimal(row["value"])), row.get("bound", "=")
    match bound:
        case "=":
            return Interval(value, value)
        case ">=" | ">":
            return Interval(value, most, low_open=bound == ">")
        case "<=" | "<":
            return Interval(least, value, high_open=bound == "<")
    return Interval(least, most)


def _common(said: Sequence[Interval]) -> Interval:
    lows = [(one.low, one.low_open) for one in said if one.low is not None]
    highs = [(-one.high, one.high_open) for one in said if one.high is not None]
    low, low_open = max(lows, default=(None, False))
    high, high_open = max(highs, default=(None, False))
    return Interval(low, None if high is None else -high, low_open, high_open)


def _hull(said: Sequence[Interval]) -> Interval:
    lows = [(one.low, one.low_open) for one in said if one.low is not None]
    highs = [(-one.high, one.high_open) for one in said if one.high is not None]
    low, low_open = min(lows) if len(lows) == len(said) else (None, False)
    high, high_open = min(highs) if len(highs) == len(said) else (None, False)
    return Interval(low, None if high is None else -high, low_open, high_open)


# leaves: (judge, parameters, indicator) -> what the node yields

Leaf = Callable[[Judge, object, str], Yield]
_LEAVES: dict[str, Leaf] = {}


def _leaf(*names: str) -> Callable[[Leaf], Leaf]:
    def keep(leaf: Leaf) -> Leaf:
        _LEAVES.update(dict.fromkeys(names, leaf))
        return leaf

    return keep


def _number(text: object) -> Fraction:
    return Fraction(Decimal(str(text)))


def _limit(comparator: str) -> Leaf:
    def judge_limit(judge: Judge, params: object, indicator: str) -> Yield:
        limit, figure = _number(params), judge.current(indicator)
        sign = -1 if comparator in ("at_most", "less_than") else 1
        met = margin = None
        if figure is not None:
            met = figure.held(comparator, limit)
            margin = None if figure.single is None else (figure.single - limit) * sign
        return Yield(met, margin, quantity=(indicator,))

    return judge_limit


for _comparator in ("at_least", "more_than", "at_most", "less_than"):
    _LEAVES[_comparator] = _limit(_comparator)


@_leaf("between")
def _between(judge: Judge, params: object, indicator: str) -> Yield:
    low, high = (_number(text) for text in cast("list[str]", params))
    figure = judge.current(indicator)
    if figure is None:
        return Yield(None, quantity=(indicator,))
    met = every([figure.held("at_least", low), figure.held("at_most", high)])
    one = figure.single
    margin = None if one is None else min(one - low, high - one)
    return Yield(met, margin, quantity=(indicator,))


@_leaf("equals")
def _equals(judge: Judge, params: object, indicator: str) -> Yield:
    value, figure = _number(params), judge.current(indicator)
    if figure is None:
        return Yield(None, quantity=(indicator,))
    met = every([figure.held("at_least", value), figure.held("at_most", value)])
    one = figure.single
    return Yield(met, None if one is None else -abs(one - value), quantity=(indicator,))


def _among(alternatives: Sequence[frozenset[str]], groups: Sequence[frozenset[str]]) -> bool | None:
    good = [any(group <= words for group in groups) for words in alternatives]
    if not good:
        return None
    return True if all(good) else None if any(good) else False


@_leaf("state")
def _state(judge: Judge, params: object, indicator: str) -> Yield:
    words = cast("list[str]", params)
    return Yield(_among(judge.states(indicator), [frozenset({word}) for word in words]))


@_leaf("all_states")
def _all_states(judge: Judge, params: object, indicator: str) -> Yield:
    return Yield(_among(judge.states(indicator), [frozenset(cast("list[str]", params))]))


@_leaf("class_at_least")
def _class_at_least(judge: Judge, params: object, indicator: str) -> Yield:
    words = judge.indicators[indicator].states
    better = words[: words.index(str(params)) + 1]
    return Yield(_among(judge.states(indicator), [frozenset({word}) for word in better]))


def _trend(name: str) -> Leaf:
    def judge_trend(judge: Judge, params: object, indicator: str) -> Yield:
        window = cast("Mapping[str, str]", params)
        tolerance, strict = _number(window["tolerance"]), window.get("strict") == "true"
        years = int(window["years"])
        figures = [
            judge.current(indicator) if back == 0 else judge.figure(indicator, judge.year - back)
            for back in range(years)
        ]
        verdicts: list[bool | None] = []
        margins: list[Fraction | None] = []
        for now, before in pairwise(figures):
            if now is None or before is None:
                verdicts.append(None)
                margins.append(None)
                continue
            step = now.minus(before).scaled(Fraction(-1 if name == "falling" else 1))
            one = None
            if now.single is not None and before.single is not None:
                one = step.single
            if name == "steady":
                verdicts.append(
                    every([step.held("at_least", -tolerance), step.held("at_most", tolerance)])
                )
                margins.append(None if one is None else tolerance - abs(one))
            else:
                verdicts.append(step.held("more_than" if strict else "at_least", -tolerance))
                margins.append(None if one is None else one + tolerance)
        told = [margin for margin in margins if margin is not None]
        margin = min(told) if len(told) == len(margins) else None
        return Yield(every(verdicts), margin, quantity=(indicator, "change", "0"))

    return judge_trend


for _name in ("rising", "falling", "steady"):
    _LEAVES[_name] = _trend(_name)

MEASURES = {"%": "change_pct", "百分点": "change_pp", "absolute": "change"}


def _base(judge: Judge, since: str, indicator: str, back: int = 0) -> Interval | None:
    year = judge.year - back - 1 if since == "previous_year" else int(since)
    return judge.figure(indicator, year)


def _step(
    now: Interval | None, then: Interval | None, unit: str, comparator: str, limit: Fraction
) -> tuple[bool | None, Fraction | None]:
    if now is None or then is None:
        return None, None
    sign = -1 if comparator in ("at_most", "less_than") else 1
    one, earlier = now.single, then.single
    if unit != "%":
        met = now.minus(then).held(comparator, limit)
        exact = one is not None and earlier is not None
        return met, (one - earlier - limit) * sign if exact else None  # type: ignore[operator]
    if then.held("more_than", Fraction(0)) is not True:
        return None, None
    excess = now.scaled(Fraction(100)).minus(then.scaled(100 + limit))
    met = excess.held(comparator, Fraction(0))
    if one is None or earlier is None:
        return met, None
    return met, _rounded((one - earlier) / earlier * 100 - limit, limit) * sign


def _rounded(number: Fraction, limit: Fraction) -> Fraction:
    decimals = 2
    while (limit * 10**decimals).denominator != 1:
        decimals += 1
    return Fraction(round(number * 10**decimals), 10**decimals)


def _change(judge: Judge, params: Mapping[str, str], indicator: str, comparator: str) -> Yield:
    since, unit = params["since"], params["unit"]
    limit = _number(params["limit"])
    quantity = (indicator, MEASURES[unit], "0" if since == "previous_year" else since)
    steps = int(params.get("each_of", "1"))
    judged = []
    for back in range(steps):
        now = judge.current(indicator) if back == 0 else judge.figure(indicator, judge.year - back)
        then = _base(judge, since, indicator, back)
        reported = _reported_change(judge, indicator, MEASURES[unit], since, back)
        if now is not None and then is not None:
            judged.append(_step(now, then, unit, comparator, limit))
        elif reported is not None:
            judged.append(_reported_step(reported, comparator, limit))
        else:
            judged.append((None, None))
    met = every([one for one, _ in judged])
    told = [margin for _, margin in judged if margin is not None]
    return Yield(met, min(told) if len(told) == steps else None, quantity=quantity)


def _reported_change(
    judge: Judge, indicator: str, measure: str, since: str, back: int
) -> Interval | None:
    year = judge.year - back
    base = year - 1 if since == "previous_year" else int(since)
    if back == 0:
        return judge.current(indicator, measure, base)
    return judge.figure(indicator, year, measure, base)


def _reported_step(
    reported: Interval, comparator: str, limit: Fraction
) -> tuple[bool | None, Fraction | None]:
    sign = -1 if comparator in ("at_most", "less_than") else 1
    one = reported.single
    return reported.held(comparator, limit), None if one is None else (one - limit) * sign


@_leaf("change")
def _change_by(judge: Judge, params: object, indicator: str) -> Yield:
    given = cast("Mapping[str, str]", params)
    (comparator,) = (name for name in given if name in _COMPARATORS)
    return _change(judge, {**given, "limit": given[comparator]}, indicator, comparator)


@_leaf("reduced_by")
def _reduced_by(judge: Judge, params: object, indicator: str) -> Yield:
    given = cast("Mapping[str, str]", params)
    (comparator,) = (name for name in given if name in _COMPARATORS)
    mirrored = {"at_least": "at_most", "more_than": "less_than"}[comparator]
    limit = str(-Decimal(given[comparator]))
    return _change(judge, {**given, "limit": limit}, indicator, mirrored)


_COMPARATORS = ("at_least", "more_than", "at_most", "less_than")


@_leaf("not_worse_than")
def _not_worse_than(judge: Judge, params: object, indicator: str) -> Yield:
    since = cast("Mapping[str, str]", params)["since"]
    now, then = judge.current(indicator), _base(judge, since, indicator)
    quantity = (indicator, "change", "0" if since == "previous_year" else since)
    if now is None or then is None:
        return Yield(None, quantity=quantity)
    sign = -1 if judge.indicators[indicator].direction == "down" else 1
    better = now.minus(then).scaled(Fraction(sign))
    exact = now.single is not None and then.single is not None
    return Yield(
        better.held("at_least", Fraction(0)), better.single if exact else None, quantity=quantity
    )


@_leaf("assigned")
def _assigned(judge: Judge, params: object, indicator: str) -> Yield:
    targets = [
        row
        for row in judge.situation.targets
        if row["indicator"] == indicator
        and row.get("scope", "全区") == judge.scope
        and row.get("period", str(YEAR)) == str(judge.year)
    ]
    figure = judge.current(indicator)
    if not targets or figure is None:
        return Yield(None, quantity=(indicator,))
    (target,) = targets
    limit, comparator = _number(target["value"]), target["comparator"]
    if comparator == "equals":
        met = every([figure.held("at_least", limit), figure.held("at_most", limit)])
        margin = None if figure.single is None else -abs(figure.single - limit)
    else:
        met = figure.held(comparator, limit)
        sign = -1 if comparator in ("at_most", "less_than") else 1
        margin = None if figure.single is None else (figure.single - limit) * sign
    return Yield(met, margin, quantity=(indicator,))


@_leaf("stated")
def _stated(judge: Judge, params: object, indicator: str) -> Yield:
    known = judge.states if judge.indicators[indicator].kind == "state" else judge.current
    known(indicator)
    return Yield(None)


@_leaf("unknown")
def _unknown(judge: Judge, params: object, indicator: str) -> Yield:
    return Yield(None, pending=True)
