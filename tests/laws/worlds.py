"""Made-up indicators, requirements and figures, at and next to each other's values.

All is drawn from a `random.Random`, which hypothesis seeds: hundreds of verdicts are judged in one
evaluation, and a failing law names the smallest of those that break it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from random import Random

from zlrules import load_plugins
from zlrules.models.indicator import Indicator, Range
from zlrules.testing import YEAR, Situation, Written

OPERATORS = load_plugins(only_builtin=True).operators()

RIVER = Indicator(
    id="river", name="甲", unit="个", kind="stock", direction="up", decimals=1, definition="测试"
)
SHARE = Indicator(
    id="share",
    name="乙",
    unit="%",
    kind="ratio",
    direction="down",
    range=Range(min=Decimal(0), max=Decimal(100)),
    definition="测试",
)
WATER = Indicator(
    id="water",
    name="丙",
    kind="state",
    states=("Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ"),
    ordered=True,
    definition="测试",
)
BLACK = Indicator(
    id="black", name="丁", kind="state", states=("消除", "基本消除", "不降低"), definition="测试"
)
SPILL = Indicator(
    id="spill",
    name="戊",
    unit="起",
    kind="event",
    grades=("一般", "较大", "重大", "特别重大"),
    definition="测试",
)
INDICATORS = {one.id: one for one in (RIVER, SHARE, WATER, BLACK, SPILL)}

NUMBERS = {
    "river": ("-5", "0", "4.9", "5", "5.0", "5.05", "5.1", "10", "10.50", "20"),
    "share": ("0", "4.9", "5", "5.0", "5.5", "6", "99.9", "100"),
}
CHANGES = ("-50", "-10", "-2", "-0.1", "0", "0.1", "0.5", "5", "10", "100")
REDUCTIONS = ("0", "0.1", "0.5", "2", "5", "50")
TOLERANCES = ("0", "0.05", "0.1", "5")
COMPARATORS = ("at_least", "more_than", "at_most", "less_than")
TEXTS = {
    "water": ("Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ"),
    "black": ("消除", "基本消除", "不降低", "消除、不降低", "基本消除、不降低"),
}
TERRAINS = ("山区", "丘陵", "平原")
KINDS = ("official", "departmental", "self_reported")
NUMERIC = ("river", "share")
PLACES = ("北断面", "南断面")
DAYS = ("2022-12-31", "2023-01-01", "2024-12-31", "2025-01-01", "2025-12-31")

Tree = dict[str, Written]


def some_of(rng: Random, words: Sequence[str], most: int) -> list[Written]:
    return list(rng.sample(words, rng.randint(1, most)))


def limit(rng: Random) -> Tree:
    of = rng.choice(NUMERIC)
    name = rng.choice((*COMPARATORS, "equals", "between"))
    if name == "between":
        ends = sorted(rng.choices(NUMBERS[of], k=2), key=Decimal)
        return {"of": of, name: list(ends)}
    return {"of": of, name: rng.choice(NUMBERS[of])}


def state(rng: Random) -> Tree:
    name = rng.choice(("state", "all_states", "class_at_least"))
    if name == "class_at_least":
        return {"of": "water", name: rng.choice(WATER.states)}
    return {"of": "black", name: some_of(rng, BLACK.states, 2)}


def trend(rng: Random) -> Tree:
    name = rng.choice(("rising", "falling", "steady"))
    window: Tree = {"years": rng.choice("23"), "tolerance": rng.choice(TOLERANCES)}
    if name != "steady":
        window["strict"] = rng.choice(("true", "false"))
    return {"of": rng.choice(NUMERIC), name: window}


def change(rng: Random) -> Tree:
    of = rng.choice(NUMERIC)
    name = rng.choice(("change", "change", "reduced_by", "not_worse_than"))
    since = rng.choice(("previous_year", "2023"))
    if name == "not_worse_than":
        return {"of": of, name: {"since": since}}
    units = ("%", "%", "absolute", "百分点") if of == "share" else ("%", "absolute")
    params: Tree = {"since": since, "unit": rng.choice(units)}
    if name == "reduced_by":
        params[rng.choice(COMPARATORS[:2])] = rng.choice(REDUCTIONS)
        return {"of": of, name: params}
    if since == "previous_year":
        params["each_of"] = rng.choice("112")
    params[rng.choice(COMPARATORS)] = rng.choice(CHANGES)
    return {"of": of, name: params}


def delegated(rng: Random) -> Tree:
    name = rng.choice(("assigned", "assigned", "stated", "unknown"))
    if name == "stated":
        return {"of": rng.choice(("river", "black")), name: {"by": some_of(rng, KINDS, 2)}}
    return {"of": rng.choice(NUMERIC), name: {}}


def no_event(rng: Random) -> Tree:
    params: Tree = {"years": rng.choice("123"), "rectified": rng.choice(("true", "false"))}
    if rng.random() < 0.7:
        params["grade"] = ["重大", "特别重大"]
    return {"of": "spill", "no_event": params}


def whole(rng: Random) -> Tree:
    """All that a row requires; perhaps it can be read in two ways."""
    if rng.random() < 0.8:
        return requirement(rng)
    options: Tree = {
        name: {"label": name, "require": requirement(rng, 1)} for name in ("甲读法", "乙读法")
    }
    return {"readings": {"options": options}}


def requirement(rng: Random, depth: int = 2) -> Tree:
    """A tree of any operators that come with zlrules, readings apart."""
    if depth == 0 or rng.random() < 0.5:
        return rng.choice((limit, limit, state, trend, change, change, delegated, no_event))(rng)
    name = rng.choice(("all", "any", "by", "each_of"))
    if name == "each_of":
        return {name: {"scopes": list(PLACES), "require": requirement(rng, depth - 1)}}
    trees = [requirement(rng, depth - 1) for _ in range(rng.randint(1, 3))]
    if name != "by":
        return {name: list(trees)}
    return {"by": [{"when": condition(rng), "require": tree} for tree in trees]}


def condition(rng: Random) -> dict[str, Written]:
    found: dict[str, Written] = {"terrain": some_of(rng, TERRAINS, 2)}
    if rng.random() < 0.3:
        found["coastal"] = [rng.choice(("是", "否"))]
    return found


def criterion(rng: Random) -> Tree:
    """A criterion, perhaps with an older figure accepted, perhaps only for some districts."""
    row: Tree = {"indicator": "river", "require": whole(rng)}
    if rng.random() < 0.2:
        row["accept_older"] = "1"
    if rng.random() < 0.3:
        row["starred"] = "true"
    if rng.random() < 0.2 and "readings" not in str(row["require"]):
        row["window"] = {"years": "2", "rule": rng.choice(("each", "latest", "unknown"))}
    if rng.random() < 0.1:
        row["applies_when"] = {"where": condition(rng), "reason": "测试"}
    return row


def numeric_figure(rng: Random, indicator: str, year: int) -> dict[str, str]:
    row = {"indicator": indicator, "period": str(year), "value": rng.choice(NUMBERS[indicator])}
    bound = rng.choice(("=", "=", "=", "=", "=", "=", ">=", ">", "<=", "<", "~"))
    if indicator == "river" or row["value"] not in ("0", "100"):
        row["bound"] = bound
    if rng.random() < 0.1:
        row["status"] = "provisional"
    return row


def numeric_figures(rng: Random, indicator: str, year: int) -> list[dict[str, str]]:
    """What is said of one indicator in one year: mostly one number, perhaps none, or several."""
    count = rng.choice((0, 1, 1, 1, 1, 1, 1, 1, 2, 3))
    return [numeric_figure(rng, indicator, year) for _ in range(count)]


def state_figures(rng: Random, indicator: str, year: int) -> list[dict[str, str]]:
    texts = rng.choices(TEXTS[indicator], k=rng.choice((0, 1, 1, 1, 2)))
    return [{"indicator": indicator, "period": str(year), "text": text} for text in texts]


def reported_change(rng: Random, indicator: str) -> list[dict[str, str]]:
    measure = rng.choice(("change_pct", "change", "change_pp", "rank", None))
    if measure is None:
        return []
    row = {"indicator": indicator, "period": str(YEAR), "measure": measure}
    if measure == "rank":
        return [{**row, "value": "1"}]
    if rng.random() < 0.3:
        row["period"] = str(YEAR - 1)
    base = rng.choice((str(int(row["period"]) - 1), "2023"))
    return [{**row, "value": rng.choice(CHANGES), "base": base}]


def situation(rng: Random) -> Situation:
    """A district: some years of figures, perhaps a target, statements, attributes."""
    figures: list[dict[str, str]] = []
    for indicator in NUMERIC:
        for year in range(YEAR - 3, YEAR + 1):
            figures += numeric_figures(rng, indicator, year)
        figures += reported_change(rng, indicator)
    for indicator in ("water", "black"):
        for year in (YEAR - 1, YEAR):
            figures += state_figures(rng, indicator, year)
    for place in PLACES:
        for year in (YEAR - 1, YEAR):
            named = numeric_figures(rng, "river", year) + state_figures(rng, "water", year)
            figures += [{**row, "scope": place} for row in named]
    return Situation(
        figures,
        targets(rng),
        attestations(rng),
        attributes(rng),
        not_applicable=answers(rng),
        events=events(rng),
    )


def answers(rng: Random) -> list[dict[str, str]]:
    """Perhaps a document says that a criterion isn't assessed."""
    if rng.random() < 0.8:
        return []
    criterion = rng.choice(("c1", "c2", "c3", "c4"))
    return [{"criterion": criterion, "reason": rng.choice(("no_object", "not_assessed"))}]


