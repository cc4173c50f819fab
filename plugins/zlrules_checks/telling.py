"""Findings made of figures: their rows, values and sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zlrules import Status
from zlrules_checks.figures import Figure
from zlrules_checks.finding import Finding, Kind, Saying, Severity

BOUND_SIGNS = {"=": "", ">=": "≥", ">": ">", "<=": "≤", "<": "<", "~": "约"}
STATUSES = {one.value: one for one in Status}
MOST_SHOWN = 6
"""More values than this aren't listed in a sentence."""


@dataclass(frozen=True)
class Found:
    """What a check found, before it is told.

    Attributes:
        about: The figure that the finding is about.
        figures: All figures concerned.
        differs: For doubts, in what they differ.
    """

    kind: Kind
    severity: Severity
    about: Figure
    figures: Sequence[Figure]
    message: str
    differs: str | None = None


def value_of(figure: Figure) -> str:
    """A figure with its bound and unit: ``≥90%``, ``29.9 微克/立方米``, ``第 3``, ``Ⅲ``."""
    if figure.words is not None:
        return str(figure.text)
    shown = BOUND_SIGNS[figure.bound] + _number_text(figure.digits, figure.decimals)
    if figure.measure in ("rank", "rank_of_change"):
        return f"第 {shown}"
    return shown + _unit(figure)


def values_of(figures: Sequence[Figure]) -> str:
    """Distinct values in a row: ``36.9%、23.6%``."""
    shown = list(dict.fromkeys(value_of(one) for one in figures))
    more = f" 等 {len(shown)} 个" if len(shown) > MOST_SHOWN else ""
    return "、".join(shown[:MOST_SHOWN]) + more


def tell(found: Found, documents: Mapping[str, str]) -> Finding:
    """The finding as it is written."""
    about = found.about
    return Finding.model_validate(
        {
            "kind": found.kind,
            "severity": found.severity,
            "district": about.district,
            "indicator": about.indicator.id,
            "title": about.indicator.name,
            "scope": about.scope,
            "period": about.period,
            "measure": about.measure,
            "differs": found.differs,
            "message": found.message,
            "rows": tuple(_saying(one, documents) for one in found.figures),
        }
    )


def _saying(figure: Figure, documents: Mapping[str, str]) -> Saying:
    source = figure.source
    return Saying(
        row=f"{figure.file}:{figure.row}",
        indicator=figure.indicator.id,
        scope=figure.scope,
        period=figure.period,
        status=STATUSES[figure.status],
        as_of=figure.as_of,
        value=value_of(figure),
        source=None if source is None else documents.get(source, source),
        place=figure.place,
    )


def _number_text(digits: int, decimals: int) -> str:
    """A number with all its decimals; there may be millions, so without `decimal`."""
    if not decimals:
        return str(digits)
    whole, rest = divmod(abs(digits), 10**decimals)
    return f"{'-' if digits < 0 else ''}{whole}.{rest:0{decimals}d}"


def _unit(figure: Figure) -> str:
    if figure.measure == "change_pct":
        return "%"
    if figure.measure == "change_pp":
        return " 个百分点"
    unit = figure.indicator.unit
    if unit in (None, "/"):
        return ""
    if unit == "%":
        return " 个百分点" if figure.measure == "change" else "%"
    return f" {unit}"
