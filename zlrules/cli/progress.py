"""A bar on the terminal while many blocks of districts are assessed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from zlrules.assessment import Assessment
    from zlrules.cli.surveying import Survey


def with_progress(survey: Survey, size: int) -> Iterator[Assessment]:
    """The assessments of a survey; a bar on standard error tells how far it is, on terminals only.

    Args:
        size: How many districts make a block.
    """
    assessments, count = survey.assessments(size), survey.blocks(size)
    if count == 1 or not sys.stderr.isatty():
        yield from assessments
        return
    with click.progressbar(
        assessments, length=count, label="评估", file=sys.stderr, show_pos=True
    ) as bar:
        yield from bar
