"""What holds for all rulesets and all data, in the field's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import polars as pl
from hypothesis import Phase, given, settings, strategies as st

from tests.laws.worlds import (
    INDICATORS,
    KINDS,
    NUMBERS,
    NUMERIC,
    OPERATORS,
    PLACES,
    TEXTS,
    WATER,
    Tree,
    criterion,
    event,
    limit,
    no_event,
    requirement,
    situation,
)
from zlrules.data.tables import Data
from zlrules.evaluate import evaluate
from zlrules.loading.bound import BoundRuleset
from zlrules.testing import (
    JUDGED_ON,
    YEAR,
    Situation,
    Verdict,
    assess_situations,
    data_of,
    judge,
    ruleset_of,
    verdicts_of,
)
from zlrules.words import Outcome

laws = settings(max_examples=3, deadline=None, phases=[Phase.explicit, Phase.generate])
worlds = given(rng=st.randoms(use_true_random=True))

RANKED = (Outcome.MISSED, Outcome.PENDING, Outcome.MET)


def bound(rows: Sequence[Tree]) -> BoundRuleset:
    return ruleset_of(rows, indicators=INDICATORS.values(), operators=OPERATORS)


def verdicts_on(ruleset: BoundRuleset, data: Data) -> list[Verdict]:
    return verdicts_of(
        evaluate([(ruleset, [YEAR])], data, JUDGED_ON, as_reference=False, plugins=())
    )


def in_groups(verdicts: Sequence[Verdict], size: int) -> list[list[Verdict]]:
    return [list(verdicts[start : start + size]) for start in range(0, len(verdicts), size)]


@laws
@worlds
def test_the_order_of_data_rows_does_not_matter(rng: Random) -> None:
    ruleset = bound([criterion(rng) for _ in range(6)])
    data = data_of(ruleset, [situation(rng) for _ in range(30)])
    seed = rng.randint(0, 1000)
    shuffled = replace(
        data,
        observations=data.observations.sample(fraction=1, shuffle=True, seed=seed),
        assigned=data.assigned.sample(fraction=1, shuffle=True, seed=seed),
        attestations=data.attestations.sample(fraction=1, shuffle=True, seed=seed),
        districts=data.districts.sample(fraction=1, shuffle=True, seed=seed),
    )
    assert verdicts_on(ruleset, shuffled) == verdicts_on(ruleset, data)


@laws
@worlds
def test_the_order_of_criteria_does_not_matter(rng: Random) -> None:
    rows: list[Tree] = [
        {**criterion(rng), "id": f"c{number}", "number": str(number)} for number in range(1, 7)
    ]
    world = [situation(rng) for _ in range(30)]
    forwards = in_groups(judge(bound(rows), world), len(rows))
    backwards = in_groups(judge(bound(rows[::-1]), world), len(rows))
    assert [group[::-1] for group in backwards] == forwards


@laws
@worlds
def test_the_data_of_another_district_change_nothing(rng: Random) -> None:
    rows = [criterion(rng) for _ in range(6)]
    first, *others = (situation(rng) for _ in range(12))
    finer = Situation(
        [
            {"indicator": name, "period": str(year), "value": "1.23456"}
            for name in NUMERIC
            for year in range(YEAR - 3, YEAR + 1)
        ]
        + [{"indicator": "black", "text": "消除、基本消除、不降低"}]
    )
    alone = judge(bound(rows), [first])
    assert judge(bound(rows), [first, finer, *others])[: len(rows)] == alone
    last = judge(bound(rows), [finer, *others, first])[-len(rows) :]
    assert last == alone


@laws
@worlds
def test_every_criterion_and_part_has_a_row(rng: Random) -> None:
    rows: list[Tree] = [criterion(rng) for _ in range(4)]
    rows.append({"parts": [criterion(rng), criterion(rng)]})
    ruleset = bound(rows)
    world = [situation(rng) for _ in range(10)] + [Situation()]
    results = assess_situations(ruleset, world).results
    ids = pl.coalesce("part", "criterion")
    per_district = results.group_by("district", maintain_order=True).agg(ids)
    expected = [row.row.id for row in ruleset.rows()]
    assert per_district["part"].to_list() == [expected] * len(world)
    assert not results["outcome"].has_nulls()


@laws
@worlds
def test_no_data_never_pass(rng: Random) -> None:
    ruleset = bound([criterion(rng) for _ in range(10)])
    targets = [{"indicator": name, "comparator": "at_least", "value": "0"} for name in NUMERIC]
    attributes = {"terrain": "山区", "coastal": "是"}
    world = [Situation(), Situation(targets=targets, attributes=attributes)]
    assert {verdict.outcome for verdict in judge(ruleset, world)} <= {
        Outcome.NO_DATA,
        Outcome.PENDING,
        Outcome.NOT_APPLICABLE,
    }
    assert "pass" not in assess_situations(ruleset, world).decisions["decision"].to_list()


@laws
@worlds
def test_a_wider_interval_never_settles_what_is_pending(rng: Random) -> None:
    rows: list[Tree] = [{"indicator": "river", "require": requirement(rng)} for _ in range(8)]
    narrow, wide = [], []
    for _ in range(40):
        figures = single_sources(rng)
        index = rng.randrange(len(figures))
        narrow.append(Situation(figures))
        wide.append(
            Situation([*figures[:index], widened(rng, figures[index]), *figures[index + 1 :]])
        )
    before, after = (judge(bound(rows), world) for world in (narrow, wide))
    for one, other in zip(before, after, strict=True):
        assert other.outcome in (one.outcome, Outcome.PENDING)


def single_sources(rng: Random) -> list[dict[str, str]]:
    """One source a year for every numeric indicator."""
    return [
        {
            "indicator": name,
            "period": str(year),
            "value": rng.choice(NUMBERS[name][1:-1]),
            "bound": rng.choice(("=", "=", ">=", "<=", ">", "<")),
        }
        for name in NUMERIC
        for year in range(YEAR - 2, YEAR + 1)
    ]


def widened(rng: Random, figure: dict[str, str]) -> dict[str, str]:
    wider = {"=": (">=", "<="), ">": (">=",), "<": ("<=",)}.get(figure["bound"], ("~",))
    return {**figure, "bound": rng.choice(wider)}


@laws
@worlds
def test_a_settled_outcome_holds_for_every_number_that_the_figures_allow(rng: Random) -> None:
    rows: list[Tree] = [{"indicator": "river", "require": requirement(rng)} for _ in range(8)]
    world: list[Situation] = []
    for _ in range(25):
        figures = single_sources(rng)
        world.append(Situation(figures))
        world += [Situation([allowed(rng, figure) for figure in figures]) for _ in range(5)]
    groups = in_groups(judge(bound(rows), world), 6 * len(rows))
    for group in groups:
        vague, *completions = in_groups(group, len(rows))
        for completion in completions:
            for one, other in zip(vague, completion, strict=True):
                if one.outcome in (Outcome.MET, Outcome.MISSED):
                    assert other.outcome is one.outcome


def allowed(rng: Random, figure: dict[str, str]) -> dict[str, str]:
    """One of the numbers that a figure can be, often at or next to the end."""
    step = Decimal(rng.choice(("0", "0.001", "0.05", "0.1", "1", "4.9")))
    value = Decimal(figure["value"])
    if figure["bound"] in (">", "<"):
        step = max(step, Decimal("0.0001"))
    if figure["bound"] == "=":
        step = Decimal(0)
    number = value + step if figure["bound"] in (">", ">=") else value - step
    if figure["indicator"] == "share" and not 0 <= number <= 100:
        number = value + (Decimal("0.0001") if figure["bound"] == ">" else Decimal(0))
        number = value - Decimal("0.0001") if figure["bound"] == "<" else number
    return {**figure, "value": str(number), "bound": "="}


UPWARDS = ("at_least", "more_than")
MONOTONE = {
    *("at_least", "more_than", "at_most", "less_than", "class_at_least"),
    *("all", "any", "by", "each_of", "readings"),
}


def test_the_operators_that_declare_themselves_monotone_are_those_tested_here() -> None:
    declared = {
        name for name, operator in OPERATORS.items() if getattr(operator.params, "monotone", False)
    }
    assert declared == MONOTONE


@laws
@worlds
def test_a_better_figure_never_lowers_the_outcome_of_a_monotone_operator(rng: Random) -> None:
    """Better is more where a requirement asks for more, and less where it asks for less."""
    for upwards in (True, False):
        rows: list[Tree] = [
            {"indicator": "river", "require": monotone(rng, upwards=upwards)} for _ in range(8)
        ]
        world = [situation(rng) for _ in range(30)]
        better = [improved(rng, one, upwards=upwards) for one in world]
        before, after = (
            judge(bound(rows), [targeted(one, upwards=upwards) for one in ones])
            for ones in (world, better)
        )
        for one, other in zip(before, after, strict=True):
            if one.outcome in RANKED:
                assert RANKED.index(other.outcome) >= RANKED.index(one.outcome)


def monotone(rng: Random, *, upwards: bool, depth: int = 2) -> Tree:
    if not depth or rng.random() < 0.5:
        return monotone_leaf(rng, upwards=upwards)
    trees = [monotone(rng, upwards=upwards, depth=depth - 1) for _ in range(2)]
    name = rng.choice(("all", "any", "by", "each_of", "readings"))
    if name == "readings" and depth == 2:
        options: Tree = {
            label: {"label": label, "require": tree}
            for label, tree in zip("甲乙", trees, strict=True)
        }
        return {name: {"options": options}}
    if name == "each_of":
        return {name: {"scopes": list(PLACES), "require": trees[0]}}
    if name == "by":
        places = (["山区"], ["丘陵", "平原"])
        branches: list[Tree] = [
            {"when": {"terrain": list(words)}, "require": tree}
            for words, tree in zip(places, trees, strict=True)
        ]
        return {name: list(branches)}
    return {"all" if name == "readings" else name: list(trees)}


def monotone_leaf(rng: Random, *, upwards: bool) -> Tree:
    of = rng.choice(NUMERIC)
    name = rng.choice(("level", "level", "assigned", "class_at_least"))
    if name == "class_at_least":
        return {"of": "water", name: rng.choice(WATER.states)}
    if name == "assigned":
        return {"of": of, name: {}}
    comparator = rng.choice(UPWARDS if upwards else ("at_most", "less_than"))
    return {"of": of, comparator: rng.choice(NUMBERS[of])}


def targeted(one: Situation, *, upwards: bool) -> Situation:
    comparator = "at_least" if upwards else "less_than"
    targets = [{"indicator": of, "comparator": comparator, "value": "5"} for of in NUMERIC]
    return replace(one, targets=targets)


def improved(rng: Random, one: Situation, *, upwards: bool) -> Situation:
    """The same situation with one indicator's figure of the assessed year better."""
    of = rng.choice((*NUMERIC, "water"))
    figures = [
        better(figure, upwards=upwards) if is_current(figure, of) else figure
        for figure in one.figures
    ]
    beyond = any(
        figure["indicator"] == "share" and not 0 < Decimal(figure["value"]) < 100
        for figure in figures
        if is_current(figure, "share")
    )
    return one if beyond else replace(one, figures=figures)


