"""What observations say, as exact numbers in the unit of their indicator."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from zlrules.data.coded import Coded
from zlrules.data.findings import TOO_LARGE, Findings
from zlrules.data.numbers import digits_and_decimals, published_decimals
from zlrules.data.states import coded_states
from zlrules.loading.catalogue import Catalogue
from zlrules.units import canonical, factor

States = dict[str, tuple[frozenset[str], ...]]
"""The words behind each code of a state, by indicator."""


def with_numbers(
    frame: pl.DataFrame, indicators: Coded, catalogue: Catalogue, findings: Findings
) -> tuple[pl.DataFrame, States]:
    """Add ``digits`` (Int64) and ``decimals`` (Int8): of numbers, or of states their code.

    Which are states is added as ``stateful`` (Boolean).

    Args:
        frame: The observations, with ids of indicators and measures.
        indicators: Their column ``indicator``.

    Returns:
        The observations, and the words behind the codes.
    """
    stateful = indicators.where(lambda name: catalogue[name].kind == "state")
    if stateful.any():
        stateful &= (frame["measure"] == "value").fill_null(value=False)
    numeric = ~stateful & indicators.is_known
    missing = numeric & frame["value"].is_null()
    findings.refuse(missing, "value", "没有填写", "写数值；没有数据就不要这一行")
    near = published_decimals(indicators, catalogue)
    numbers = digits_and_decimals(_without_sign(frame, indicators, catalogue), near)
    bad = numeric & frame["value"].is_not_null() & numbers["digits"].is_null()
    findings.refuse(
        bad, "value", "'{}' 不是可用的数值", "只写数字，如 81.6；至多 9 位小数，不带单位和千分位"
    )
    states: States = {}
    if stateful.any():
        findings.refuse(
            stateful & frame["text"].is_null(), "text", "没有填写", "写出状态，如“消除”"
        )
        bounded = stateful & ~frame["bound"].cast(pl.String).is_in(["=", "~"])
        findings.refuse(bounded, "bound", "状态没有界限 '{}'", "写明是哪一种状态")
        states, codes = coded_states(frame, stateful, catalogue, findings)
        numbers = numbers.select(
            pl.when(stateful).then(codes).otherwise("digits").alias("digits"),
            pl.when(stateful)
            .then(pl.lit(0, dtype=pl.Int8))
            .otherwise("decimals")
            .alias("decimals"),
        )
    frame = frame.with_columns(numbers["digits"], numbers["decimals"], stateful.alias("stateful"))
    return _in_units(frame, numeric, catalogue, findings), states


def _without_sign(frame: pl.DataFrame, indicators: Coded, catalogue: Catalogue) -> pl.Series:
    """The values, without a % sign behind them where their unit is % anyway."""
    value = frame["value"]
    if not isinstance(value.dtype, pl.Categorical) or not value.cat.ends_with("%").any():
        return value
    own = indicators.map(lambda name: catalogue[name].unit == "%", pl.Boolean)
    said = Coded.of(frame["unit"]).map(lambda unit: canonical(unit) == "%", pl.Boolean)
    in_percent = pl.Series("in_percent", said.is_null() & own) | said.fill_null(value=False)
    value = value.cast(pl.String)
    bare = value.str.strip_suffix("%").str.strip_chars_end()
    return frame.select(pl.when(in_percent).then(bare).otherwise(value)).to_series()


def _in_units(
    frame: pl.DataFrame, numeric: pl.Series, catalogue: Catalogue, findings: Findings
) -> pl.DataFrame:
    """Convert numbers to the unit of their indicator, exactly, or refuse them."""
    if frame["unit"].null_count() == frame.height:
        return frame
    absolute = frame["measure"].cast(pl.String).is_in(["value", "change"])
    plain = numeric & absolute & frame["unit"].is_not_null()
    pairs = frame.filter(plain).select("indicator", "unit").unique(maintain_order=True)
    for name, unit in pairs.iter_rows():
        wanted = catalogue[name].unit or ""
        times = factor(unit, wanted)
        if times == 1:
            continue
        here = plain & (frame["indicator"] == name) & (frame["unit"] == unit)
        if times is None:
            remedy = f"{catalogue[name].name} 的单位是 {wanted}，请换算后填写"
            findings.refuse(here, "unit", "单位 '{}' 不能精确换算", remedy)
        else:
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
