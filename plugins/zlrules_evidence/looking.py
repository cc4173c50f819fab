"""The assessments of a workspace whose evidence is looked at, each with its register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zlrules import (
    EvidenceFiles,
    Plugins,
    Problem,
    Register,
    RulesetAssessment,
    Wish,
    ZlrulesError,
    assess_workspace,
    registers_of,
)


@dataclass(frozen=True)
class Look:
    """The evidence of one ruleset, district and year.

    Attributes:
        cited: Ids of the documents that any assessment of the district cites.
        judged_on: The day on which documents must be valid.
    """

    assessment: RulesetAssessment
    register: Register
    cited: frozenset[str]
    files: EvidenceFiles
    judged_on: date

    @property
    def title(self) -> str:
        """What it is about: ``某指标体系：某区 2025 年度``."""
        one = self.assessment
        return f"{one.ruleset.title}：{one.district.name} {one.year} 年度"

    def with_parts(self) -> frozenset[str]:
        """Ids of the criteria that are judged by their parts, and proven by them."""
        return frozenset(one.parent for one in self.assessment.results if one.parent)


def looks_at(folder: Path, plugins: Plugins, wish: Wish, district: str | None) -> list[Look]:
    """Assess a workspace and look at the evidence of all that has a register, or of one district.

    Args:
        district: Code or name.

    Raises:
        ZlrulesError: The workspace or its data are wrong, no district is the one asked for, or
            none has a register.
    """
    assessed = assess_workspace(folder, plugins, wish, district)
    assert assessed.data.files is not None
    registers = registers_of(assessed.scorings[0].facts.evidence)
    every = assessed.document().assessments
    found = [
        Look(
            one,
            registers[one.district.code],
            _cited(every, one.district.code),
            assessed.data.files,
            assessed.judged_on,
        )
        for one in every
        if one.district.code in registers
    ]
    if not found:
        remedy = (
            "在 zlrules.yaml 的 data 里写 evidence: [data/evidence.csv]，各列见 docs/zh/evidence.md"
        )
        raise ZlrulesError([Problem(str(folder), 0, "", "没有登记证明材料", remedy)])
    return found


def _cited(assessments: tuple[RulesetAssessment, ...], district: str) -> frozenset[str]:
    return frozenset(
        evidence.id
        for one in assessments
        if one.district.code == district
        for result in one.results
        for evidence in result.evidence
    )
