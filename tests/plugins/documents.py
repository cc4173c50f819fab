"""A small assessment, made by hand, for the tests of reports."""

from __future__ import annotations

from datetime import date

from zlrules.document import (
    AssessmentDocument,
    ConflictDocument,
    Counts,
    DistrictHead,
    InputRecord,
    ResultDocument,
    RulesetAssessment,
    RulesetHead,
    RulesetRecord,
    Run,
    Saying,
    SourceDocument,
)
from zlrules.words import Decision, Kind, Nature

PLAN = SourceDocument(document="钟楼区规划", place="表2 第2行", quote="81.6")
SUMMARY = SourceDocument(document="[2025年工作总结]", place=None, quote=None)

RESULT: dict[str, object] = {
    "criterion": "air.good_days",
    "number": "2",
    "parent": None,
    "title": "环境空气质量优良天数比率",
    "group": ["环境质量"],
    "nature": "binding",
    "scope": "全区",
    "indicator": "air.good_days_ratio",
    "unit": "%",
    "quote": "81.6",
    "required": "≥81.6",
    "definition": None,
    "calculation": None,
    "value": "80.5",
    "low": "80.5",
    "high": "80.5",
    "text": None,
    "measure": "value",
    "period": "2025",
    "status": "final",
    "as_of": None,
    "series": [],
    "baseline": None,
    "due": 2025,
    "due_state": "due",
    "outcome": "missed",
    "settles": True,
    "margin": "-1.1",
    "reason": None,
    "explanation": "现状值 80.5%，要求≥81.6，未达标，差 1.1个百分点。",
    "basis": ["figure"],
    "decided_by": None,
    "confidence": "official",
    "na_reason": None,
    "readings": [],
    "task": None,
    "department": ["生态环境局"],
    "sources": [PLAN, SUMMARY],
    "evidence": [],
    "provable": None,
}
NO_FIGURE: dict[str, object] = dict.fromkeys(
    ("value", "low", "high", "text", "measure", "period", "status", "margin")
)
MISSING: dict[str, object] = {
    **NO_FIGURE,
    "outcome": "no_data",
    "settles": False,
    "reason": "no_figure",
    "basis": [],
    "sources": [PLAN],
}


def result(number: str, title: str, **changes: object) -> ResultDocument:
    """A criterion that is missed by 1.1, but for the changes."""
    told = {**RESULT, "number": number, "criterion": f"c{number}", "title": title, **changes}
    return ResultDocument.model_validate(told)


def missing(number: str, title: str, **changes: object) -> ResultDocument:
    """A criterion without data."""
    explanation = "没有 2025 年数据（要求≥81.6）。"
    return result(number, title, **{**MISSING, "explanation": explanation, **changes})


def gaps() -> list[ResultDocument]:
    """Criteria that are missed, in the order of their numbers."""
    return [
        result("1", "公众满意度", nature="expected", value="40", margin="-55"),
        result("2", "优良天数比率", status="provisional", settles=False),
        result("3", "危险废物安全处置率", value="50", margin="-50.0", period="2024"),
        result(
            "4", "黑臭水体", **{**NO_FIGURE, "text": "未消除", "period": "2025"}, required="消除"
        ),
        result("5", "排放量", value="0", margin="-3", unit="吨", due_state="not_due"),
    ]


def others() -> list[ResultDocument]:
    """Criteria with other outcomes."""
    reported = {"basis": ["self_reported"], "margin": None, "outcome": "met"}
    met = {"outcome": "met", "value": "29.9", "unit": "微克/立方米", "low": "29.9", "high": "29.9"}
    return [
        result(
            "6",
            "达标处理率",
            **{**MISSING, "outcome": "pending", "value": "90", "low": "90", "unit": "%"},
            explanation="现状值 ≥90%，要求≥95；数据只给出范围，范围内有的达标、有的不达标。",
        ),
        missing("7", "农村污水治理率", scope="自然村"),
        missing("8", "减排量", explanation="各分项都达标才算达标：8a 缺数据、8b 达标。"),
        missing("8a", "挥发性有机物", parent="c8"),
        result("8b", "氮氧化物", parent="c8", **met, margin="2", explanation="达标。"),
        result("9", "细颗粒物(PM2.5)浓度", **met, margin="+4.1".lstrip("+"), required="≤34"),
        result("10", "绿化覆盖率", **{**met, "unit": "/"}, margin="0.0", period="2024"),
        result(
            "11",
            "清洁生产|验收率",
            **reported,
            confidence="weak",
            as_of=date(2025, 9, 30),
            status="provisional",
        ),
        result(
            "12",
            "受污染耕地",
            **{**MISSING, "outcome": "not_applicable"},
            na_reason="无受污染耕地",
            explanation="不适用：无受污染耕地。",
        ),
    ]


COUNTS = {
    Nature.BINDING: Counts(
        met=3, missed=4, no_data=2, pending=1, not_applicable=1, not_due=1, total=11
    ),
    Nature.EXPECTED: Counts(
        met=0, missed=1, no_data=0, pending=0, not_applicable=0, not_due=0, total=1
    ),
}


def assessment(**changes: object) -> RulesetAssessment:
    """One plan in one district and year, open, with every outcome."""
    told: dict[str, object] = {
        "ruleset": RulesetHead(
            id="zhonglou/14fyp", edition="2021", title="钟楼区“十四五”规划指标", kind=Kind.PLAN
        ),
        "district": DistrictHead(code="320404", name="常州市钟楼区"),
        "year": 2025,
        "kind": "annual",
        "decision": Decision.UNDETERMINED,
        "as_it_stands": Decision.FAIL,
        "best_case": Decision.PASS,
        "worst_case": Decision.FAIL,
        "reasons": ("未达标 4 项：优良天数比率（−1.1）等", "预期性指标只列出，不影响结论"),
        "counts": COUNTS,
        "completeness": "0.7273",
        "score": None,
        "results": (*gaps(), *others()),
    }
    return RulesetAssessment.model_validate({**told, **changes})


CONFLICT = ConflictDocument(
    district="320404",
    indicator="air.good_days_ratio",
    title="环境空气质量优良天数比率",
    scope="市区",
    period="2025H1",
    measure="change_pct",
    said=(Saying(value="1.6", source=PLAN), Saying(value="1.3", source=SUMMARY)),
    adopted=None,
)


def document(
    *assessments: RulesetAssessment,
    conflicts: tuple[ConflictDocument, ...] = (),
    warnings: tuple[str, ...] = (),
) -> AssessmentDocument:
    """A document of assessments."""
    run = Run(
        zlrules="0.1.0",
        judged_on=date(2026, 1, 15),
        plugins=(),
        inputs=(InputRecord(path="data/observations.csv", sha256="ab" * 32),),
        rulesets=(RulesetRecord(id="zhonglou/14fyp", edition="2021", sha256="cd" * 32),),
    )
    return AssessmentDocument(
        schema="zlrules/assessment/1",
        run=run,
        assessments=assessments,
        conflicts=conflicts,
        warnings=warnings,
    )


def full_document() -> AssessmentDocument:
    """Everything a report can show."""
    return document(assessment(), conflicts=(CONFLICT,), warnings=("参考对照，不适用于本区",))
