"""The option that asks for one of the districts of a workspace."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zlrules.errors import Problem, ZlrulesError, one_of

if TYPE_CHECKING:
    from zlrules.document import RulesetAssessment

district_option = click.option(
    "--district", metavar="行政区", help="只看这个行政区（代码或名称）；不写是全部"
)
"""The option; the command gets it as ``district``."""


def of_district(
    assessments: Sequence[RulesetAssessment], district: str | None, workspace: Path
) -> list[RulesetAssessment]:
    """The assessments of a district, by code or name; all of them where none is asked for.

    Raises:
        ZlrulesError: There is no such district.
    """
    if district is None:
        return list(assessments)
    found = [one for one in assessments if district in (one.district.code, one.district.name)]
    if not found:
        known = {name for one in assessments for name in (one.district.code, one.district.name)}
        wrong = f"没有行政区 '{district}'"
        raise ZlrulesError([Problem(str(workspace), 0, "", wrong, one_of(district, known))])
    return found
