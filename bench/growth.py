"""How the time of zlrules grows with figures and with criteria: a table and a plot."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import yaml
from tabulate import tabulate

from bench.figures import PATTERNS
from bench.generate import Tables, generate
from bench.rules import NATIONAL, RULESETS
from bench.running import run_apart

if TYPE_CHECKING:
    import altair as alt

CRITERIA = (10, 40, 100, 200, 400)
DISTRICTS = (1, 10, 30, 100, 300, 1_000, 3_000)
FEW, MANY = 1, 300
"""Districts on which the number of criteria grows."""


@dataclass(frozen=True)
class Point:
    """One measured size.

    Attributes:
        criteria: Criteria of the ruleset.
        seconds: Median of several runs of zlrules, reading included, imports not.
    """

    districts: int
    criteria: int
    rows: int
    seconds: float


def measure(folder: Path, repeats: int) -> list[Point]:
    """Measure zlrules on growing numbers of districts and of criteria."""
    return list(_measured(folder, repeats))


def _measured(folder: Path, repeats: int) -> Iterator[Point]:
    sizes = [(count, len(PATTERNS)) for count in DISTRICTS]
    sizes += [(count, criteria) for count in (FEW, MANY) for criteria in CRITERIA]
    for count, criteria in dict.fromkeys(sizes):
        here = folder / f"growth-{count}-{criteria}"
        tables = Tables(here)
        if not tables.assigned.is_file():
            generate(here, count, indicators=criteria)
        ruleset = write_ruleset(folder / "rulesets", criteria)
        runs = [run_apart("product", tables, ruleset) for _ in range(repeats)]
        yield Point(count, criteria, runs[0].rows, median(run.seconds for run in runs))


def write_ruleset(folder: Path, criteria: int) -> Path:
    """Write a ruleset of so many criteria, those of the benchmarks again and again.

    Each has an indicator of its own, which has the pattern of the one that it is copied from.
    Criteria of several parts and those that name other indicators are left out.
    """
    told = yaml.load(NATIONAL.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - text only
    catalogue = (RULESETS / "indicators" / "bench.yaml").read_text(encoding="utf-8")
    listed = yaml.load(catalogue, Loader=yaml.CBaseLoader)["indicators"]  # noqa: S506 - text only
    plain = {
        one["indicator"]: one
        for one in told["criteria"]
        if "of:" not in yaml.dump(one) and "parts" not in one
    }
    made_criteria, made_indicators = [], []
    for number in range(criteria):
        indicator = listed[number % len(listed)]
        name = f"bench.i{number + 1:02d}"
        made_indicators.append(
            {**indicator, "id": name, "name": f"{indicator['name']}{number + 1}"}
        )
        criterion = plain.get(indicator["id"], _at_least_nothing(told["criteria"][0]))
        made_criteria.append(
            {**criterion, "id": f"c{number + 1:03d}", "number": str(number + 1), "indicator": name}
        )
    told |= {"id": f"bench/criteria{criteria}", "criteria": made_criteria}
    path = folder / f"{criteria}" / "bench" / f"criteria{criteria}.yaml"
    for target, document in (
        (path, told),
        (path.parent.parent / "indicators" / "bench.yaml", {"indicators": made_indicators}),
    ):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def draw(points: Sequence[Point], path: Path) -> None:
    """Draw seconds against rows of results, and against criteria."""
    import altair as alt

    sizes = [point for point in points if point.criteria == len(PATTERNS)]
    criteria = [point for point in points if point.districts in {FEW, MANY}]
    seconds = alt.Y("seconds:Q", title="seconds")
    by_rows = _points(sizes).encode(
        x=alt.X("rows:Q", title="rows of results, 40 criteria", axis=alt.Axis(format="~s")),
        y=seconds,
    )
    by_criteria = _points(criteria).encode(
        x=alt.X("criteria:Q", title="criteria, 10 years"),
        y=seconds,
        color=alt.Color("districts:N", title="districts"),
    )
    chart = by_rows.properties(width=320, height=240) | by_criteria.properties(
        width=320, height=240
    )
    chart.save(path)


def _points(points: Sequence[Point]) -> alt.Chart:
    import altair as alt

    values = [asdict(point) for point in points]
    chart: alt.Chart = alt.Chart(alt.InlineData(values=values)).mark_line(point=True)
    return chart


def growth(folder: Path, repeats: int, plot: Path) -> str:
    """Measure, draw, and tell the figures as a Markdown table."""
    points = measure(folder, repeats)
    draw(points, plot)
    rows = [
        (
            f"{one.districts:,}",
            str(one.criteria),
            f"{one.rows:,}",
            f"{one.seconds:.3f}",
            f"{1e6 * one.seconds / one.rows:.1f}",
        )
        for one in points
    ]
    headers = ("districts", "criteria", "rows of results", "s", "µs a row")
    return tabulate(rows, headers, tablefmt="github", disable_numparse=True, stralign="right")


def _at_least_nothing(criterion: dict[str, object]) -> dict[str, object]:
    """A limit that every figure can have, where the copied indicator has no criterion of its own."""
    return {**criterion, "require": {"at_least": "0"}}
