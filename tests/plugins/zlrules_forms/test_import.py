"""Filled forms on their way back: what is taken, what is refused and where, what changes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from tests.plugins.zlrules_forms.forms_at_hand import (
    FIXTURES,
    HEADER,
    FilledForm,
    Value,
    form,
    number,
    run,
    workspace,
)

RULESET = "national/zone-county@2019"


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A form that nobody has filled in."""
    folder = tmp_path_factory.mktemp("blank")
    return form(folder, RULESET, "-w", FIXTURES / "hedu", "--district", "990181").path


@pytest.fixture
def filled(blank: Path, tmp_path: Path) -> FilledForm:
    """A form to be filled in."""
    return FilledForm(Path(shutil.copy(blank, tmp_path / "填报表.xlsx")))


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workspace, beside the form; both are named as people do who stand beside them."""
    monkeypatch.chdir(tmp_path)
    workspace(tmp_path)
    return Path("hedu")


def importing(filled: FilledForm, own: Path, *options: str | Path) -> str:
    filled.save()
    return run("data", "import", filled.path.name, "-w", own, *options)


def reported(own: Path, table: str = "observations") -> list[str]:
    return (own / "data/reported" / f"{table}.csv").read_text(encoding="utf-8-sig").splitlines()


def test_what_is_filled_in_goes_into_the_data_with_its_cell(filled: FilledForm, own: Path) -> None:
    filled.sheet()["C2"] = "生态环境局"
    filled.fill(number("14"), {"数值或状态": 99.5, "来源": "yearbook_2020", "位置": "第三节"})
    filled.fill(
        number("25a"), {"数值或状态": "≥95", "数据状态": "阶段性", "截至日期": "2020年6月30日"}
    )
    told = importing(filled, own)
    assert "导入: 新增 2，改动 0，相同 0" in told
    assert reported(own) == [
        "行政区,指标,范围,时期,数值,单位,界限,数据状态,截至日期,来源,位置",
        (
            "990181,rural.straw_used,全区,2020,95,%,>=,阶段性,2020-06-30,"
            "填报表.xlsx,填报表.xlsx 填报!L52（生态环境局）"
        ),
        (
            "990181,waste.hazardous_used_disposed,全区,2020,99.5,%,,,,"
            "yearbook_2020,第三节；填报表.xlsx 填报!L38（生态环境局）"
        ),
    ]
    listed = yaml.safe_load((own / "zlrules.yaml").read_text(encoding="utf-8"))
    assert listed["data"]["observations"][-1] == "data/reported/observations.csv"
    assert listed["documents"]["填报表.xlsx"] == {"title": "填报表.xlsx"}
    assert "行政区" in run("assess", own)


def test_comments_of_the_workspace_stay(filled: FilledForm, own: Path) -> None:
    before = (own / "zlrules.yaml").read_text(encoding="utf-8").splitlines()
    filled.fill(number("14"), {"数值或状态": 99.5})
    importing(filled, own)
    after = (own / "zlrules.yaml").read_text(encoding="utf-8").splitlines()
    assert [line for line in before if line not in after] == [
        "  observations: [data/hedu.csv, data/liuting.csv, data/moquan.csv]"
    ]


def test_every_mistake_is_told_by_its_cell_and_nothing_is_written(
    filled: FilledForm, own: Path
) -> None:
    before = (own / "zlrules.yaml").read_bytes()
    filled.fill(number("14"), {"数值或状态": "85.2（初步数）"})
    filled.fill(number("1"), {"数值或状态": "在编"})
    filled.fill(number("25a"), {"数值或状态": 130, "截至日期": "六月"})
    filled.fill(number("26"), {"数值或状态": "#DIV/0!"})
    filled.fill(number("27"), {"来源": "yearbook_2020"})
    filled.fill(number("28"), {"数值或状态": 99.5})
    assert importing(filled, own).splitlines() == [
        "填报表.xlsx!填报!" + line
        for line in (
            (
                "L38: 14 危险废物利用处置率 2020: 数值里有附注“(初步数)”，附注可能改变含义; "
                "附注移到备注；初步数、快报数在数据状态选“阶段性”"
            ),
            "L5: 1 生态文明建设规划 2020: 没有“在编”这种状态; 可用: 制定实施, 未制定实施",
            (
                "L52: 25a 农业废弃物综合利用率 秸秆综合利用率 2020: "
                "130 不在 秸秆综合利用率 可能的范围内; 应为 0 到 100，核对单位"
            ),
            "L55: 26 一般工业固体废物综合利用率 2020: 公式的结果是错误 #DIV/0!; 改正公式，或改填数值",
            "O52: 25a 农业废弃物综合利用率 秸秆综合利用率 2020: “六月”不是日期; 写成 2025-06-30",
            (
                "P56: 27 集中式饮用水水源地水质优良比例 2020: 填了这一格，没有填数值; "
                "补上数值；没有数据就都空着"
            ),
        )
    ]
    assert not (own / "data/reported").exists()
    assert (own / "zlrules.yaml").read_bytes() == before


UNSOUND: list[tuple[str, dict[str, Value], str]] = [
    ("3", {"不适用原因": "不涉及"}, "没有写不适用依据"),
    ("5", {"不适用原因": "不想填", "不适用依据": "answer"}, "没有“不想填”"),
    ("25b", {"不适用原因": "不涉及", "不适用依据": "answer", "数值或状态": 80}, "又填了数值"),
    ("14", {"数值或状态": "≥90", "界限": "<="}, "界限是 <=，数值里写的是 >="),
    ("25a", {"数值或状态": 90, "界限": "大概"}, "没有“大概”这种界限"),
    ("26", {"数值或状态": 90, "数据状态": "初步"}, "没有“初步”"),
    ("27", {"数值或状态": True}, "是逻辑值 TRUE"),
    ("28", {"数值或状态": "=1/3"}, "没有算出的结果"),
    ("29", {"数值或状态": 90, "范围": "乡镇"}, "范围改成了“乡镇”"),
    ("30", {"数值或状态": 90, "年份": "2019"}, "与看到的不符"),
    ("33", {"数值或状态": 90, "序号": "15"}, "与看到的不符"),
    ("37", {"数值或状态": 90, "表单版本": "0"}, "表单版本是“0”，现在是“1”"),
    ("38", {"数值或状态": 90, "指标体系": "national/zone-county@2031"}, "没有指标体系"),
    ("39", {"数值或状态": 90, "考核指标编号": "waste.gone"}, "没有 waste.gone 这一行"),
    ("40", {"数值或状态": 90, "指标编号": "air.pm25"}, "现在不看指标 air.pm25"),
    ("11", {"数值或状态": 90, "行政区": "320404"}, "工作区没有行政区 320404"),
    ("12a", {"证明材料": "a.pdf"}, "没有填数值"),
]
"""Rows that can't be used, all in one form."""

