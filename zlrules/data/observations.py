"""Observations checked and brought into one form: ids, periods, exact numbers, one unit each."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from zlrules.data.findings import Findings, by_value, no_day, repeats
from zlrules.data.headers import BOUNDS, MEASURES, STATUSES
from zlrules.data.numbers import digits_and_decimals
from zlrules.data.period import parse_period
from zlrules.errors import Problem, one_of
from zlrules.interval import LARGEST, MOST_DECIMALS, MOST_STATES, decimals_of
from zlrules.loading.catalogue import Catalogue
from zlrules.models.indicator import Indicator
from zlrules.units import canonical, factor
from zlrules.words import Status

KEY = ("district", "indicator", "scope", "period", "measure", "base", "stage", "status", "as_of")
"""What makes two rows speak of the same fact; source and place tell who says so."""

TOO_LARGE = ("数值 '{}' 过大", "核对单位，改用较大的单位")

CHANGES = ("change", "change_pct", "change_pp", "rank_of_change")


@dataclass(frozen=True)
class Checked:
    """Observations in one form.

    Attributes:
        frame: The table with, besides its text columns, ``year`` (Int32, last year of a span),
            ``part`` (String, null for whole years), ``first`` (Int32, first year of a span),
            ``base_year`` (Int32), ``digits`` (Int64) and ``decimals`` (Int8) of the number, which
            for states is the code of the words; sorted as read.
        states: The words behind each code, by indicator.
        problems: What is wrong.
    """

    frame: pl.DataFrame
    states: dict[str, tuple[frozenset[str], ...]]
    problems: tuple[Problem, ...]


def check_observations(
    raw: pl.DataFrame, districts: frozenset[str], catalogue: Catalogue
) -> Checked:
    """Check a table of observations and bring it into one form.

    Args:
        raw: A table in the form of `zlrules.data.tables.OBSERVATIONS`.
        districts: Codes of the districts that are known.
    """
    findings = Findings(raw)
    _check_words(findings, districts, catalogue)
    frame = _named(raw, catalogue)
    frame, states = _with_numbers(frame, catalogue, findings)
    _check_ranges(frame, catalogue, findings)
    _check_repeats(frame, findings)
    return Checked(frame, states, tuple(findings.problems))


def _check_words(findings: Findings, districts: frozenset[str], catalogue: Catalogue) -> None:
    frame = findings.frame
    for column in ("district", "indicator", "period"):
        findings.require(column, "补上再试")
    unknown = ~frame["district"].is_in(list(districts))
    findings.refuse(unknown, "district", "未知行政区 '{}'", lambda text: one_of(text, districts))
    unknown = by_value(frame["indicator"], lambda name: catalogue.find(name) is None, pl.Boolean)
    findings.refuse(unknown, "indicator", "未知指标 '{}'", catalogue.candidates)
    for column in ("period", "base"):
        bad = by_value(frame[column], lambda text: parse_period(text) is None, pl.Boolean)
        remedy = "写成 2025、2025H1、2025Q2、2025-06、2016/2020 或 undated"
        findings.refuse(bad, column, "没有 '{}' 这样的时期", remedy)
    for column, words in (("measure", MEASURES), ("status", STATUSES)):
        allowed = [*words, *words.values()]
        bad = ~frame[column].is_in(allowed)
        findings.refuse(bad, column, "未知的词 '{}'", f"可用: {', '.join(allowed)}")
    findings.refuse(
        ~frame["bound"].is_in(BOUNDS), "bound", "未知界限 '{}'", f"可用: {' '.join(BOUNDS)}"
    )
    findings.refuse(no_day(frame["as_of"]), "as_of", "'{}' 不是日期", "写成 2025-06-30")


def _named(raw: pl.DataFrame, catalogue: Catalogue) -> pl.DataFrame:
    """Replace names by ids, fill in what may be left out, read the periods."""
    periods = raw["period"]

    def year(text: str) -> int | None:
        period = parse_period(text)
        return period.year if period else None

    def part(text: str) -> str | None:
        period = parse_period(text)
        return period.part if period else None

    def first(text: str) -> int | None:
        period = parse_period(text)
        return period.first if period else None

    return raw.with_columns(
        by_value(raw["indicator"], catalogue.find, pl.String),
        pl.col("scope").fill_null("全区"),
        pl.col("measure").replace(MEASURES).fill_null("value"),
        pl.col("status").replace(STATUSES).fill_null(Status.FINAL.value),
        pl.col("bound").fill_null("="),
        by_value(periods, year, pl.Int32).alias("year"),
        by_value(periods, part, pl.String).alias("part"),
        by_value(periods, first, pl.Int32).alias("first"),
        by_value(raw["base"], year, pl.Int32).alias("base_year"),
    )


def _with_numbers(
    frame: pl.DataFrame, catalogue: Catalogue, findings: Findings
) -> tuple[pl.DataFrame, dict[str, tuple[frozenset[str], ...]]]:
    is_value = frame["measure"] == "value"
    stateful = frame["indicator"].is_in(catalogue.state_ids()) & is_value
    findings.refuse(stateful & frame["text"].is_null(), "text", "没有填写", "写出状态，如“消除”")
    bounded = stateful & frame["bound"].is_in(["=", "~"]).not_()
    findings.refuse(bounded, "bound", "状态没有界限 '{}'", "写明是哪一种状态")
    numeric = ~stateful & frame["indicator"].is_not_null()
    findings.refuse(
        numeric & frame["value"].is_null(), "value", "没有填写", "写数值；没有数据就不要这一行"
    )
    near = by_value(frame["indicator"], lambda name: catalogue[name].decimals, pl.Int64)
    numbers = digits_and_decimals(_without_sign(frame, catalogue), near.fill_null(0))
    bad = numeric & frame["value"].is_not_null() & numbers["digits"].is_null()
    findings.refuse(
        bad, "value", "'{}' 不是可用的数值", "只写数字，如 81.6；至多 9 位小数，不带单位和千分位"
    )
    states, codes = _states(frame, stateful, catalogue, findings)
    coded = frame.select("indicator", "text").join(
        codes, on=["indicator", "text"], how="left", maintain_order="left"
    )
    frame = frame.with_columns(
        pl.when(stateful).then(coded["code"]).otherwise(numbers["digits"]).alias("digits"),
        pl.when(stateful).then(0).otherwise(numbers["decimals"]).cast(pl.Int8).alias("decimals"),
    )
    return _in_units(frame, numeric, catalogue, findings), states


def _without_sign(frame: pl.DataFrame, catalogue: Catalogue) -> pl.Series:
    """The values, without a % sign behind them where their unit is % anyway."""
    if frame["value"].dtype != pl.String:
        return frame["value"]
    own = by_value(frame["indicator"], lambda name: catalogue[name].unit == "%", pl.Boolean)
    said = by_value(frame["unit"], lambda unit: canonical(unit) == "%", pl.Boolean)
    in_percent = pl.Series("in_percent", said.is_null() & own) | said.fill_null(value=False)
    bare = frame["value"].str.strip_suffix("%").str.strip_chars_end()
    return frame.select(pl.when(in_percent).then(bare).otherwise("value")).to_series()


def fold(word: str) -> str:
    """Fold full-width forms and Roman numerals, so that 劣V and 劣Ⅴ are one word."""
    return unicodedata.normalize("NFKC", word).strip()


def _states(
    frame: pl.DataFrame, stateful: pl.Series, catalogue: Catalogue, findings: Findings
) -> tuple[dict[str, tuple[frozenset[str], ...]], pl.DataFrame]:
    """Give every wording of a state a code; what several words say at once gets one of its own."""
    codes: list[tuple[str, str, int]] = []
    states = {
        name: [frozenset({word}) for word in catalogue[name].states]
        for name in catalogue.state_ids()
    }
    rows = frame.filter(stateful).select("indicator", "text")
    for name, text in rows.drop_nulls().unique(maintain_order=True).iter_rows():
        words = _words(text, catalogue[name])
        if words is None:
            bad = stateful & (frame["indicator"] == name) & (frame["text"] == text)
            remedy = one_of(text, catalogue[name].states)
            findings.refuse(bad, "text", f"{catalogue[name].name} 没有 '{{}}' 这种状态", remedy)
            continue
        if words not in states[name]:
            states[name].append(words)
            if len(states[name]) > MOST_STATES:
                remedy = f"至多 {MOST_STATES} 种，核对各行的写法"
                findings.refuse(frame["text"] == text, "text", "状态的组合写法过多", remedy)
        codes.append((name, text, states[name].index(words)))
    schema = {"indicator": pl.String, "text": pl.String, "code": pl.Int64}
    table = pl.DataFrame(codes, schema=schema, orient="row")
    return {name: tuple(words) for name, words in states.items()}, table


def _words(text: str, indicator: Indicator) -> frozenset[str] | None:
    known = {fold(word): word for word in indicator.states}
    if fold(text) in known:
        return frozenset({known[fold(text)]})
    parts = [fold(part) for part in text.replace("；", "、").replace(";", "、").split("、")]
    return (
        frozenset(known[part] for part in parts) if all(part in known for part in parts) else None
    )


def _in_units(
    frame: pl.DataFrame, numeric: pl.Series, catalogue: Catalogue, findings: Findings
) -> pl.DataFrame:
    """Convert numbers to the unit of their indicator, exactly, or refuse them."""
    plain = numeric & frame["measure"].is_in(["value", "change"]) & frame["unit"].is_not_null()
    pairs = frame.filter(plain).select("indicator", "unit").unique(maintain_order=True)
    for name, unit in pairs.iter_rows():
        wanted = catalogue[name].unit or ""
        times = factor(unit, wanted)
        here = plain & (frame["indicator"] == name) & (frame["unit"] == unit)
        if times is None:
            remedy = f"{catalogue[name].name} 的单位是 {wanted}，请换算后填写"
            findings.refuse(here, "unit", "单位 '{}' 不能精确换算", remedy)
        elif times != 1:
            frame = _times(frame, times, here, findings)
    return frame


def _times(
    frame: pl.DataFrame, times: Decimal, here: pl.Series, findings: Findings
) -> pl.DataFrame:
    sign, digits, exponent = times.normalize().as_tuple()
    assert not sign
    assert isinstance(exponent, int)
    number = int("".join(map(str, digits))) * 10 ** max(0, exponent)
    product = pl.col("digits").cast(pl.Int128) * pl.lit(number, dtype=pl.Int128)
    converted = frame.select(product.cast(pl.Int64, strict=False)).to_series()
    lost = here & frame["digits"].is_not_null() & converted.is_null()
    findings.refuse(lost, "value", *TOO_LARGE)
    more = pl.lit(here, dtype=pl.Boolean).cast(pl.Int8) * max(0, -exponent)
    return frame.with_columns(
        pl.when(here).then(converted).otherwise(pl.col("digits")).alias("digits"),
        (pl.col("decimals") + more).cast(pl.Int8).alias("decimals"),
    )


def _check_ranges(frame: pl.DataFrame, catalogue: Catalogue, findings: Findings) -> None:
    beyond = pl.col("digits").abs() > LARGEST // 2 // 10 ** (MOST_DECIMALS - 3)
    findings.refuse(frame.select(beyond).to_series(), "value", *TOO_LARGE)
    for indicator in catalogue.used(frame["indicator"]):
        limits = indicator.range
        beyond = [
            *([_beyond(_compared_with(limits.min), "<")] if limits.min is not None else []),
            *([_beyond(_compared_with(limits.max), ">")] if limits.max is not None else []),
        ]
        if beyond:
            here = (pl.col("indicator") == indicator.id) & (pl.col("measure") == "value")
            wrong = "数值 '{}' 超出指标的取值范围"
            findings.refuse(
                frame.select(here & pl.any_horizontal(beyond)).to_series(),
                "value",
                wrong,
                f"{indicator.name} 应{_range_words(indicator)}，核对数值和单位",
            )


def _range_words(indicator: Indicator) -> str:
    low, high = indicator.range.min, indicator.range.max
    words = [
        f"不小于 {low}" if low is not None else "",
        f"不大于 {high}" if high is not None else "",
    ]
    return "、".join(filter(None, words))


def _beyond(difference: pl.Expr, side: str) -> pl.Expr:
    """Whether a number lies beyond a limit, or at it with a bound that lies wholly beyond it."""
    further = difference < 0 if side == "<" else difference > 0
    return further | ((difference == 0) & (pl.col("bound") == side))


def _compared_with(limit: Decimal) -> pl.Expr:
    """The sign of the difference between each number and a limit, in whole numbers."""
    decimals = decimals_of(limit)
    ours = pl.col("digits").cast(pl.Int128) * 10**decimals
    theirs = pl.lit(10, dtype=pl.Int64).pow(pl.col("decimals").cast(pl.UInt32)).cast(pl.Int128)
    difference: pl.Expr = ours - theirs * int(limit.scaleb(decimals))
    return difference


def _check_repeats(frame: pl.DataFrame, findings: Findings) -> None:
    """Refuse figures that differ from an earlier row with the same key; 29.9 and 29.90 don't."""
    key = [*KEY, "source", "place"]
    more = pl.col("decimals").max().over(key) - pl.col("decimals")
    zeros = pl.lit(10, dtype=pl.Int64).pow(more.cast(pl.UInt32)).cast(pl.Int128)
    numbered = frame.with_row_index("number").filter(
        pl.col("digits").is_not_null() & pl.struct(key).is_duplicated()
    )
    aligned = numbered.with_columns(pl.col("digits").cast(pl.Int128) * zeros)
    again = repeats(aligned, key, pl.struct("digits", "bound"), may_be_empty=True)
    again = again.with_columns(aligned["number"][again["at"]].alias("at"))
    findings.refuse_repeats(
        again,
        "value",
        "同一数据有不同的数值：这里是 '{}'，{} 是另一个",
        "只留正确的一行；不同出处的写明各自的来源和位置",
    )
