"""`zlrules evidence pack`: numbered, in the order of the criteria, the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import time
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import openpyxl
import pytest

from zlrules.cli.entry import run
from zlrules.errors import ZlrulesError
from zlrules.telling.presentation import Table
from zlrules_evidence.packing import Binder, Packed
from zlrules_evidence.writing import PIECE, write_folder, write_zip

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "evidence"
Screen = pytest.CaptureFixture[str]

FILES = [
    "目录.xlsx",
    "1-2023-1 示例区2023年环境状况报告.txt",
    "1-2024-1 示例区2024年环境状况报告.txt",
    "1-2025-1 示例区2025年环境状况报告.txt",
    "SHA256SUMS.txt",
]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The example of the documentation, to be changed."""
    folder = tmp_path / "workspace"
    shutil.copytree(EXAMPLE, folder)
    return folder


def pack(workspace: Path, output: Path, *options: str) -> int:
    return run(["evidence", "pack", str(workspace), "-o", str(output), *options])


def edit(workspace: Path, before: str, after: str) -> None:
    """Change the register."""
    table = workspace / "data" / "evidence.csv"
    text = table.read_text(encoding="utf-8")
    assert before in text
    table.write_text(text.replace(before, after), encoding="utf-8")


def complete(workspace: Path) -> None:
    """Give the register and the data what they lack."""
    edit(workspace, "2026-02-28", "2026-12-31")
    edit(workspace, ",2024,3,evidence/固废台账2024.txt", ",2025,3,evidence/固废台账2024.txt")
    figures = workspace / "data" / "observations.csv"
    with figures.open("a", encoding="utf-8") as file:
        file.write("999901,ecology.tree_cover,2025,25,,survey,第四节,25%,ZM-03\n")


def sheets(content: bytes) -> list[list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]


def test_what_lacks_is_listed_and_nothing_is_written(
    workspace: Path, tmp_path: Path, capsys: Screen
) -> None:
    output = tmp_path / "册"
    assert pack(workspace, output) == 4
    said = capsys.readouterr().err.splitlines()
    assert [line.partition("2025 年度: ")[2].partition(";")[0] for line in said] == [
        "2 城市建成区黑臭水体: 2025年的证明材料《黑臭水体销号证明》已过期",
        "3b 一般工业固体废物综合利用率: 2025年没有证明材料",
        "4 林木覆盖率: 没有数据；2025年没有证明材料",
    ]
    assert not output.exists()


def test_a_complete_folder(workspace: Path, tmp_path: Path) -> None:
    complete(workspace)
    output = tmp_path / "册"
    assert pack(workspace, output) == 0
    names = sorted(one.name for one in output.iterdir())
    assert names == sorted(
        [*FILES, "2-2025-1 黑臭水体销号证明.txt", "3b-2025-1 一般工业固体废物台账.txt"]
    )
    for line in (output / "SHA256SUMS.txt").read_text(encoding="utf-8").splitlines():
        sha256, _, name = line.partition("  ")
        assert hashlib.sha256((output / name).read_bytes()).hexdigest() == sha256
    (contents,) = sheets((output / "目录.xlsx").read_bytes())
    assert contents[0][0] == "证明材料目录：示例指标体系：示例区 2025 年度"
    told = [(row[0], row[2], row[8], row[9], row[10], row[11]) for row in contents[2:]]
    first = FILES[3]
    assert told == [
        ("1", "1-2023-1", "8", "1—8", FILES[1], None),
        ("1", "1-2024-1", "9", "9—17", FILES[2], None),
        ("1", "1-2025-1", "10", "18—27", first, None),
        ("2", "2-2025-1", "1", "28", "2-2025-1 黑臭水体销号证明.txt", None),
        ("3a", "1-2025-1", "10", "18—27", first, "与第 1 项同一份"),
        ("3b", "3b-2025-1", "3", "29—31", "3b-2025-1 一般工业固体废物台账.txt", None),
        ("4", "1-2025-1", "10", "18—27", first, "与第 1 项同一份"),
    ]


def test_what_there_is_with_what_lacks(workspace: Path, tmp_path: Path) -> None:
    output = tmp_path / "册"
    assert pack(workspace, output, "--incomplete") == 0
    assert sorted(one.name for one in output.iterdir()) == sorted(FILES)
    _, lacking = sheets((output / "目录.xlsx").read_bytes())
    assert lacking[2:] == [
        ("2", "城市建成区黑臭水体", "2025年的证明材料《黑臭水体销号证明》已过期"),
        ("3b", "一般工业固体废物综合利用率", "2025年没有证明材料"),
        ("4", "林木覆盖率", "没有数据；2025年没有证明材料"),
    ]


def test_the_same_bytes_every_time(workspace: Path, tmp_path: Path) -> None:
    """Whatever the time, the folder, the owner's settings and the order of the files on disk."""
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    assert pack(workspace, first, "--incomplete") == 0
    moved = tmp_path / "moved"
    shutil.copytree(workspace, moved)
    for file in moved.rglob("*"):
        os.utime(file, (time.time() - 10_000_000,) * 2)
        file.chmod(0o755)
    assert pack(moved, second, "--incomplete") == 0
    assert first.read_bytes() == second.read_bytes()
    with ZipFile(first) as archive:
        assert archive.namelist() == FILES
        assert archive.testzip() is None
        for info in archive.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert info.compress_type == ZIP_STORED
            assert info.external_attr >> 16 == 0o100644


