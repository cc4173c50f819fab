"""What is proven, what lacks, and which documents nobody uses or will expire."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from zlrules import Table, markdown_table, markdown_text, outcome_label
from zlrules_evidence.looking import Look
from zlrules_evidence.phrases import PROVABLE, marked

HEADERS = ("序号", "指标", "判定", "可证明", "要证明的年份", "证明材料", "缺什么")


def status_page(look: Look, soon: int) -> str:
    """The status as Markdown.

    Args:
        soon: Documents that expire within so many days are named.
    """
    blocks = [f"# 证明材料：{markdown_text(look.title)}", _counts(look)]
    with_parts = look.with_parts()
    lacking = [
        row
        for row, one in zip(criteria_table(look).rows, look.assessment.results, strict=True)
        if one.provable is False and one.criterion not in with_parts
    ]
    if lacking:
        blocks += [
            "## 不可证明的各项",
            markdown_table(Table("", HEADERS, tuple(lacking))),
        ]
    for title, table in _documents(look, soon):
        if table.rows:
            blocks += [f"## {title}（{len(table.rows)} 份）", markdown_table(table)]
    return "\n\n".join(blocks) + "\n"


def criteria_table(look: Look) -> Table:
    """Every criterion and part with its evidence."""
    kind = look.assessment.ruleset.kind
    rows = tuple(
        (
            one.number,
            one.title,
            outcome_label(one.outcome, kind),
            PROVABLE[one.provable],
            "、".join(map(str, one.proof_years)),
            "、".join(map(marked, one.evidence)),
            "；".join(one.unproven),
        )
        for one in look.assessment.results
    )
    return Table("各项", HEADERS, rows)


def _counts(look: Look) -> str:
    whole = [one for one in look.assessment.results if one.parent is None]
    found = [sum(one.provable is state for one in whole) for state in (True, False, None)]
    proven, unproven, other = found
    asked = (
        f"评估日 {look.judged_on}：{len(whole)} 项中，可证明 {proven} 项，不可证明 {unproven} 项"
    )
    return f"{asked}，没有要证明的 {other} 项。" if other else f"{asked}。"


def _documents(look: Look, soon: int) -> Iterator[tuple[str, Table]]:
    until = look.judged_on + timedelta(days=soon)
    headers = ("材料编号", "材料名称", "时期", "有效期至", "材料文件")
    registered = look.register.documents.values()
    expiring = [one for one in registered if one.expires and look.judged_on <= one.expires <= until]
    unused = [one for one in registered if one.id not in look.cited]
    for title, found in ((f"{soon} 天之内到期", expiring), ("登记了没有用到", unused)):
        rows = tuple(
            (one.id, one.title, one.period, str(one.expires or ""), one.path or "") for one in found
        )
        yield title, Table(title, headers, rows)
