"""The register of evidence and who reports what: as they are read, looked up, and kept inside."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from zlrules.data.duties import check_duties
from zlrules.data.evidence import check_evidence
from zlrules.data.evidence_files import EvidenceFiles, leads_outside
from zlrules.data.headers import DUTIES, EVIDENCE
from zlrules.data.period import Days
from zlrules.data.register import Register, registers_of
from zlrules.data.tables import conform

KNOWN = frozenset({"320404", "320405"})
DOCUMENT = {"行政区": "320404", "材料编号": "A", "材料名称": "年报", "时期": "2025"}
DUTY = {"行政区": "320404", "指标体系": "a/b", "考核指标": "c", "牵头单位": "生态环境局"}


def register(*rows: dict[str, str]) -> Register:
    """The register of a district, its rows as a clerk writes them."""
    raw = conform(pl.DataFrame([{**DOCUMENT, **row} for row in rows]), EVIDENCE, "x.csv")
    frame, problems = check_evidence(raw, KNOWN)
    assert problems == []
    return registers_of(frame)["320404"]


def test_one_row_for_a_document_and_all_that_it_supports() -> None:
    found = register(
        {
            "出具单位": "统计局",
            "文号": "统〔2026〕1号",
            "日期": "2026-02-10",
            "页数": "12",
            "材料文件": "evidence\\年报.pdf",
            "校验值": "AB" * 32,
            "有效期至": "2027-12-31",
            "来源": "yearbook",
            "指标体系": "a/b",
            "考核指标": "air.pm25、water.surface；soil.land",
        }
    ).documents["A"]
    assert (found.title, found.issuer, found.number) == ("年报", "统计局", "统〔2026〕1号")
    assert (found.issued_on, found.expires) == (date(2026, 2, 10), date(2027, 12, 31))
    assert (found.period, found.days) == ("2025", Days(date(2025, 1, 1), date(2025, 12, 31)))
    assert (found.pages, found.path, found.sha256) == (12, "evidence/年报.pdf", "ab" * 32)
    assert found.source == "yearbook"
    names = ("air.pm25", "water.surface", "soil.land")
    assert found.supports == {("a/b", name) for name in names}


def test_further_rows_need_only_say_what_else_a_document_supports() -> None:
    more = {"材料名称": "", "时期": "", "指标体系": "c/d@2021", "考核指标": "x"}
    found = register({"指标体系": "a/b", "考核指标": "x"}, more)
    assert list(found.documents) == ["A"]
    assert found.documents["A"].supports == {("a/b", "x"), ("c/d@2021", "x")}


def test_districts_have_registers_of_their_own() -> None:
    rows = [DOCUMENT, {**DOCUMENT, "行政区": "320405", "材料名称": "月报"}]
    frame, problems = check_evidence(conform(pl.DataFrame(rows), EVIDENCE, "x.csv"), KNOWN)
    assert problems == []
    titles = {code: one.documents["A"].title for code, one in registers_of(frame).items()}
    assert titles == {"320404": "年报", "320405": "月报"}


@pytest.mark.parametrize(
    ("cell", "found", "unclear"),
    [
        ("A", ["A"], []),
        ("evidence/甲、乙.pdf", ["A"], []),
        ("甲、乙.pdf", ["A"], []),
        ("A、B", ["A", "B"], []),
        ("A； 甲、乙.pdf", ["A"], ["甲", "乙.pdf"]),
        ("同名.pdf", [], ["同名.pdf"]),
        ("evidence/1/同名.pdf", ["B"], []),
        ("Z", [], ["Z"]),
    ],
)
def test_documents_by_what_a_figure_names(cell: str, found: list[str], unclear: list[str]) -> None:
    known = register(
        {"材料文件": "evidence/甲、乙.pdf"},
        {"材料编号": "B", "材料文件": "evidence/1/同名.pdf"},
        {"材料编号": "C", "材料文件": "evidence/2/同名.pdf"},
    )
    documents, names = known.named(cell)
    assert ([one.id for one in documents], names) == (found, unclear)


@pytest.mark.parametrize(
    ("path", "outside"),
    [
        *(("evidence/年报.pdf", False), ("年报..pdf", False), ("a/..b/c", False), ("./a", False)),
        *(("..", True), ("a/../../b", True), ("a\\..\\b", True), ("/a", True), ("\\\\s\\a", True)),
        *(("C:/a", True), ("c:a", True), ("~/a", True), ("a\x00b", True), ("a\nb", True)),
    ],
)
def test_paths_that_lead_outside_of_every_folder(path: str, outside: bool) -> None:
    assert leads_outside(path) is outside


def test_files_are_found_and_hashed_inside_of_the_folder_only(tmp_path: Path) -> None:
    folder, secret = tmp_path / "workspace", tmp_path / "secret.pdf"
    folder.mkdir()
    secret.write_text("x", encoding="utf-8")
    (folder / "a.pdf").write_text("x", encoding="utf-8")
    (folder / "inside.pdf").symlink_to(folder / "a.pdf")
    (folder / "outside.pdf").symlink_to(secret)
    (folder / "up").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.pdf")
    files = EvidenceFiles(folder)
    paths = ("a.pdf", "inside.pdf", "outside.pdf", "up/secret.pdf", "../secret.pdf", str(secret))
    x = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    assert [files.sha256(path) for path in paths] == [x, x, None, None, None, None]
    assert files.links_outside("outside.pdf")
    assert files.links_outside("up/secret.pdf")
    for path in (".", "pipe.pdf", "missing.pdf"):
        assert files.find(path) is None


def test_duties_without_a_state_are_not_reported_yet() -> None:
    raw = conform(pl.DataFrame([{**DUTY, "截止日": "2026-01-31"}]), DUTIES, "x.csv")
    frame, problems = check_duties(raw, KNOWN)
    assert problems == []
    assert frame.select("state", "day").row(0) == ("unreported", date(2026, 1, 31))
