"""What a workspace knows already of the figures that a form asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import polars as pl

from zlrules import (
    MEASURES,
    Catalogue,
    Facts,
    Plugins,
    WantedTarget,
    decimal_text,
    prepare,
    read_data,
)

SIGNS = {"=": "", ">=": "≥", ">": ">", "<=": "≤", "<": "<", "~": "约"}
COMPARED = {"at_least": "≥", "more_than": ">", "at_most": "≤", "less_than": "<", "equals": "="}

Fact = tuple[object, ...]
"""Indicator, scope, period, measure and base year."""


@dataclass(frozen=True)
class Target:
    """An assigned target that is known."""

    measure: str
    base: int | None
    span: str | None
    shown: str


@dataclass(frozen=True)
class Known:
    """Figures and targets of one district, as forms show them."""

    figures: Mapping[Fact, str] = field(default_factory=dict)
    targets: Mapping[WantedTarget, Target] = field(default_factory=dict)

    def figure(self, fact: Fact) -> str:
        """What is known of a fact, sources that differ side by side; "" when nothing is."""
        return self.figures.get(fact, "")

    def earlier(self, fact: Fact) -> str:
        """What is known of the same a year earlier."""
        indicator, scope, period, measure, base = fact
        if not str(period).isdigit():
            return ""
        moved = base - 1 if isinstance(base, int) else base
        return self.figure((indicator, scope, str(int(str(period)) - 1), measure, moved))

    def target(self, wanted: WantedTarget) -> Target | None:
        """The target that was assigned."""
        return self.targets.get(wanted)


def known_in(folder: Path, district: str, catalogue: Catalogue, plugins: Plugins) -> Known:
    """Look at the data of a workspace.

    Args:
        district: Code.

    Raises:
        ZlrulesError: The workspace or its data are wrong.
    """
    facts = prepare(read_data(folder, plugins), catalogue)
    return Known(_figures(facts, district), _targets(facts, district))


def _figures(facts: Facts, district: str) -> dict[Fact, str]:
    own = facts.observations.filter(
        pl.col("district").cast(pl.String) == district,
        pl.col("digits").is_not_null(),
        ~pl.col("set_aside"),
    )
    shown: dict[Fact, dict[str, None]] = {}
    for row in own.iter_rows(named=True):
        fact = tuple(row[name] for name in ("indicator", "scope", "period", "measure", "base_year"))
        said = row["text"] if row["stateful"] else _number(row)
        note = "（阶段性）" if row["status"] == "provisional" else ""
        shown.setdefault(fact, {})[f"{said}{note}"] = None
    return {fact: "；".join(said) for fact, said in shown.items()}


def _number(row: Mapping[str, object]) -> str:
    digits, decimals = row["digits"], row["decimals"]
    assert isinstance(digits, int)
    assert isinstance(decimals, int)
    return SIGNS[str(row["bound"])] + decimal_text(Decimal(digits).scaleb(-decimals), decimals)


def _targets(facts: Facts, district: str) -> dict[WantedTarget, Target]:
    own = facts.assigned.filter(pl.col("district") == district)
    return {
        WantedTarget(row["indicator"], row["scope"], row["year"]): Target(
            row["measure"],
            row["base_year"],
            row["span"],
            _told(row),
        )
        for row in own.iter_rows(named=True)
    }


def _told(target: Mapping[str, object]) -> str:
    """``≥82``, ``比2019年变化率 ≤-3``."""
    limit = f"{COMPARED[str(target['comparator'])]}{target['value']}"
    if target["measure"] == "value":
        return limit
    label = next(word for word, code in MEASURES.items() if code == target["measure"])
    since = f"比{target['base']}年" if target["base"] else ""
    return f"{since}{label} {limit}"
