"""Criterion × year × evidence."""

from __future__ import annotations

from zlrules import ResultDocument, Table, outcome_label
from zlrules_evidence.looking import Look
from zlrules_evidence.phrases import PROVABLE, marked

LACKING = "缺"
NOT_ASKED = "—"
OF_PARTS = "见分项"


def matrix_table(look: Look) -> Table:
    """The numbers of the evidence by criterion and year; documents about no such year stand last."""
    assessment = look.assessment
    years = sorted({year for one in assessment.results for year in one.proof_years})
    kind = assessment.ruleset.kind
    with_parts = look.with_parts()
    rows = tuple(
        (
            one.number,
            one.title,
            outcome_label(one.outcome, kind),
            PROVABLE[one.provable],
            *(
                _cell(one, year, OF_PARTS if one.criterion in with_parts else LACKING)
                for year in years
            ),
            "、".join(marked(each) for each in one.evidence if not each.years),
        )
        for one in assessment.results
    )
    headers = ("序号", "指标", "判定", "可证明", *(f"{year}年" for year in years), "其他材料")
    return Table(f"证明材料对照表：{look.title}", headers, rows)


def _cell(result: ResultDocument, year: int, without: str) -> str:
    """The evidence about a year.

    Args:
        without: What stands where there is none, though the year is to be proven.
    """
    found = [one for one in result.evidence if year in one.years]
    if found:
        return "、".join(map(marked, found))
    return without if year in result.proof_years else NOT_ASKED
