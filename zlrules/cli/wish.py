"""What a user asks to be assessed, and the options that say it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import wraps
from typing import NamedTuple, TypeVar

import click

from zlrules.cli.parameters import DAY, YEAR
from zlrules.words import AssessmentKind

Told = TypeVar("Told")


class Wish(NamedTuple):
    """What a user asks for: rulesets, years, the day, and what for.

    Attributes:
        rulesets: Those of the workspace file unless given.
        years: Those of the workspace file unless given, else that of `as_of`.
        application: Whether all are applications, whatever the workspace file says.
        as_of: The day on which is judged, with what was known then; the workspace file's day and
            all that is known unless given.
        kind: Which of a plan's evaluations it is.
        as_reference: Whether to go on, marked as such, where a ruleset doesn't apply.
    """

    rulesets: Sequence[str] = ()
    years: Sequence[int] = ()
    application: bool = False
    as_of: date | None = None
    kind: AssessmentKind = AssessmentKind.ANNUAL
    as_reference: bool = False


OPTIONS = (
    click.option(
        "--ruleset",
        "rulesets",
        multiple=True,
        metavar="指标体系",
        help="只评估这个指标体系（id、id@版本或文件路径），可重复",
    ),
    click.option(
        "--year",
        "years",
        multiple=True,
        type=YEAR,
        metavar="年",
        help="评估年度，可重复；不写则用工作区文件里的",
    ),
    click.option(
        "--as-of",
        type=DAY,
        metavar="日期",
        help="截至这一天评估：只用当时已有的数据，任务看到这一天；不写则用工作区文件里的评估日",
    ),
    click.option(
        "--kind",
        type=click.Choice([kind.value for kind in AssessmentKind]),
        default=AssessmentKind.ANNUAL.value,
        metavar="种类",
        help="annual 年度评估（默认），mid_term 中期评估，final 终期考核；后两种每年的任务逐年都要完成",
    ),
    click.option(
        "--as-reference", is_flag=True, help="指标体系不适用于本区或不在施行期内时，仍作参考对照"
    ),
    click.option(
        "--application",
        is_flag=True,
        help="按申报评估：没有写明版本的，用判定日期（judged_on）施行的版本，不按年度",
    ),
)


def takes_wish(command: Callable[..., Told]) -> Callable[..., Told]:
    """Add the options that say what is to be assessed; the command gets them as ``wish``."""

    @wraps(command)
    def taken(
        *given: object,
        rulesets: tuple[str, ...],
        years: tuple[int, ...],
        as_of: date | None,
        kind: str,
        as_reference: bool,
        application: bool,
        **others: object,
    ) -> Told:
        wish = Wish(rulesets, years, application, as_of, AssessmentKind(kind), as_reference)
        return command(*given, wish=wish, **others)

    for option in reversed(OPTIONS):
        taken = option(taken)
    return taken
