"""Made-up indicators, requirements and figures, at and next to each other's values."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from hypothesis import strategies as st

from zlrules import load_plugins
from zlrules.models.indicator import Indicator, Range
from zlrules.testing import YEAR, Situation
from zlrules.yamlfile import Value

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
INDICATORS = {one.id: one for one in (RIVER, SHARE, WATER, BLACK)}

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

Tree = dict[str, Value]


def one_of(words: Sequence[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(words)


@st.composite
def limits(draw: st.DrawFn) -> Tree:
    of = draw(one_of(NUMERIC))
    name = draw(one_of((*COMPARATORS, "equals", "between")))
    if name == "between":
        ends = sorted(
            (draw(one_of(NUMBERS[of])) for _ in range(2)), key=lambda text: float(text)
        )
        return {"of": of, name: list(ends)}
    return {"of": of, name: draw(one_of(NUMBERS[of]))}


@st.composite
def states(draw: st.DrawFn) -> Tree:
    name = draw(one_of(("state", "all_states", "class_at_least")))
    if name == "class_at_least":
        return {"of": "water", name: draw(one_of(WATER.states))}
    words = draw(st.lists(one_of(BLACK.states), min_size=1, max_size=2, unique=True))
    return {"of": "black", name: list(words)}


@st.composite
def trends(draw: st.DrawFn) -> Tree:
    name = draw(one_of(("rising", "falling", "steady")))
    window: Tree = {"years": draw(one_of(("2", "3"))), "tolerance": draw(one_of(TOLERANCES))}
    if name != "steady":
        window["strict"] = draw(one_of(("true", "false")))
    return {"of": draw(one_of(NUMERIC)), name: window}


@st.composite
def changes(draw: st.DrawFn) -> Tree:
    of = draw(one_of(NUMERIC))
    name = draw(one_of(("change", "change", "reduced_by", "not_worse_than")))
    since = draw(one_of(("previous_year", "2023")))
    if name == "not_worse_than":
        return {"of": of, name: {"since": since}}
    params: Tree = {
        "since": since,
        "unit": draw(one_of(("%", "absolute", "百分点") if of == "share" else ("%", "absolute"))),
    }
    if name == "reduced_by":
        return {
            "of": of,
            name: {**params, draw(one_of(COMPARATORS[:2])): draw(one_of(REDUCTIONS))},
        }
    if since == "previous_year":
        params["each_of"] = draw(one_of(("1", "1", "2")))
    return {"of": of, name: {**params, draw(one_of(COMPARATORS)): draw(one_of(CHANGES))}}


@st.composite
def delegated(draw: st.DrawFn) -> Tree:
    name = draw(one_of(("assigned", "assigned", "stated", "unknown")))
    if name == "stated":
        kinds = draw(st.lists(one_of(KINDS), min_size=1, max_size=2, unique=True))
        return {"of": draw(one_of(("river", "black"))), name: {"by": list(kinds)}}
    return {"of": draw(one_of(NUMERIC)), name: {}}


def leaves() -> st.SearchStrategy[Tree]:
    return st.one_of(limits(), limits(), states(), trends(), changes(), delegated())


@st.composite
def combinations(draw: st.DrawFn, children: st.SearchStrategy[Tree]) -> Tree:
    name = draw(one_of(("all", "any", "by")))
    trees = draw(st.lists(children, min_size=1, max_size=3))
    if name != "by":
        return {name: list(trees)}
    return {"by": [{"when": draw(conditions()), "require": tree} for tree in trees]}


@st.composite
def conditions(draw: st.DrawFn) -> dict[str, Value]:
    words = draw(st.lists(one_of(TERRAINS), min_size=1, max_size=2, unique=True))
    found: dict[str, Value] = {"terrain": list(words)}
    if draw(st.booleans()):
        found["coastal"] = [draw(one_of(("是", "否")))]
    return found


def requirements() -> st.SearchStrategy[Tree]:
    """Trees of all operators that come with zlrules."""
    return st.recursive(leaves(), combinations, max_leaves=5)


@st.composite
def criteria(draw: st.DrawFn) -> Tree:
    """A criterion, perhaps with an older figure accepted, perhaps only for some districts."""
    row: Tree = {"indicator": "river", "require": draw(requirements())}
    if draw(st.integers(0, 3)) == 0:
        row["accept_older"] = "1"
    if draw(st.integers(0, 3)) == 0:
        row["applies_when"] = {"where": draw(conditions()), "reason": "测试"}
    return row


@st.composite
def numeric_figures(draw: st.DrawFn, indicator: str, year: int) -> list[dict[str, str]]:
    """What is said of one indicator in one year: mostly one number, perhaps none, or several."""
    count = draw(st.sampled_from((0, 1, 1, 1, 1, 1, 2, 3)))
    return [draw(numeric_figure(indicator, year)) for _ in range(count)]


@st.composite
def numeric_figure(draw: st.DrawFn, indicator: str, year: int) -> dict[str, str]:
    row = {"indicator": indicator, "period": str(year), "value": draw(one_of(NUMBERS[indicator]))}
    bound = draw(one_of(("=", "=", "=", "=", ">=", ">", "<=", "<", "~")))
    at_the_end = indicator == "share" and row["value"] in ("0", "100")
    if bound != "=" and not at_the_end:
        row["bound"] = bound
    if draw(st.integers(0, 5)) == 0:
        row["status"] = "provisional"
    return row


@st.composite
def state_figures(draw: st.DrawFn, indicator: str, year: int) -> list[dict[str, str]]:
    texts = draw(st.lists(one_of(TEXTS[indicator]), max_size=2))
    return [{"indicator": indicator, "period": str(year), "text": text} for text in texts]


@st.composite
def reported_changes(draw: st.DrawFn, indicator: str) -> list[dict[str, str]]:
    if draw(st.integers(0, 2)):
        return []
    measure = draw(one_of(("change_pct", "change", "change_pp", "rank")))
    row = {"indicator": indicator, "period": str(YEAR), "measure": measure}
    row["value"] = "1" if measure == "rank" else draw(one_of(CHANGES))
    if measure != "rank":
        row["base"] = draw(one_of((str(YEAR - 1), "2023")))
    return [row]


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """A district: five years of figures, perhaps a target, statements, attributes."""
    figures: list[dict[str, str]] = []
    for indicator in NUMERIC:
        for year in range(YEAR - 3, YEAR + 1):
            figures += draw(numeric_figures(indicator, year))
        figures += draw(reported_changes(indicator))
    for indicator in ("water", "black"):
        for year in (YEAR - 1, YEAR):
            figures += draw(state_figures(indicator, year))
    return Situation(
        figures=figures,
        targets=draw(targets()),
        attestations=draw(attestations()),
        attributes=draw(attributes()),
    )


@st.composite
def targets(draw: st.DrawFn) -> list[dict[str, str]]:
    if draw(st.booleans()):
        return []
    indicator = draw(one_of(NUMERIC))
    comparator = draw(one_of((*COMPARATORS, "equals")))
    value = draw(one_of(NUMBERS[indicator]))
    return [{"indicator": indicator, "comparator": comparator, "value": value}]


@st.composite
def attestations(draw: st.DrawFn) -> list[dict[str, str]]:
    if draw(st.booleans()):
        return []
    node = draw(one_of(("", "all.1", "any.2", "by.1")))
    row = {"criterion": draw(one_of(("c1", "c2", "c3"))), "kind": draw(one_of(KINDS))}
    return [{**row, "node": node} if node else row]


@st.composite
def attributes(draw: st.DrawFn) -> dict[str, str]:
    found = {}
    if draw(st.integers(0, 3)):
        found["terrain"] = draw(one_of(TERRAINS))
    if draw(st.integers(0, 3)):
        found["coastal"] = draw(one_of(("是", "否")))
    return found
