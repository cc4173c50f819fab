"""Bound criteria on selected figures: one lazy query over all districts and years.

Every node becomes a few aliased columns, one ``with_columns`` per level of the trees, children
before parents; the same columns are the trace that `explain` shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from zlrules.binding import BoundNode, BoundRow, BoundRuleset
from zlrules.conditions import holds_for
from zlrules.facts import Facts
from zlrules.interval import decimals_of
from zlrules.layout import TARGET, grid, lay_out
from zlrules.models.ruleset import AppliesWhen
from zlrules.node import Node, Quantity, all_of, any_of, no_margin, reason_of
from zlrules.selection import FIGURE, placed, select, select_assigned
from zlrules.series import Needs, Series, Use
from zlrules.statements import statement_columns
from zlrules.words import Attested, Outcome, Reason

OUTCOMES = pl.Enum([outcome.value for outcome in Outcome])

NODE_COLUMNS = ("met", "margin", "applies", "reason", "decided_by", "attested")
"""Columns of a node in the wide table, named ``r<row>/<years back>/<node>:<column>``."""


@dataclass(frozen=True)
class Scored:
    """The wide table of one ruleset after scoring.

    Attributes:
        frame: A row per district and assessed year, with ``district``, ``year``, the columns of
            every node (`NODE_COLUMNS`) and those of every row of the ruleset, ``r<row>:<column>``
            (`ROW_COLUMNS`).
        quantities: What each row's margin measures, by the row's number.
        scales: Decimals of each indicator's lattice.
        margin_scales: Decimals of each node's margin, by the prefix of its columns.
        used: Columns that hold the rows of the figures each row was judged on, by its number.
    """

    frame: pl.DataFrame
    quantities: Mapping[int, Quantity | None]
    margin_scales: Mapping[str, int]
    used: Mapping[int, Sequence[str]]
    scales: Mapping[str, int]


def score(bound: BoundRuleset, facts: Facts, years: Sequence[int], judged_on: str) -> Scored:
    """Judge every row of a ruleset on every district and year.

    Args:
        judged_on: Day (ISO) on which written statements must still be valid.
    """
    scales = lattice_scales(bound, facts)
    scorer = _Scorer(facts, scales)
    numbers = {row.row.id: number for number, row in enumerate(bound.rows())}
    for number, row in enumerate(bound.rows()):
        if row.root is not None:
            scorer.judge(number, row, row.root)
    for number, row in enumerate(bound.rows()):
        if row.root is None:
            scorer.judge_by_parts(number, row, [numbers[part.row.id] for part in row.parts])
    wide = _lay_out(bound, facts, scorer.needs, scales, years)
    statements = statement_columns(bound, facts, wide, judged_on, scorer.statements)
    query = pl.concat([wide, statements], how="horizontal").lazy()
    for level in scorer.levels:
        query = query.with_columns(level)
    frame = query.filter(pl.col("year").is_in(list(years))).collect()
    return Scored(frame, scorer.quantities, scorer.margin_scales, scorer.used, scales)


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
    for frame in (facts.observations, facts.assigned):
        most_written = frame.group_by("indicator").agg(pl.col("decimals").max()).drop_nulls()
        for name, decimals in most_written.iter_rows():
            if name in scales:
                scales[name] = max(scales[name], decimals)
    return scales


class _Scorer:
    """Turns the rows of one ruleset into columns, level by level."""

    def __init__(self, facts: Facts, scales: Mapping[str, int]) -> None:
        self.facts = facts
        self.scales = scales
        self.needs = Needs()
        self.levels: list[list[pl.Expr]] = []
        self.quantities: dict[int, Quantity | None] = {}
        self.margin_scales: dict[str, int] = {}
        self.used: dict[int, list[str]] = {}
        self.statements: set[tuple[int, str]] = set()
        self._row_levels: dict[int, int] = {}

    def judge(self, number: int, bound: BoundRow, root: BoundNode) -> None:
        """Add the columns of a row with a requirement, for this year's figure and older ones."""
        builds = [
            _Build(self, number, bound, back) for back in range(bound.row.accept_older + 1)
        ]
        nodes = [build.node(root) for build in builds]
        level = 1 + max(node.level for node in nodes)
        self.quantities[number] = nodes[0].quantity
        older = pl.coalesce(
            *(pl.when(build.known()).then(build.back) for build in builds), pl.lit(0)
        )
        self.add(level, older.cast(pl.UInt8).alias(f"r{number}:older"))
        picked = [
            (build.back, build.row_columns(node)) for build, node in zip(builds, nodes, strict=True)
        ]
        for name in picked[0][1]:
            column = _pick(pl.col(f"r{number}:older"), [columns[name] for _, columns in picked])
            self.add(level + 1, column.alias(f"r{number}:{name}"))
        self._note_figures(number, level + 1, builds)
        self._conclude(number, level + 2, bound.row.applies_when)

    def _note_figures(self, number: int, level: int, builds: Sequence[_Build]) -> None:
        """Add columns that name the figures the row was judged on, for the explanation."""
        older = pl.col(f"r{number}:older")
        self.used[number] = []
        for build in builds:
            for place, (_, use) in enumerate(dict.fromkeys(build.uses)):
                name = f"r{number}/{build.back}:used{place}"
                here = pl.when(older == build.back).then(use.column("row", build.back))
                self.add(level, here.alias(name))
                self.used[number].append(name)

    def judge_by_parts(self, number: int, bound: BoundRow, parts: Sequence[int]) -> None:
        """Add the columns of a criterion that is judged by its parts alone."""
        level = 1 + max(self._row_levels[part] for part in parts)
        columns = [_RowColumns(part) for part in parts]
        together = all_of if bound.criterion.parts_rule == "all" else any_of
        node = together([part.node() for part in columns])
        attested = _statement(number, "", node.met, frozenset(Attested))
        self.statements.add((number, ""))
        whole = {
            "met": pl.when(attested.is_not_null()).then(True).otherwise(node.met),
            "margin": no_margin(),
            "applies": node.applies,
            "reason": pl.when(attested.is_null()).then(node.reason),
            "decided_by": node.decided_by,
            "attested": _weakest([attested, *(part.column("attested") for part in columns)]),
            "older": pl.max_horizontal([part.column("older") for part in columns]),
            "known": pl.any_horizontal([part.column("known") for part in columns]),
            "provisional": pl.any_horizontal([part.column("provisional") for part in columns]),
            "conflict": pl.any_horizontal([part.column("conflict") for part in columns]),
            **{name: pl.lit(None, dtype=dtype) for name, dtype in SHOWN.items()},
        }
        for name, column in whole.items():
            self.add(level, column.alias(f"r{number}:{name}"))
        self.quantities[number] = None
        self._conclude(number, level + 1, bound.row.applies_when)

    def _conclude(self, number: int, level: int, condition: AppliesWhen | None) -> None:
        """Add whether the row applies at all, and its outcome."""
        row = _RowColumns(number)
        met, applies, reason = row.column("met"), row.column("applies"), row.column("reason")
        if condition is not None:
            holds = holds_for(condition.where, self.needs.attribute)
            met = pl.when(holds.is_not_null()).then(met)
            applies = applies & holds.fill_null(value=True)
            reason = (
                pl.when(~holds)
                .then(reason_of(Reason.CONDITION))
                .when(holds.is_null())
                .then(reason_of(Reason.NO_ATTRIBUTE))
                .otherwise(reason)
            )
        for name, column in (("met", met), ("applies", applies), ("reason", reason)):
            self.add(level, column.alias(f"r{number}:{name}"))
        self.add(level + 1, _outcome(row).alias(f"r{number}:outcome"))
        self._row_levels[number] = level + 1

    def add(self, level: int, column: pl.Expr) -> None:
        """Add a column that needs only columns of lower levels."""
        while len(self.levels) <= level:
            self.levels.append([])
        self.levels[level].append(column)


