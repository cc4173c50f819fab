"""``zlrules sources`` on a small workspace."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from zlrules.cli.entry import run

HERE = Path(__file__).parent
IGNORED = "文件,位置,短语,理由\n"

Screen = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HERE / "workspace", tmp_path / "workspace"))


def sources(command: str, folder: Path, *more: str) -> int:
    return run(["sources", command, str(folder), "--documents", str(folder / "documents"), *more])


def of_the_plan(command: str, folder: Path, *more: str) -> int:
    """Of the workspace's plan alone; no other ruleset is opened to see whether it is about it."""
    return sources(command, folder, "--ruleset", str(folder / "plan.yaml"), *more)


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def coverage(folder: Path, capsys: Screen, code: int = 1) -> dict[str, Any]:
    assert of_the_plan("coverage", folder, "--format", "json") == code
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def test_verifies_data_and_rulesets(folder: Path, capsys: Screen) -> None:
    """Two observations, an assigned target, an attestation, a criterion; one row cites nothing."""
    assert sources("verify", folder) == 0
    assert capsys.readouterr().out == "5 处引文与原文相符，全部相符\n"


def test_tells_a_wrong_quote_at_its_line(folder: Path, capsys: Screen) -> None:
    change(folder, "observations.csv", "2015年的60微克", "2015年的61微克")
    assert of_the_plan("verify", folder) == 1
    first, last = capsys.readouterr().out.splitlines()
    assert "observations.csv:3: 数据 air.pm25: “第一章第一节 第一段”里没有原文" in first
    assert last == "4 处引文与原文相符，1 处有误"


def test_tells_a_wrong_quote_of_a_ruleset(folder: Path, capsys: Screen) -> None:
    change(folder, "plan.yaml", 'quote: "43.5"', 'quote: "34"')
    assert of_the_plan("verify", folder) == 1
    assert "plan.yaml:18: 考核指标 air.pm25: " in capsys.readouterr().out


def test_takes_the_edition_of_the_year(folder: Path, capsys: Screen) -> None:
    change(folder, "zlrules.yaml", "ruleset: plan.yaml", "ruleset: national/zone-county")
    assert sources("verify", folder) == 1
    told = capsys.readouterr().out
    assert "zone-county-2019.yaml" in told
    assert "zone-county-2016.yaml" not in told


def test_verifies_the_ruleset_asked_for_only(folder: Path, capsys: Screen) -> None:
    assert sources("verify", folder, "--ruleset", "zhonglou/14fyp") == 1
    told = capsys.readouterr().out
    assert "14fyp.yaml:12: 文件 plan: " in told
    assert "plan: 25 处引文无法核对" in told


@pytest.mark.parametrize(
    ("district", "file", "cited"),
    [("999901", "rep*.txt", 6), ("999902", "rep*.txt", 5), ("999901", "other.txt", 5)],
)
def test_looks_at_what_is_written_for_the_district_from_its_documents(
    district: str, file: str, cited: int, folder: Path, capsys: Screen
) -> None:
    """A ruleset needn't be assessed; one of another district or document isn't the workspace's."""
    promises = folder / "rulesets" / "example" / "promises.yaml"
    promises.parent.mkdir(parents=True)
    shutil.copy(folder / "plan.yaml", promises)
    name = str(promises.relative_to(folder))
    change(folder, name, "id: example/plan", "id: example/promises")
    change(folder, name, "file: report.txt", f'file: "{file}"')
    change(folder, name, "pass_rule", f'applies_to: {{district: ["{district}"]}}\npass_rule')
    assert sources("verify", folder) == 0
    assert capsys.readouterr().out == f"{cited} 处引文与原文相符，全部相符\n"


@pytest.mark.parametrize(
    ("edit", "wrong"),
    [
        (("zlrules.yaml", ', file: "rep*.txt"', ""), "zlrules.yaml:3: 文件 report: 没有写 file"),
        (("zlrules.yaml", "rep*.txt", "gone.txt"), "zlrules.yaml:3: 文件 report: "),
        (("observations.csv", ",report,", ",memo,"), "文件 memo: documents 里没有这个文件"),
        (("observations.csv", "第2行,40", "第2行,"), "没有写原文"),
        (("documents/report.txt", "第一章", "\0"), "不是文本文件"),
    ],
)
def test_what_cannot_be_verified_is_an_error(
    edit: tuple[str, str, str], wrong: str, folder: Path, capsys: Screen
) -> None:
    change(folder, *edit)
    assert of_the_plan("verify", folder) == 1
    assert wrong in capsys.readouterr().out


