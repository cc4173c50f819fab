"""Whole tables, as CSV and Excel, through the command line."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter
from jsonschema import validate
from wcwidth import wcswidth

from zlrules.cli.entry import run
from zlrules_judge.judgement import Judgement

HERE = Path(__file__).parent
TABLE1 = HERE / "table1.csv"
HEADER = "序号,指标,单位,目标值,完成值,完成情况\n"
MARGINS = {
    **dict.fromkeys(["3", "7", "17"]),
    **dict.fromkeys(["2", "16", "19", "20"], "0"),
    **dict(zip(["1", "4", "5", "6"], ["50", "5.7", "11", "3.6"], strict=True)),
    **dict(zip(["8", "18", "22"], ["10", "3.1", "14.9"], strict=True)),
}
REASONS = {
    "9": "no_target",
    **dict.fromkeys(["10", "11", "12", "13", "14"], "target_blank"),
    "15": "change_target",
    "21": "value_note",
}


def write(folder: Path, text: str, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def judged(path: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, str | bool | None]]:
    assert run(["judge", str(path), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    validate(told, Judgement.model_json_schema(by_alias=True))
    rows: list[dict[str, str | bool | None]] = told["rows"]
    return rows


def messages(path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert run(["judge", str(path)]) == 4
    return [line.removeprefix(str(path)) for line in capsys.readouterr().err.splitlines()]


def workbook(folder: Path, title: str | None = None) -> Path:
    """表1 as a workbook, numbers as numbers, 类别 and the target of 9 to 14 as merged cells."""
    path = folder / "表1.xlsx"
    rows = list(csv.reader(io.StringIO(TABLE1.read_text(encoding="utf-8"))))
    with xlsxwriter.Workbook(path, {"strings_to_numbers": True}) as book:
        sheet = book.add_worksheet()
        first = 1 if title else 0
        for number, row in enumerate(rows, start=first):
            sheet.write_row(number, 0, row)
        sheet.merge_range(first + 9, 4, first + 14, 4, "控制在上级下达指标内")
        if title:
            sheet.write(0, 0, title)
    return path


def test_table1_of_the_plan_is_judged_row_by_row(capsys: pytest.CaptureFixture[str]) -> None:
    rows = judged(TABLE1, capsys)
    assert {row["number"]: row["margin"] for row in rows if row["outcome"] == "met"} == MARGINS
    assert {row["number"]: row["reason"] for row in rows if row["outcome"] == "pending"} == REASONS
    assert all(row["agrees"] is (row["outcome"] == "met" or None) for row in rows)


@pytest.mark.parametrize("title", [None, "表 1 “十三五”指标完成情况"])
def test_the_same_table_in_excel_comes_to_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], title: str | None
) -> None:
    told = [(row["number"], row["outcome"], row["margin"]) for row in judged(TABLE1, capsys)]
    excel = judged(workbook(tmp_path, title), capsys)
    assert [(row["number"], row["outcome"], row["margin"]) for row in excel] == told


def test_percent_cells_of_excel_are_judged_as_they_are_seen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "table.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["指标", "单位", "目标值", "完成值"])
        sheet.write_row(1, 0, ["优良天数比例", "%", "≥75"])
        sheet.write_number(1, 3, 0.786, book.add_format({"num_format": "0.0%"}))
    (row,) = judged(path, capsys)
    assert (row["outcome"], row["margin"]) == ("met", "3.6")


@pytest.mark.parametrize(
    ("value", "printed", "code"),
    [("95", "完成", 0), ("85", "未完成", 1), ("—", "完成", 3), ("95(预计)", "完成", 3)],
)
def test_the_exit_code_tells_the_worst(tmp_path: Path, value: str, printed: str, code: int) -> None:
    path = write(tmp_path, f"{HEADER}1,甲,%,≥90,95,完成\n2,乙,%,≥90,{value},{printed}\n")
    assert run(["judge", str(path), "--exit-code"]) == code
    assert run(["judge", str(path)]) == 0


def test_disagreements_come_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, f"{HEADER}1,甲,%,≥90,95,完成\n2,乙,%,≥90,85.5,完成\n")
    assert run(["judge", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [
        "表中填写与判定不一致（1 项）",
        "- 2 乙: 填写“完成”，判定未达标（要求 ≥90，完成值 85.5，差距 −4.5）",
    ]
    assert lines[-2:] == [
        "统计: 达标 1，未达标 1，缺数据 0，待核定 0，合计 2",
        "结论: 核对了 2 项填写，1 项不一致；各项都有判定。",
    ]


def test_the_page_is_aligned_and_explains_what_is_open(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["judge", str(TABLE1)]) == 0
    page = capsys.readouterr().out
    assert page == (HERE / "table1.txt").read_text(encoding="utf-8")
    lines = page.split("\n\n")[0].splitlines()
    assert max(map(wcswidth, lines)) <= 100
    assert len({wcswidth(line) for line in lines[2:] if line.endswith("一致")}) == 1


def test_headers_may_be_the_usual_other_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "编号,指标 名称,计量单位,2025年目标值,２０２５年现状值,是否完成\n1,甲,%,≥90,95,是\n"
    row = judged(write(tmp_path, text), capsys)[0]
    assert (row["number"], row["outcome"], row["agrees"]) == ("1", "met", True)


def test_only_indicator_target_and_value_are_needed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = judged(write(tmp_path, "指标,目标,实际值\n甲,≥90%,95%\n"), capsys)[0]
    assert (row["number"], row["unit"], row["outcome"], row["agrees"]) == (None, None, "met", None)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("甲,乙\n1,2\n", ["列 完成值: 缺少表头", "列 指标: 缺少表头", "列 目标值: 缺少表头"]),
        ("指标,目标值\n甲,≥90\n", ["列 完成值: 缺少表头"]),
        (
            "指标,2020年目标值,2025年目标值,完成值\n甲,1,2,3\n",
            ["列 目标值: 有几个表头都可以是它：2020年目标值、2025年目标值"],
        ),
        (
            "指标,2025年目标值,2020年现状值\n甲,≥90,95\n",
            ["列 完成值: “2020年现状值”与“2025年目标值”不是同一年，基期的现状值不是完成值"],
        ),
        (HEADER, ["表中没有可判定的行"]),
        (f"{HEADER}1,,%,≥90,95,完成\n2,,%,≥90,95,完成\n", ["列 指标: 没有填写"] * 2),
        ("指标,目标值,完成值,完成值\n甲,1,2,3\n", ["读不了：表头重复：完成值"]),
        ("", ["读不了：文件是空的"]),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_everything_that_is_wrong(
    tmp_path: Path, text: str, told: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    lines = messages(write(tmp_path, text), capsys)
    assert [line.split(": ", 1)[1].split("; ")[0] for line in lines] == told
    assert all("; " in line for line in lines)


def test_the_exact_header_wins_over_one_that_would_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "指标,2015年现状值,目标值,完成值\n甲,10,≥90,95\n"
    assert judged(write(tmp_path, text), capsys)[0]["value"] == "95"


def test_a_file_of_another_kind_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "不认识后缀 '.docx'" in messages(write(tmp_path, "", "table.docx"), capsys)[0]


def test_repeated_headers_empty_rows_and_notes_below_are_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"{HEADER}1,甲,%,≥90,95,完成\n,,,,,\n{HEADER}2,乙,%,≥90,95,完成\n注：来自年报,,,,,\n"
    assert [row["number"] for row in judged(write(tmp_path, text), capsys)] == ["1", "2"]


def test_rows_of_the_same_name_are_judged_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"{HEADER}1,甲,%,≥90,95,完成\n1,甲,%,≥90,85,完成\n"
    assert [row["outcome"] for row in judged(write(tmp_path, text), capsys)] == ["met", "missed"]


def test_no_spreadsheet_takes_a_cell_for_a_formula(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, f"{HEADER}@1,=1+1,+x,=90,85,-cmd\n2,乙,%,≥90,85,完成\n")
    assert run(["judge", str(path), "--format", "csv"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("\ufeff序号,指标,单位,")
    first, second = list(csv.DictReader(io.StringIO(text[1:])))
    told = [first[name] for name in ("序号", "指标", "单位", "要求", "差距", "表中填写")]
    assert told == ["'@1", "'=1+1", "'+x", "'=90", "-5", "'-cmd"]
    assert (second["差距"], second["是否一致"]) == ("-5", "不一致")


def test_a_table_cannot_steer_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, f"{HEADER}1,甲\x1b[2J,%,≥90,85\x07,完成\n")
    assert run(["judge", str(path)]) == 0
    assert not {"\x1b", "\x07"} & set(capsys.readouterr().out)


def test_thousands_of_rows_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "".join(f"{n},指标{n},%,≥{n}.5,{n + n % 2},完成\n" for n in range(3_000))
    path = write(tmp_path, HEADER + rows)
    assert run(["judge", str(path), "--format", "json"]) == 0
    assert run(["judge", str(path), "-o", str(tmp_path / "out.txt")]) == 0
    told = json.loads(capsys.readouterr().out)["rows"]
    assert [row["outcome"] for row in told] == ["missed", "met"] * 1_500


def test_without_the_operator_it_needs_it_stops(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--disable", "delegated", "judge", str(TABLE1)]) == 4
    assert "未知判定方式 'assigned'" in capsys.readouterr().err


def test_more_rows_than_text_can_hold_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, "指标,目标值,完成值\n" + "甲,≥1,1\n" * 100_001)
    assert "有 100,001 行，超过上限 100,000 行" in messages(path, capsys)[0]


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    out = tmp_path / "判定.json"
    assert run(["judge", str(TABLE1), "--format", "json", "-o", str(out)]) == 0
    assert Judgement.model_validate_json(out.read_text(encoding="utf-8")).rows[0].margin == "50"
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


@pytest.mark.parametrize(
    "program",
    [
        "import zlrules_judge; list(zlrules_judge.zlrules_commands())[0].load()",
        "from zlrules.cli.entry import run; run(['judge', '--help'])",
    ],
)
def test_the_help_needs_no_heavy_libraries(program: str) -> None:
    check = "; import sys; assert not {'polars', 'pydantic', 'tabulate'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", program + check], check=True, capture_output=True)
