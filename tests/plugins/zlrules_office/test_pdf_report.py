"""The PDF report: its text page by page, its fonts, and that nothing in the data is markup."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

import zlrules_office
from tests.plugins.documents import assessment, document, full_document, missing, result
from tests.printing import pages
from zlrules import AssessmentDocument, PaperRequest, ZlrulesError
from zlrules.cli.entry import run
from zlrules_office.pdf_report import render_pdf

FIXTURES = Path(__file__).parents[3] / "fixtures"


def rendered(told: AssessmentDocument) -> bytes:
    return render_pdf(told, PaperRequest())


def texts(told: AssessmentDocument, folder: Path) -> list[str]:
    """The texts of the pages, spaces left out: the layout puts some between scripts."""
    file = folder / "a.pdf"
    file.write_bytes(rendered(told))
    return ["".join(page.split()) for page in pages(file)]


@pytest.fixture(scope="module")
def zhonglou(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the district on its plan."""
    output = tmp_path_factory.mktemp("pdf") / "完成情况.pdf"
    asked = ["--ruleset", "zhonglou/14fyp", "--year", "2025", "--format", "pdf"]
    assert run(["report", str(FIXTURES / "zhonglou"), *asked, "-o", str(output)]) == 0
    return output


def test_the_report_of_the_district_reads_page_by_page(zhonglou: Path) -> None:
    made = ["".join(page.split()) for page in pages(zhonglou)]
    numbered = [f"第{number}页共{len(made)}页" for number in range(1, len(made) + 1)]
    assert all(number in page for number, page in zip(numbered, made, strict=True))
    assert len(made) == 16
    assert "常州市钟楼区2025年度指标完成情况" in made[0]
    assert "自查结论：暂不能定" in made[0]
    assert "按现有数据：目标未完成" in made[0]
    assert made[1].startswith("目录一、总体情况")
    assert made[2].startswith("一、总体情况对照《常州市钟楼区“十四五”生态环境保护规划指标》")
    assert made[3].startswith("二、指标完成情况表")
    assert "80.5（阶段性数据）" in made[3]
    whole = "".join(made)
    for heading in ("三、需要收集的数据和材料", "五、逐项说明", "八、引用的文件"):
        assert whole.count(heading) == 2, "in the contents, and where it stands"
    assert "2025年要求≥81.6" in whole, "charts are drawn with their target"


def test_all_fonts_are_embedded(zhonglou: Path) -> None:
    told = subprocess.run(["pdffonts", zhonglou], check=True, capture_output=True, text=True)
    fonts = [line.split() for line in told.stdout.splitlines()[2:]]
    assert fonts
    assert {font[-5] for font in fonts} == {"yes"}


def test_the_pdf_can_be_gone_through_by_its_headings(zhonglou: Path) -> None:
    content = zhonglou.read_bytes()
    assert b"/Outlines" in content
    assert b"/StructTreeRoot" in content


def test_the_same_assessment_gives_the_same_bytes() -> None:
    assert rendered(full_document()) == rendered(full_document())


MARKUP = '#read("/etc/passwd") *a* _b_ $x^2$ <c> @d = e // f /* g \\ `h` [i] #{1+1} "j"'


def test_nothing_in_the_data_is_markup(tmp_path: Path) -> None:
    source = {"document": MARKUP, "place": MARKUP, "quote": MARKUP}
    evil: dict[str, Any] = dict.fromkeys(
        ("quote", "required", "unit", "explanation", "definition"), MARKUP
    )
    told = result("1", MARKUP, group=[MARKUP], department=[MARKUP], sources=[source], **evil)
    series = [{"period": "2025", "value": "80.5", "status": "final"}]
    drawn = result("2", MARKUP, series=series)
    whole = "".join(texts(document(assessment(results=[told, drawn])), tmp_path))
    assert "".join(MARKUP.split()) in whole
    assert "root:" not in whole


