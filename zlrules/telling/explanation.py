"""One Chinese sentence for each verdict, and the reasons for a decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from zlrules.document import ReadingDocument, ResultDocument, SeriesPoint
from zlrules.loading.bound import BoundRow
from zlrules.models.ruleset import Known, Ruleset
from zlrules.telling.figures import Figure, unit_of
from zlrules.words import (
    ATTESTED_LABELS,
    CONFIDENCE_LABELS,
    NATURE_LABELS,
    OUTCOME_LABELS,
    REASON_LABELS,
    UNSURE,
    Attested,
    Confidence,
    Decision,
    DueState,
    Effort,
    Nature,
    Outcome,
    Reason,
    Status,
)

MOST_NAMED = 5
"""So many criteria are named in a reason; the rest is counted."""


class Told(NamedTuple):
    """What a sentence is made of."""

    row: BoundRow
    year: int
    outcome: Outcome
    reason: Reason | None
    figure: Figure | None
    margin: str | None
    margin_unit: str
    required: str
    attested: Attested | None
    older: int
    parts: Sequence[ResultDocument]
    series: Sequence[SeriesPoint]
    elsewhere: Sequence[str]
    said: Sequence[str]
    readings: Sequence[ReadingDocument]
    places: Sequence[str]
    events: Sequence[str]
    answered: Sequence[str]


def explain(told: Told) -> str:
    """Say why the verdict is what it is."""
    if told.answered:
        return f"{_answered(told)}。"
    if told.row.parts:
        return f"{_by_parts(told)}。"
    match told.outcome:
        case Outcome.NOT_APPLICABLE:
            condition = told.row.row.applies_when
            return f"不适用：{condition.reason if condition else REASON_LABELS[Reason.CONDITION]}。"
        case Outcome.NO_DATA:
            return f"{_no_data(told)}。"
        case Outcome.PENDING:
            reason = REASON_LABELS[told.reason] if told.reason else "有待核定"
            return f"{_figure(told)}要求：{told.required}；{reason}{_by_reading(told)}{_details(told)}。"
        case _:
            return f"{_decided(told)}{_other_readings(told.outcome, told.readings)}。"


def _answered(told: Told) -> str:
    """What follows from the answer that the row isn't assessed."""
    answer = "、".join(f"“{one}”" for one in told.answered)
    if told.outcome is Outcome.NOT_APPLICABLE:
        return f"不适用：有文件答复{answer}"
    asked = f"要求：{told.required}；有文件答复{answer}"
    if told.reason is Reason.EXEMPTION_CONTRADICTED:
        return f"{_figure(told)}{asked}，与数据或证明矛盾，核实后改正其一"
    return f"{asked}，但条文没有说可以因此不参与考核"


def _no_data(told: Told) -> str:
    if told.reason is Reason.UNCOVERED:
        return f"没有覆盖整个期限的部门证明（要求：{told.required}）；没有事件记录不等于没有发生"
    sentences = [f"没有 {told.year} 年{_scope(told)}数据（要求：{told.required}）"]
    if told.reason not in (None, Reason.NO_FIGURE):
        sentences.append(REASON_LABELS[told.reason])
    earlier = [point for point in told.series if point.period[:4] < str(told.year)]
    if earlier:
        sentences.append(f"已有 {earlier[-1].period} 年的 {earlier[-1].value}，不能代替")
    if told.elsewhere:
        sentences.append(f"范围不同的数据（{'、'.join(told.elsewhere)}）不能代替")
    return "；".join(sentences)


def _scope(told: Told) -> str:
    scope = told.row.row.scope
    return "" if scope == "全区" else f"（范围：{scope}）"


def _figure(told: Told) -> str:
    figure = told.figure
    if figure is None:
        return ""
    root, stated = told.row.root, figure.text is not None
    unit = unit_of(root.indicator, figure.measure) if root and not stated else ""
    notes = []
    if told.older:
        notes.append(f"{figure.period} 年数据")
    if figure.status is Status.PROVISIONAL:
        notes.append(f"截至 {figure.as_of}" if figure.as_of else "阶段性数据")
    if told.said:
        notes.append("来源不一致")
    if figure.added:
        notes.append(figure.added.words)
    shown = "、".join(f"{said}{unit}" for said in told.said or (figure.shown,))
    return f"现状值 {shown}{f'（{_and(notes)}）' if notes else ''}，"