def events(rng: Random) -> list[dict[str, str]]:
    """Events at and next to the ends of windows."""
    return rng.choice(([], [event(rng)]))


def event(rng: Random) -> dict[str, str]:
    row = {"kind": "spill", "date": rng.choice(DAYS)}
    if grade := rng.choice(("一般", "重大", None)):
        row["grade"] = grade
    if rng.random() < 0.5:
        row["rectified_on"] = rng.choice(("2025-12-31", "2026-01-01", "2026-01-02"))
    return row


def targets(rng: Random) -> list[dict[str, str]]:
    indicator = rng.choice(NUMERIC)
    comparator = rng.choice((*COMPARATORS, "equals"))
    value = rng.choice(NUMBERS[indicator])
    target = {"indicator": indicator, "comparator": comparator, "value": value}
    target["period"] = str(rng.choice((YEAR, YEAR - 1)))
    return rng.choice(([], [target]))


def attestations(rng: Random) -> list[dict[str, str]]:
    row = {"criterion": rng.choice(("c1", "c2", "c3", "c4")), "kind": rng.choice(KINDS)}
    row["period"] = rng.choice((str(YEAR), str(YEAR), "2024", "2022/2026", "2025/2026"))
    node = rng.choice(("", "", "all.1", "any.2", "by.1"))
    return rng.choice(([], [{**row, "node": node} if node else row]))


def attributes(rng: Random) -> dict[str, str]:
    found = {"terrain": rng.choice(TERRAINS), "coastal": rng.choice(("是", "否"))}
    return {name: word for name, word in found.items() if rng.random() < 0.9}
