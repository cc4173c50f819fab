"""Reads documents as strangers' files: text only, not too large, none outside the folder."""

from __future__ import annotations

from pathlib import Path, PurePath

LARGEST = 20_000_000
"""Bytes; a five-year plan has a two-hundredth of this."""

ENCODINGS = ("utf-8-sig", "gb18030")


class DocumentError(Exception):
    """A document can't be read; says why and what to do."""

    def __init__(self, wrong: str, remedy: str) -> None:
        super().__init__(wrong)
        self.wrong = wrong
        self.remedy = remedy


def locate(pattern: str, folder: Path) -> Path:
    """Find the one file of a name or pattern.

    Raises:
        DocumentError: There is none, or several, or it lies outside of the folder.
    """
    parts = PurePath(pattern).parts
    if not parts or PurePath(pattern).is_absolute() or ".." in parts:
        raise DocumentError(
            f"文件名 '{pattern}' 不在文件夹内", "写文件夹内的文件名，可用 * 代替一部分"
        )
    found = sorted(path for path in folder.glob(pattern) if path.is_file())
    if not found:
        raise DocumentError(f"{folder} 里没有文件 '{pattern}'", "放入文件，或改正 file")
    if len(found) > 1:
        names = ", ".join(path.name for path in found[:5])
        raise DocumentError(f"'{pattern}' 有 {len(found)} 个文件: {names}", "写得只剩一个")
    path = found[0].resolve()
    if not path.is_relative_to(folder.resolve()):
        raise DocumentError(f"文件 '{found[0].name}' 指向文件夹之外", "把文件本身放进文件夹")
    return path


def read_text(path: Path) -> str:
    """Read a text file in UTF-8 or GB 18030.

    Raises:
        DocumentError: It is too large, can't be read or is no text.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise DocumentError(f"读不了 {path.name}（{error.strerror}）", "核对权限") from error
    if len(content) > LARGEST:
        raise DocumentError(f"{path.name} 超过 {LARGEST // 1_000_000} MB", "拆分，或只留正文")
    if b"\0" not in content:
        for encoding in ENCODINGS:
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise DocumentError(f"{path.name} 不是文本文件", "先转换为 UTF-8 或 GB 18030 编码的纯文本")
