"""Papers of whole workspaces, as the command writes them and as LibreOffice prints them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cities import write_city
from tests.plugins.zlrules_office.templates_made import opened, writing
from tests.printing import all_printed
from zlrules import PaperRequest, Wish, assess_workspace, load_plugins
from zlrules.cli.entry import run
from zlrules_office.papers import PAPERS, shipped
from zlrules_office.word import render

FIXTURES = Path(__file__).parents[3] / "fixtures"
ZHONGLOU = FIXTURES / "zhonglou"
WISH = ["--ruleset", "zhonglou/14fyp", "--year", "2025"]
PAPERS_OF_THE_CITY = ("申报函", "工作报告", "申报条件对照表")

Screen = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The pages of papers: the example district's, an empty workspace's, the invented city's."""
    folder = tmp_path_factory.mktemp("word")
    files = [folder / "district.docx", folder / "empty.docx"]
    assert run(["report", str(ZHONGLOU), *WISH, "-o", str(files[0])]) == 0
    assert run(["init", str(folder / "new")]) == 0
    assert run(["report", str(folder / "new"), "-o", str(files[1])]) == 0
    wish = Wish(rulesets=("xugou/zone-city@2024",))
    city = assess_workspace(FIXTURES / "yunchuan", load_plugins(), wish).document()
    for paper in PAPERS_OF_THE_CITY:
        files.append(folder / f"{paper}.docx")
        files[-1].write_bytes(render(city, PaperRequest(paper=paper)))
    texts = all_printed(files)
    return {file.stem: pages for file, pages in zip(files, texts, strict=True)}


def test_the_district_s_chapter(printed: dict[str, list[str]]) -> None:
    pages = printed["district"]
    text = "".join("".join(pages).split())
    assert len(pages) in range(16, 26)
    assert all(f"第 {number} 页 共 {len(pages)} 页" in page for number, page in enumerate(pages, 1))
    for said in (
        "常州市钟楼区2025年度目标是否完成，暂不能定；按现有数据，目标未完成，尚非定论。",
        "有判定的3/20（15%）",
        "优良天数÷有效监测天数×100%",
        "未达标*−1.1生态环境局",
        "现状值80.5%（阶段性数据），要求：≥81.6，未达标，差1.1个百分点。",
        "图4",
    ):
        assert said in text
    assert sum("是否" in page and "证明材" in page for page in pages) > 1, "header not repeated"


def test_an_empty_workspace_gives_a_list_of_what_to_collect(printed: dict[str, list[str]]) -> None:
    text = "".join("".join(printed["empty"]).split())
    wanted = text.rpartition("三、需要收集的数据和材料")[2]
    assert "有判定的0/20（0%）" in text
    assert "生态环境局（14项）" in wanted
    assert "2025年数据" in wanted
    assert "责任部门未明确（10项）" in wanted


@pytest.mark.parametrize(
    ("paper", "pages", "said"),
    [
        (
            "申报函",
            range(3, 6),
            ["现申报〔待撰写：申报的称号〕，请予审核。", "办妥之前不宜发出本函"],
        ),
        (
            "工作报告",
            range(26, 33),
            ["虚构云川市2024年度自查达到申报要求。", "没有未达标的。", "近三年没有监测数据弄"],
        ),
        ("申报条件对照表", range(15, 21), ["没有监测数据弄虚作假", "达标*"]),
    ],
)
def test_the_city_s_application(
    paper: str, pages: range, said: list[str], printed: dict[str, list[str]]
) -> None:
    text = "".join("".join(printed[paper]).split())
    assert len(printed[paper]) in pages
    for one in said:
        assert one in text


def test_a_template_in_the_workspace_goes_before_the_shipped_one(
    tmp_path: Path, capsys: Screen
) -> None:
    workspace = tmp_path / "zhonglou"
    shutil.copytree(ZHONGLOU, workspace)
    assert run(["report-templates", "-o", str(workspace / "templates")]) == 0
    own = workspace / "templates" / "申报函.docx"
    assert own.read_bytes() == shipped("申报函")
    own.write_bytes(writing("{{ 行政区 }}的函"))
    letter = ["--paper", "申报函", "-o", str(tmp_path / "函.docx")]
    assert run(["report", str(workspace), *WISH, *letter]) == 0
    assert opened((tmp_path / "函.docx").read_bytes()).paragraphs[0].text == "常州市钟楼区的函"


def test_a_wrong_template_is_told_and_nothing_written(tmp_path: Path, capsys: Screen) -> None:
    (tmp_path / "申报函.docx").write_bytes(writing("{{ 行政 }}"))
    letter = ["--paper", "申报函", "--templates", str(tmp_path), "-o", str(tmp_path / "函.docx")]
    assert run(["report", str(ZHONGLOU), *WISH, *letter]) == 4
    assert "申报函.docx: 正文: 行政: 没有这个占位符; 可用: " in capsys.readouterr().err
    assert not (tmp_path / "函.docx").exists()


def test_templates_taken_out_never_overwrite(tmp_path: Path, capsys: Screen) -> None:
    assert run(["report-templates", "-o", str(tmp_path / "neu")]) == 0
    names = sorted(path.stem for path in (tmp_path / "neu").iterdir())
    assert names == sorted(paper.name for paper in PAPERS)
    changed = tmp_path / "neu" / "申报函.docx"
    changed.write_bytes(b"changed")
    capsys.readouterr()
    assert run(["report-templates", "-o", str(tmp_path / "neu")]) == 4
    assert "申报函.docx: 已有这个文件; 移走它，或换一个文件夹" in capsys.readouterr().err
    assert changed.read_bytes() == b"changed"


def test_many_districts_are_refused_with_what_to_use_instead(
    tmp_path: Path, capsys: Screen
) -> None:
    city = write_city(tmp_path / "city", generated=9)
    code = run(["report", str(city), "--year", "2025", "-o", str(tmp_path / "a.docx")])
    assert code == 2
    said = capsys.readouterr().err
    assert "--format docx 最多写 10 个行政区，这里有 12 个；改用 --format xlsx" in said
    assert not (tmp_path / "a.docx").exists()
