"""``zlrules assess`` as its user meets it: output, files, exit codes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from zlrules.cli.entry import run

FIXTURE = Path(__file__).parents[2] / "fixtures" / "zhonglou"
PLAN_13 = ["--ruleset", "zhonglou/13fyp"]
PLAN_14 = ["--ruleset", "zhonglou/14fyp"]

Screen = pytest.CaptureFixture[str]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    shutil.copytree(FIXTURE, tmp_path / "zhonglou")
    return tmp_path / "zhonglou"


def change(workspace: Path, file: str, edit: Callable[[str], str]) -> None:
    path = workspace / file
    path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (PLAN_13, 0),
        (PLAN_14, 3),
        ([], 3),
        ([*PLAN_14, "--year", "2022"], 3),
    ],
)
def test_exit_code_tells_the_decision_when_asked(
    options: list[str], code: int, capsys: Screen
) -> None:
    assert run(["assess", str(FIXTURE), *options, "--exit-code"]) == code
    assert capsys.readouterr().err == ""


def test_exit_code_is_0_where_nobody_asks(capsys: Screen) -> None:
    assert run(["assess", str(FIXTURE), *PLAN_14]) == 0
    assert capsys.readouterr().err == ""


def test_a_settled_miss_fails(workspace: Path, capsys: Screen) -> None:
    change(
        workspace,
        "data/observations.csv",
        lambda text: text.replace(",43.5,", ",43.5,").replace("37.8", "43.6"),
    )
    assert run(["assess", str(workspace), *PLAN_13, "--exit-code"]) == 1
    assert "自查结论: 目标未完成" in capsys.readouterr().out


def test_both_plans_of_the_workspace_file_in_its_order(capsys: Screen) -> None:
    assert run(["assess", str(FIXTURE), "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["schema"] == "zlrules/assessment/1"
    assert [
        (one["ruleset"]["id"], one["year"], one["decision"]) for one in document["assessments"]
    ] == [
        ("zhonglou/13fyp", 2020, "pass"),
        ("zhonglou/14fyp", 2025, "undetermined"),
    ]
    names = {file["path"].rsplit("/", 1)[-1] for file in document["run"]["inputs"]}
    tables = {"observations.csv", "other_figures.csv", "attestations.csv", "progress.csv"}
    assert names == {"zlrules.yaml", *tables}


def test_several_years_at_once(capsys: Screen) -> None:
    options = [*PLAN_14, "--year", "2022", "--year", "2025", "--format", "json"]
    assert run(["assess", str(FIXTURE), *options]) == 0
    assessments = json.loads(capsys.readouterr().out)["assessments"]
    assert [one["year"] for one in assessments] == [2022, 2025]


def test_trace_adds_the_nodes_and_changes_nothing_else(capsys: Screen) -> None:
    assert run(["assess", str(FIXTURE), *PLAN_14, "--format", "json"]) == 0
    plain = json.loads(capsys.readouterr().out)
    assert run(["assess", str(FIXTURE), *PLAN_14, "--format", "json", "--trace"]) == 0
    traced = json.loads(capsys.readouterr().out)
    results = traced["assessments"][0]["results"]
    assert results[1]["nodes"] == [
        {
            "path": "",
            "operator": "at_least",
            "required": "≥81.6",
            "indicator": "air.good_days_ratio",
            "scope": "全区",
            "year": 2025,
            "applies": True,
            "met": False,
            "margin": "-1.1",
            "reason": None,
            "decided_by": None,
            "attested": False,
        }
    ]
    for result in results:
        del result["nodes"]
    assert traced == plain


def test_trace_without_json_is_refused(capsys: Screen) -> None:
    assert run(["assess", str(FIXTURE), "--trace"]) == 2
    assert "--trace 只与 --format json 同用" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["terminal", "markdown", "json", "csv"])
def test_a_file_appears_whole_and_holds_what_the_screen_shows(
    form: str, tmp_path: Path, capsys: Screen
) -> None:
    asked = ["assess", str(FIXTURE), *PLAN_13, "--format", form]
    assert run(asked) == 0
    shown = capsys.readouterr().out
    output = tmp_path / "result"
    assert run([*asked, "-o", str(output)]) == 0
    assert output.read_text(encoding="utf-8") == shown
    assert capsys.readouterr().out == ""
    assert list(tmp_path.iterdir()) == [output]


def test_unknown_format_names_what_there_is(capsys: Screen) -> None:
    assert run(["assess", str(FIXTURE), "--format", "jsn"]) == 2
    assert (
        "可用: charts, csv, docx, json, markdown, parquet, pdf, terminal, xlsx（是否想写 json？）"
        in capsys.readouterr().err
    )


def test_output_into_a_folder_that_is_missing(tmp_path: Path, capsys: Screen) -> None:
    assert run(["assess", str(FIXTURE), "-o", str(tmp_path / "missing" / "file")]) == 4
    assert "写不了文件" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([*PLAN_13, "--year", "2025"], "2025 年不在施行期内（2016-01-01 至 2020-12-31）"),
        (["--ruleset", "zhonglou/15fyp"], "没有这个指标体系"),
        (["--ruleset", "zhonglou/14fyp@2016"], "没有这个指标体系"),
    ],
)
def test_what_does_not_hold_is_refused(options: list[str], words: str, capsys: Screen) -> None:
    assert run(["assess", str(FIXTURE), *options]) == 4
    captured = capsys.readouterr()
    assert words in captured.err
    assert captured.out == ""


def test_as_reference_goes_on_and_says_so(capsys: Screen) -> None:
    assert run(["assess", str(FIXTURE), *PLAN_13, "--year", "2025", "--as-reference"]) == 0
    assert "参考对照，2025 年不在施行期内（2016-01-01 至 2020-12-31）\n" in capsys.readouterr().out


def test_another_district_is_refused(workspace: Path, capsys: Screen) -> None:
    for name in ("zlrules.yaml", *(f"data/{one.name}" for one in (FIXTURE / "data").iterdir())):
        change(workspace, name, lambda text: text.replace("320404", "320402"))
    assert run(["assess", str(workspace), *PLAN_14]) == 4
    assert "适用于行政区 320404，不适用于 320402" in capsys.readouterr().err
    assert run(["assess", str(workspace), *PLAN_14, "--as-reference"]) == 0
    assert "参考对照，不适用于本区" in capsys.readouterr().out


def test_a_source_that_no_document_explains_is_refused(workspace: Path, capsys: Screen) -> None:
    change(workspace, "data/observations.csv", lambda text: text.replace(",plan,", ",plam,", 1))
    assert run(["assess", str(workspace)]) == 4
    assert "observations.csv:2: 列 来源（source）: 未知文件 'plam'" in capsys.readouterr().err


def test_expired_statements_no_longer_count(workspace: Path, capsys: Screen) -> None:
    """Statements are valid on the day of expiry itself, and not after it."""

    def expire(text: str) -> str:
        head, *rows = text.splitlines()
        place = head.split(",").index("有效期至")
        cells = [row.split(",") for row in rows]
        for row in cells:
            row[place] = "2026-06-30"
        return "\n".join([head, *(",".join(row) for row in cells)]) + "\n"

    change(workspace, "data/attestations.csv", expire)
    own = (workspace / "zlrules.yaml").read_text(encoding="utf-8")
    for day, decision in (("2026-06-30", "pass"), ("2026-07-01", "undetermined")):
        (workspace / "zlrules.yaml").write_text(f"{own}judged_on: {day}\n", encoding="utf-8")
        assert run(["assess", str(workspace), *PLAN_13, "--format", "json"]) == 0
        document = json.loads(capsys.readouterr().out)
        assert document["run"]["judged_on"] == day
        assert document["assessments"][0]["decision"] == decision


def test_a_ruleset_file_of_the_workspace_by_path(workspace: Path, capsys: Screen) -> None:
    source = Path(__file__).parents[2] / "rulesets/zhonglou/14fyp.yaml"
    own = workspace / "rulesets" / "own" / "14fyp.yaml"
    own.parent.mkdir(parents=True)
    text = source.read_text(encoding="utf-8").replace("zhonglou/14fyp", "own/14fyp")
    own.write_text(text.replace("at_least: 81.6", "at_least: 80.5"), encoding="utf-8")
    for name in (str(own), "own/14fyp"):
        assert (
            run(["assess", str(workspace), "--ruleset", name, "--year", "2025", "--format", "json"])
            == 0
        )
        (one,) = json.loads(capsys.readouterr().out)["assessments"]
        assert (one["ruleset"]["id"], one["as_it_stands"]) == ("own/14fyp", "undetermined")


def test_the_order_of_data_rows_changes_nothing(workspace: Path, capsys: Screen) -> None:
    asked = ["assess", str(workspace), *PLAN_13, "--format", "csv"]
    assert run(asked) == 0
    before = capsys.readouterr().out

    def turned(text: str) -> str:
        head, *rows = text.splitlines()
        return "\n".join([head, *reversed(rows)]) + "\n"

    change(workspace, "data/attestations.csv", turned)
    assert run(asked) == 0
    assert capsys.readouterr().out == before