OTHERS: list[tuple[str, str | None, dict[str, Value], str]] = [
    ("下达目标", "13a", {"比较方式": "不低于"}, "没有写目标值"),
    ("下达目标", "13b", {"目标值": 3}, "没有选比较方式"),
    ("下达目标", "18", {"目标值": "3公顷", "比较方式": "不低于"}, "单位应是 %"),
    ("书面证明", "申报8", {"性质": "部门证明"}, "没有写文件"),
    (
        "书面证明",
        "申报5",
        {"性质": "领导说的", "文件": "a", "证明的时期": "2020"},
        "没有“领导说的”",
    ),
    (
        "书面证明",
        "",
        {"性质": "自报", "文件": "a", "证明的时期": "2020", "序号": "99"},
        "没有 99 这一行",
    ),
    ("事件", None, {"事件": "突发环境事件"}, "没有写事件或日期"),
    ("事件", None, {"事件": "吵架", "日期": "2020-05-01"}, "没有“吵架”"),
    ("证明材料", None, {"材料编号": "A", "材料说的时期": "2020"}, "没有写材料名称"),
    (
        "证明材料",
        None,
        {"材料编号": "B", "材料名称": "b", "材料说的时期": "2020", "支撑的序号": "99"},
        "没有序号 99",
    ),
]