def test_verification_as_json(folder: Path, capsys: Screen) -> None:
    change(folder, "observations.csv", ",report,", ",memo,")
    assert of_the_plan("verify", folder, "--format", "json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["schema"], told["verified"]) == ("zlrules/sources-verification/1", 4)
    assert told["unverifiable"] == {"memo": 1}
    assert len(told["problems"]) == 1


@pytest.mark.parametrize("command", ["verify", "coverage"])
def test_invalid_input_ends_with_4(command: str, folder: Path, capsys: Screen) -> None:
    assert run(["sources", command, str(folder), "--documents", str(folder / "gone")]) == 4
    assert "没有这个文件夹" in capsys.readouterr().err
    assert sources(command, folder, "--ruleset", "example/gone") == 4
    assert "没有这个指标体系" in capsys.readouterr().err
    assert run(["sources", command, str(folder)]) == 2


def test_coverage_counts_and_lists(folder: Path, capsys: Screen) -> None:
    (report,) = coverage(folder, capsys)["documents"]
    uncited = [one["text"] for one in report["uncited"]]
    assert report["cited"] == 3
    assert "新建监测站5个；" in uncited
    assert "1787.70" in uncited
    assert uncited.count("整治10条。") == 1  # printed twice
    assert not any("2015年的60微克" in text or text == "43.5" for text in uncited)


def test_coverage_leaves_out_what_is_ignored(folder: Path, capsys: Screen) -> None:
    before = coverage(folder, capsys)["documents"][0]
    rows = "report,,监测站,设施\nreport,第一章第一节 表1 第3行,,另有来源\n"
    (folder / "ignored.csv").write_text(IGNORED + rows, encoding="utf-8")
    after = coverage(folder, capsys)["documents"][0]
    assert after["ignored"] == 2
    assert len(after["uncited"]) == len(before["uncited"]) - 2


def test_coverage_is_clean_when_all_is_ignored(folder: Path, capsys: Screen) -> None:
    rows = "".join(f"report,{place},,示例\n" for place in ("引言", "第一章", "第二章"))
    (folder / "ignored.csv").write_text(IGNORED + rows, encoding="utf-8")
    assert of_the_plan("coverage", folder) == 0
    assert "report: 已引用 3，" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("report,,没有的话,示例", "没有对上任何带数字的句子"),
        ("report,第九章,,示例", "在文件里找不到"),
        ("memo,,数字,示例", "documents 里没有这个文件"),
    ],
)
def test_stale_rows_of_the_ignore_list_are_errors(
    row: str, wrong: str, folder: Path, capsys: Screen
) -> None:
    (folder / "ignored.csv").write_text(IGNORED + row + "\n", encoding="utf-8")
    (problem,) = coverage(folder, capsys)["problems"]
    assert "ignored.csv:2: 不引用 " in problem
    assert wrong in problem


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (f"{IGNORED}report,第一章,,\n", "没有写理由"),
        (f"{IGNORED}report,,,示例\n", "位置和短语都空着"),
        ("文件,位置,理由\nreport,第一章,示例\n", "列 短语: 缺少表头"),
        ("文件,位置,短语,理由,备注\nreport,第一章,,示例,\n", "列 备注: 未知表头"),
    ],
)
def test_refuses_a_wrong_ignore_list(text: str, wrong: str, folder: Path, capsys: Screen) -> None:
    (folder / "ignored.csv").write_text(text, encoding="utf-8")
    assert of_the_plan("coverage", folder) == 4
    assert wrong in capsys.readouterr().err


def test_refuses_an_ignore_list_outside(folder: Path, capsys: Screen) -> None:
    (folder.parent / "outside.csv").write_text(IGNORED, encoding="utf-8")
    (folder / "ignored.csv").symlink_to(folder.parent / "outside.csv")
    assert of_the_plan("coverage", folder) == 4
    assert "路径在工作区之外" in capsys.readouterr().err


def test_coverage_shows_what_it_cannot_open(folder: Path, capsys: Screen) -> None:
    change(folder, "zlrules.yaml", "rep*.txt", "gone.txt")
    assert of_the_plan("coverage", folder) == 1
    assert "文件 report: " in capsys.readouterr().out


def test_writes_to_a_file(folder: Path, capsys: Screen) -> None:
    assert of_the_plan("verify", folder, "-o", str(folder / "told.txt")) == 0
    assert (folder / "told.txt").read_text(encoding="utf-8").endswith("全部相符\n")


def test_verifies_events_answers_and_the_document_that_settles_a_reading(
    folder: Path, capsys: Screen
) -> None:
    (folder / "events.csv").write_text(
        "行政区,事件,日期,文件,位置,原文\n"
        "999901,突发环境事件,2016-05-01,report,第一章第一节 第一段,发生一起事件\n",
        encoding="utf-8",
    )
    (folder / "answers.csv").write_text(
        "行政区,指标体系,考核指标,时期,原因,文件,位置,原文\n"
        "999901,example/plan,air.pm25,2020,不涉及,report,第一章第一节 第一段,本区不涉及\n",
        encoding="utf-8",
    )
    change(
        folder,
        "zlrules.yaml",
        "assess:",
        "  events: [events.csv]\n  not_applicable: [answers.csv]\nassess:",
    )
    options = "options: {a: {label: 甲, require: {at_most: 43.5}}, b: {label: 乙, require: {at_most: 40}}}"
    decisive = (
        "decisive: {reading: a, document: report, place: 第一章第一节 第一段, quote: 以甲为准}"
    )
    change(folder, "plan.yaml", "{at_most: 43.5}", f"{{readings: {{{options}, {decisive}}}}}")

    assert of_the_plan("verify", folder) == 1
    said = capsys.readouterr().out
    assert "answers.csv:2: 不参与考核 air.pm25: " in said
    assert "events.csv:2: 事件 突发环境事件: " in said
    assert "plan.yaml:17: 考核指标 air.pm25: “第一章第一节 第一段”里没有原文" in said
    assert said.splitlines()[-1] == "5 处引文与原文相符，3 处有误"
