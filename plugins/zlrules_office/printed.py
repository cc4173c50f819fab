"""Numbers taken from figures as they are printed."""

from __future__ import annotations

import re
from decimal import Decimal

_BOUND = "[≥>≤<约]"
_NUMBER = re.compile(rf"{_BOUND}?(-?\d+(?:\.\d+)?)", re.ASCII)
_SINGLE = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)


def bounded_number(shown: str) -> Decimal | None:
    """The number of a figure, its bound left out: 90 of ``≥90``; None for states and spans."""
    match = _NUMBER.fullmatch(shown)
    return Decimal(match[1]) if match else None


def single_number(shown: str) -> Decimal | None:
    """The number of a figure that is a single value; None where it is open, a state or a span."""
    return Decimal(shown) if _SINGLE.fullmatch(shown) else None
