"""The hand-written program: the same exact work as zlrules, for this one ruleset and these files."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import polars as pl

from bench.figures import YEARS
from bench.generate import Tables
from bench.peers.wide_exceptions import UNBOUNDED
from bench.peers.wide_judging import OUTCOMES, REASONS, Block
from bench.peers.wide_reading import Slots, read_figures
from bench.rules import Rules, read_rules

DECISIONS = pl.Enum(["pass", "fail", "undetermined"])
DUE_STATES = pl.Enum(["due", "not_due"])
STATUSES = pl.Enum(
    ["已完成", "达到阶段目标", "未达阶段目标", "未设阶段目标", "逾期", "未到期", "受阻", "无数据"]
)
ATTESTED = pl.Enum(["official", "departmental", "self_reported"])
NATURES = ("binding", "reference", "expected")
OUTCOME_WORDS = ("met", "missed", "no_data", "pending", "not_applicable")
JUDGED = {
    "outcome": OUTCOMES,
    "reason": REASONS,
    "decided_by": pl.Int32(),
    "settles": pl.Boolean(),
    "provisional": pl.Boolean(),
    "conflict": pl.Boolean(),
    "older": pl.UInt8(),
    "low": pl.Int64(),
    "high": pl.Int64(),
    "margin": pl.Int64(),
    "row": pl.UInt32(),
    "target": pl.UInt32(),
}


def run(tables: Tables) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Judge all districts and years.

    Returns:
        Results and decisions in the form of ``zlrules.Assessment``, texts as enums.
    """
    rules = read_rules()
    districts = pl.read_parquet(tables.districts)
    slots = read_figures(tables, districts["code"], rules)
    targets = _targets(tables, districts["code"], rules, slots.width)
    block = Block(rules, slots.width)
    block.judge()
    layout = Layout(rules, block.margin_scales, districts["code"], slots.width)

    def judged(number: int) -> tuple[pl.DataFrame, pl.DataFrame]:
        columns = _columns(slots, targets, districts, rules, number)
        for level in block.levels:
            columns = columns.with_columns(level)
        return layout.results(columns, number), layout.decisions(columns, number)

    with ThreadPoolExecutor(pl.thread_pool_size()) as threads:
        results, decisions = zip(*threads.map(judged, range(slots.blocks)), strict=True)
    return pl.concat(results, rechunk=False), pl.concat(decisions)