@pytest.fixture(scope="module")
def refusals(blank: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], list[str]]:
    """What is said of a form full of mistakes, and the places that were filled in."""
    folder = tmp_path_factory.mktemp("refusals")
    own = workspace(folder)
    full = FilledForm(blank)
    places = [f"填报!{full.fill(number(row), cells)}" for row, cells, _ in UNSOUND]
    for sheet, where, cells, _ in OTHERS:
        taken = {int(place.rpartition("!")[2]) for place in places if place.startswith(sheet)}
        rows = enumerate(full.rows(sheet), HEADER + 1)
        place = next(at for at, row in rows if at not in taken and where in (None, row.get("序号")))
        full.put(place, cells, sheet)
        places.append(f"{sheet}!{place}")
    told = run("data", "import", full.save(folder / "填报表.xlsx"), "-w", own).splitlines()
    assert not (own / "data/reported").exists()
    return told, places


@pytest.mark.parametrize(
    ("at", "words"),
    list(enumerate([words for *_, words in UNSOUND] + [words for *_, words in OTHERS])),
)
def test_a_row_that_isnt_sound_is_refused_at_its_place(
    refusals: tuple[list[str], list[str]], at: int, words: str
) -> None:
    told, places = refusals
    sheet, row = places[at].split("!")
    here = re.compile(rf"填报表\.xlsx!{sheet}![A-Z]+{row}: ")
    assert any(words in line for line in told if here.search(line)), told


def test_answers_that_a_row_isnt_assessed_go_into_their_table(
    filled: FilledForm, own: Path
) -> None:
    filled.fill(
        number("25c"), {"不适用原因": "不涉及", "不适用依据": "answer", "原文": "不使用农膜"}
    )
    importing(filled, own)
    assert reported(own, "not_applicable") == [
        "行政区,指标体系,考核指标,时期,不参与考核原因,文件,位置,原文",
        (
            "990181,national/zone-county@2019,agriculture.film,2020,不涉及,answer,"
            "填报表.xlsx 填报!T54,不使用农膜"
        ),
    ]


def test_targets_statements_and_events_go_into_their_tables(filled: FilledForm, own: Path) -> None:
    target: dict[str, Value] = {
        "比较方式": "不低于",
        "目标值": 3,
        "文件": "tasks",
        "文件日期": "2020-03-01",
    }
    filled.fill(lambda row: row["序号"] == "13a", target, "下达目标")
    statement = {"性质": "部门证明", "文件": "statement", "证明的时期": "2018-01-01/2020-12-31"}
    filled.fill(lambda row: row["序号"] == "申报8", statement, "书面证明")
    filled.fill(lambda row: not row["序号"], {**statement, "序号": "14"}, "书面证明")
    event = {"事件": "突发环境事件", "等级": "一般", "日期": "2020/5/1", "责任单位": "某厂"}
    filled.fill(lambda row: True, event, "事件")
    told = run("data", "import", filled.save().name, "-w", own)
    assert "填报表.xlsx!下达目标:10: 列 指标（indicator）" in told
    assert "有几个下达目标" in told
    (own / "data" / "assigned.csv").write_text("行政区,指标,时期,比较方式,数值\n", encoding="utf-8")
    told = importing(filled, own)
    assert "新增 4" in told
    assert reported(own, "assigned")[1].startswith(
        "990181,ecology.shoreline_restored,全区,2020,不低于,3,公里,tasks,2020-03-01,"
    )
    assert [line.split(",")[2] for line in reported(own, "attestations")[1:]] == [
        "gate.falsified",
        "waste.hazardous",
    ]
    assert reported(own, "events")[1].startswith(
        "990181,events.environmental_incident,一般,2020-05-01,某厂"
    )


