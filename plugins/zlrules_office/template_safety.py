"""Reads the Word templates of strangers with suspicion."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from lxml.etree import XMLParser, XMLSyntaxError, _Element, fromstring

from zlrules import Problem, ZlrulesError, shown_path

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_CONTENT = 60 * 1024 * 1024
LARGEST_TEXT = 8 * 1024 * 1024
"""A part in XML; those that Word writes are far below."""

MOST_PARTS = 500
TEXTS = (".xml", ".rels")

LINKS = ("/hyperlink", "/attachedTemplate")
"""What may lead out of the file: what a reader has to click on, and what is left out of what we write."""

OBJECTS = ("/aFChunk", "/oleObject", "/package", "/control", "/vbaProject", "/subDocument")
"""What holds documents or programs of other kinds, which aren't looked at."""

_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FETCHING = re.compile(r"INCLUDEPICTURE|INCLUDETEXT|IMPORT|DATABASE|DDE(AUTO)?\b|(?<!HYPER)LINK\b")
"""Fields that fetch something."""


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
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
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
    if len(entries) > MOST_PARTS or size > LARGEST_CONTENT:
        yield "解压后过大", f"不超过 {MOST_PARTS} 个部件、{LARGEST_CONTENT >> 20} MB"
    elif any(one.file_size > LARGEST_TEXT for one in entries if one.filename.endswith(TEXTS)):
        yield "文字部分过大", f"不超过 {LARGEST_TEXT >> 20} MB"
    elif "word/document.xml" not in archive.namelist():
        yield "不是 Word 文件（.docx）", "在 Word 或 WPS 中另存为 .docx"
    else:
        for entry in entries:
            yield from _wrong_name(entry.filename)
            yield from _wrong_part(entry.filename, archive.read(entry))


def _wrong_name(name: str) -> Iterator[tuple[str, str]]:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts:
        yield f"部件的路径在文件之外（{name}）", "重新另存为 .docx"
    if path.name.lower() == "vbaproject.bin" or path.parts[:2] == ("word", "activeX"):
        yield "带有宏或控件", "另存为不带宏的 .docx"


def _wrong_part(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """What is wrong with a part; what it is called doesn't say whether it is XML."""
    root = parse_part(content)
    if root is None:
        if name.endswith(TEXTS):
            yield f"{name} 不是 XML，或有实体定义", "在 Word 或 WPS 中另存为 .docx"
    elif name.endswith(".rels"):
        yield from _wrong_relations(name, root)
    else:
        yield from _wrong_fields(name, root)
        yield from _wrong_links(name, root)


def parse_part(content: bytes) -> _Element | None:
    """A part in XML; None where it isn't, or defines entities."""
    parser = XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = fromstring(content, parser)
    except XMLSyntaxError:
        return None
    return None if root.getroottree().docinfo.doctype else root


def _wrong_relations(name: str, root: _Element) -> Iterator[tuple[str, str]]:
    for relation in root.iter("{*}Relationship"):
        outside, kind = relation.get("TargetMode") == "External", relation.get("Type", "")
        if outside and not kind.endswith(LINKS):
            yield f"{name} 引用外部的图片或文件", "把图片插入到模板里，不要链接"
        if kind.endswith(OBJECTS):
            yield f"{name} 带有嵌入的对象", "删去对象，或改成图片"


def _wrong_fields(name: str, root: _Element) -> Iterator[tuple[str, str]]:
    """Fields that fetch something; their instructions may be cut into pieces."""
    pieces = [one.text or "" for one in root.iter("{*}instrText")]
    for field in root.iter("{*}fldSimple"):
        pieces += [str(value) for value in field.attrib.values()]
    found = _FETCHING.search("".join(pieces).upper())
    if found:
        yield f"{name} 里有取外部内容的域 {found[0]}", "删去这个域"


def _wrong_links(name: str, root: _Element) -> Iterator[tuple[str, str]]:
    """Pictures that aren't in the file, in the ways of newer and older Word."""
    linked = any(one.get(f"{_RELATIONS}link") for one in root.iter("{*}blip"))
    older = ("{*}imagedata", "{*}fill", "{*}stroke")
    places = ("src", "href", f"{_RELATIONS}href")
    if linked or any(one.get(place) for one in root.iter(*older) for place in places):
        yield f"{name} 链接外部的图片", "把图片插入到模板里，不要链接"
