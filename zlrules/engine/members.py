"""Groups of scopes: ``省考断面/甲`` and ``省考断面/乙`` are the members of 省考断面.

A requirement that is about each member can't name them, for every district has its own; it asks for
the first, second … of them. Members are numbered by name, per district and indicator.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from zlrules.engine.series import MEMBER, Key
from zlrules.facts import Facts


def members_asked(facts: Facts, keys: Iterable[Key]) -> pl.DataFrame | None:
    """The observations of the members of all groups that are asked for, under their number.

    Args:
        keys: What is asked for.

    Returns:
        None where no group is asked for.
    """
    groups = {key.scope.rpartition(MEMBER)[0] for key in keys if MEMBER in key.scope}
    if not groups:
        return None
    return pl.concat(_numbered(facts, group) for group in sorted(groups))


def _numbered(facts: Facts, group: str) -> pl.DataFrame:
    inside = facts.observed.scopes.where(lambda scope: scope.startswith(f"{group}/"))
    members = facts.observations.filter(inside).with_columns(pl.col("scope").cast(pl.String))
    number = pl.col("scope").rank("dense").over("district", "indicator").cast(pl.String)
    return members.with_columns(scope=pl.lit(f"{group}{MEMBER}") + number)
