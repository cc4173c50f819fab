"""``zlrules explain``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zlrules.cli.chinese import ChineseCommand
from zlrules.cli.known_figures import known_figures
from zlrules.cli.one_district import district_option
from zlrules.cli.parameters import workspace_argument
from zlrules.cli.root import Settings
from zlrules.cli.tables import table
from zlrules.cli.wish import Wish, takes_wish
from zlrules.errors import Problem, ZlrulesError, one_of
from zlrules.words import (
    EVIDENCE_STATE_LABELS,
    NATURE_LABELS,
    OUTCOME_LABELS,
    REASON_LABELS,
    Outcome,
)

if TYPE_CHECKING:
    from zlrules.assessment import Assessment
    from zlrules.document import NodeDocument, ResultDocument, RulesetAssessment


@click.command(cls=ChineseCommand)
@click.argument("criterion", metavar="考核指标")
@workspace_argument
@district_option
@takes_wish
@click.pass_obj
def command(
    settings: Settings,
    *,
    criterion: str,
    workspace: Path,
    district: str | None,
    wish: Wish,
) -> None:
    """说明一项考核指标的判定：要求、数据和来源、每一步得出什么。

    考核指标用编号（air.good_days）或序号（2、8a）指明。
    """
    from zlrules.cli.surveying import assess_workspace

    assessment = assess_workspace(workspace, settings.plugins(), wish, district)
    document = assessment.document(trace=True)
    found = [
        (one, result)
        for one in document.assessments
        for result in one.results
        if criterion in (result.criterion, result.number)
    ]
    if not found:
        ids = {result.criterion for one in document.assessments for result in one.results}
        raise ZlrulesError([Problem(criterion, 0, "", "没有这项考核指标", one_of(criterion, ids))])
    pages = ["\n".join(_page(one, result, assessment)) for one, result in found]
    click.echo("\n\n".join(pages))


def _page(one: RulesetAssessment, result: ResultDocument, assessment: Assessment) -> Iterator[str]:
    yield f"{result.number} {result.title}（{result.criterion}）"
    yield f"{one.ruleset.title}（{one.ruleset.id}@{one.ruleset.edition}），{one.district.name}，{one.year} 年"
    yield ""
    yield f"属性: {NATURE_LABELS[result.nature]}"
    yield f"要求: {result.required}{_unit(result)}　原文: “{result.quote}”"
    yield f"范围: {result.scope}　期限: {result.due or '未写明'}"
    if result.definition:
        yield f"定义: {result.definition}"
    yield f"出处: {result.sources[0].document} {result.sources[0].place}"
    yield ""
    yield from _figures(one, result, assessment)
    yield from _nodes(result.nodes or ())
    yield f"判定: {OUTCOME_LABELS[result.outcome]}{_standing(result)}"
    yield f"说明: {result.explanation}"
    for source in result.sources[1:]:
        yield f"依据: {source.document} {source.place or ''} {f'“{source.quote}”' if source.quote else ''}".rstrip()
    for evidence in result.evidence:
        label = f"{evidence.label} " if evidence.label else ""
        yield f"证明材料: {label}{evidence.title}（{EVIDENCE_STATE_LABELS[evidence.state]}）"
    if result.provable is not None:
        yield "可证明" if result.provable else f"不可证明: {'；'.join(result.unproven)}"


def _standing(result: ResultDocument) -> str:
    """Whether a verdict is the last word; nothing for what is open anyway."""
    if result.outcome in (Outcome.NO_DATA, Outcome.PENDING):
        return ""
    return "（定论）" if result.settles else "（尚非定论）"


def _unit(result: ResultDocument) -> str:
    return f" {result.unit}" if result.unit and result.unit != "/" else ""


def _figures(
    one: RulesetAssessment, result: ResultDocument, assessment: Assessment
) -> Iterator[str]:
    """All that is known of the indicator, in every scope and measure; ✓ marks what was used."""
    if result.indicator is None:
        return
    from zlrules.telling.figures import FigureBook

    scoring = next(
        each
        for each in assessment.scorings
        if each.bound.ruleset.id == one.ruleset.id
        and each.bound.ruleset.edition == one.ruleset.edition
        and one.year in each.years
    )
    book = FigureBook(scoring.facts, assessment.data.documents, scoring.bound.catalogue)
    used = scoring.used_figures(result.criterion, one.district.code, one.year)
    shown = known_figures(book, result.indicator, one.district.code, used)
    yield f"现有数据（✓ 为本次所用）: {'' if shown else '没有'}".rstrip()
    if shown:
        yield shown
    yield ""


def _nodes(nodes: tuple[NodeDocument, ...]) -> Iterator[str]:
    if not nodes:
        return
    rows = [
        (
            f"{node.path or '（整项）'}{_year(node, nodes)}",
            node.operator,
            node.required,
            _yield(node),
            node.margin or "",
            REASON_LABELS[node.reason] if node.reason else "",
            node.decided_by or "",
        )
        for node in nodes
    ]
    yield "各节点:"
    yield table(("节点", "判定方式", "要求", "得出", "差距", "原因", "取决于"), rows, widest=20)
    yield ""


def _year(node: NodeDocument, nodes: tuple[NodeDocument, ...]) -> str:
    """The year that a node was judged in, where there are several."""
    return f"（{node.year} 年）" if len({one.year for one in nodes}) > 1 else ""


def _yield(node: NodeDocument) -> str:
    if not node.applies:
        return "不适用"
    if node.met is None:
        return "未定"
    word = "满足" if node.met else "不满足"
    return f"{word}（书面认定）" if node.attested else word
