"""The short texts that reports put into cells: figures, margins, what a verdict rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_EVEN, Decimal

from zlrules.document import Counts, ResultDocument, RulesetAssessment, SourceDocument
from zlrules.words import (
    CONFIDENCE_LABELS,
    KIND_OF_ASSESSMENT_LABELS,
    MEASURE_LABELS,
    MEASURE_UNITS,
    OUTCOME_LABELS,
    STATUS_LABELS,
    UNSURE,
    AssessmentKind,
    DueState,
    Effort,
    Kind,
    Outcome,
    Status,
)

WHOLE_DISTRICT = "全区"
NOTHING = "—"
BASIS_LABELS = {
    "figure": "数据",
    "event": "事件记录",
    "report": "进展报告",
    "official": "正式认定",
    "departmental": "部门证明",
    "self_reported": "自报",
}
_TASK_LABELS = {Outcome.MET: "完成", Outcome.MISSED: "未完成"}
_PERIOD_FORMS = (
    (re.compile(r"(\d{4})H1"), r"\1年上半年"),
    (re.compile(r"(\d{4})H2"), r"\1年下半年"),
    (re.compile(r"(\d{4})Q(\d)"), r"\1年第\2季度"),
    (re.compile(r"(\d{4})-0?(\d+)"), r"\1年\2月"),
    (re.compile(r"(\d{4})/(\d{4})"), r"\1—\2年"),
    (re.compile(r"(\d{4})"), r"\1年"),
    (re.compile("undated"), "时间未载明"),
)


def outcome_label(outcome: Outcome, kind: Kind) -> str:
    """The word for an outcome: tasks are done, indicators are met."""
    labels = OUTCOME_LABELS | _TASK_LABELS if kind is Kind.TASKS else OUTCOME_LABELS
    return labels[outcome]


def year_text(assessment: RulesetAssessment) -> str:
    """The assessed year and which evaluation it is: ``2025 年度``, ``2023 年中期评估``."""
    if assessment.kind is AssessmentKind.ANNUAL:
        return f"{assessment.year} 年度"
    return f"{assessment.year} 年{KIND_OF_ASSESSMENT_LABELS[assessment.kind]}"


def period_text(period: str) -> str:
    """A period in words: ``2025H1`` is 2025年上半年."""
    for form, words in _PERIOD_FORMS:
        if form.fullmatch(period):
            return form.sub(words, period)
    return period


def scoped_title(title: str, scope: str) -> str:
    """A title with the scope where that isn't the whole district."""
    return title if scope == WHOLE_DISTRICT else f"{title}（{scope}）"


def margin_text(margin: str | None) -> str:
    """A margin with its sign: ``+5.7``, ``−1.1``, ``0``; nothing where there is none."""
    if margin is None:
        return ""
    number = Decimal(margin)
    return f"+{margin}" if number > 0 else f"−{margin.lstrip('-')}" if number < 0 else "0"


def figure_text(result: ResultDocument) -> str:
    """The figure with its unit: ``29.9 微克/立方米``, ``≥90%``, ``Ⅲ``; a dash without one."""
    unit = _unit(result) if result.text is None else ""
    return f"{value_text(result)}{unit}" if value_text(result) else NOTHING


def value_text(result: ResultDocument) -> str:
    """The figure without its unit: ``29.9``, ``≥90``, ``Ⅲ``; nothing without one."""
    if result.text is not None:
        return result.text
    return _limits(result) if result.value is not None else ""


def notes(result: ResultDocument, year: int) -> tuple[str, ...]:
    """What is to be known about a verdict: another period, not final, not due, text not sure, other readings."""
    told = []
    if result.period not in (None, str(year)):
        told.append(f"{period_text(str(result.period))}数据")
    if result.measure not in (None, "value"):
        told.append(MEASURE_LABELS.get(str(result.measure), str(result.measure)))
    if result.status is Status.PROVISIONAL:
        told.append(f"截至{result.as_of}" if result.as_of else STATUS_LABELS[result.status])
    if result.due_state is DueState.NOT_DUE:
        told.append("未到期")
    if result.effort is not Effort.FIRM:
        told.append(f"“{result.effort}”，不影响结论")
    if result.same_as:
        told.append(f"与{'、'.join(result.same_as)}相同，不重复计数")
    if text_doubt(result):
        told.append(text_doubt(result))
    return *told, *_other_readings(result)


def _other_readings(result: ResultDocument) -> Iterator[str]:
    """The readings by which a decided row would come to something else, by what that is."""
    if result.outcome not in (Outcome.MET, Outcome.MISSED):
        return
    others = [one for one in result.readings if one.outcome is not result.outcome]
    for outcome in dict.fromkeys(one.outcome for one in others):
        labels = "".join(f"“{one.label}”" for one in others if one.outcome is outcome)
        yield f"按另一读法{labels}：{OUTCOME_LABELS[outcome]}"


def text_doubt(result: ResultDocument) -> str:
    """That the text of a row isn't sure: 条文未核实; nothing where it is."""
    return f"条文{CONFIDENCE_LABELS[result.confidence]}" if result.confidence in UNSURE else ""


def basis_text(result: ResultDocument) -> str:
    """What the outcome rests on: 数据, 自报."""
    return "、".join(BASIS_LABELS.get(one, one) for one in result.basis)


def source_text(source: SourceDocument) -> str:
    """A source in one line: document, place, and the phrase."""
    where = " ".join(part for part in (source.document, source.place) if part)
    return f"{where}：{source.quote}" if source.quote else where


def completeness_text(assessment: RulesetAssessment) -> str:
    """How many of the applicable criteria have a verdict: ``3/20（15%）``."""
    return share_judged(assessment.counts.values())


def proven_text(assessment: RulesetAssessment) -> str | None:
    """How many of the criteria are backed by evidence: ``32/35``; None without a register."""
    whole = [one for one in assessment.results if one.parent is None and one.proof_years]
    if all(one.provable is None for one in whole):
        return None
    return f"{sum(one.provable is True for one in whole)}/{len(whole)}"


def share_judged(counts: Iterable[Counts]) -> str:
    """How many of the applicable criteria in some counts have a verdict."""
    counted = list(counts)
    judged = sum(one.met + one.missed for one in counted)
    applicable = sum(one.total - one.not_applicable for one in counted)
    if not counted:
        return "没有考核指标可判定"
    if not applicable:
        return "没有适用的考核指标"
    share = (Decimal(100 * judged) / applicable).quantize(Decimal("0.1"), ROUND_HALF_EVEN)
    return f"{judged}/{applicable}（{share:f}%）".replace(".0%", "%")


def _limits(result: ResultDocument) -> str:
    low, high = result.low, result.high
    if low is None and high is not None:
        return f"≤{high}"
    if high is None and low is not None:
        return f"≥{low}"
    if low is None or high is None or Decimal(low) == Decimal(high):
        return str(result.value)
    return f"{low}~{high}"


def _unit(result: ResultDocument) -> str:
    unit = MEASURE_UNITS.get(result.measure or "", result.unit)
    if unit in (None, "", "/"):
        return ""
    return "%" if unit == "%" else f" {unit}"