def is_current(figure: Mapping[str, str], of: str) -> bool:
    now = figure["period"] == str(YEAR) and "measure" not in figure
    return now and figure["indicator"] == of


def better(figure: Mapping[str, str], *, upwards: bool) -> dict[str, str]:
    if "text" in figure:
        classes = TEXTS["water"]
        return {**figure, "text": classes[max(0, classes.index(figure["text"]) - 1)]}
    value = Decimal(figure["value"]) + (Decimal("0.1") if upwards else Decimal("-0.1"))
    return {**figure, "value": str(value)}


@laws
@worlds
def test_parts_that_do_not_apply_are_neutral(rng: Random) -> None:
    nowhere: Tree = {"where": {"terrain": ["海岛"]}, "reason": "测试"}
    trees = [requirement(rng) for _ in range(3)]
    rows: list[Tree] = []
    for rule in ("all", "any"):
        parts: list[Tree] = [{"indicator": "river", "require": tree} for tree in trees]
        aside: Tree = {"indicator": "river", "require": requirement(rng), "applies_when": nowhere}
        rows.append({"parts": list(parts), "parts_rule": rule})
        rows.append({"parts": [*parts[:1], aside, *parts[1:]], "parts_rule": rule})
    rows.append({"parts": [aside], "parts_rule": "all"})
    inland = {"terrain": "山区"}
    known = [replace(situation(rng), attestations=[], not_applicable=[]) for _ in range(30)]
    world = [replace(one, attributes=inland) for one in known]
    for group in in_groups(judge(bound(rows), world), 4 + 5 + 4 + 5 + 2):
        for without, beside in ((group[0], group[4]), (group[9], group[13])):
            assert (beside.outcome, beside.reason) == (without.outcome, without.reason)
        assert group[18].outcome is Outcome.NOT_APPLICABLE