def test_zip_and_folder_hold_the_same(workspace: Path, tmp_path: Path) -> None:
    assert pack(workspace, tmp_path / "a.zip", "--incomplete") == 0
    assert pack(workspace, tmp_path / "a", "--incomplete") == 0
    with ZipFile(tmp_path / "a.zip") as archive:
        for name in archive.namelist():
            assert archive.read(name) == (tmp_path / "a" / name).read_bytes()


def test_names_as_the_workspace_wants_them(workspace: Path, tmp_path: Path) -> None:
    with (workspace / "zlrules.yaml").open("a", encoding="utf-8") as file:
        file.write('evidence: {label: "CON/{n}: {year}"}\n')
    assert pack(workspace, tmp_path / "a", "--incomplete") == 0
    assert sorted(one.name for one in (tmp_path / "a").iterdir()) == [
        "CON_1_ 2023 示例区2023年环境状况报告.txt",
        "CON_1_ 2024 示例区2024年环境状况报告.txt",
        "CON_1_ 2025 示例区2025年环境状况报告.txt",
        "SHA256SUMS.txt",
        "目录.xlsx",
    ]


def test_an_earlier_folder_is_replaced_and_a_foreign_one_refused(
    workspace: Path, tmp_path: Path, capsys: Screen
) -> None:
    output = tmp_path / "册"
    assert pack(workspace, output, "--incomplete") == 0
    assert pack(workspace, output, "--incomplete") == 0
    (output / "我的笔记.txt").write_text("x", encoding="utf-8")
    assert pack(workspace, output, "--incomplete") == 4
    assert "文件夹里有别的内容（我的笔记.txt），不能覆盖" in capsys.readouterr().err
    assert (output / "我的笔记.txt").exists()

    foreign = tmp_path / "别的"
    foreign.mkdir()
    (foreign / "a.txt").write_text("x", encoding="utf-8")
    assert pack(workspace, foreign, "--incomplete") == 4
    assert [one.name for one in foreign.iterdir()] == ["a.txt"]


def test_pages_that_nobody_counted(workspace: Path, tmp_path: Path, capsys: Screen) -> None:
    complete(workspace)
    edit(workspace, ",2024,9,", ",2024,,")
    assert pack(workspace, tmp_path / "a") == 4
    assert "《示例区2024年环境状况报告》: 没有登记页数，编不了页码" in capsys.readouterr().err
    assert pack(workspace, tmp_path / "a", "--incomplete") == 0
    contents, _ = sheets((tmp_path / "a" / "目录.xlsx").read_bytes())
    assert [row[9] for row in contents[2:6]] == ["1—8", None, None, None]


def test_a_folder_that_cannot_be_written(workspace: Path, tmp_path: Path, capsys: Screen) -> None:
    for name in ("没有/册", "没有/册.zip"):
        assert pack(workspace, tmp_path / name, "--incomplete") == 4
        assert "写不了文件" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [workspace]


def test_nothing_valid_at_all(workspace: Path, tmp_path: Path, capsys: Screen) -> None:
    shutil.rmtree(workspace / "evidence")
    assert pack(workspace, tmp_path / "a", "--incomplete") == 4
    assert "没有一份有效的证明材料" in capsys.readouterr().err


def test_one_assessment_at_a_time(tmp_path: Path, capsys: Screen) -> None:
    yunchuan = EXAMPLE.parents[2] / "fixtures" / "yunchuan"
    assert pack(yunchuan, tmp_path / "a") == 2
    assert "pack 只能是一个行政区、一个指标体系、一年的，这里有 4 个" in capsys.readouterr().err


def binder(source: Path, sha256: str | None) -> Binder:
    """One document with the hash that it was registered with."""
    packed = Packed("a.bin", "evidence/a.bin", source, sha256, (1, 1), "1")
    return Binder((Table("目录", ("甲",), (("乙",),)),), (packed,))


def test_files_of_several_pieces(tmp_path: Path) -> None:
    content = bytes(range(256)) * (PIECE // 256) * 2 + b"end"
    (tmp_path / "a.bin").write_bytes(content)
    one = binder(tmp_path / "a.bin", hashlib.sha256(content).hexdigest())
    write_folder(one, tmp_path / "册")
    write_zip(one, tmp_path / "册.zip")
    assert (tmp_path / "册" / "a.bin").read_bytes() == content
    with ZipFile(tmp_path / "册.zip") as archive:
        assert archive.read("a.bin") == content


def test_a_file_that_changes_meanwhile_is_not_handed_in(tmp_path: Path) -> None:
    source = tmp_path / "a.bin"
    source.write_bytes(b"later")
    one = binder(source, hashlib.sha256(b"earlier").hexdigest())
    for write, name in ((write_folder, "册"), (write_zip, "册.zip")):
        with pytest.raises(ZlrulesError, match="整理时文件有改动"):
            write(one, tmp_path / name)
    assert list(tmp_path.iterdir()) == [source]