SHOWN = {"low": pl.Int64, "high": pl.Int64, "row": pl.UInt32, "target": pl.UInt32}
"""Columns of a row that name the figure and target it was judged on."""


@dataclass(frozen=True)
class _RowColumns:
    """References to the columns of a row of the ruleset."""

    number: int

    def column(self, name: str) -> pl.Expr:
        return pl.col(f"r{self.number}:{name}")

    def node(self) -> Node:
        return Node(
            met=pl.when(self.column("applies")).then(self.column("met")),
            applies=self.column("applies"),
            reason=self.column("reason"),
        )


@dataclass(frozen=True)
class _Built:
    """A node whose columns are in place: their prefix, level, and what the margin measures."""

    prefix: str
    level: int
    quantity: Quantity | None

    def column(self, name: str) -> pl.Expr:
        return pl.col(f"{self.prefix}:{name}")

    def node(self) -> Node:
        columns = (self.column(name) for name in ("met", "margin", "applies", "reason"))
        return Node(*columns, quantity=self.quantity, decided_by=self.column("decided_by"))


class _Build:
    """Builds the nodes of one row, looking so many years back."""

    def __init__(self, scorer: _Scorer, number: int, bound: BoundRow, back: int) -> None:
        self.scorer = scorer
        self.number = number
        self.bound = bound
        self.back = back
        self.uses: list[tuple[str, Use]] = []
        self.attested: list[pl.Expr] = []

    def node(self, bound: BoundNode) -> _Built:
        """Add the columns of a node and all below it."""
        children = [self.node(child) for child in bound.children]
        series = Series(
            indicator=bound.indicator,
            scope=self.bound.row.scope,
            scale=self.scorer.scales[bound.indicator.id],
            part_year=self.bound.row.accept_part_year,
            offset=self.back,
            states=self.scorer.facts.states.get(bound.indicator.id, ()),
            needs=self.scorer.needs,
        )
        built = bound.params.build(series, [child.node() for child in children])
        uses = list(dict.fromkeys(series.uses))
        self.uses.extend((bound.indicator.id, use) for use in uses)
        level = 1 + max((child.level for child in children), default=-1)
        prefix = node_prefix(self.number, self.back, bound.path)
        attested = _statement(self.number, bound.path, built.met, bound.params.accepts())
        self.scorer.statements.add((self.number, bound.path))
        open_reason = pl.coalesce(built.reason, *_default_reasons(uses, self.back))
        columns = {
            "met": pl.when(built.met.is_null() & attested.is_not_null())
            .then(True)
            .otherwise(built.met),
            "margin": pl.when(built.applies & built.met.is_not_null()).then(built.margin),
            "applies": built.applies,
            "reason": pl.when(~built.applies | (built.met.is_null() & attested.is_null())).then(
                open_reason
            ),
            "decided_by": built.decided_by,
            "attested": attested,
        }
        for name, column in columns.items():
            self.scorer.add(level, column.alias(f"{prefix}:{name}"))
        if built.quantity is not None:
            self.scorer.margin_scales[prefix] = built.quantity.scale
        self.attested.append(pl.col(f"{prefix}:attested"))
        return _Built(prefix, level, built.quantity)

    def known(self) -> pl.Expr:
        """Whether there is any figure of the assessed period at all."""
        return _any(
            use.column("low", self.back).is_not_null() for _, use in self.uses if use.current
        )

    def row_columns(self, root: _Built) -> dict[str, pl.Expr]:
        """The columns of the row, should it be judged on figures so many years back."""
        uses = [use for _, use in self.uses]
        return {
            **{name: root.column(name) for name in NODE_COLUMNS if name != "attested"},
            "attested": _weakest(self.attested),
            "known": self.known(),
            "provisional": _any(use.column("provisional", self.back) for use in uses),
            "conflict": _any(use.column("conflict", self.back) for use in uses),
            **self._shown(),
        }

    def _shown(self) -> dict[str, pl.Expr]:
        indicator = self.bound.row.indicator
        own = [use for name, use in self.uses if use.current and name == indicator]
        shown = {
            name: pl.coalesce(*(use.column(name, self.back) for use in own), pl.lit(None, dtype=dtype))
            for name, dtype in SHOWN.items()
            if name != "target"
        }
        targets = [use.column("target") for use in own if use.is_target]
        return {**shown, "target": pl.coalesce(*targets, pl.lit(None, dtype=pl.UInt32))}


