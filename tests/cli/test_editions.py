"""Which edition is assessed, asked for on the command line or in the workspace."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bad_cases import BAD
from zlrules.cli.entry import run

RULESET = (
    (BAD / "rulesets" / "unknown_operator.yaml")
    .read_text(encoding="utf-8")
    .replace("at_lest", "at_least")
)
EDITIONS = {
    "2021": "{from: 2021-01-01, to: 2023-12-31}",
    "2024": "{from: 2024-01-01}",
    "2030": "{from: 2030}",
}
WORKSPACE = """\
district: {code: "320404", name: 甲}
judged_on: 2024-03-01
assess:
  - {ruleset: test/plan, year: 2023}
  - {ruleset: test/plan, year: 2023, application: true}
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Three editions of one ruleset; the year belongs to the first, the day to the second."""
    folder = tmp_path / "rulesets" / "test"
    folder.mkdir(parents=True)
    for edition, in_force in EDITIONS.items():
        text = RULESET.replace('"2021"', f'"{edition}"').replace("due: 2025", "due: 2030")
        text = text.replace("{from: 2021-01-01, to: 2025-12-31}", in_force)
        (folder / f"plan-{edition}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "zlrules.yaml").write_text(WORKSPACE, encoding="utf-8")
    return tmp_path


def assessed(
    workspace: Path, capsys: pytest.CaptureFixture[str], *options: str
) -> tuple[int, list[str]]:
    """The exit code, and the lines that name an edition, or what was refused."""
    code = run(["assess", str(workspace), *options])
    captured = capsys.readouterr()
    lines = (captured.out + captured.err).splitlines()
    return code, [line.strip() for line in lines if line.startswith("test/plan")]


def test_the_year_and_the_day_of_the_application(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert assessed(workspace, capsys) == (
        0,
        [
            "test/plan@2021  甲（320404）  2023 年度",
            "test/plan@2024  甲（320404）  2023 年度",
        ],
    )


def test_an_application_asked_for_by_option(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("--ruleset", "test/plan", "--year", "2022", "--application")
    assert assessed(workspace, capsys, *asked) == (0, ["test/plan@2024  甲（320404）  2022 年度"])


def test_without_a_year_it_is_that_of_the_day(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        WORKSPACE.split("assess:", maxsplit=1)[0] + "assess: [{ruleset: test/other, year: 2023}]\n"
    )
    (workspace / "zlrules.yaml").write_text(text, encoding="utf-8")
    asked = ("--ruleset", "test/plan", "--as-of", "2022-06-30")
    assert assessed(workspace, capsys, *asked) == (0, ["test/plan@2021  甲（320404）  2022 年度"])


def test_a_named_edition_that_is_not_in_force_on_the_day(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("--ruleset", "test/plan@2021", "--year", "2022", "--application")
    code, (refused,) = assessed(workspace, capsys, *asked)
    assert code == 4
    assert "申报日期 2024-03-01 不在施行期内（2021-01-01 至 2023-12-31）" in refused


def test_a_year_of_a_change(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, (refused,) = assessed(workspace, capsys, "--ruleset", "test/plan", "--year", "2030")
    assert code == 4
    assert refused == (
        "test/plan: 2030 年有几个版本施行; 写明版本: "
        "test/plan@2024（2024-01-01 至 今），test/plan@2030（2030 至 今）"
    )


def test_all_that_is_wrong_with_what_was_asked_is_told_at_once(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("--ruleset", "test/plan", "--ruleset", "test/plan@1999", "--year", "2015")
    code, refused = assessed(workspace, capsys, *asked)
    assert code == 4
    assert [line.split(";")[0] for line in refused] == [
        "test/plan: 2015 年没有能确定施行的版本",
        "test/plan@1999: 没有这个指标体系",
    ]


def test_the_whole_of_a_ruleset_with_its_origins(
    workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace)
    assert run(["rulesets", "show", "--resolved", "rulesets/test/plan-2024.yaml"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "# test/plan@2024"
    assert '      at_least: "81.6"  # rulesets/test/plan-2024.yaml:26' in lines
    (workspace / "whole.yaml").write_text("\n".join(lines), encoding="utf-8")
    assert run(["rulesets", "check", "whole.yaml"]) == 0


def test_what_is_known_of_a_text_that_was_not_obtained(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["rulesets", "show", "national/zone-county@2025"]) == 0
    shown = capsys.readouterr().out
    assert "通过规则: 未取得\n适用标准文本未取得，不能判定\n已知:\n  - " in shown
    assert "\n需取得:\n  - 2025年修订的《生态文明建设示范区（县）建设指标》" in shown
