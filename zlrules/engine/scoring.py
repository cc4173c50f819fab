"""Bound criteria on selected figures: columns over all districts and years.

Every node becomes a few aliased columns, one ``with_columns`` per level of the trees, children
before parents; the same columns are the trace that `explain` shows. Each level is evaluated at
once: setting up one query of all levels takes time that grows with the square of the columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import polars as pl

from zlrules.data.constant import constant
from zlrules.engine.conditions import fulfilled
from zlrules.engine.events import lay_out_events
from zlrules.engine.exemptions import lay_out_exemptions, numbers_of, select_exemptions
from zlrules.engine.layout import TARGET, Columns, Grid, Stack, lay_out
from zlrules.engine.members import members_asked
from zlrules.engine.plain import PlainFigures
from zlrules.engine.plan import Plan, Row
from zlrules.engine.planning import Plans
from zlrules.engine.selection import FIGURE, placed, select
from zlrules.engine.statements import (
    STATEMENT,
    select_statements,
    stated_nodes,
    valid_statements,
)
from zlrules.engine.targets import fill_targets, targets_of
from zlrules.engine.tasks import Tasks
from zlrules.errors import Problem, RulesetError
from zlrules.facts import Facts
from zlrules.interval import LARGEST, decimals_of, on_lattice
from zlrules.loading.bound import BoundRuleset
from zlrules.models.ruleset import Condition
from zlrules.words import AssessmentKind


@dataclass(frozen=True, eq=False, repr=False)
class Scored:
    """The wide table of one ruleset after scoring.

    Attributes:
        wide: A row per district and year, sorted, with ``district``, ``year`` and the columns that
            `plan` refers to; also years that are only looked back on.
        years: The years that are assessed.
        plan: What the rows and nodes of the ruleset come to.
        tasks: Its tasks, and what was reported on them.
    """

    wide: pl.DataFrame
    years: frozenset[int]
    plan: Plan
    tasks: Tasks

    @cached_property
    def assessed(self) -> pl.Series:
        """Which rows of the wide table are assessed (UInt32)."""
        return self.wide.select(pl.col("year").is_in(self.years).arg_true()).to_series()

    @cached_property
    def frame(self) -> pl.DataFrame:
        """The rows that are assessed."""
        return self.wide[self.assessed]

    @property
    def rows(self) -> Mapping[int, Row]:
        """How to refer to what each row of the ruleset comes to, by its number."""
        return self.plan.rows

    def traced(self) -> pl.DataFrame:
        """``district``, ``year`` and what every node yields, by name (`NODE_COLUMNS`)."""
        yielded = [column.alias(name) for name, column in self.plan.told.items()]
        return self.frame.select("district", "year", *yielded)


def score(plans: Plans, facts: Facts, years: Sequence[int], kind: AssessmentKind) -> Scored:
    """Judge every row of a ruleset on every district and year.

    Args:
        plans: Of the ruleset, for the day on which written statements must still be valid and up to
            which events count.
        kind: Whether tasks of each year are looked at for one year or several.
    """
    bound, judged_on = plans.bound, plans.judged_on
    scales = lattice_scales(bound, facts)
    _refuse_beyond(bound, scales)
    said = valid_statements(bound, facts, judged_on)
    answers = select_exemptions(bound, facts)
    tasks = Tasks.of(bound, facts, judged_on, kind)
    plan = plans.of(scales, facts.states, stated_nodes(said), numbers_of(answers))
    grid = _grid(facts, plan, years)
    wide = _lay_out(bound, facts, plan, said, grid).with_columns(
        **lay_out_exemptions(grid, answers, plan.exemptions),
        **lay_out_events(grid, facts, judged_on, said, plan.needs.events),
        **tasks.lay_out(grid),
    )
    for level in filter(None, plan.levels):
        wide = wide.with_columns_seq(level)
    return Scored(wide, frozenset(years), plan, tasks)


def lattice_scales(bound: BoundRuleset, facts: Facts) -> dict[str, int]:
    """The decimals that each indicator's lattice needs for its figures, targets and requirements."""
    scales: dict[str, int] = {}
    for row in bound.rows():
        for node in row.root.walk() if row.root else ():
            limits = (node.indicator.range.min, node.indicator.range.max)
            most = max((decimals_of(limit) for limit in limits if limit is not None), default=0)
            scales[node.indicator.id] = max(scales.get(node.indicator.id, 0), most)
        for name, number in row.root.numbers() if row.root else ():
            scales[name] = max(scales[name], decimals_of(number))
    width = 2 + decimals_of(Decimal(facts.about)) if facts.about else 0
    approximate = facts.observations.filter(pl.col("bound") == "~")
    written = [
        facts.observed.precisions.most(),
        _most_decimals(approximate.with_columns(pl.col("decimals") + width)),
        _most_decimals(facts.assigned),
    ]
    for told in written:
        for name in told.keys() & scales.keys():
            scales[name] = max(scales[name], told[name])
    return scales


