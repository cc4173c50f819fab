"""``zlrules assess``."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zlrules.cli.chinese import ChineseCommand
from zlrules.cli.output import colour_wanted, put, write_folder
from zlrules.cli.parameters import DAY, FOLDER, YEAR
from zlrules.cli.progress import with_progress
from zlrules.cli.root import Settings
from zlrules.errors import one_of
from zlrules.words import AssessmentKind, Decision

if TYPE_CHECKING:
    from zlrules.assessment import Assessment
    from zlrules.plugins import Plugins

LARGEST = 100_000
"""More rows than this are too many for text."""

MOST_DISTRICTS = 10
"""More districts than this are summed up, where the report can do that."""

BLOCK = 1_000
"""So many districts are held in memory at a time."""

EXIT_CODES = {Decision.FAIL: 1, Decision.UNDETERMINED: 3, Decision.PASS: 0}
"""Of several decisions, the first of these counts."""


@click.command(cls=ChineseCommand)
@click.argument("workspaces", type=FOLDER, nargs=-1, required=True, metavar="工作区...")
@click.option(
    "--ruleset",
    "rulesets",
    multiple=True,
    metavar="指标体系",
    help="只评估这个指标体系（id、id@版本或文件路径），可重复",
)
@click.option(
    "--year",
    "years",
    multiple=True,
    type=YEAR,
    metavar="年",
    help="评估年度，可重复；不写则用工作区文件里的",
)
@click.option(
    "--format",
    "form",
    default="terminal",
    metavar="格式",
    help="报告格式，默认 terminal；可用的见 zlrules plugins",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="写入文件，不写则显示；parquet 写入文件夹，必须写",
)
@click.option(
    "--as-of",
    type=DAY,
    metavar="日期",
    help="截至这一天评估：只用当时已有的数据，任务看到这一天；不写则用工作区文件里的评估日",
)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in AssessmentKind]),
    default=AssessmentKind.ANNUAL.value,
    metavar="种类",
    help="annual 年度评估（默认），mid_term 中期评估，final 终期考核；后两种每年的任务逐年都要完成",
)
@click.option("--exit-code", is_flag=True, help="用退出码表示结论：0 通过，1 未通过，3 暂不能定")
@click.option("--trace", is_flag=True, help="在 JSON 中写出每个判定节点的结果")
@click.option(
    "--as-reference", is_flag=True, help="指标体系不适用于本区或不在施行期内时，仍作参考对照"
)
@click.option(
    "--block",
    type=click.IntRange(min=1),
    default=BLOCK,
    metavar="个数",
    help=f"每次读入多少个行政区的数据，默认 {BLOCK}；内存不够时减小",
)
@click.option(
    "--application",
    is_flag=True,
    help="按申报评估：没有写明版本的，用判定日期（judged_on）施行的版本，不按年度",
)
@click.pass_obj
def command(
    settings: Settings,
    *,
    workspaces: tuple[Path, ...],
    rulesets: tuple[str, ...],
    years: tuple[int, ...],
    form: str,
    output: Path | None,
    as_of: date | None,
    kind: str,
    exit_code: bool,
    trace: bool,
    as_reference: bool,
    block: int,
    application: bool,
) -> int:
    """按指标体系评估一个或几个工作区。

    工作区是含有 zlrules.yaml 的文件夹，也可以写含有若干工作区的文件夹。不写 --ruleset
    时，评估工作区文件里列出的全部指标体系。
    """
    from zlrules.cli.assessing import Wish
    from zlrules.cli.surveying import survey

    plugins = settings.plugins()
    _check_options(form, output, plugins, trace=trace)
    wish = Wish(rulesets, years, application, as_of, AssessmentKind(kind))
    asked = survey(workspaces, plugins, wish, as_reference=as_reference)
    seen: set[Decision] = set()
    assessments = _watched(with_progress(asked, block), seen)
    report = plugins.reports().get(form)
    if report is None:
        assert output is not None
        write_folder(plugins.exports()[form], assessments, output)
    elif report.render_summary and asked.districts() > MOST_DISTRICTS:
        from zlrules.summary import summarise

        put(report.render_summary(summarise(assessments), colour=_colour(output)), output)
    else:
        from zlrules.telling.joining import joined

        _refuse_too_many(asked.rows())
        document = joined([one.document(trace=trace) for one in assessments])
        put(report.render(document, colour=_colour(output)), output)
    return decision_code(seen) if exit_code else 0


def decision_code(seen: Container[Decision]) -> int:
    """The exit code that tells the decisions: the worst of them."""
    return next(code for decision, code in EXIT_CODES.items() if decision in seen)


def _check_options(form: str, output: Path | None, plugins: Plugins, *, trace: bool) -> None:
    reports, exports = plugins.reports(), plugins.exports()
    if form not in reports and form not in exports:
        wrong = f"没有格式 '{form}'; {one_of(form, [*reports, *exports])}"
        raise click.BadParameter(wrong, param_hint="--format")
    if trace and form != "json":
        raise click.UsageError("--trace 只与 --format json 同用")
    if form in exports and output is None:
        raise click.UsageError(f"--format {form} 写入文件夹，用 -o 指明")
    if form in reports and output is not None and output.is_dir():
        raise click.UsageError(f"-o {output} 是文件夹；--format {form} 写入文件")


def _watched(assessments: Iterable[Assessment], seen: set[Decision]) -> Iterator[Assessment]:
    """Note the decisions of assessments while they are taken."""
    for one in assessments:
        seen.update(map(Decision, one.decisions["decision"].unique()))
        yield one


def _colour(output: Path | None) -> bool:
    return output is None and colour_wanted()


def _refuse_too_many(rows: int) -> None:
    if rows > LARGEST:
        wrong = f"结果有 {rows:,} 行，超过文本格式的上限 {LARGEST:,} 行"
        raise click.UsageError(f"{wrong}；改用 --format parquet -o 文件夹，或减少行政区、年份")