def test_reports_on_tasks_go_into_their_table(tmp_path: Path) -> None:
    own = workspace(tmp_path, "zhonglou")
    tasks = form(tmp_path, "zhonglou/annual@2025", "-w", own, year="2025")
    told: dict[str, Value] = {"截至日期": "2025-12", "阶段": "整治", "已完成数": 83, "总数": 83}
    tasks.fill(lambda row: row["任务编号"] == "air.lamp_cluster", told, "任务进展")
    assert "新增 1" in run("data", "import", tasks.save(), "-w", own)
    assert reported(own, "progress")[1].startswith(
        "320404,zhonglou/annual@2025,air.lamp_cluster,2025-12,整治,83,83,填报表.xlsx,"
    )


def test_evidence_that_comes_with_a_form_is_registered(tmp_path: Path) -> None:
    own = workspace(tmp_path, "zhonglou")
    plan = form(tmp_path, "zhonglou/14fyp", "-w", own, year="2025")
    plan.fill(number("7", "2025"), {"数值或状态": 3.2, "证明材料": "ZM-1"})
    proof: dict[str, Value] = {"材料编号": "ZM-1", "材料名称": "年报", "材料说的时期": "2025年"}
    more: dict[str, Value] = {"页数": 12, "材料文件": "evidence/年报.pdf", "支撑的序号": "8a、9"}
    plan.put(HEADER + 1, {**proof, **more, "材料日期": "2026/1/5"}, "证明材料")
    assert "新增 2" in run("data", "import", plan.save(), "-w", own)
    assert reported(own, "evidence")[1] == (
        "320404,ZM-1,年报,2026-01-05,2025,12,evidence/年报.pdf,zhonglou/14fyp@2021,"
        "reductions.projects.voc、sewage.urban_collected"
    )
    assert "相同 2" in run("data", "import", plan.path, "-w", own)
    assert "年报" in run("evidence", "status", own, "--ruleset", "zhonglou/14fyp", "--year", "2025")


def test_the_same_form_again_changes_nothing(filled: FilledForm, own: Path) -> None:
    filled.fill(number("14"), {"数值或状态": 99.5})
    importing(filled, own)
    before = (own / "data/reported/observations.csv").stat().st_mtime_ns
    assert "导入: 新增 0，改动 0，相同 1" in importing(filled, own)
    assert (own / "data/reported/observations.csv").stat().st_mtime_ns == before


def test_another_value_is_shown_and_needs_a_word(filled: FilledForm, own: Path) -> None:
    place = filled.fill(number("14"), {"数值或状态": 99.5})
    importing(filled, own)
    filled.put(place, {"数值或状态": 98})
    told = importing(filled, own)
    assert told == (
        "填报表.xlsx!填报!L38: 14 危险废物利用处置率 2020: 与以前导入的不同："
        "99.5 % 填报表.xlsx → 98 % 填报表.xlsx; 用 --dry-run 核对，要改的加 --replace"
    )
    assert "99.5" in reported(own)[1]
    assert "改动 数据 14 危险废物利用处置率 2020: 99.5 %" in importing(filled, own, "--dry-run")
    assert "99.5" in reported(own)[1]
    assert "改动 1" in importing(filled, own, "--replace")
    assert ",98,%," in reported(own)[1]


def test_a_rehearsal_writes_nothing(filled: FilledForm, own: Path) -> None:
    filled.fill(number("14"), {"数值或状态": 99.5})
    told = importing(filled, own, "--dry-run")
    assert (
        "新增 数据 14 危险废物利用处置率 2020: 99.5 % 填报表.xlsx（填报表.xlsx!填报!L38）" in told
    )
    assert "预演，没有写入: 新增 1，改动 0，相同 0" in told
    assert not (own / "data/reported").exists()


def test_figures_of_other_sources_stay_and_are_told(filled: FilledForm, own: Path) -> None:
    filled.fill(number("14"), {"数值或状态": 99.5})
    told = importing(filled, own)
    assert "与其他来源不同，两个都保留: hedu/data/hedu.csv:" in told
    assert "是 100" in told


