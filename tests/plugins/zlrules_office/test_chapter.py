"""The content of the chapter, whatever it is written as."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.plugins.documents import (
    CONFLICT,
    PLAN,
    SUMMARY,
    assessment,
    document,
    full_document,
    missing,
    result,
)
from zlrules import CitedEvidence, Decision, EvidenceState, Kind
from zlrules.document import DistrictHead, ReportDocument, RulesetHead, SeriesPoint, TaskDocument
from zlrules.words import Effort, TaskStatus
from zlrules_office.chapter import Chapter, chapters_of
from zlrules_office.sections import Section, section_of
from zlrules_office.statement import statement_of

HERE = Path(__file__).parent
YEARS = (2023, 2024, 2025)


def told(chapter: Chapter) -> Iterator[str]:
    """A chapter line by line."""
    head = chapter.head
    yield f"{head.district} {head.code} {head.year} {head.title} {head.ruleset}"
    yield f"{head.judged_on} {head.statement} {head.completeness}"
    yield from (f"结论 {name} {words}" for name, words in head.conclusions)
    yield from (f"理由 {one}" for one in head.reasons)
    yield from (f"统计 {' '.join(row)}" for row in head.counts.rows)
    for one in chapter.sections:
        values = " ".join(value.text or "-" for value in one.values)
        label = f"{one.number} {'/'.join(one.group)} {one.title} {one.unit} {one.requirement}"
        yield f"{label} | {values} | {one.verdict} {one.gap} | {'、'.join(one.departments)}"
    for request in chapter.requests:
        rows = (f"{one.section.number} {one.needed} {one.blank}" for one in request.wanted)
        yield f"收集 {request.department}: {'；'.join(rows)}"
    for name, sections in (
        ("差距", chapter.gaps),
        ("待核定", chapter.pending),
        ("未定", chapter.unsettled),
    ):
        yield f"{name} {' '.join(one.number for one in sections)}"
    yield from (f"不一致 {' | '.join(row)}" for row in chapter.conflicts.rows)
    yield from (f"文件 {one.title} {' '.join(one.numbers)}" for one in chapter.documents)
    yield from (f"数据 {one.path} {one.sha256[:4]}" for one in chapter.inputs)
    yield from (f"提示 {one}" for one in chapter.warnings)


def section(**changes: object) -> Section:
    """The section on a criterion of a plan, assessed in 2025."""
    return section_of(result("2", "优良天数比率", **changes), YEARS, Kind.PLAN)


def points(*told_of: str) -> list[SeriesPoint]:
    """Figures as ``2024 80.1`` or ``2024 80.1 provisional``."""
    rows = (([*one.split(" "), "final"])[:3] for one in told_of)
    return [
        SeriesPoint.model_validate({"period": period, "value": value, "status": status})
        for period, value, status in rows
    ]


def test_a_chapter_reads_as_written_out() -> None:
    (chapter,) = chapters_of(full_document())
    assert "\n".join(told(chapter)) + "\n" == (HERE / "chapter.txt").read_text(encoding="utf-8")


def test_every_ruleset_district_and_year_has_its_chapter() -> None:
    other = DistrictHead(code="320402", name="天宁区")
    both = document(assessment(), assessment(district=other), conflicts=(CONFLICT,))
    first, second = chapters_of(both)
    assert (first.head.district, second.head.district) == ("常州市钟楼区", "天宁区")
    assert (len(first.conflicts.rows), len(second.conflicts.rows)) == (2, 0)


@pytest.mark.parametrize(
    ("series", "changes", "texts"),
    [
        (["2022 77", "2023 78.6", "2024 79", "2025 80.5"], {}, ("78.6", "79", "80.5")),
        (["2024 79 provisional", "2025 80.5"], {}, ("", "79（阶段性数据）", "80.5")),
        (["2024 79 provisional", "2024 79.2"], {}, ("", "79.2", "80.5")),
        (["2024 79", "2024 79.2"], {}, ("", "79、79.2（来源不一致）", "80.5")),
        (["2025 80.5"], {"status": "provisional"}, ("", "", "80.5（阶段性数据）")),
        (["2025H1 82"], {"period": "2025H1"}, ("", "", "80.5（2025年上半年）")),
        ([], {"period": "2024"}, ("", "80.5", "")),
        ([], {"period": "2021/2025"}, ("", "", "80.5（2021—2025年）")),
        (["2025 80.5"], {"measure": "change_pp"}, ("", "", "80.5（变化（百分点））")),
        (
            ["2025 80.5", "2025 82"],
            {"outcome": "pending", "reason": "conflict"},
            ("", "", "80.5、82（来源不一致）"),
        ),
        ([], {"value": None, "text": "甲断面 Ⅱ", "period": None}, ("", "", "甲断面 Ⅱ")),
    ],
)
def test_three_years_of_figures(
    series: list[str], changes: dict[str, object], texts: tuple[str, str, str]
) -> None:
    values = section(series=points(*series), **changes).values
    assert tuple(one.text for one in values) == texts


def test_figures_of_other_periods_stand_apart() -> None:
    found = section(series=points("2015 71", "2025H1 82 provisional", "2024 79")).other_values
    assert [(one.period, one.text) for one in found] == [
        ("2015年", "71"),
        ("2025年上半年", "82（阶段性数据）"),
    ]


def test_the_requirement_comes_first_among_sources() -> None:
    one = section()
    assert one.sources[0] == PLAN
    assert one.data_sources == (SUMMARY,)


def test_evidence_is_cited_by_its_label_with_what_is_wrong_with_it() -> None:
    proof = CitedEvidence(
        id="e1",
        label="2-2025-1",
        title="监测年报",
        issuer="市监测站",
        number="监〔2026〕1号",
        date=date(2026, 1, 5),
        period="2024",
        years=(2024,),
        pages=12,
        file="evidence/a.pdf",
        state=EvidenceState.OK,
    )
    loose = proof.model_copy(
        update={
            **dict.fromkeys(("label", "issuer", "number", "date", "period", "pages", "file")),
            "title": "报表.pdf",
            "state": EvidenceState.UNREGISTERED,
        }
    )
    wrong = proof.model_copy(update={"state": EvidenceState.WRONG_PERIOD})
    rows = (
        result("1", "甲", evidence=[proof], provable=True),
        result("2", "乙", evidence=[wrong, loose], provable=False),
    )
    (chapter,) = chapters_of(document(assessment(results=rows)))
    assert [one.provable for one in chapter.sections] == ["可证明", "不能证明"]
    assert [
        (one.evidence.label, one.evidence.about, one.evidence.state, one.numbers)
        for one in chapter.evidence
    ] == [
        (
            "2-2025-1",
            "市监测站，监〔2026〕1号，2026-01-05，涵盖2024，12 页",
            "有效、时期不符",
            ("1", "2"),
        ),
        ("报表.pdf", "", "未登记", ("2",)),
    ]


def test_what_is_missing_is_asked_of_departments_and_nobody_comes_last() -> None:
    rows = (
        missing("1", "甲", department=[]),
        missing("2", "乙", department=["水利局", "生态环境局"]),
        missing("3", "丙", explanation="各分项都达标才算达标", department=["水利局"]),
        missing("3a", "丙一", parent="c3", department=["水利局"], reason="no_target"),
        missing("4", "丁", department=["水利局"], reason="no_statement", unit=None),
        missing("5", "戊", department=["水利局"], unit=None, series=points("2024 有")),
        result("6", "己", department=["水利局"]),
    )
    (chapter,) = chapters_of(document(assessment(results=rows)))
    assert [
        (
            request.department,
            [(one.section.number, one.needed, one.blank) for one in request.wanted],
        )
        for request in chapter.requests
    ] == [
        (
            "水利局",
            [
                ("2", "2025 年数据（%）", "2023年、2024年"),
                ("3a", "上级下达目标的文件", "2023年、2024年"),
                ("4", "书面认定或证明", "2023年、2024年"),
                ("5", "2025 年情况和依据的文件", "2023年"),
            ],
        ),
        ("责任部门未明确", [("1", "2025 年数据（%）", "2023年、2024年")]),
    ]


def test_what_documents_report_on_a_task() -> None:
    report = ReportDocument(
        as_of="2025H1",
        item=None,
        stage="开工",
        counts=True,
        done="3",
        total="5",
        action="已进场",
        blocked=None,
        source=SUMMARY,
    )
    task = TaskDocument(
        status=TaskStatus.BEHIND,
        stage="开工",
        done_low="3",
        done_high="3",
        total="5",
        effort=Effort.FIRM,
        blocked=None,
        unit="个",
        serves=(),
        reports=(report,),
    )
    one = section_of(result("1", "治理工程", task=task), YEARS, Kind.TASKS)
    (line,) = one.reports
    assert one.verdict == "未完成"
    assert (line.as_of, line.stage, line.done, line.action) == (
        "2025年上半年",
        "开工",
        "3/5",
        "已进场",
    )


@pytest.mark.parametrize(
    ("kind", "decision", "standing", "said"),
    [
        ("standard", "pass", "pass", "自查达到申报要求。"),
        ("standard", "fail", "fail", "自查未达到申报要求。"),
        ("standard", "undetermined", "undetermined", "是否达到申报要求，暂不能定。"),
        (
            "standard",
            "undetermined",
            "pass",
            "是否达到申报要求，暂不能定；按现有数据，自查达到申报要求，尚非定论。",
        ),
        ("plan", "pass", "pass", "目标完成。"),
        ("plan", "fail", "fail", "目标未完成。"),
        (
            "tasks",
            "undetermined",
            "fail",
            "目标是否完成，暂不能定；按现有数据，目标未完成，尚非定论。",
        ),
    ],
)
def test_the_decision_in_one_sentence(kind: str, decision: str, standing: str, said: str) -> None:
    head = RulesetHead(id="a/b", edition="2021", title="标准", kind=Kind(kind))
    one = assessment(ruleset=head, decision=Decision(decision), as_it_stands=Decision(standing))
    assert statement_of(one) == f"对照《标准》，常州市钟楼区2025年度{said}"


@pytest.mark.parametrize(
    ("named", "asked"), [(["水利局"], ("水利局",)), ([], ("统计局",))], ids=["ruleset", "catalogue"]
)
def test_who_reports_the_indicator_answers_where_the_ruleset_names_nobody(
    named: list[str], asked: tuple[str, ...]
) -> None:
    assert section(department=named, reported_by=["统计局"]).departments == asked