def _columns(
    slots: Slots, targets: pl.DataFrame, districts: pl.DataFrame, rules: Rules, number: int
) -> pl.DataFrame:
    """The figures of one block side by side: a row per year and district."""
    line = slots.width * len(YEARS)
    first = number * len(rules.indicators) * line
    series = {
        "low": slots.low,
        "high": slots.high,
        "row": slots.row,
        "provisional": slots.provisional,
        "conflict": slots.conflict,
    }
    columns = {
        f"{indicator}:{name}": values.slice(first + place * line, line)
        for place, indicator in enumerate(rules.indicators)
        for name, values in series.items()
    }
    here = districts.slice(number * slots.width, slots.width)
    spare = slots.width - here.height
    for name in ("terrain", "region"):
        one = here[name].extend_constant(None, spare)
        columns[name] = pl.concat([one] * len(YEARS))
    years = pl.Series(list(YEARS), dtype=pl.Int32)
    columns["year"] = years.gather(pl.int_range(line, eager=True) // slots.width)
    return pl.DataFrame(columns).hstack(targets.slice(number * line, line))


def _targets(tables: Tables, codes: pl.Series, rules: Rules, width: int) -> pl.DataFrame:
    """Bounds of the assigned targets, a row per block, year and district."""
    raw = pl.read_parquet(tables.assigned).with_row_index("target")
    size = -(-len(codes) // width) * len(YEARS) * width
    place = raw["district"].cast(pl.Enum(codes), strict=False).to_physical().cast(pl.UInt32)
    year = raw["period"].cast(pl.UInt32, strict=False) - YEARS.start
    position = (place // width * len(YEARS) + year) * width + place % width
    word = pl.col("comparator")
    if (
        position.null_count()
        or not raw["comparator"]
        .is_in(["at_least", "more_than", "at_most", "less_than", "equals"])
        .all()
    ):
        raise ValueError("unknown names among the targets")
    found: dict[str, pl.Series] = {}
    for name in raw["indicator"].unique().sort():
        here = raw["indicator"] == name
        decimals, scale = rules.indicators[name].decimals, rules.scales[name]
        exact = (pl.col("value") * 10.0**decimals).round().cast(pl.Int64) * (
            2 * 10 ** (scale - decimals)
        )
        table = raw.filter(here).select(
            "target",
            lower=pl.when(word.is_in(["at_least", "equals"]))
            .then(exact)
            .when(word == "more_than")
            .then(exact + 1)
            .otherwise(-UNBOUNDED),
            upper=pl.when(word.is_in(["at_most", "equals"]))
            .then(exact)
            .when(word == "less_than")
            .then(exact - 1)
            .otherwise(UNBOUNDED),
        )
        slots = position.filter(here)
        if slots.n_unique() != len(slots):
            raise ValueError("several targets for a year")
        for column in ("lower", "upper", "target"):
            empty = pl.repeat(None, size, dtype=table[column].dtype, eager=True)
            found[f"{name}:{column}"] = empty.scatter(slots, table[column])
    return pl.DataFrame(found)


class Layout:
    """Turns columns of a block into rows sorted by district, year and criterion."""

    def __init__(
        self, rules: Rules, margin_scales: list[int | None], codes: pl.Series, width: int
    ) -> None:
        self.rules = rules
        self.codes = codes
        self.width = width
        self.count = len(rules.rows)
        line = width * len(YEARS)
        cell = pl.int_range(line, dtype=pl.UInt32, eager=True)
        self.cells = cell % len(YEARS) * width + cell // len(YEARS)
        position = pl.int_range(line * self.count, dtype=pl.UInt32, eager=True)
        self.number = position % self.count
        self.cell = position // self.count
        self.order = self.number * line + self.cells[self.cell]
        self.years = pl.Series(list(YEARS), dtype=pl.Int32)[self.cell % len(YEARS)]
        names = pl.Enum([row.criterion for row in rules.rows if not row.is_part])
        parts = pl.Enum([row.id for row in rules.rows if row.is_part])
        scales = [rules.scales.get(row.indicator) for row in rules.rows]
        self.fixed = {
            "criterion": self._each([row.criterion for row in rules.rows], names),
            "part": self._each([row.id if row.is_part else None for row in rules.rows], parts),
            "scale": self._each(scales, pl.Int8()),
            "margin_scale": self._each(margin_scales, pl.Int8()),
        }

    def _each(
        self, values: list[str | None] | list[str] | list[int | None], dtype: pl.DataType
    ) -> pl.Series:
        return pl.Series(values, dtype=dtype)[self.number]

    def results(self, columns: pl.DataFrame, number: int) -> pl.DataFrame:
        """The results of one block."""
        size = min(self.width, len(self.codes) - number * self.width) * len(YEARS) * self.count
        order = self.order.slice(0, size)
        code = pl.Series(self.codes.cast(pl.Enum(self.codes))).slice(
            number * self.width, self.width
        )
        told = {
            name: pl.concat(
                [columns[f"{row}:{name}"].cast(dtype) for row in range(self.count)], rechunk=True
            )[order]
            for name, dtype in JUDGED.items()
        }
        years = self.years.slice(0, size)
        due = pl.Series([row.due or 0 for row in self.rules.rows], dtype=pl.Int32)[
            self.number.slice(0, size)
        ]
        return pl.DataFrame(
            {
                "ruleset": _all_alike(self.rules.name, pl.Enum([self.rules.name]), size),
                "district": code[self.cell.slice(0, size) // len(YEARS)],
                "year": years,
                "criterion": self.fixed["criterion"].slice(0, size),
                "part": self.fixed["part"].slice(0, size),
                "outcome": told["outcome"],
                "reason": told["reason"],
                "decided_by": told["decided_by"],
                "settles": told["settles"],
                "due_state": pl.Series(DUE_STATES.categories, dtype=DUE_STATES)[
                    (years < due).cast(pl.UInt8)
                ],
                "provisional": told["provisional"],
                "conflict": told["conflict"],
                "attested": _all_alike(None, ATTESTED, size),
                "older": told["older"],
                "low": told["low"],
                "high": told["high"],
                "scale": self.fixed["scale"].slice(0, size),
                "margin": told["margin"],
                "margin_scale": self.fixed["margin_scale"].slice(0, size),
                "figure": told["row"],
                "target": told["target"],
                "task_status": _all_alike(None, STATUSES, size),
            }
        )

    def decisions(self, columns: pl.DataFrame, number: int) -> pl.DataFrame:
        """The decisions of one block."""
        height = min(self.width, len(self.codes) - number * self.width) * len(YEARS)
        counted = columns.select("year", *self._counts()).with_columns(self._reached())
        table = counted.select(
            _decision("best", "worst").alias("decision"),
            _decision("best_held", "worst_held").alias("as_it_stands"),
            _case("best").alias("best_case"),
            _case("worst").alias("worst_case"),
            pl.sum_horizontal(
                [f"{nature}:{word}" for nature in NATURES for word in ("met", "missed")]
            ).alias("judged"),
            pl.sum_horizontal(
                [
                    pl.col(f"{nature}:total") - pl.col(f"{nature}:not_applicable")
                    for nature in NATURES
                ]
            ).alias("applicable"),
            *(
                f"{nature}:{word}"
                for nature in NATURES
                for word in (*OUTCOME_WORDS, "not_due", "total")
            ),
        )
        order = self.cells.slice(0, height)
        code = pl.Series(self.codes.cast(pl.Enum(self.codes))).slice(
            number * self.width, self.width
        )
        cell = pl.int_range(height, eager=True)
        return pl.DataFrame(
            {
                "ruleset": _all_alike(self.rules.name, pl.Enum([self.rules.name]), height),
                "district": code[cell // len(YEARS)],
                "year": columns["year"][order],
                **{name: table[name][order] for name in table.columns},
            }
        )

    def _counts(self) -> Iterator[pl.Expr]:
        for nature in NATURES:
            rows = [
                (number, row)
                for number, row in enumerate(self.rules.rows)
                if row.nature == nature and not row.is_part
            ]
            for word in OUTCOME_WORDS:
                is_it = [pl.col(f"{number}:outcome") == word for number, _ in rows]
                yield _count(is_it).alias(f"{nature}:{word}")
                if word in ("met", "missed", "not_applicable"):
                    sure = [
                        one & pl.col(f"{number}:settles")
                        for one, (number, _) in zip(is_it, rows, strict=True)
                    ]
                    yield _count(sure).alias(f"{nature}:{word} settled")
            not_due = [pl.col("year") < row.due for _, row in rows if row.due]
            yield _count(not_due).alias(f"{nature}:not_due")
            yield pl.lit(len(rows), dtype=pl.UInt32).alias(f"{nature}:total")

    def _reached(self) -> Iterator[pl.Expr]:
        rules = {
            nature: rule for nature, rule in self.rules.pass_rule.items() if rule != "reported"
        }
        for held, suffix in ((False, ""), (True, "_held")):
            mark = "" if held else " settled"
            for hopeful, case in ((True, "best"), (False, "worst")):
                reached = [
                    _reaches(nature, rule, mark, hopeful=hopeful) for nature, rule in rules.items()
                ]
                yield pl.all_horizontal(reached).alias(case + suffix)
        yield pl.any_horizontal(
            [pl.col(f"{nature}:not_applicable") < pl.col(f"{nature}:total") for nature in rules]
        ).alias("anything")


def _all_alike(word: str | None, dtype: pl.Enum, size: int) -> pl.Series:
    return pl.Series([word], dtype=dtype).new_from_index(0, size)


def _count(flags: list[pl.Expr]) -> pl.Expr:
    return pl.sum_horizontal(
        [pl.lit(0, dtype=pl.UInt32), *(flag.cast(pl.UInt32) for flag in flags)]
    )


def _reaches(nature: str, rule: str, mark: str, *, hopeful: bool) -> pl.Expr:
    met, missed, not_applicable = (
        pl.col(f"{nature}:{word}{mark}") for word in ("met", "missed", "not_applicable")
    )
    total = pl.col(f"{nature}:total")
    still_open = total - met - missed - not_applicable
    if rule == "all":
        return missed == 0 if hopeful else (missed == 0) & (still_open == 0)
    good = met + still_open if hopeful else met
    share = Decimal(rule)
    return good.cast(pl.Int64) * 1000 >= (total - not_applicable).cast(pl.Int64) * int(share * 1000)


def _word(decision: str) -> pl.Expr:
    return pl.lit(decision, dtype=DECISIONS)


def _decision(best: str, worst: str) -> pl.Expr:
    anything = pl.col("anything")
    return (
        pl.when(anything & pl.col(worst))
        .then(_word("pass"))
        .when(anything & ~pl.col(best))
        .then(_word("fail"))
        .otherwise(_word("undetermined"))
    )


def _case(reached: str) -> pl.Expr:
    return (
        pl.when(~pl.col("anything"))
        .then(_word("undetermined"))
        .when(pl.col(reached))
        .then(_word("pass"))
        .otherwise(_word("fail"))
    )