def test_departments_that_disagree_are_named_with_both_cells(filled: FilledForm, own: Path) -> None:
    place = filled.fill(number("14"), {"数值或状态": 99.5})
    filled.save(Path("甲局.xlsx"))
    filled.put(place, {"数值或状态": 98})
    filled.save(Path("乙局.xlsx"))
    told = run("data", "import", "甲局.xlsx", "乙局.xlsx", "-w", own)
    assert told == (
        "乙局.xlsx!填报!L38: 14 危险废物利用处置率 2020: 填了 98 %，甲局.xlsx!填报!L38 填的是 99.5 %; "
        "核对后只留正确的；两处一样的只算一次"
    )


def test_departments_that_agree_are_counted_once(filled: FilledForm, own: Path) -> None:
    filled.fill(number("14"), {"数值或状态": "99.50%"})
    filled.save(Path("甲局.xlsx"))
    filled.fill(number("14"), {"数值或状态": 99.5})
    filled.save(Path("乙局.xlsx"))
    assert "新增 1，" in run("data", "import", "甲局.xlsx", "乙局.xlsx", "-w", own)
    assert "甲局.xlsx" in reported(own)[1]


def test_rows_may_be_sorted_and_moved(filled: FilledForm, own: Path) -> None:
    place = filled.fill(number("14"), {"数值或状态": 99.5})
    sheet = filled.sheet()
    sheet.move_range(f"A{place}:AE{place}", rows=200)
    sheet.insert_rows(1, 3)
    importing(filled, own)
    assert reported(own)[1].endswith(f"填报表.xlsx 填报!L{place + 203}")


def test_sheets_may_be_renamed_and_filtered(filled: FilledForm, own: Path) -> None:
    place = filled.fill(number("14"), {"数值或状态": 99.5})
    filled.sheet().row_dimensions[place].hidden = True
    filled.sheet().title = "我的表"
    importing(filled, own)
    assert "我的表!L38" in reported(own)[1]


def test_a_pasted_row_without_its_hidden_cells_is_refused(filled: FilledForm, own: Path) -> None:
    filled.put(
        150, {"序号": "14", "考核指标": "危险废物利用处置率", "年份": "2020", "数值或状态": 99.5}
    )
    assert (
        "填报表.xlsx!填报!L150: 14 危险废物利用处置率 2020: 这一行没有表单的隐藏内容"
        in importing(filled, own)
    )


def test_a_sheet_without_its_columns_is_refused(filled: FilledForm, own: Path) -> None:
    filled.sheet().delete_cols(filled.columns()["要求"])
    filled.put(HEADER + 5, {"数值或状态": 99.5})
    assert "填报表.xlsx!填报!A4: 表头: 缺少列 要求" in importing(filled, own)


def test_a_row_merged_with_another_is_refused(filled: FilledForm, own: Path) -> None:
    place = filled.fill(number("14"), {"数值或状态": 99.5})
    filled.sheet().merge_cells(f"L{place}:L{place + 1}")
    told = importing(filled, own)
    assert f"填报表.xlsx!填报!L{place}: 14 危险废物利用处置率 2020: 与别的行合并" in told
    assert f"填报表.xlsx!填报!L{place + 1}: " in told


def test_texts_that_look_like_formulas_are_made_harmless(filled: FilledForm, own: Path) -> None:
    filled.fill(number("14"), {"数值或状态": 99.5, "原文": "=cmd|' /C calc'!A0", "位置": "@x"})
    importing(filled, own)
    assert "'=cmd|' /C calc'!A0" in reported(own)[1]
    assert ",'@x；填报表.xlsx" in reported(own)[1]
    assert "相同 1" in importing(filled, own)