@laws
@worlds
def test_a_statement_never_changes_what_the_figures_settle(rng: Random) -> None:
    rows: list[Tree] = [{"indicator": "river", "require": requirement(rng)} for _ in range(8)]
    silent = [replace(situation(rng), attestations=[]) for _ in range(30)]
    stated = [
        replace(
            one,
            attestations=[
                {"criterion": f"c{number}", "kind": rng.choice(KINDS)} for number in range(1, 9)
            ],
        )
        for one in silent
    ]
    before, after = (judge(bound(rows), world) for world in (silent, stated))
    for one, other in zip(before, after, strict=True):
        settled = (Outcome.MET, Outcome.MISSED, Outcome.NOT_APPLICABLE)
        assert other.outcome in ((one.outcome,) if one.outcome in settled else (one.outcome, "met"))


@laws
@worlds
def test_the_same_ruleset_in_a_larger_one_yields_the_same(rng: Random) -> None:
    rows: list[Tree] = [{"indicator": "river", "require": limit(rng)} for _ in range(6)]
    more: list[Tree] = [criterion(rng) for _ in range(6)]
    world = [replace(situation(rng), attestations=[]) for _ in range(20)]
    alone = in_groups(judge(bound(rows), world), 6)
    together = in_groups(judge(bound([*rows, *more]), world), 12)
    assert [group[:6] for group in together] == alone