def _most_decimals(frame: pl.DataFrame) -> dict[str, int]:
    """The most decimals of each indicator."""
    most = frame.group_by("indicator").agg(pl.col("decimals").max()).drop_nulls()
    return dict(most.iter_rows())


def _refuse_beyond(bound: BoundRuleset, scales: Mapping[str, int]) -> None:
    """Refuse numbers of requirements that have no place on the lattice that the data need."""
    problems = [
        Problem(
            bound.path, 0, f"考核指标 {row.row.id}", f"数值 {number} 过大", "核对单位和小数位数"
        )
        for row in bound.rows()
        for name, number in (row.root.numbers() if row.root else ())
        if abs(on_lattice(number, scales[name])) > LARGEST
    ]
    if problems:
        raise RulesetError(problems)


def _grid(facts: Facts, plan: Plan, years: Sequence[int]) -> Grid:
    """Every district, and every year that is assessed or looked back on."""
    needs = plan.needs
    span = range(min([min(years) - needs.back, *needs.years]), max([*years, *needs.years]) + 1)
    return Grid(sorted(facts.districts["code"]), span)


def _lay_out(
    bound: BoundRuleset, facts: Facts, plan: Plan, said: pl.DataFrame, grid: Grid
) -> pl.DataFrame:
    """The wide table of all figures and statements that the requirements asked for."""
    needs = plan.needs
    columns = {
        **_attributes(facts, grid, sorted(needs.attributes), needs.conditions),
        **_figures(bound, facts, plan, grid),
        **lay_out(
            grid,
            select_statements(said, plan.statements),
            len(plan.statements),
            "a",
            STATEMENT,
            backs=needs.backs,
        ),
    }
    return grid.cells(needs.years).hstack([one.alias(name) for name, one in columns.items()])


def _attributes(
    facts: Facts, grid: Grid, names: Sequence[str], conditions: Sequence[Condition]
) -> dict[str, pl.Series]:
    """Attributes of districts, ``district:<name>``, and conditions, ``fulfils:<number>``.

    Both are null where nothing is known.
    """
    rows = facts.districts.sort("code")
    times = pl.int_range(grid.size, dtype=pl.UInt32, eager=True) // len(grid.years)
    unknown = constant(None, pl.String, rows.height)
    told = {
        f"district:{name}": rows[name] if name in rows.columns else unknown for name in names
    } | {f"fulfils:{place}": fulfilled(one, rows) for place, one in enumerate(conditions)}
    return {name: column[times] for name, column in told.items()}


def _figures(bound: BoundRuleset, facts: Facts, plan: Plan, grid: Grid) -> Columns:
    """Figures and assigned targets: those that stand alone, and what is chosen among the others."""
    needs, scales = plan.needs, plan.scales
    values = {
        number: (key.indicator, key.scope)
        for key, number in needs.keys.items()
        if key.measure == "value"
    }
    below = {number: (key.indicator, key.scope) for key, number in needs.targets.items()}
    plain = PlainFigures(facts, grid, scales, [*values.values(), *below.values()])
    others = facts.observations[(~facts.observations["alone"]).arg_true()]
    contested = placed(others, facts, scales, bound.catalogue)
    targets = Stack(grid, len(needs.targets), TARGET)
    if needs.targets:
        plain.fill(targets, below)
        fill_targets(targets, targets_of(facts, scales, needs.targets), needs.targets, contested)
    members = members_asked(facts, needs.keys)
    if members is not None:
        contested = pl.concat([contested, placed(members, facts, scales, bound.catalogue)])
    series = Stack(grid, len(needs.keys), FIGURE)
    if needs.keys:
        plain.fill(series, values)
        series.put(select(contested, needs.keys))
    return series.side_by_side("s", needs.backs) | targets.side_by_side("t", needs.backs)
