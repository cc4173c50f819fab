"""The report for terminals on many districts: a page per ruleset."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from zlrules_terminal.layout import Paint, grid, paragraph, underline

if TYPE_CHECKING:
    from zlrules import RulesetSummary

REFERENCE = "参考对照：这个指标体系不适用于其中的一些行政区或年份。"
ALL = "逐区的结果用 --format parquet、csv、json 或 markdown 写入文件。"


def render_summary(summaries: Sequence[RulesetSummary], *, colour: bool) -> str:
    """Show how many districts reach each ruleset, what is missed most, and who is nearest."""
    paint = Paint(colour)
    blocks = [block for summary in summaries for block in _page(summary, paint)]
    return "\n\n".join([*blocks, ALL]) + "\n"


def _page(summary: RulesetSummary, paint: Paint) -> Iterator[str]:
    from zlrules import summary_tables

    ruleset = summary.bound.ruleset
    title = paragraph(ruleset.title)
    count = sum(summary.years[-1].decided.values())
    lines = [paint.heading(title), underline(title), f"{ruleset.name}  {count} 个行政区"]
    if summary.is_reference:
        lines.append(REFERENCE)
    if summary.conflicts:
        lines.append(f"来源不一致的数据涉及 {summary.conflicts} 项判定。")
    yield "\n".join(lines)
    for table in summary_tables(summary):
        if table.rows:
            yield f"{paint.heading(table.title, table.outcome)}\n{grid(table, paint)}"