@laws
@worlds
def test_an_event_never_raises_the_outcome(rng: Random) -> None:
    rows: list[Tree] = [{"indicator": "spill", "require": no_event(rng)} for _ in range(8)]
    world = [replace(situation(rng), not_applicable=[]) for _ in range(40)]
    more = [replace(one, events=[*one.events, event(rng)]) for one in world]
    order = (Outcome.MISSED, Outcome.PENDING, Outcome.NO_DATA, Outcome.MET)
    before, after = (judge(bound(rows), ones) for ones in (world, more))
    for one, other in zip(before, after, strict=True):
        assert order.index(other.outcome) <= order.index(one.outcome)


@laws
@worlds
def test_a_statement_cut_in_two_covers_the_same_days(rng: Random) -> None:
    rows: list[Tree] = [{"indicator": "spill", "require": no_event(rng)} for _ in range(8)]
    whole, cut, gap = [], [], []
    for _ in range(30):
        first = date(2022, 1, 1) + timedelta(days=rng.randrange(1200))
        last = first + timedelta(days=rng.randrange(2, 1500))
        day = first + timedelta(days=rng.randrange(1, (last - first).days))
        whole.append(stating([(first, last)]))
        cut.append(stating([(first, day), (day + timedelta(days=1), last)]))
        gap.append(stating([(first, day - timedelta(days=1)), (day + timedelta(days=1), last)]))
    one, other, less = (judge(bound(rows), world) for world in (whole, cut, gap))
    assert other == one
    kept = sum(verdict.outcome is Outcome.MET for verdict in less)
    assert kept <= sum(verdict.outcome is Outcome.MET for verdict in one)


def stating(spans: Sequence[tuple[date, date]]) -> Situation:
    """Statements on every criterion, each for a span of days."""
    return Situation(
        attestations=[
            {"criterion": f"c{number}", "kind": "departmental", "period": f"{first}/{last}"}
            for number in range(1, 9)
            for first, last in spans
        ]
    )


@laws
@worlds
def test_an_answer_that_a_row_is_not_assessed_never_settles_it(rng: Random) -> None:
    rows = [criterion(rng) for _ in range(8)]
    world = [replace(situation(rng), not_applicable=[]) for _ in range(30)]
    answered = [
        replace(
            one,
            not_applicable=[
                {"criterion": f"c{number}", "reason": rng.choice(("no_object", "no_site"))}
                for number in range(1, 9)
            ],
        )
        for one in world
    ]
    outcomes = {verdict.outcome for verdict in judge(bound(rows), answered)}
    assert outcomes <= {Outcome.PENDING, Outcome.NO_DATA, Outcome.NOT_APPLICABLE}
