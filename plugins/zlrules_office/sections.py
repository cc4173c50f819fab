"""One criterion or part of the chapter: what is asked, what is known, what follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zlrules import (
    EVIDENCE_STATE_LABELS,
    MEASURE_LABELS,
    NATURE_LABELS,
    STATUS_LABELS,
    CitedEvidence,
    Kind,
    Nature,
    Outcome,
    Reason,
    ResultDocument,
    SourceDocument,
    Status,
    basis_text,
    figure_text,
    margin_text,
    notes,
    outcome_label,
    period_text,
    scoped_title,
    value_text,
)

_PROVABLE = {True: "可证明", False: "不能证明", None: ""}


@dataclass(frozen=True)
class PeriodValue:
    """What is known of a period.

    Attributes:
        period: In words: ``2025年``, ``2025年上半年``.
        value: Nothing where nothing is known.
        note: What is to be known about it: 阶段性数据; mostly nothing.
    """

    period: str
    value: str
    note: str = ""

    @property
    def text(self) -> str:
        """The value with its note, as it stands in a cell."""
        return f"{self.value}（{self.note}）" if self.value and self.note else self.value


@dataclass(frozen=True)
class ReadingLine:
    """How a wording can be read, and what follows from that.

    Attributes:
        decisive: Whether a document says that it is to be read so.
    """

    label: str
    required: str
    verdict: str
    gap: str
    decisive: bool


@dataclass(frozen=True)
class ReportLine:
    """What a document reports on a task."""

    as_of: str
    stage: str
    done: str
    action: str
    blocked: str
    source: SourceDocument | None


@dataclass(frozen=True)
class EvidenceLine:
    """A document that backs a result, or would.

    Attributes:
        label: 证明材料编号; its title where it isn't registered.
        about: Issuer, number, date, period covered and pages, as far as they are known.
        state: What is wrong with it for this result, in words; 有效 where nothing is.
    """

    label: str
    title: str
    about: str
    state: str


@dataclass(frozen=True)
class Section:
    """What the chapter says on one criterion or part.

    Attributes:
        title: With the scope where that isn't the whole district.
        parent: Id of the criterion that a part belongs to.
        group: The chapters of the standard that it stands in, the widest first.
        quote: What is required, in the standard's words; ``requirement`` is ours.
        baseline: What the plan starts from, in words; never attainment.
        values: Of the three years of the table, the assessed one last.
        other_values: Of other periods, which stand for none of those years.
        figure: The figure that was judged, with its unit; a dash without one.
        verdict: The word for the outcome.
        settles: Whether the outcome is for good.
        basis: What it rests on: 数据, 部门证明.
        gap: Distance from what is required, with its sign; + is better.
        departments: Who answers for it by the ruleset, else who reports the indicator; may be nobody.
        sources: Where it stands: the requirement first, then the figures and statements.
        evidence: What backs it.
        provable: 可证明, 未能证明; nothing where there is no register.
        result: The verdict itself, for charts.
    """

    criterion: str
    parent: str | None
    number: str
    title: str
    group: tuple[str, ...]
    nature: Nature
    unit: str
    requirement: str
    quote: str
    definition: str
    calculation: str
    baseline: str
    values: tuple[PeriodValue, PeriodValue, PeriodValue]
    other_values: tuple[PeriodValue, ...]
    figure: str
    outcome: Outcome
    verdict: str
    settles: bool
    basis: str
    gap: str
    explanation: str
    notes: tuple[str, ...]
    readings: tuple[ReadingLine, ...]
    reports: tuple[ReportLine, ...]
    departments: tuple[str, ...]
    sources: tuple[SourceDocument, ...]
    evidence: tuple[EvidenceLine, ...]
    provable: str
    result: ResultDocument

    @property
    def is_part(self) -> bool:
        """Whether it is a part of a criterion."""
        return self.parent is not None

    @property
    def nature_label(self) -> str:
        """约束性, 参考性 …."""
        return NATURE_LABELS[self.nature]

    @property
    def data_sources(self) -> tuple[SourceDocument, ...]:
        """Where the figures and statements stand."""
        return self.sources[1:]


def section_of(result: ResultDocument, years: tuple[int, int, int], kind: Kind) -> Section:
    """The section on a criterion or part.

    Args:
        years: The years of the table, the assessed one last.
    """
    first, second, assessed = years
    return Section(
        criterion=result.criterion,
        parent=result.parent,
        number=result.number,
        title=scoped_title(result.title, result.scope),
        group=result.group,
        nature=result.nature,
        unit="" if result.unit in (None, "/") else str(result.unit),
        requirement=result.required,
        quote=result.quote,
        definition=result.definition or "",
        calculation=result.calculation or "",
        baseline=_baseline(result),
        values=(
            _value(result, first, assessed),
            _value(result, second, assessed),
            _value(result, assessed, assessed),
        ),
        other_values=tuple(_others(result, years)),
        figure=figure_text(result),
        outcome=result.outcome,
        verdict=outcome_label(result.outcome, kind),
        settles=result.settles,
        basis=basis_text(result),
        gap=margin_text(result.margin),
        explanation=result.na_reason or result.explanation,
        notes=notes(result, assessed),
        readings=tuple(_readings(result, kind)),
        reports=tuple(_reports(result)),
        departments=result.department or result.reported_by,
        sources=result.sources,
        evidence=tuple(evidence_line(one) for one in result.evidence),
        provable=_PROVABLE[result.provable],
        result=result,
    )


def evidence_line(cited: CitedEvidence) -> EvidenceLine:
    """A piece of evidence as texts."""
    about = (
        cited.issuer,
        cited.number,
        cited.date.isoformat() if cited.date else None,
        f"涵盖{cited.period}" if cited.period else None,
        f"{cited.pages} 页" if cited.pages else None,
    )
    return EvidenceLine(
        label=cited.label or cited.title,
        title=cited.title,
        about="，".join(one for one in about if one),
        state=EVIDENCE_STATE_LABELS[cited.state],
    )


def _value(result: ResultDocument, year: int, assessed: int) -> PeriodValue:
    """What is known of a year: what was judged, where it is of that year and the sources agree."""
    period = result.period or str(assessed)
    judged = period.rpartition("/")[2][:4]
    if not value_text(result) or judged != str(year) or result.reason is Reason.CONFLICT:
        return _of_year(result, year)
    told = (
        "" if period == str(year) else period_text(period),
        "" if result.measure in (None, "value") else MEASURE_LABELS[str(result.measure)],
        STATUS_LABELS[Status.PROVISIONAL] if result.status is Status.PROVISIONAL else "",
    )
    note = "，".join(one for one in told if one)
    return PeriodValue(period_text(str(year)), value_text(result), note)


def _of_year(result: ResultDocument, year: int) -> PeriodValue:
    """All that sources say of a year; final figures before provisional ones."""
    points = [one for one in result.series if one.period == str(year)]
    final = [one for one in points if one.status is Status.FINAL]
    values = tuple(dict.fromkeys(one.value for one in final or points))
    note = STATUS_LABELS[Status.PROVISIONAL] if points and not final else ""
    if len(values) > 1:
        note = "来源不一致"
    return PeriodValue(period_text(str(year)), "、".join(values), note)


def _others(result: ResultDocument, years: tuple[int, ...]) -> Iterator[PeriodValue]:
    for point in result.series:
        if point.period not in map(str, years):
            provisional = point.status is Status.PROVISIONAL
            note = STATUS_LABELS[point.status] if provisional else ""
            yield PeriodValue(period_text(point.period), point.value, note)


def _baseline(result: ResultDocument) -> str:
    """``2020年 78.6``, ``新增指标``."""
    baseline = result.baseline
    if baseline is None:
        return ""
    told = (
        period_text(str(baseline.year)) if baseline.year else "",
        baseline.scope or "",
        f"较{baseline.base}年" if baseline.base else "",
        baseline.value or baseline.text or "",
    )
    return " ".join(one for one in told if one)


def _readings(result: ResultDocument, kind: Kind) -> Iterator[ReadingLine]:
    for one in result.readings:
        verdict, gap = outcome_label(one.outcome, kind), margin_text(one.margin)
        yield ReadingLine(one.label, one.required, verdict, gap, one.decisive)


def _reports(result: ResultDocument) -> Iterator[ReportLine]:
    for one in result.task.reports if result.task else ():
        done = one.done or ""
        yield ReportLine(
            as_of=period_text(one.as_of),
            stage=one.stage or "",
            done=f"{done}/{one.total}" if done and one.total else done,
            action=one.action or "",
            blocked=one.blocked or "",
            source=one.source,
        )