def node_prefix(number: int, back: int, path: str) -> str:
    """What stands before the columns of a node in the wide table."""
    return f"r{number}/{back}/{path}"


def _any(flags: Iterable[pl.Expr]) -> pl.Expr:
    return pl.any_horizontal([flag.fill_null(value=False) for flag in flags] or [pl.lit(value=False)])


def _pick(position: pl.Expr, columns: Sequence[pl.Expr]) -> pl.Expr:
    picked = columns[0]
    for back, column in enumerate(columns[1:], start=1):
        picked = pl.when(position == back).then(column).otherwise(picked)
    return picked


def _weakest(kinds: Sequence[pl.Expr]) -> pl.Expr:
    """The weakest of the statements that were needed."""
    places = pl.max_horizontal([kind.to_physical() for kind in kinds])
    return places.cast(pl.UInt8)


def _statement(
    number: int, path: str, met: pl.Expr, accepted: frozenset[Attested]
) -> pl.Expr:
    """The kind of statement that stands in where a node is undecided, as its place in `Attested`."""
    kind = pl.col(f"a{number}/{path}")
    codes = [code for code, one in enumerate(Attested) if one in accepted]
    return pl.when(met.is_null() & kind.is_in(codes)).then(kind)


def _default_reasons(uses: Sequence[Use], back: int) -> list[pl.Expr]:
    """What the engine sees by itself where a node is undecided."""
    if not uses:
        return []
    current = [use.column("low", back).is_not_null() for use in uses if use.current]
    earlier = [use.column("low", back).is_null() for use in uses if not use.current]
    conflict = _any(use.column("conflict", back) for use in uses)
    return [
        pl.when(~_any(current)).then(reason_of(Reason.NO_FIGURE)),
        pl.when(_any(earlier)).then(reason_of(Reason.NO_HISTORY)),
        pl.when(conflict).then(reason_of(Reason.CONFLICT)),
        reason_of(Reason.BOUND),
    ]


