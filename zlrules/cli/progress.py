"""A bar on the terminal while many blocks of districts are assessed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
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
    with click.progressbar(length=count, label="评估", file=sys.stderr, show_pos=True) as bar:
        yield from map(partial(_told, bar.update), assessments)


def _told(update: Callable[[int], None], assessment: Assessment) -> Assessment:
    update(1)
    return assessment
