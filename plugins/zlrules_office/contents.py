"""Fills the placeholders from a chapter."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Callable, Iterable, Iterator

from zlrules import (
    Decision,
    Kind,
    Nature,
    Outcome,
    SourceDocument,
    Table,
    outcome_label,
    source_text,
)
from zlrules_office import placeholders as p
from zlrules_office.chapter import Chapter
from zlrules_office.charts import Chart, chart_of
from zlrules_office.pictures import Picture
from zlrules_office.requests import Request
from zlrules_office.sections import EvidenceLine, Section

UNSETTLED = "*"
Place = Callable[[io.BytesIO, str], str]

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
"""What XML doesn't allow, or what docxtpl takes for a new paragraph or page."""


def content_of(chapter: Chapter, place: Place) -> p.Content:
    """What a template can say of a chapter.

    Args:
        place: Puts a picture into the document that is being written.
    """
    head = chapter.head
    items = tuple(_items(chapter, place))
    return p.Content(
        行政区=clean(head.district),
        行政区代码=clean(head.code),
        指标体系=clean(head.title),
        指标体系编号=head.ruleset,
        是标准=head.kind is Kind.STANDARD,
        年度=head.year,
        判定日期=f"{head.judged_on.year}年{head.judged_on.month}月{head.judged_on.day}日",
        自查结论=head.conclusions[0][1],
        达到要求=head.decision is Decision.PASS,
        结论表述=clean(head.statement),
        结论情形=tuple(p.Situation(*one) for one in head.conclusions),
        数据完整率=head.completeness,
        可证明率=head.proven,
        得分=head.score or "",
        理由=tuple(map(clean, head.reasons)),
        统计=tuple(p.CountRow(*row) for row in head.counts.rows),
        达标用语=outcome_label(Outcome.MET, head.kind),
        未达标用语=outcome_label(Outcome.MISSED, head.kind),
        第一年=str(chapter.years[0]),
        第二年=str(chapter.years[1]),
        第三年=str(chapter.years[2]),
        指标=items,
        **_chosen(chapter, items),
        需收集=tuple(_request(one) for one in chapter.requests),
        来源不一致=tuple(_conflicts(chapter.conflicts)),
        证明材料=tuple(_evidence(one.evidence, one.numbers) for one in chapter.evidence),
        引用文件=tuple(
            p.DocumentRow(clean(one.title), "、".join(one.numbers)) for one in chapter.documents
        ),
        数据文件=tuple(p.FileRow(clean(one.path), one.sha256) for one in chapter.inputs),
        提示=tuple(map(clean, chapter.warnings)),
    )


def clean(text: str) -> str:
    """A text without characters that a Word file can't hold."""
    return _CONTROL.sub("", text)


def _chosen(chapter: Chapter, items: tuple[p.Item, ...]) -> dict[str, tuple[p.Item, ...]]:
    """Some of the items, by the placeholder that names them."""
    found = list(zip(chapter.sections, items, strict=True))

    def those(holds: Callable[[Section], bool]) -> tuple[p.Item, ...]:
        return tuple(item for section, item in found if holds(section))

    return {
        "申报条件": those(lambda one: one.nature is Nature.GATE),
        "考核指标": those(lambda one: one.nature is not Nature.GATE),
        "已达标": those(lambda one: one.outcome is Outcome.MET),
        "差距": those(lambda one: one.outcome is Outcome.MISSED),
        "待核定": those(lambda one: one.outcome is Outcome.PENDING),
        "尚非定论": those(lambda one: one.outcome is Outcome.MET and not one.settles),
        "不能证明": those(lambda one: one.outcome is Outcome.MET and one.result.provable is False),
        "未判定": those(lambda one: one.outcome in (Outcome.NO_DATA, Outcome.PENDING)),
    }


def _items(chapter: Chapter, place: Place) -> Iterator[p.Item]:
    number = 0
    for section in chapter.sections:
        chart = chart_of(section.result)
        number += chart is not None
        yield _item(section, _picture(section, chart, place), str(number) if chart else "")


