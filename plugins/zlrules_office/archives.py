"""Office files as the ZIP archives that they are: written always the same, read with suspicion."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from zlrules import Problem, ZlrulesError, shown_path

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""The time of every file in an archive that we write."""

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_CONTENT = 60 * 1024 * 1024
LARGEST_TEXT = 8 * 1024 * 1024
"""A part in XML; the default template of Word is far below."""

MOST_PARTS = 500

_EXTERNAL = re.compile(rb"<[^<>]*\bTargetMode\s*=\s*[\"']External[\"'][^<>]*>")
_LINK = re.compile(rb"/(hyperlink|attachedTemplate)[\"']")
_FIELDS = re.compile(
    rb"\b(INCLUDEPICTURE|INCLUDETEXT|IMPORT|DDEAUTO|DDE|LINK|DATABASE|MACROBUTTON)\b"
)
_INSTRUCTION = re.compile(
    rb"<w:instrText[^>]*>([^<]*)</w:instrText>|\bw:instr\s*=\s*[\"']([^\"']*)[\"']"
)


def repacked(content: bytes) -> bytes:
    """The same archive with fixed times, so that the same input gives the same bytes."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, source.read(name))
    return packed.getvalue()


def read_template(path: Path) -> bytes:
    """Read a Word file that somebody else may have made.

    Raises:
        ZlrulesError: It can't be read, isn't a .docx, unpacks to too much, or holds macros or
            links by which it would fetch something when it is opened.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _refused(path, f"超过 {LARGEST_FILE >> 20} MB", "删去模板里的大图")
        content = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            wrong = list(_wrong(archive))
    except OSError as error:
        raise _refused(path, f"读不了文件（{error.strerror}）", "核对路径和权限") from error
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        remedy = "在 Word 或 WPS 中另存为 .docx（不加密）"
        raise _refused(path, "不是 Word 文件（.docx）", remedy) from error
    if wrong:
        raise ZlrulesError(
            [Problem(shown_path(path), 0, "模板", one, remedy) for one, remedy in wrong]
        )
    return content


def _refused(path: Path, wrong: str, remedy: str) -> ZlrulesError:
    return ZlrulesError([Problem(shown_path(path), 0, "模板", wrong, remedy)])


def _wrong(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """What is wrong with an archive; what is in it is looked at only if it isn't too much."""
    entries = archive.infolist()
    size = sum(entry.file_size for entry in entries)
    texts = [entry for entry in entries if entry.filename.endswith((".xml", ".rels"))]
    if len(entries) > MOST_PARTS or size > LARGEST_CONTENT:
        yield "解压后过大", f"不超过 {MOST_PARTS} 个部件、{LARGEST_CONTENT >> 20} MB"
    elif any(entry.file_size > LARGEST_TEXT for entry in texts):
        yield "文字部分过大", f"不超过 {LARGEST_TEXT >> 20} MB"
    elif "word/document.xml" not in archive.namelist():
        yield "不是 Word 文件（.docx）", "在 Word 或 WPS 中另存为 .docx"
    else:
        yield from _wrong_inside(archive, texts)


def _wrong_inside(
    archive: zipfile.ZipFile, texts: list[zipfile.ZipInfo]
) -> Iterator[tuple[str, str]]:
    for name in archive.namelist():
        path = PurePosixPath(name.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts:
            yield f"部件的路径在文件之外（{name}）", "重新另存为 .docx"
        if path.name.lower() == "vbaproject.bin" or path.parts[:2] == ("word", "activeX"):
            yield "带有宏或控件", "另存为不带宏的 .docx"
    for entry in texts:
        yield from _wrong_text(entry.filename, archive.read(entry))


def _wrong_text(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    if b"\x00" in content:
        yield f"{name} 不是 UTF-8 编码", "在 Word 或 WPS 中另存为 .docx"
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        yield f"{name} 里有实体定义", "在 Word 或 WPS 中另存为 .docx"
    for link in _EXTERNAL.findall(content):
        if not _LINK.search(link):
            yield f"{name} 引用外部的图片或文件", "把图片插入到模板里，不要链接"
            break
    instructions = b" ".join(b"".join(one) for one in _INSTRUCTION.findall(content))
    field = _FIELDS.search(instructions.upper())
    if field:
        yield f"{name} 里有取外部内容的域 {field[0].decode()}", "删去这个域"
