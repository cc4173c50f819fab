"""`zlrules evidence status`, `matrix` and `register` on the example of the documentation."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import openpyxl
import pytest

from zlrules.cli.entry import run

HERE = Path(__file__).parent
EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "evidence"
YUNCHUAN = Path(__file__).parents[3] / "fixtures" / "yunchuan"
XUGOU = ("--ruleset", "xugou/zone-city@2024")

Screen = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (("status",), "status.md"),
        (("status", "--format", "csv"), "status.csv"),
        (("matrix",), "matrix.md"),
        (("matrix", "--format", "csv"), "matrix.csv"),
        (("register",), "register.csv"),
    ],
)
def test_pages_as_written_out(command: tuple[str, ...], expected: str, capsys: Screen) -> None:
    assert run(["evidence", command[0], str(EXAMPLE), *command[1:]]) == 0
    shown = capsys.readouterr()
    assert shown.out == (HERE / "expected" / expected).read_bytes().decode()
    assert shown.err == ""


def test_the_matrix_in_excel_says_what_the_page_says(tmp_path: Path) -> None:
    written = tmp_path / "matrix.xlsx"
    assert run(["evidence", "matrix", str(EXAMPLE), "--format", "xlsx", "-o", str(written)]) == 0
    (sheet,) = openpyxl.load_workbook(io.BytesIO(written.read_bytes())).worksheets
    title, headers, *rows = sheet.iter_rows(values_only=True)
    assert title[0] == "证明材料对照表：示例指标体系：示例区 2025 年度"
    assert headers[:4] == ("序号", "指标", "判定", "可证明")
    assert rows[1] == (
        *("2", "城市建成区黑臭水体", "达标", "不可证明", "—", "—", "2-2025-1（已过期）", None),
    )
    assert len(rows) == 6


def test_every_state_of_the_invented_city(capsys: Screen) -> None:
    """One document is missing, one has changed, one has expired, one is of another period."""
    assert run(["evidence", "matrix", str(YUNCHUAN), *XUGOU, "--district", "虚构云川市"]) == 0
    said = capsys.readouterr().out
    for marked in (
        "12-2024-1（已过期）",
        "24-2024-1（文件已改动）",
        "参考5-2024-1（缺文件）",
        "21-2021-1（时期不符）",
    ):
        assert said.count(marked) == 1
    assert "35 项" not in said


def test_documents_that_expire_soon_and_sooner(capsys: Screen) -> None:
    """Judged on 2026-03-01; one of them expires on 2026-04-30."""
    command = ["evidence", "status", str(EXAMPLE), "--soon"]
    assert run([*command, "60"]) == 0
    assert "## 60 天之内到期（1 份）" in capsys.readouterr().out
    assert run([*command, "59"]) == 0
    assert "天之内到期" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["status", "fixtures/zhonglou"], "没有登记证明材料; 在 zlrules.yaml 的 data 里写"),
        (["status", "fixtures/yunchuan", *XUGOU, "--district", "松汀"], "没有行政区 '松汀'"),
        (["status", "fixtures/yunchuan", *XUGOU, "--district", "虚构松汀市"], "没有登记证明材料"),
        (["matrix", "fixtures/yunchuan", *XUGOU, "--format", "csv"], "这里有 2 个；用 --district"),
        (["matrix", "docs/examples/evidence", "--format", "xlsx"], "写入文件，用 -o 指明"),
        (["register", "docs/examples/evidence", "--folder", "证明"], "没有这个文件夹"),
        (["register", "docs/examples/evidence", "--folder", "../.."], "文件夹在工作区之外"),
    ],
)
def test_what_cannot_be_shown(command: list[str], words: str, capsys: Screen) -> None:
    action, folder, *options = command
    path = str(Path(__file__).parents[3] / folder)
    assert run(["evidence", action, path, *options]) in (2, 4)
    shown = capsys.readouterr()
    assert words in shown.err
    assert shown.out == ""


def test_a_link_out_of_the_workspace_is_refused(tmp_path: Path, capsys: Screen) -> None:
    folder = tmp_path / "workspace"
    shutil.copytree(EXAMPLE, folder)
    secret = tmp_path / "secret.txt"
    secret.write_text("x", encoding="utf-8")
    linked = folder / "evidence" / "检定证书.txt"
    linked.unlink()
    linked.symlink_to(secret)
    assert run(["assess", str(folder)]) == 4
    said = capsys.readouterr().err
    assert "evidence.csv:7: 列 材料文件（path）: 'evidence/检定证书.txt' 链接到工作区之外" in said


def test_formulas_in_titles_stay_texts(tmp_path: Path, capsys: Screen) -> None:
    folder = tmp_path / "workspace"
    shutil.copytree(EXAMPLE, folder)
    table = folder / "data" / "evidence.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("检定证书,", "=1+1,"), encoding="utf-8")
    (folder / "evidence" / "=cmd.txt").write_text("x", encoding="utf-8")
    assert run(["evidence", "register", str(folder)]) == 0
    said = capsys.readouterr().out
    assert ",'=cmd," in said
    assert ",=" not in said