def test_headers_repeat_and_rows_stay_whole(tmp_path: Path) -> None:
    said = [f"起{number}" + "甲乙丙丁" * 30 + f"止{number}。" for number in range(100, 160)]
    told = [
        result(f"{number}", "指标", explanation=one, series=[])
        for number, one in enumerate(said, start=1)
    ]
    made = texts(document(assessment(results=told)), tmp_path)
    listed = [page for page in made if "序号指标说明责任部门" in page and "起1" in page]
    assert len(listed) > 3
    for page in listed:
        starts = {one for one in range(100, 160) if f"起{one}" in page}
        ends = {one for one in range(100, 160) if f"止{one}" in page}
        assert starts == ends
    tables = [page for page in made if "证明材料编号" in page]
    assert len(tables) > 1, "the head of 指标完成情况表 stands on each of its pages"


def test_a_row_longer_than_a_page_goes_on_overleaf(tmp_path: Path) -> None:
    words = "甲乙丙丁戊己庚辛" * 500
    told = document(assessment(results=[result("1", "指标", explanation=f"起{words}止")]))
    made = texts(told, tmp_path)
    assert sum("甲乙丙丁" in page for page in made) > 2
    assert "".join(made).count("止") == 2, "in the list of what is missed, and with the criterion"


def test_what_to_collect_stands_by_department(tmp_path: Path) -> None:
    lacking = [
        missing("1", "优良天数比率", department=["生态环境局"]),
        missing("2", "污水收集率", department=[], definition="收集的占产生的。"),
    ]
    made = "".join(texts(document(assessment(results=lacking)), tmp_path))
    assert "生态环境局（1项）序号指标需要另缺要求和口径1优良天数比率2025年数据（%）" in made
    assert "责任部门未明确（1项）" in made
    assert "收集的占产生的。" in made


def test_what_is_met_without_evidence_is_told(tmp_path: Path) -> None:
    lacking: dict[str, Any] = {"outcome": "met", "provable": False, "proof_years": [2025]}
    told = [result("1", "甲", **lacking, unproven=["2025年没有证明材料"])]
    made = "".join(texts(document(assessment(results=told)), tmp_path))
    assert "有证明材料、可证明的0/1。" in made
    assert "下列各项已达标，证明材料不足：序号指标要求现状值差距1甲≥81.6" in made


def test_several_rulesets_share_one_table_of_contents(tmp_path: Path) -> None:
    other = assessment(district={"code": "320405", "name": "常州市乙区"})
    made = texts(document(assessment(), other), tmp_path)
    assert made[0].startswith("目录常州市钟楼区2025年度指标完成情况")
    assert "常州市乙区2025年度指标完成情况" in made[0]
    titles = [page for page in made if "自查结论：暂不能定" in page]
    assert len(titles) == 2


def test_a_ruleset_without_criteria_says_so(tmp_path: Path) -> None:
    made = texts(document(assessment(results=(), counts={})), tmp_path)
    assert "".join(made).count("没有考核指标。") == 2


def test_nothing_assessed_is_refused() -> None:
    with pytest.raises(ZlrulesError) as caught:
        rendered(document())
    assert str(caught.value) == "pdf: 没有评估结果，写不成材料"


def test_the_hook_hands_over_the_report_for_few_districts() -> None:
    reports = {report.name: report for report in zlrules_office.zlrules_file_reports()}
    assert (reports["pdf"].suffix, reports["pdf"].most_districts) == (".pdf", 10)
    told = full_document()
    assert reports["pdf"].render(told, PaperRequest()) == rendered(told)


def test_a_criterion_with_much_evidence_goes_on_overleaf(tmp_path: Path) -> None:
    cited: list[dict[str, Any]] = [
        {
            "id": f"e{number}", "label": f"1-2025-{number}", "title": f"材料{number}末",
            "issuer": None, "number": None, "date": None, "period": None, "years": [],
            "pages": None, "file": None, "state": "ok",
        }
        for number in range(1, 120)
    ]  # fmt: skip
    told = document(assessment(results=[result("1", "甲", evidence=cited)]))
    made = texts(told, tmp_path)
    whole = "".join(made)
    assert all(whole.count(f"材料{number}末") == 2 for number in range(1, 120))
    assert whole.count("1-2025-119") == 3, "in the table, with the criterion, in the list"