def _and(notes: Sequence[str]) -> str:
    return "，".join(notes)


def _decided(told: Told) -> str:
    if told.attested is not None:
        given = "，现有数据本身不足以判定" if told.figure else ""
        return f"依据{ATTESTED_LABELS[told.attested]}判定为达标{given}（要求：{told.required}）"
    verdict = "达标" if told.outcome is Outcome.MET else "未达标"
    return f"{_figure(told)}要求：{told.required}，{verdict}{_distance(told)}{_details(told)}"


def _details(told: Told) -> str:
    """The events that count, or the figures of the several places that it is about."""
    listed = told.events or told.places
    return f"：{'、'.join(listed)}" if listed else ""


def _by_reading(told: Told) -> str:
    """What each reading comes to, where that isn't the same."""
    if len({one.outcome for one in told.readings}) <= 1:
        return ""
    said = "，".join(f"按“{one.label}”{OUTCOME_LABELS[one.outcome]}" for one in told.readings)
    return f"：{said}"


def _other_readings(outcome: Outcome, readings: Sequence[ReadingDocument]) -> str:
    """The readings that would come to something else."""
    told = [
        f"“{one.label}”：{OUTCOME_LABELS[one.outcome]}"
        for one in readings
        if one.outcome != outcome
    ]
    return f"（按另一读法{'，'.join(told)}）" if told else ""


def _distance(told: Told) -> str:
    """How far the figure is from what is required."""
    if told.margin is None:
        return ""
    if not told.margin.strip("-0."):
        return "，与要求持平" if told.outcome is Outcome.MET else "（与限值相等不算）"
    way = "差" if told.margin.startswith("-") else "优于要求"
    unit = {"%": " 个百分点", "/": ""}.get(told.margin_unit, told.margin_unit)
    return f"，{way} {told.margin.lstrip('-')}{unit}"


def _by_parts(told: Told) -> str:
    if told.attested is not None and not any(part.basis for part in told.parts):
        return f"依据{ATTESTED_LABELS[told.attested]}判定为达标"
    listed = "、".join(f"{part.number} {OUTCOME_LABELS[part.outcome]}" for part in told.parts)
    rule = (
        "各分项都达标才算达标" if told.row.criterion.parts_rule == "all" else "任一分项达标即算达标"
    )
    return f"{rule}：{listed}"


def decision_reasons(
    ruleset: Ruleset, decision: Decision, results: Sequence[ResultDocument], reference: str
) -> Iterator[str]:
    """Say what keeps the decision from being better, most telling first."""
    if reference:
        yield reference
    if ruleset.text == "not_obtained":
        yield "适用标准文本未取得，不能判定"
        yield from _to_obtain(ruleset)
        yield from (f"已知：{known_text(ruleset, one)}" for one in ruleset.known)
        return
    rules = ruleset.pass_rule
    listed = [one for one in results if one.parent is None and not one.same_as]
    deciding = [one for one in listed if rules[one.nature] != "reported" and _is_firm(one)]
    missed = [one for one in deciding if one.outcome is Outcome.MISSED]
    yield from _named("未达标", [one for one in missed if one.settles])
    open_missed = [one for one in missed if not one.settles]
    if open_missed:
        yield from _named("现有数据未达标，尚非定论", open_missed)
    yield from _named("缺数据", [one for one in deciding if one.outcome is Outcome.NO_DATA])
    yield from _named("待核定", [one for one in deciding if one.outcome is Outcome.PENDING])
    met = [one for one in deciding if one.outcome is Outcome.MET and not one.settles]
    yield from _named("已达标但尚非定论", met)
    yield from _why_open(deciding)
    yield from _rules(ruleset)
    yield from _counted_apart(results)
    if decision is Decision.PASS:
        yield from _passed(deciding)
    if decision is Decision.UNDETERMINED:
        yield from _to_obtain(ruleset)


def _to_obtain(ruleset: Ruleset) -> Iterator[str]:
    yield from (f"需取得：{one}" for one in ruleset.to_obtain)