def test_the_place_that_a_form_leaves_open_must_be_named(tmp_path: Path) -> None:
    own = workspace(tmp_path)
    (own / "rulesets" / "tests").mkdir()
    shutil.copy(Path(__file__).parent / "departments.yaml", own / "rulesets" / "tests" / "a.yaml")
    listed = form(tmp_path, "tests/departments", "-w", own, "--district", "990181", year="2025")
    rows = [place for place, row in enumerate(listed.rows(), HEADER + 1) if row["序号"] == "2"]
    listed.put(rows[0], {"范围": "省考断面/钟楼大桥", "数值或状态": 95})
    listed.put(rows[1], {"数值或状态": 96})
    told = run("data", "import", listed.save(), "-w", own)
    assert "没有写明是哪一个" in told
    listed.put(rows[1], {"范围": "省考断面/新闸"})
    assert "新增 2" in run("data", "import", listed.save(), "-w", own)
    assert [line.split(",")[2] for line in reported(own)[1:]] == [
        "省考断面/新闸",
        "省考断面/钟楼大桥",
    ]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("填报表.xls", "用 Excel 或 WPS 另存为 .xlsx 再导入"),
        ("填报表.et", "另存为 .xlsx"),
        ("填报表.xlsm", "带宏的工作簿不导入"),
        ("没有.xlsx", "没有这个文件"),
        ("坏的.xlsx", "不是可读的 .xlsx 工作簿"),
    ],
)
def test_other_files_are_refused(own: Path, name: str, words: str) -> None:
    if not name.startswith("没有"):
        Path(name).write_bytes(b"\xd0\xcf" if name.startswith("填") else b"PK")
    assert words in run("data", "import", name, "-w", own)


def test_a_folder_name_is_never_taken_for_a_place_to_write(filled: FilledForm, own: Path) -> None:
    """Names inside a form lead nowhere: data go to the same files whatever it says."""
    filled.fill(number("14"), {"数值或状态": 99.5, "证明材料": "../../../etc/passwd"})
    filled.sheet().title = "..~..~x"
    importing(filled, own)
    written = {str(path.relative_to(own)) for path in own.rglob("*") if path.is_file()}
    assert written - {
        str(path.relative_to(FIXTURES / "hedu")) for path in (FIXTURES / "hedu").rglob("*")
    } == {"data/reported/observations.csv"}


def test_a_form_without_a_district_says_so_where_there_are_several(
    own: Path, tmp_path: Path
) -> None:
    plain = form(tmp_path, RULESET)
    plain.fill(number("14"), {"数值或状态": 99.5})
    told = run("data", "import", plain.save(), "-w", own)
    assert "表单没有写行政区，工作区有几个; 用 zlrules template --district" in told


def test_a_form_without_a_district_is_of_the_only_one(tmp_path: Path) -> None:
    own = workspace(tmp_path, "zhonglou")
    plain = form(tmp_path, RULESET)
    plain.fill(number("14"), {"数值或状态": 99.5})
    run("data", "import", plain.save(), "-w", own)
    assert reported(own)[1].startswith("320404,waste.hazardous_used_disposed,")


def test_what_was_imported_may_be_saved_by_excel_in_its_own_encoding(
    filled: FilledForm, own: Path
) -> None:
    filled.fill(number("14"), {"数值或状态": 99.5, "原文": "达到99.5%"})
    importing(filled, own)
    text = (own / "data/reported/observations.csv").read_text(encoding="utf-8-sig")
    (own / "data/reported/observations.csv").write_bytes(text.encode("gbk"))
    assert "相同 1" in importing(filled, own)


def test_a_folder_that_cant_be_made_is_told(filled: FilledForm, own: Path) -> None:
    (own / "data" / "reported").write_text("", encoding="utf-8")
    filled.fill(number("14"), {"数值或状态": 99.5})
    assert "写不了文件" in importing(filled, own)


def test_changes_are_converted_into_their_own_unit(filled: FilledForm, own: Path) -> None:
    filled.fill(lambda row: row["度量"] == "change_pct", {"数值或状态": "-48‰"})
    importing(filled, own)
    assert ",变化率,2019,-4.8,%," in reported(own)[1]


def test_counts_of_tasks_are_exact(tmp_path: Path) -> None:
    own = workspace(tmp_path, "zhonglou")
    tasks = form(tmp_path, "zhonglou/annual@2025", "-w", own, year="2025")
    lamp = {"阶段": "整治", "已完成数": "约80"}
    tasks.fill(lambda row: row["任务编号"] == "air.lamp_cluster", lamp, "任务进展")
    told = run("data", "import", tasks.save(), "-w", own)
    assert "没有写截至日期" in told
    assert "个数不能是大约或范围" in told
