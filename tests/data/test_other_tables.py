"""Districts, assigned targets and statements in the form that scoring wants."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import polars as pl
import pytest

from zlrules.data.assigned import check_assigned
from zlrules.data.attestations import check_attestations
from zlrules.data.districts import check_districts
from zlrules.data.duties import check_duties
from zlrules.data.events import check_events
from zlrules.data.evidence import check_evidence
from zlrules.data.headers import (
    ASSIGNED,
    ATTESTATIONS,
    DISTRICTS,
    DUTIES,
    EVENTS,
    EVIDENCE,
    NOT_APPLICABLE,
    PROGRESS,
    Table,
)
from zlrules.data.not_applicable import check_not_applicable
from zlrules.data.progress import check_progress
from zlrules.data.tables import conform, empty
from zlrules.errors import Problem
from zlrules.loading.catalogue import Catalogue
from zlrules.models.indicator import Indicator

KNOWN = frozenset({"320404"})
CATALOGUE = Catalogue(
    [Indicator.model_validate({"id": "cut", "name": "降低率", "aliases": ["降幅"], "unit": "%",
                               "kind": "ratio", "decimals": 1, "definition": "测试"})]
)  # fmt: skip
TARGET = {
    "district": "320404",
    "indicator": "cut",
    "period": "2025",
    "comparator": "不低于",
    "value": "18",
}
STATEMENT = {
    "district": "320404", "ruleset": "a/b", "criterion": "c", "kind": "正式认定",
    "document": "某函", "period": "2025",
}  # fmt: skip


def table(kind: Table, *rows: dict[str, str]) -> pl.DataFrame:
    """Rows as a table that was read."""
    return conform(pl.DataFrame(rows), kind, "x.csv")


@pytest.mark.parametrize(
    ("written", "column", "kept"),
    [
        ({"indicator": "降幅"}, "indicator", "cut"),
        ({"comparator": "不高于"}, "comparator", "at_most"),
        ({"comparator": "at_least"}, "comparator", "at_least"),
        ({"span": "2021/2025"}, "first", 2021),
        ({"base": "2020"}, "base_year", 2020),
        ({"measure": "变化率"}, "measure", "change_pct"),
        ({"value": "18.50"}, "digits", 1850),
        ({"value": "18.50"}, "decimals", 2),
        ({"unit": "％"}, "unit", "％"),
        ({}, "scope", "全区"),
        ({}, "year", 2025),
        ({}, "first", None),
    ],
)
def test_targets(written: dict[str, str], column: str, kept: object) -> None:
    frame, problems = check_assigned(table(ASSIGNED, {**TARGET, **written}), KNOWN, CATALOGUE)
    assert problems == []
    assert frame[column].to_list() == [kept]


def test_targets_of_other_years_and_scopes_stand_side_by_side() -> None:
    rows = [
        {**TARGET, "scope": "全区"},
        {**TARGET, "scope": "市区"},
        {**TARGET, "scope": "", "period": "2024"},
    ]
    assert check_assigned(table(ASSIGNED, *rows), KNOWN, CATALOGUE)[1] == []


@pytest.mark.parametrize(
    ("written", "column", "kept"),
    [
        ({"kind": "自报"}, "kind", "self_reported"),
        ({"kind": "departmental"}, "kind", "departmental"),
        ({"period": "2021/2025"}, "from_year", 2021),
        ({"period": "2021/2025"}, "to_year", 2025),
        ({}, "from_year", 2025),
        ({"expires": "2026-12-31"}, "until", date(2026, 12, 31)),
        ({}, "until", None),
        ({}, "node", ""),
    ],
)
def test_statements(written: dict[str, str], column: str, kept: object) -> None:
    frame, problems = check_attestations(table(ATTESTATIONS, {**STATEMENT, **written}), KNOWN)
    assert problems == []
    assert frame[column].to_list() == [kept]


def test_districts_with_attributes() -> None:
    raw = table(
        DISTRICTS,
        {"代码": "320404", "名称": "甲区", "地形": "山区"},
        {"代码": "320405", "名称": "甲区", "地形": ""},
    )
    assert check_districts(raw) == []
    assert raw["地形"].to_list() == ["山区", None]


def test_districts_without_codes_are_no_repeats() -> None:
    raw = table(DISTRICTS, {"代码": "", "名称": "甲区"}, {"代码": "", "名称": "乙区"})
    problems = check_districts(raw)
    assert [problem.wrong for problem in problems] == ["没有填写", "没有填写"]


Check = Callable[[pl.DataFrame, frozenset[str]], tuple[pl.DataFrame, list[Problem]]]
CHECKS: dict[Table, tuple[Check, dict[str, str]]] = {
    ASSIGNED: (partial(check_assigned, catalogue=CATALOGUE), TARGET),
    ATTESTATIONS: (check_attestations, STATEMENT),
    NOT_APPLICABLE: (
        check_not_applicable,
        {"district": "320404", "ruleset": "a/b", "criterion": "c", "period": "2025",
         "reason": "不涉及", "document": "某函"},
    ),
    EVENTS: (
        partial(check_events, catalogue=CATALOGUE),
        {"district": "320404", "kind": "事故", "date": "2025-03-01"},
    ),
    PROGRESS: (
        check_progress, {"district": "320404", "task": "t", "as_of": "2025", "action": "已启动"},
    ),
    EVIDENCE: (check_evidence, {"district": "320404", "id": "ZM-001", "title": "某函", "period": "2025"}),
    DUTIES: (
        check_duties, {"district": "320404", "ruleset": "a/b", "criterion": "c", "lead": "某局"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", CHECKS, ids=lambda kind: kind.name)
def test_tables_without_rows_have_the_columns_of_those_with_some(kind: Table) -> None:
    check, row = CHECKS[kind]
    told, _ = check(table(kind, row), KNOWN)
    nothing, problems = check(empty(kind), KNOWN)
    assert (nothing.schema, problems) == (told.clear().schema, [])
