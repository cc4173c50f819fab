"""``zlrules assess``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zlrules.cli.chinese import ChineseCommand
from zlrules.cli.output import colour_wanted, put
from zlrules.cli.parameters import FOLDER, OUTPUT, YEAR
from zlrules.cli.root import Settings
from zlrules.errors import Problem, ZlrulesError, one_of
from zlrules.words import Decision

if TYPE_CHECKING:
    from zlrules.assessment import Assessment
    from zlrules.document import AssessmentDocument

LARGEST = 100_000
"""More rows than this are too many for text."""

EXIT_CODES = {Decision.FAIL: 1, Decision.UNDETERMINED: 3, Decision.PASS: 0}
"""Of several decisions, the first of these counts."""


@click.command(cls=ChineseCommand)
@click.argument("workspace", type=FOLDER, metavar="工作区")
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
    type=OUTPUT,
    metavar="文件",
    help="写入文件，不写则显示",
)
@click.option("--exit-code", is_flag=True, help="用退出码表示结论：0 通过，1 未通过，3 暂不能定")
@click.option("--trace", is_flag=True, help="在 JSON 中写出每个判定节点的结果")
@click.option(
    "--as-reference", is_flag=True, help="指标体系不适用于本区或不在施行期内时，仍作参考对照"
)
@click.pass_obj
def command(
    settings: Settings,
    *,
    workspace: Path,
    rulesets: tuple[str, ...],
    years: tuple[int, ...],
    form: str,
    output: Path | None,
    exit_code: bool,
    trace: bool,
    as_reference: bool,
) -> int:
    """按指标体系评估一个工作区。

    工作区是含有 zlrules.yaml 的文件夹。不写 --ruleset 时，评估工作区文件里列出的全部指标体系。
    """
    from zlrules.cli.assessing import assess_workspace

    plugins = settings.plugins()
    reports = plugins.reports()
    if form not in reports:
        wrong = f"没有格式 '{form}'; {one_of(form, reports)}"
        raise click.BadParameter(wrong, param_hint="--format")
    if trace and form != "json":
        raise click.UsageError("--trace 只与 --format json 同用")
    assessment = assess_workspace(workspace, plugins, rulesets, years, as_reference=as_reference)
    _refuse_too_many(assessment)
    document = assessment.document(trace=trace)
    put(reports[form].render(document, colour=output is None and colour_wanted()), output)
    return decision_code(document) if exit_code else 0


def decision_code(document: AssessmentDocument) -> int:
    """The exit code that tells the decisions: the worst of them."""
    found = {one.decision for one in document.assessments}
    return next(code for decision, code in EXIT_CODES.items() if decision in found)


def _refuse_too_many(assessment: Assessment) -> None:
    if assessment.rows() > LARGEST:
        wrong = f"结果有 {assessment.rows():,} 行，超过文本格式的上限 {LARGEST:,} 行"
        remedy = "减少行政区或年份，或在 Python 中用 assessment.results.write_parquet(...)"
        raise ZlrulesError([Problem("结果", 0, "", wrong, remedy)])