def known_text(ruleset: Ruleset, known: Known) -> str:
    """Something known of a standard, how well, and where it stands."""
    mark = "" if known.confidence is Confidence.OFFICIAL else CONFIDENCE_LABELS[known.confidence]
    where = " ".join(filter(None, [ruleset.documents[known.document].title, known.place]))
    return f"{known.text}（{'，'.join(filter(None, [mark, where]))}）"


def _rules(ruleset: Ruleset) -> Iterator[str]:
    """What is to be known of the pass rules."""
    rules = ruleset.pass_rule
    for nature, rule in rules.items():
        known = ruleset.confidence_of_rule(nature)
        if rule == "unknown":
            yield f"{NATURE_LABELS[nature]}指标怎样算通过，原文未取得"
        elif known in UNSURE:
            yield f"{NATURE_LABELS[nature]}指标怎样算通过，条文{CONFIDENCE_LABELS[known]}，不作定论"
    reported = [nature for nature, rule in rules.items() if rule == "reported"]
    if reported:
        yield f"{'、'.join(NATURE_LABELS[Nature(one)] for one in reported)}指标只列出，不影响结论"


def _is_firm(result: ResultDocument) -> bool:
    return result.effort is Effort.FIRM


def _counted_apart(results: Sequence[ResultDocument]) -> Iterator[str]:
    """How many promises are hedged, by their words, and how many are counted elsewhere."""
    criteria = [one for one in results if one.parent is None]
    hedged = Counter(one.effort for one in criteria if not one.same_as and not _is_firm(one))
    if hedged:
        told = "、".join(f"“{effort}” {hedged[effort]} 项" for effort in Effort if hedged[effort])
        yield f"{told}，另行统计，不影响结论"
    elsewhere = sum(1 for one in criteria if one.same_as)
    if elsewhere:
        yield f"{elsewhere} 项与别处所列相同，不重复计数"


def _why_open(deciding: Sequence[ResultDocument]) -> Iterator[str]:
    judged = [one for one in deciding if one.outcome in (Outcome.MET, Outcome.MISSED)]
    provisional = [one for one in judged if one.status is Status.PROVISIONAL]
    if provisional:
        yield f"{len(provisional)} 项依据阶段性数据，年度定案后再定"
    not_due = [one for one in deciding if one.due_state is DueState.NOT_DUE]
    if not_due:
        what = "期限" if any(one.task for one in not_due) else "目标年份"
        yield f"{len(not_due)} 项未到{what}"
    applicable = [one for one in deciding if one.outcome is not Outcome.NOT_APPLICABLE]
    unsure = [one for one in applicable if one.confidence in UNSURE]
    for confidence in sorted({one.confidence for one in unsure}):
        count = sum(one.confidence is confidence for one in unsure)
        yield f"{count} 项的条文{CONFIDENCE_LABELS[confidence]}，不作定论"


def _passed(deciding: Sequence[ResultDocument]) -> Iterator[str]:
    met = [one for one in deciding if one.outcome is Outcome.MET]
    yield (
        f"决定结论的 {len(met)} 项全部达标"
        if len(met) == len(deciding)
        else f"达标 {len(met)} 项，达到通过规则"
    )
    reported = [one for one in met if Attested.SELF_REPORTED in one.basis]
    if reported:
        yield f"其中 {len(reported)} 项只凭自报（{_numbers(reported)}）"


def _named(what: str, results: Sequence[ResultDocument]) -> Iterator[str]:
    if results:
        yield f"{what} {len(results)} 项：{_titles(results)}"


def _numbers(results: Sequence[ResultDocument]) -> str:
    return "第 " + "、".join(one.number for one in results) + " 项"


def _titles(results: Sequence[ResultDocument]) -> str:
    named = "、".join(f"{one.title}{_gap(one)}" for one in results[:MOST_NAMED])
    return f"{named} 等" if len(results) > MOST_NAMED else named


def _gap(result: ResultDocument) -> str:
    if result.outcome is not Outcome.MISSED or result.margin is None:
        return ""
    return f"（{result.margin.replace('-', '−')}）"