def _outcome(row: _RowColumns) -> pl.Expr:
    """Figure and requirement decide, or a statement; else no figure at all, or pending."""
    met = row.column("met")
    text_unknown = row.column("reason") == Reason.TEXT_UNKNOWN.value
    return (
        pl.when(~row.column("applies"))
        .then(_word(Outcome.NOT_APPLICABLE))
        .when(met)
        .then(_word(Outcome.MET))
        .when(~met)
        .then(_word(Outcome.MISSED))
        .when(row.column("known") | text_unknown)
        .then(_word(Outcome.PENDING))
        .otherwise(_word(Outcome.NO_DATA))
    )


def _word(outcome: Outcome) -> pl.Expr:
    return pl.lit(outcome.value, dtype=OUTCOMES)


def _lay_out(
    bound: BoundRuleset, facts: Facts, needs: Needs, scales: Mapping[str, int], years: Sequence[int]
) -> pl.DataFrame:
    """The wide table of all figures that the requirements asked for."""
    span = range(min([min(years) - needs.back, *needs.years]), max([*years, *needs.years]) + 1)
    cells = grid(facts.districts["code"].to_list(), span, needs.years)
    figures = placed(facts, scales, bound.catalogue)
    selected = select(figures, needs.keys)
    assigned = select_assigned(figures, facts, scales, needs.targets)
    known = [name for name in sorted(needs.attributes) if name in facts.districts.columns]
    unknown = sorted(needs.attributes - set(known))
    attributes = facts.districts.select(
        pl.col("code").alias("district"),
        *(pl.col(name).alias(f"district:{name}") for name in known),
        *(pl.lit(None, dtype=pl.String).alias(f"district:{name}") for name in unknown),
    )
    return pl.concat(
        [
            cells.join(attributes, on="district", how="left", maintain_order="left"),
            lay_out(cells, selected, len(needs.keys), "s", FIGURE),
            lay_out(cells, assigned, len(needs.targets), "t", TARGET),
        ],
        how="horizontal",
    )
