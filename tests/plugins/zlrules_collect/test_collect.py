"""`zlrules collect`: who has reported what, who is late, and what each department is asked for."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from zlrules.cli.entry import run

HERE = Path(__file__).parent
ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "docs" / "examples" / "evidence"
ZHONGLOU = ROOT / "fixtures" / "zhonglou"

Screen = pytest.CaptureFixture[str]


def said(capsys: Screen, *command: str) -> str:
    assert run(["collect", *command]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (("status",), "status.md"),
        (("status", "--format", "csv"), "status.csv"),
        (("remind",), "remind.md"),
    ],
)
def test_pages_as_written_out(command: tuple[str, ...], expected: str, capsys: Screen) -> None:
    written = (HERE / "expected" / expected).read_bytes().decode()
    assert said(capsys, command[0], str(EXAMPLE), *command[1:]) == written


@pytest.mark.parametrize(
    ("day", "late"), [("2026-02-10", 0), ("2026-02-11", 2), ("2026-03-31", 2), ("2026-04-01", 3)]
)
def test_late_is_who_has_not_reported_on_the_day_after(day: str, late: int, capsys: Screen) -> None:
    page = said(capsys, "status", str(EXAMPLE), "--as-of", day, "--year", "2025")
    assert f"（截至 {day}）" in page
    total = next(line for line in page.splitlines() if line.startswith("| 合计 "))
    assert total.split(" | ")[-1] == f"{late} |"


def test_a_new_district_reads_what_to_collect_from_whom(tmp_path: Path, capsys: Screen) -> None:
    """No data, no duties, no register: the ruleset's departments are asked for everything."""
    (tmp_path / "zlrules.yaml").write_text(
        'district: {code: "320404", name: 常州市钟楼区, level: 县}\n'
        "assess:\n  - {ruleset: zhonglou/14fyp, year: 2025}\njudged_on: 2026-01-15\n",
        encoding="utf-8",
    )
    page = said(capsys, "remind", str(tmp_path))
    assert page.startswith("# 提醒清单：生态环境局\n\n常州市钟楼区“十四五”生态环境保护规划指标：")
    assert "截至 2026-01-15，还有 14 项要报，见下表。" in page
    asked = "| 2 | 环境空气质量优良天数比率 | % | 2025 | 报数据 | 附 2025 年的证明材料 |  |  |  |"
    assert asked in page.splitlines()
    definition = (
        "- 环境空气质量优良天数比率：一年内空气质量指数达到优或良的天数占有效监测天数的百分比。"
    )
    assert definition in page.splitlines()
    assert "这些项在责任分工表和指标体系里都没有责任单位，请先分工。" in page
    wanted = [line for line in page.splitlines() if "| 报数据 |" in line]
    assert len(wanted) == 24


def test_one_department(capsys: Screen) -> None:
    page = said(capsys, "remind", str(EXAMPLE), "--department", "农业农村局")
    assert [line for line in page.splitlines() if line.startswith("# ")] == [
        "# 提醒清单：农业农村局"
    ]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (
            ["remind", "--department", "农业局"],
            "没有单位 '农业局'; 可用: 住房和城乡建设局, 农业农村局",
        ),
        (["remind", "--format", "docx"], "--format docx 写入文件或文件夹，用 -o 指明"),
        (["status", "--district", "甲区"], "没有行政区 '甲区'; 可用: 999901, 示例区"),
    ],
)
def test_what_cannot_be_shown(command: list[str], words: str, capsys: Screen) -> None:
    assert run(["collect", command[0], str(EXAMPLE), *command[1:]]) in (2, 4)
    assert words in capsys.readouterr().err


def test_nobody_is_reminded_of_what_is_there(tmp_path: Path, capsys: Screen) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "w")
    duties = tmp_path / "w" / "data" / "duties.csv"
    text = duties.read_text(encoding="utf-8").replace("未报", "已审").replace("退回", "已审")
    duties.write_text(text, encoding="utf-8")
    evidence = tmp_path / "w" / "data" / "evidence.csv"
    text = evidence.read_text(encoding="utf-8").replace("2026-02-28", "")
    evidence.write_text(text.replace(",2024,3,", ",2024/2025,3,"), encoding="utf-8")
    with (tmp_path / "w" / "data" / "observations.csv").open("a", encoding="utf-8") as file:
        file.write("999901,ecology.tree_cover,2025,25,,survey,第四节,25%,ZM-03\n")
    assert run(["collect", "remind", str(tmp_path / "w")]) == 4
    assert "没有要提醒的，都已报齐" in capsys.readouterr().err


def test_one_word_document_for_all(tmp_path: Path, capsys: Screen) -> None:
    written = tmp_path / "提醒.docx"
    said(capsys, "remind", str(EXAMPLE), "-o", str(written))
    document = docx.Document(io.BytesIO(written.read_bytes()))
    titles = [
        one.text for one in document.paragraphs if one.style and one.style.name == "Heading 1"
    ]
    departments = ["生态环境局", "住房和城乡建设局", "农业农村局"]
    assert titles == [f"提醒清单：{name}" for name in departments]
    assert [one.rows[1].cells[0].text for one in document.tables] == ["3b", "2", "4"]
    assert [cell.text for cell in document.tables[2].rows[1].cells] == [
        *("4", "林木覆盖率", "%", "2025", "报数据；未报；补证明材料", "2025年没有证明材料"),
        *("2026-02-10", "", ""),
    ]


def test_word_for_paper(tmp_path: Path, capsys: Screen) -> None:
    """A4 on its side, heads repeated, rows unbroken, a page number, Chinese fonts."""
    written = tmp_path / "提醒.docx"
    said(capsys, "remind", str(EXAMPLE), "-o", str(written))
    document = docx.Document(io.BytesIO(written.read_bytes()))
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width is not None
    assert round(section.page_width.cm, 1) == 29.7
    for table in document.tables:
        properties = [[one.tag for one in row._tr.trPr] for row in table.rows]
        assert properties[0] == [qn("w:cantSplit"), qn("w:tblHeader")]
        assert properties[1:] == [[qn("w:cantSplit")]] * (len(table.rows) - 1)
    footer = section.footer.paragraphs[0]._p
    assert [one.get(qn("w:instr")) for one in footer.iter(qn("w:fldSimple"))] == ["PAGE"]
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "仿宋"


def test_a_word_document_for_each_department(tmp_path: Path, capsys: Screen) -> None:
    folder = tmp_path / "提醒"
    command = ["collect", "remind", str(ZHONGLOU), "--format", "docx", "-o", str(folder)]
    assert run(command) == 0
    assert {one.name for one in folder.iterdir()} == {
        "提醒清单 未分工.docx",
        "提醒清单 生态环境局.docx",
    }
    assert run(command) == 4
    assert "文件夹里有别的内容，不能覆盖" in capsys.readouterr().err
