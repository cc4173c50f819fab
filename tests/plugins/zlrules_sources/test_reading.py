"""Documents as strangers' files."""

from __future__ import annotations

from pathlib import Path

import pytest

from zlrules_sources import reading
from zlrules_sources.reading import DocumentError, locate, read_text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_recognises_encodings(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("劣Ⅴ类河道，≥90%".encode(encoding))
    assert read_text(path) == "劣Ⅴ类河道，≥90%"


@pytest.mark.parametrize("content", [b"PK\x03\x04\0\0", b"\xff\xff\xff\x80"])
def test_refuses_what_is_no_text(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(DocumentError, match="不是文本文件"):
        read_text(path)


def test_refuses_what_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST", 10)
    path = tmp_path / "a.txt"
    path.write_text("01234567890")
    with pytest.raises(DocumentError, match="超过"):
        read_text(path)


def test_refuses_what_is_gone(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="读不了"):
        read_text(tmp_path / "gone.txt")


@pytest.mark.parametrize(
    ("pattern", "wrong"),
    [
        ("../a.txt", "不在文件夹内"),
        ("/etc/hostname", "不在文件夹内"),
        ("", "不在文件夹内"),
        ("c*.txt", "没有文件"),
        ("*.txt", "有 2 个文件"),
        ("link.md", "指向文件夹之外"),
    ],
)
def test_refuses_what_is_not_one_file_inside(pattern: str, wrong: str, tmp_path: Path) -> None:
    folder = tmp_path / "inside"
    folder.mkdir()
    for name in ("a.txt", "b.txt", "../outside.md"):
        (folder / name).write_text("x")
    (folder / "link.md").symlink_to(tmp_path / "outside.md")
    with pytest.raises(DocumentError, match=wrong):
        locate(pattern, folder)
    assert locate("a*", folder) == folder / "a.txt"
