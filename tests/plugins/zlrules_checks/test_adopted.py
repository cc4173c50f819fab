"""An adopted value settles a conflict, which stays visible; what is set aside is checked no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from zlrules.cli.entry import run

WORKSPACE = """\
district: {code: "320404", name: 甲区}
data: {observations: [a.csv], adopted: [b.csv]}
assess:
  - {ruleset: zhonglou/14fyp, year: 2025}
"""
FIGURES = """\
district,indicator,period,value,source
320404,air.good_days_ratio,2025,80.5,报告
320404,air.good_days_ratio,2025,81.2,年鉴
"""
HEADER = "行政区,指标,时期,数值,采信理由,采信人,采信日期\n"
ADOPTION = "320404,air.good_days_ratio,2025,81.2,年鉴为准,张三,2026-03-01\n"


@pytest.mark.parametrize(
    ("adoption", "words", "counts"),
    [
        ("", "核对各来源，确定采用哪一个，记入采信表", "错误 0，须核对 1，存疑 0"),
        (ADOPTION, "已采信 81.2%", "错误 0，须核对 0，存疑 0，已采信 1"),
    ],
)
def test_a_conflict_is_open_until_a_value_is_adopted(
    adoption: str, words: str, counts: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "zlrules.yaml").write_text(WORKSPACE, encoding="utf-8")
    (tmp_path / "a.csv").write_text(FIGURES, encoding="utf-8")
    (tmp_path / "b.csv").write_text(HEADER + adoption, encoding="utf-8")
    assert run(["data", "check", str(tmp_path)]) == 0
    page = capsys.readouterr().out
    assert "同一数据有不同的数值：80.5%、81.2%" in page
    assert words in page
    assert page.splitlines()[-1].endswith(counts)
