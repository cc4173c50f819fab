"""The form that a ruleset becomes: its rows, what may be filled in, what it says."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from tests.plugins.zlrules_forms.forms_at_hand import (
    FIXTURES,
    HEADER,
    FilledForm,
    form,
    number,
    run,
    workspace,
)

HERE = Path(__file__).parent
EXAMPLES = FIXTURES.parent / "docs" / "examples"


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> FilledForm:
    """A county of the invented workspace, in which most is known."""
    folder = tmp_path_factory.mktemp("county")
    hedu = FIXTURES / "hedu"
    return form(folder, "national/zone-county@2019", "-w", hedu, "--district", "990181")


def table(rows: list[dict[str, str]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def test_a_form_asks_for_every_row_in_the_order_of_the_plan(tmp_path: Path) -> None:
    plan = form(tmp_path, "zhonglou/14fyp", "-w", FIXTURES / "zhonglou", year="2025")
    expected = (HERE / "form-14fyp.csv").read_text(encoding="utf-8")
    assert table(plan.rows()) == expected


def test_rows_that_compare_years_stand_there_once_a_year(county: FilledForm) -> None:
    rows = [row for row in county.rows() if row["序号"] == "7b"]
    told = [(row["年份"], row["填什么"], row["上年值"], row["已有数据"]) for row in rows]
    assert told == [
        ("2018", "数值", "", "33.0"),
        ("2019", "数值", "33.0", "31.0"),
        ("2020", "数值", "31.0", "29.5"),
        ("2020", "比2019年变化率（%）", "", "-4.8"),
    ]


def test_a_target_that_is_known_says_which_figure_is_asked_for(county: FilledForm) -> None:
    (row,) = [row for row in county.rows("下达目标") if row["序号"] == "7b"]
    assert (row["已有目标"], row["年份"]) == ("比2019年变化率 ≤-3.0", "2020")


def test_sheets_are_only_there_where_something_is_asked(county: FilledForm, tmp_path: Path) -> None:
    assert county.book.sheetnames == [
        "填表说明",
        "填报",
        "下达目标",
        "书面证明",
        "事件",
        "证明材料",
        "选项",
    ]
    tasks = form(tmp_path, "zhonglou/annual@2025", year="2025")
    assert tasks.book.sheetnames == ["填表说明", "填报", "任务进展", "证明材料", "选项"]


def test_gates_ask_for_statements_and_events(county: FilledForm) -> None:
    rows = county.rows("书面证明")
    assert [row["序号"] for row in rows if row["考核指标编号"]] == ["申报3", "申报5", "申报8"]
    lists = county.sheet("选项")
    words = {str(cell.value) for row in lists.iter_rows() for cell in row if cell.value}
    assert {"突发环境事件", "重大", "部门证明", "不涉及", "面积不减少", "阶段性"} <= words


def test_tasks_and_their_items_have_rows(tmp_path: Path) -> None:
    tasks = form(tmp_path, "zhonglou/annual@2025", year="2025")
    rows = [row for row in tasks.rows("任务进展") if row["任务编号"] == "water.black_odour"]
    assert [(row["分事项"], row["事项编号"]) for row in rows] == [
        ("整项", ""),
        ("支流支浜", "tributaries"),
        ("“房前屋后”小微黑臭水体", "small"),
    ]


def test_only_cells_to_fill_in_are_open(county: FilledForm) -> None:
    sheet, columns = county.sheet(), county.columns()
    assert sheet.protection.sheet
    assert not sheet.protection.password
    is_open = {
        header: not sheet.cell(HEADER + 1, place).protection.locked
        for header, place in columns.items()
    }
    assert [header for header, can in is_open.items() if can] == [
        *("数值或状态", "界限", "数据状态", "截至日期", "来源", "位置", "原文"),
        *("证明材料", "不适用原因", "不适用依据", "备注"),
    ]
    hidden = [
        header
        for header, place in columns.items()
        if sheet.column_dimensions[get_column_letter(place)].hidden
    ]
    assert hidden[:1] == ["考核指标编号"]


def test_the_name_of_a_place_is_left_open(tmp_path: Path) -> None:
    """Where a requirement holds in each of several places, people write which."""
    listed = form(tmp_path, str(HERE / "departments.yaml"), year="2025")
    rows = [row for row in listed.rows() if row["序号"] == "2"]
    assert [(row["范围"], row["原范围"]) for row in rows] == [("省考断面/", "省考断面/")] * 3
    sheet, columns = listed.sheet(), listed.columns()
    place = listed.rows().index(rows[0]) + HEADER + 1
    assert not sheet.cell(place, columns["范围"]).protection.locked


def test_cells_choose_from_lists_and_check_numbers(county: FilledForm) -> None:
    place = county.columns()["数值或状态"]

    def rule(wanted: str) -> DataValidation:
        """What is checked of the value in a row."""
        row = county.rows().index(next(filter(number(wanted), county.rows()))) + HEADER + 1
        cell = county.sheet().cell(row, place).coordinate
        rules: list[DataValidation] = county.sheet().data_validations.dataValidation
        (found,) = (one for one in rules if cell in one.sqref)
        return found

    share, state = rule("3"), rule("1")
    assert (share.type, share.formula1, share.formula2) == ("decimal", "0.0", "100.0")
    assert "应在 0 到 100 之间" in str(share.error)
    assert (state.type, state.formula1) == ("list", "选项!$A$1:$A$2")
    lists = [[cell.value for cell in column] for column in county.sheet("选项").iter_cols()]
    assert lists[0][:3] == ["制定实施", "未制定实施", None]


def test_a_form_prints_on_wide_pages_with_its_header(county: FilledForm) -> None:
    sheet = county.sheet()
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == f"${HEADER}:${HEADER}"
    assert sheet.freeze_panes == "C5"
    assert sheet.auto_filter.ref


def test_texts_of_rulesets_never_become_formulas(tmp_path: Path) -> None:
    """A stranger's ruleset or workspace can't have a form run anything."""
    own = Path(shutil.copytree(EXAMPLES, tmp_path / "a"))
    text = (own / "operators.yaml").read_text(encoding="utf-8")
    changed = text.replace("优良天数比率不低于限值", "'=HYPERLINK(\"http://x\")'")
    assert changed != text
    (own / "operators.yaml").write_text(changed, encoding="utf-8")
    listed = form(tmp_path, str(own / "operators.yaml"), year="2025")
    assert listed.rows()[0]["考核指标"].startswith("=HYPERLINK")
    path = listed.path
    with zipfile.ZipFile(path) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "worksheets" in name]
    assert not any(b"<f>" in sheet for sheet in sheets)


def test_departments_get_a_file_each(tmp_path: Path) -> None:
    """Rows of several departments stand in the files of all of them."""
    folder = tmp_path / "各部门"
    ruleset = str(HERE / "departments.yaml")
    run("template", ruleset, "--year", "2025", "--by-department", "-o", folder)
    rows = {path.name: FilledForm(path).rows() for path in folder.iterdir()}
    assert {name: [row["序号"] for row in own] for name, own in rows.items()} == {
        "填报表_生态环境局.xlsx": ["1"],
        "填报表_气象局.xlsx": ["1"],
        "填报表_水利局.xlsx": ["2", "2", "2", "4a"],
        "填报表_未定部门.xlsx": ["3"],
    }


def test_a_form_that_may_be_filled_in_is_never_written_over(tmp_path: Path) -> None:
    path = form(tmp_path, "zhonglou/14fyp", year="2025").path
    before = path.read_bytes()
    told = run("template", "zhonglou/14fyp", "--year", "2025", "-o", path)
    assert "已有这个文件，可能是填好的表; 换一个文件名" in told
    assert path.read_bytes() == before
    told = run("template", "zhonglou/14fyp", "--year", "2025", "--by-department", "-o", tmp_path)
    assert "文件夹里有别的内容，不能覆盖" in told


def test_no_department_leads_out_of_the_folder(tmp_path: Path) -> None:
    text = (HERE / "departments.yaml").read_text(encoding="utf-8")
    (tmp_path / "own.yaml").write_text(text.replace("水利局", '"../../水利局:*"'), encoding="utf-8")
    folder = tmp_path / "表"
    ruleset = str(tmp_path / "own.yaml")
    run("template", ruleset, "--year", "2025", "--by-department", "-o", folder)
    assert {path.name for path in tmp_path.iterdir()} == {"own.yaml", "表"}
    assert [path.name for path in sorted(folder.iterdir())] == [
        "填报表_.._.._水利局__.xlsx",
        "填报表_未定部门.xlsx",
        "填报表_气象局.xlsx",
        "填报表_生态环境局.xlsx",
    ]


def test_the_guide_speaks_of_the_sheets_that_are_there(county: FilledForm) -> None:
    told = [str(row[0].value) for row in county.sheet("填表说明").iter_rows(min_row=3)]
    assert {"没有数据", "不适用", "下达目标", "书面证明", "事件"} <= set(told)
    assert "任务进展" not in told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["national/zone-county@2024", "--year", "2024"], "没有考核指标"),
        (["zhonglou/15fyp", "--year", "2025"], "没有这个指标体系"),
        (["zhonglou/14fyp", "--year", "2025", "-o", "填报表.xls"], "不是 .xlsx 文件"),
        (["zhonglou/14fyp", "--year", "2025", "-w", FIXTURES / "hedu"], "有 3 个行政区"),
        (
            ["zhonglou/14fyp", "--year", "2025", "-w", FIXTURES / "hedu", "--district", "1"],
            "没有行政区 '1'",
        ),
    ],
)
def test_what_cant_become_a_form_is_refused(
    tmp_path: Path, arguments: list[str | Path], words: str
) -> None:
    output: list[str | Path] = [] if "-o" in arguments else ["-o", tmp_path / "填报表.xlsx"]
    assert words in run("template", *arguments, *output)


def test_a_district_may_be_named_without_a_workspace(tmp_path: Path) -> None:
    plan = form(tmp_path, "national/zone-county@2019", "--district", "320404")
    assert {row["行政区"] for row in plan.rows()} == {"320404"}
    assert {row["已有数据"] for row in plan.rows()} == {""}


def test_a_workspace_is_left_as_it_is(tmp_path: Path) -> None:
    own = workspace(tmp_path, "zhonglou")
    before = {path: path.read_bytes() for path in own.rglob("*") if path.is_file()}
    form(tmp_path, "zhonglou/14fyp", "-w", own, year="2025")
    assert before == {path: path.read_bytes() for path in own.rglob("*") if path.is_file()}
