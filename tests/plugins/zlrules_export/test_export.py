from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

import zlrules_export
from tests.plugins.documents import assessment, document, full_document, missing, result
from zlrules import harmless
from zlrules.document import RulesetHead, to_json
from zlrules.words import Kind
from zlrules_export.csv_report import HEADERS, render_csv
from zlrules_export.json_report import render_json

HERE = Path(__file__).parent


def read(text: str) -> list[dict[str, str]]:
    """The rows, as a program reads them."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_table_reads_as_written_out() -> None:
    page = (HERE / "results.csv").read_bytes().decode("utf-8")
    assert render_csv(full_document(), colour=False) == page


def test_excel_is_told_the_encoding_once() -> None:
    text = render_csv(full_document(), colour=False)
    assert text.startswith("\ufeff指标体系,版本,")
    assert text.count("\ufeff") == 1


def test_a_row_holds_what_the_result_holds() -> None:
    rows = {row["序号"]: row for row in read(render_csv(full_document(), colour=False))}
    assert rows["2"] == {
        "指标体系": "zhonglou/14fyp",
        "版本": "2021",
        "行政区代码": "320404",
        "行政区": "常州市钟楼区",
        "年度": "2025",
        "序号": "2",
        "所属": "",
        "指标": "优良天数比率",
        "属性": "约束性",
        "范围": "全区",
        "要求": "≥81.6",
        "单位": "%",
        "现状值": "80.5",
        "时期": "2025",
        "数据状态": "阶段性数据",
        "判定": "未达标",
        "差距": "-1.1",
        "是否定论": "否",
        "原因": "",
        "说明": "现状值 80.5%，要求≥81.6，未达标，差 1.1个百分点。",
        "依据": "数据",
        "责任部门": "生态环境局",
        "来源": "钟楼区规划 表2 第2行：81.6；[2025年工作总结]",
    }
    assert rows["8a"]["所属"] == "8"
    assert rows["6"]["现状值"] == "≥90"
    assert rows["7"]["原因"] == "没有该年数据"
    assert rows["12"]["原因"] == "无受污染耕地"


def test_all_assessments_stand_in_one_table() -> None:
    one, other = assessment(year=2024), assessment(year=2025)
    rows = read(render_csv(document(one, other), colour=False))
    assert [row["年度"] for row in rows] == ["2024"] * 14 + ["2025"] * 14


def test_awkward_cells_come_back_whole() -> None:
    title = '甲,"乙"\n丙'
    rows = read(render_csv(document(assessment(results=[missing("1", title)])), colour=False))
    assert [row["指标"] for row in rows] == [title]
    assert set(rows[0]) == set(HEADERS)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("=0", "'=0"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1", "'＝1"),
        (" =1", "' =1"),
        ("-1.1\n", "'-1.1\n"),
        ("-1.1", "-1.1"),
        ("+5.7", "+5.7"),
        ("80.5", "80.5"),
        ("≥81.6", "≥81.6"),
        ("", ""),
    ],
)
def test_no_cell_is_taken_for_a_formula(cell: str, written: str) -> None:
    assert harmless(cell) == written


def test_formulas_from_data_are_harmless_and_margins_stay_numbers() -> None:
    made = assessment(results=[result("1", "=HYPERLINK(1)", department=["@x"])])
    (row,) = read(render_csv(document(made), colour=False))
    assert (row["指标"], row["责任部门"], row["差距"]) == ("'=HYPERLINK(1)", "'@x", "-1.1")


def test_tasks_are_done_or_not() -> None:
    tasks = RulesetHead(id="zhonglou/tasks", edition="2025", title="任务清单", kind=Kind.TASKS)
    made = assessment(ruleset=tasks, results=[result("1", "甲"), result("2", "乙", outcome="met")])
    assert [row["判定"] for row in read(render_csv(document(made), colour=False))] == [
        "未完成",
        "完成",
    ]


def test_without_results_the_headers_remain() -> None:
    assert render_csv(document(), colour=False) == "\ufeff" + ",".join(HEADERS) + "\n"


def test_json_is_the_document() -> None:
    text = render_json(full_document(), colour=True)
    assert text == to_json(full_document())
    assert json.loads(text)["schema"] == "zlrules/assessment/1"


def test_the_hook_hands_over_two_reports() -> None:
    made = {report.name: report for report in zlrules_export.zlrules_reports()}
    assert {name: report.suffix for name, report in made.items()} == {
        "csv": ".csv",
        "json": ".json",
    }
    assert made["csv"].render(full_document(), colour=False).startswith("\ufeff")
    assert made["json"].render(full_document(), colour=False).startswith("{")


def test_loading_the_plugins_imports_nothing_heavy() -> None:
    names = ("zlrules_export", "zlrules_markdown", "zlrules_terminal")
    heavy = ("click", "csv", "polars", "pydantic", "tabulate", "wcwidth")
    code = f"import sys, {', '.join(names)}; print([n for n in {heavy} if n in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
