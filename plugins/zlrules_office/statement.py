"""The decision in one sentence that an official can sign."""

from __future__ import annotations

from zlrules import Decision, Kind, RulesetAssessment, decision_label, year_text

_SAID = {
    (Kind.STANDARD, Decision.PASS): "自查达到申报要求",
    (Kind.STANDARD, Decision.FAIL): "自查未达到申报要求",
    (Kind.STANDARD, Decision.UNDETERMINED): "是否达到申报要求，暂不能定",
}


def statement_of(assessment: RulesetAssessment) -> str:
    """What is decided, and where it is open what it would be as things stand.

    Example:
        ``对照《…》，常州市钟楼区2025年度目标是否完成，暂不能定；按现有数据，目标未完成，尚非定论。``
    """
    kind = assessment.ruleset.kind
    about = f"{assessment.district.name}{year_text(assessment).replace(' ', '')}"
    said = _SAID.get((kind, assessment.decision)) or _plan(assessment.decision, kind)
    return f"对照《{assessment.ruleset.title}》，{about}{said}{_standing(assessment)}。"


def _plan(decision: Decision, kind: Kind) -> str:
    undetermined = decision is Decision.UNDETERMINED
    return "目标是否完成，暂不能定" if undetermined else decision_label(decision, kind)


def _standing(assessment: RulesetAssessment) -> str:
    standing = assessment.as_it_stands
    if standing is assessment.decision:
        return ""
    return f"；按现有数据，{decision_label(standing, assessment.ruleset.kind)}，尚非定论"
