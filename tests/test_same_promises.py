"""One promise in two rulesets: counted once, and a conflict where the targets differ."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from zlrules.cli.entry import run

Screen = pytest.CaptureFixture[str]

HEAD = """\
edition: "2025"
kind: tasks
title: 某区任务
issuer: 某区
in_force: {from: 2025-01-01, to: 2025-12-31}
documents: {plan: {title: 某区规划}}
pass_rule: {task: all}
"""
MAIN = [
    (
        "{id: soil, number: '1', title: 受污染耕地, nature: task, indicator: air.good_days_ratio, "
        "due: 2025, require: {at_least: 100}, source: {document: plan, place: 表2, quote: '100'}}"
    ),
    (
        "{id: ponds, number: '2', title: 黑臭水体, nature: task, due: 2025, "
        "task: {quantity: 18, unit: 条}, source: {document: plan, place: 表3, quote: '18'}}"
    ),
    (
        "{id: zone, number: '3', title: 示范区, nature: task, due: 2025-06-30, due_basis: plan_period, "
        "task: {}, source: {document: plan, place: 表4, quote: 创成}}"
    ),
]
TEXT = [
    (
        "{id: soil_text, number: '1', title: 受污染耕地, nature: task, indicator: air.good_days_ratio, "
        "due: 2025, require: {at_least: 90}, same_as: ['city/main@2025#soil'], "
        "source: {document: plan, place: 第三章, quote: 90%以上}}"
    ),
    (
        "{id: ponds_text, number: '2', title: 黑臭水体, nature: task, due: 2025, "
        "task: {quantity: 18.0, unit: 条, stages: [整治完成]}, same_as: ['city/main#ponds'], "
        "source: {document: plan, place: 第三章, quote: 18条}}"
    ),
    (
        "{id: zone_text, number: '3', title: 示范区, nature: task, due: 2025, "
        "task: {}, same_as: ['city/main#zone'], source: {document: plan, place: 第三章, quote: 创成}}"
    ),
]
WORKSPACE = """\
district: {code: "320404", name: 某区}
data: {progress: [progress.csv]}
assess: [{ruleset: city/text, year: 2025}]
judged_on: 2026-01-01
"""
PROGRESS = "行政区,指标体系,任务,截至日期,阶段,已完成数\n320404,city/main@2025,ponds,2025,完成,18\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    family = tmp_path / "rulesets" / "city"
    family.mkdir(parents=True)
    (tmp_path / "zlrules.yaml").write_text(WORKSPACE, encoding="utf-8")
    (tmp_path / "progress.csv").write_text(PROGRESS, encoding="utf-8")
    write(tmp_path, "main", MAIN)
    write(tmp_path, "text", TEXT)
    return tmp_path


def write(workspace: Path, name: str, rows: list[str]) -> None:
    listed = "".join(f"  - {row}\n" for row in rows)
    text = f"id: city/{name}\n{HEAD}criteria:\n{listed}"
    (workspace / "rulesets" / "city" / f"{name}.yaml").write_text(text, encoding="utf-8")


def document(workspace: Path, capsys: Screen, *options: str) -> Any:
    assert run(["assess", str(workspace), "--format", "json", *options]) == 0
    return json.loads(capsys.readouterr().out)


def test_only_targets_that_differ_are_conflicts(workspace: Path, capsys: Screen) -> None:
    """The same quantity in other words is no conflict, nor a date that nobody printed."""
    found = document(workspace, capsys)["conflicts"]
    assert [(one["title"], one["measure"], one["period"], one["said"]) for one in found] == [
        (
            "受污染耕地",
            "target",
            "2025",
            [
                {
                    "value": "≥100，期限 2025",
                    "source": {"document": "某区规划", "place": "表2", "quote": "100"},
                },
                {
                    "value": "≥90，期限 2025",
                    "source": {"document": "某区规划", "place": "第三章", "quote": "90%以上"},
                },
            ],
        )
    ]


def test_the_rows_are_shown_here_and_counted_there(workspace: Path, capsys: Screen) -> None:
    both = document(
        workspace, capsys, "--ruleset", "city/main", "--ruleset", "city/text", "--year", "2025"
    )
    counts = [one["counts"] for one in both["assessments"]]
    assert [len(one["results"]) for one in both["assessments"]] == [3, 3]
    assert [sum(of["total"] for of in one.values()) for one in counts] == [3, 0]


def test_what_is_reported_on_the_one_is_told_of_the_other(workspace: Path, capsys: Screen) -> None:
    results = document(workspace, capsys)["assessments"][0]["results"]
    ponds = results[1]
    assert ponds["task"]["status"] == "无数据"
    assert [one["done"] for one in ponds["task"]["reports"]] == ["18"]


def test_a_circle_through_two_files_is_refused(workspace: Path, capsys: Screen) -> None:
    write(
        workspace,
        "main",
        [MAIN[1].replace("due: 2025,", "due: 2025, same_as: ['city/text#ponds_text'],")],
    )
    write(workspace, "text", [TEXT[1]])
    assert run(["assess", str(workspace)]) == 4
    assert "'city/main#ponds' 绕回自己" in capsys.readouterr().err