def _picture(section: Section, chart: Chart | None, place: Place) -> Picture | None:
    if chart is None:
        return None
    values = "，".join(f"{one.period} {one.text}" for one in section.values if one.value)
    told = f"{section.title}的数据图：{values}；要求：{section.requirement}"
    return Picture(chart, clean(told), place)


def _item(section: Section, picture: Picture | None, number: str) -> p.Item:
    first, second, third = (clean(one.text) for one in section.values)
    decided = section.outcome in (Outcome.MET, Outcome.MISSED)
    unsaid = [one for one in section.notes if one not in section.explanation]
    title = clean(section.title)
    return p.Item(
        序号=clean(section.number),
        名称=title,
        缩进名称=f"－{title}" if section.is_part else title,
        是分项=section.is_part,
        类别=clean("／".join(section.group)),
        属性=section.nature_label,
        单位=clean(section.unit),
        要求=clean(section.requirement),
        原文=clean(section.quote),
        要求来源=_source(section.sources[0]),
        指标解释=clean(section.definition),
        计算方法=clean(section.calculation),
        基数=clean(section.baseline),
        第一年=first,
        第二年=second,
        第三年=third,
        其他数据=tuple(p.ValueLine(one.period, clean(one.text)) for one in section.other_values),
        数据来源=tuple(_source(one) for one in section.data_sources),
        现状值=clean(section.figure),
        判定=section.verdict,
        是定论=section.settles,
        未定标记=UNSETTLED if decided and not section.settles else "",
        依据=section.basis,
        差距=section.gap,
        说明=clean(section.explanation),
        注意=clean(f"（{'；'.join(unsaid)}）" if unsaid else ""),
        读法=tuple(
            p.ReadingRow(clean(one.label), clean(one.required), one.verdict, one.gap, one.decisive)
            for one in section.readings
        ),
        进展=tuple(_progress(section)),
        责任部门=clean("、".join(section.departments)),
        证明材料=tuple(_evidence(one, (section.number,)) for one in section.evidence),
        证明材料编号=clean("、".join(one.label for one in section.evidence)),
        可证明=section.provable,
        图=picture,
        图号=number,
    )


def _progress(section: Section) -> Iterator[p.ProgressRow]:
    for one in section.reports:
        source = source_text(one.source) if one.source else ""
        told = (one.as_of, one.stage, one.done, one.action, one.blocked, source)
        yield p.ProgressRow(*map(clean, told))


def _source(source: SourceDocument) -> p.SourceLine:
    where = " ".join(one for one in (source.document, source.place) if one)
    texts = (source.document, source.place or "", source.quote or "", where, source_text(source))
    return p.SourceLine(*map(clean, texts))


def _evidence(evidence: EvidenceLine, numbers: Iterable[str]) -> p.EvidenceRow:
    told = [one for one in (evidence.title, evidence.about, evidence.state) if one]
    label = f"{evidence.label} " if evidence.label != evidence.title else ""
    whole = f"{label}{'，'.join(told)}"
    texts = (evidence.label, evidence.title, evidence.about, evidence.state)
    return p.EvidenceRow(*map(clean, (*texts, "、".join(numbers), whole)))


def _request(request: Request) -> p.RequestRow:
    wanted = (
        (
            one.section.number,
            one.section.title,
            one.needed,
            one.blank,
            one.section.requirement,
            one.section.definition,
        )
        for one in request.wanted
    )
    return p.RequestRow(
        clean(request.department), tuple(p.WantedRow(*map(clean, row)) for row in wanted)
    )


def _conflicts(table: Table) -> Iterator[p.ConflictRow]:
    for _, *texts in table.rows:
        yield p.ConflictRow(*map(clean, texts))


def fields(content: p.Content) -> dict[str, object]:
    """The content by placeholder."""
    return {one.name: getattr(content, one.name) for one in dataclasses.fields(content)}
