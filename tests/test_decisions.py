"""What is settled decides, what isn't leaves the decision open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import Phase, given, settings, strategies as st

from tests.laws.worlds import OPERATORS, RIVER
from zlrules.testing import Situation, Tree, Written, assess_situations, ruleset_of
from zlrules.words import Confidence, Nature

FIGURES: dict[str, list[dict[str, str]]] = {
    "met": [{"value": "5"}],
    "missed": [{"value": "4.9"}],
    "pending": [{"value": "9", "bound": "<="}],
    "no_data": [],
    "met, provisional": [{"value": "5", "status": "provisional"}],
    "missed, provisional": [{"value": "4.9", "status": "provisional"}],
}
OUTCOMES = ("met", "missed", "no_data", "pending", "not_applicable")
NOWHERE: dict[str, Written] = {"where": {"terrain": ["海岛"]}, "reason": "测试"}
SPECIAL: dict[str, Written] = {"due": "2026", "confidence": "weak", "applies_when": NOWHERE}
NATURES = ("binding", "expected", "gate", "reference")


def scoped(number: int) -> dict[str, Written]:
    return {"scope": f"断面{number}", "require": {"at_least": "5"}}


def figures_of(told: Sequence[str]) -> list[dict[str, str]]:
    return [
        {**figure, "scope": f"断面{number}"}
        for number, word in enumerate(told, start=1)
        for figure in FIGURES[word]
    ]


def decisions(
    rows: Sequence[Tree], rules: Mapping[str, str], world: Sequence[Sequence[str]]
) -> list[dict[str, object]]:
    ruleset = ruleset_of(rows, indicators=[RIVER], operators=OPERATORS, pass_rule=rules)
    situations = [Situation(figures_of(told), attributes={"terrain": "山区"}) for told in world]
    return list(assess_situations(ruleset, situations).decisions.iter_rows(named=True))


# the slow judge of decisions: every way in which what is open may turn out


def outcome_of(row: Tree, told: str) -> str:
    return "not_applicable" if "applies_when" in row else told.split(",", maxsplit=1)[0]


def is_settled(row: Tree, told: str) -> bool:
    certain = row.get("confidence", "official") not in ("weak", "unverified")
    due = row.get("due", "2025") <= "2025"  # type: ignore[operator]
    final = "provisional" not in told or "applies_when" in row
    decided = outcome_of(row, told) in ("met", "missed", "not_applicable")
    return certain and due and final and decided


def completions(outcomes: Sequence[str], held: Sequence[bool]) -> Iterator[tuple[str, ...]]:
    ways = [
        (outcome,) if keep else ("met", "missed", "not_applicable")
        for outcome, keep in zip(outcomes, held, strict=True)
    ]
    yield from product(*ways)


def passes(
    natures: Sequence[str], rules: Mapping[str, str], outcomes: Sequence[str], *, unknown: bool
) -> bool | None:
    """Whether outcomes pass; None where no criterion that decides applies."""
    anything = False
    passed = True
    for nature, rule in rules.items():
        if rule == "reported":
            continue
        counted = [
            outcome
            for outcome, of in zip(outcomes, natures, strict=True)
            if of == nature and outcome != "not_applicable"
        ]
        anything = anything or bool(counted)
        if rule == "unknown":
            passed = passed and unknown
        elif counted:
            share = Fraction(counted.count("met"), len(counted))
            passed = passed and share >= (1 if rule == "all" else Fraction(rule))
    return passed if anything else None


def decided(
    natures: Sequence[str],
    rules: Mapping[str, str],
    outcomes: Sequence[str],
    held: Sequence[bool],
) -> str:
    found = {
        passes(natures, rules, completion, unknown=unknown)
        for completion in completions(outcomes, held)
        for unknown in (True, False)
    }
    return (
        {True: "pass", False: "fail", None: "undetermined"}[found.pop()]
        if len(found) == 1
        else "undetermined"
    )


@settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(rng=st.randoms(use_true_random=True))
def test_pass_and_fail_are_what_every_way_out_leads_to(rng: Random) -> None:
    natures = [rng.choice(NATURES) for _ in range(rng.randint(1, 5))]
    rows: list[dict[str, Written]] = []
    for number, nature in enumerate(natures, start=1):
        special = {key: value for key, value in SPECIAL.items() if rng.random() < 0.15}
        rows.append({**scoped(number), "nature": nature, **special})
    rules = {
        nature: rng.choice(("all", "all", "0.5", "0.67", "0.8", "reported", "unknown"))
        for nature in dict.fromkeys(natures)
    }
    likely = tuple(FIGURES) + ("met",) * rng.choice((0, 6, 20)) + ("missed",) * rng.choice((0, 6))
    world = [[rng.choice(likely) for _ in natures] for _ in range(40)]
    for told, found in zip(world, decisions(rows, rules, world), strict=True):
        outcomes = [outcome_of(row, word) for row, word in zip(rows, told, strict=True)]
        settled = [is_settled(row, word) for row, word in zip(rows, told, strict=True)]
        held = [outcome not in ("no_data", "pending") for outcome in outcomes]
        situation = (rows, rules, told)
        assert (situation, found["decision"]) == (
            situation,
            decided(natures, rules, outcomes, settled),
        )
        assert (situation, found["as_it_stands"]) == (
            situation,
            decided(natures, rules, outcomes, held),
        )
        counts = Counter(zip(natures, outcomes, strict=True))
        for nature, outcome in product(dict.fromkeys(natures), OUTCOMES):
            assert found[f"{nature}:{outcome}"] == counts[nature, outcome]
        assert found["judged"] == sum(outcome in ("met", "missed") for outcome in outcomes)
        assert found["applicable"] == sum(outcome != "not_applicable" for outcome in outcomes)


CASES: dict[str, tuple[list[dict[str, Written]], str, list[str], str, str]] = {
    "全部达标，目标完成": ([{}, {}], "all", ["met", "met"], "pass", "pass"),
    "一项未达标，目标未完成": ([{}, {}], "all", ["met", "missed"], "fail", "fail"),
    "一项缺数据，暂不能定": ([{}, {}], "all", ["met", "no_data"], "undetermined", "undetermined"),
    "一项未达标，另一项缺数据也改变不了": ([{}, {}], "all", ["missed", "no_data"], "fail", "fail"),
    "阶段性数据不作定论": ([{}], "all", ["met, provisional"], "undetermined", "pass"),
    "阶段性数据未达标也不作定论": ([{}], "all", ["missed, provisional"], "undetermined", "fail"),
    "未到期不作定论": ([{"due": "2026"}], "all", ["missed"], "undetermined", "fail"),
    "到期当年作定论": ([{"due": "2025"}], "all", ["missed"], "fail", "fail"),
    "到期日在当年作定论": ([{"due": "2025-12-31"}], "all", ["met"], "pass", "pass"),
    "转载不全的文本不作定论": ([{"confidence": "weak"}], "all", ["met"], "undetermined", "pass"),
    "未核实的文本不作定论": (
        [{"confidence": "unverified"}],
        "all",
        ["met"],
        "undetermined",
        "pass",
    ),
    "单份转载作定论": ([{"confidence": "single_copy"}], "all", ["met"], "pass", "pass"),
    "份额达到即通过": ([{}] * 5, "0.8", ["met"] * 4 + ["missed"], "pass", "pass"),
    "份额已达到，缺的改变不了": ([{}] * 5, "0.8", ["met"] * 4 + ["no_data"], "pass", "pass"),
    "份额达不到": ([{}] * 5, "0.8", ["missed"] * 2 + ["no_data"] * 3, "fail", "fail"),
    "没有适用的指标，暂不能定": (
        [{"applies_when": NOWHERE}],
        "all",
        ["met"],
        "undetermined",
        "undetermined",
    ),
    "不适用的不计": ([{}, {"applies_when": NOWHERE}], "all", ["met", "missed"], "pass", "pass"),
    "只列出的不作定论": ([{}], "reported", ["missed"], "undetermined", "undetermined"),
    "通过办法未知": ([{}], "unknown", ["met"], "undetermined", "undetermined"),
}


@pytest.mark.parametrize("name", CASES)
def test_cases(name: str) -> None:
    rows, rule, told, decision, as_it_stands = CASES[name]
    numbered = [{**scoped(number), **row} for number, row in enumerate(rows, start=1)]
    (found,) = decisions(numbered, {"binding": rule}, [told])
    assert (found["decision"], found["as_it_stands"]) == (decision, as_it_stands)


def test_a_text_that_was_not_obtained_leaves_the_decision_open() -> None:
    ruleset = ruleset_of([], indicators=[RIVER], operators=OPERATORS, text="not_obtained")
    assessment = assess_situations(ruleset, [Situation([{"value": "5"}])])
    (found,) = assessment.decisions.iter_rows(named=True)
    assert (found["decision"], found["as_it_stands"]) == ("undetermined", "undetermined")
    assert (found["judged"], found["applicable"]) == (0, 0)
    assert assessment.results.is_empty()


@pytest.mark.parametrize(
    ("confidence", "told", "decision", "as_it_stands"),
    [
        ("single_copy", "met", "pass", "pass"),
        ("single_copy", "missed", "fail", "fail"),
        ("weak", "met", "undetermined", "pass"),
        ("unverified", "missed", "undetermined", "fail"),
    ],
)
def test_a_pass_rule_known_badly_decides_nothing(
    confidence: str, told: str, decision: str, as_it_stands: str
) -> None:
    bound = ruleset_of([scoped(1)], indicators=[RIVER], operators=OPERATORS)
    known = {Nature.BINDING: Confidence(confidence)}
    ruleset = bound.ruleset.model_copy(update={"pass_rule_confidence": known})
    situation = Situation(figures_of([told]))
    assessment = assess_situations(replace(bound, ruleset=ruleset), [situation])
    (found,) = assessment.decisions.iter_rows(named=True)
    assert (found["decision"], found["as_it_stands"]) == (decision, as_it_stands)
    (document,) = assessment.document().assessments
    reasons = [one for one in document.reasons if "怎样算通过" in one]
    unsure = {"weak": "转载不全", "unverified": "未核实"}
    assert reasons == [
        f"约束性指标怎样算通过，条文{label}，不作定论"
        for name, label in unsure.items()
        if name == confidence
    ]


def test_what_is_to_be_obtained_is_said_while_the_decision_is_open() -> None:
    bound = ruleset_of([scoped(1)], indicators=[RIVER], operators=OPERATORS)
    ruleset = bound.ruleset.model_copy(update={"to_obtain": ("附件二",)})
    worlds = [Situation(figures_of([told])) for told in ("met", "missed", "no_data")]
    told = assess_situations(replace(bound, ruleset=ruleset), worlds).document().assessments
    assert ["需取得：附件二" in one.reasons for one in told] == [False, False, True]


def test_parts_are_counted_once_through_their_criterion() -> None:
    parts: Written = [scoped(1), scoped(2), scoped(3)]
    rows: list[dict[str, Written]] = [{"parts": parts}, scoped(4)]
    world = [["met"] * 4, ["met", "met", "missed", "met"], ["met", "no_data", "met", "met"]]
    found = decisions(rows, {"binding": "all"}, world)
    assert [one["decision"] for one in found] == ["pass", "fail", "undetermined"]
    assert [one["binding:total"] for one in found] == [2, 2, 2]
    assert [one["binding:met"] for one in found] == [2, 1, 1]
    assert [(one["judged"], one["applicable"]) for one in found] == [(2, 2), (2, 2), (1, 2)]


def test_a_self_reported_statement_settles() -> None:
    ruleset = ruleset_of(
        [{"require": {"stated": {"by": ["self_reported"]}}}],
        indicators=[RIVER],
        operators=OPERATORS,
    )
    situation = Situation(attestations=[{"kind": "self_reported"}])
    (found,) = assess_situations(ruleset, [situation]).decisions.iter_rows(named=True)
    assert found["decision"] == "pass"
