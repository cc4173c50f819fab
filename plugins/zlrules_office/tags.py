"""Finds placeholders that aren't finished, before docxtpl's regular expressions meet them.

Those look for the end of each placeholder from its beginning; on very many that have no end they
would look for hours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MOST_TAGS = 20_000
SHOWN = 30
"""So much of the text from an unfinished placeholder is shown."""

_XML_TAG = re.compile(r"<[^<>]*>")
_MARK = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_ENDS = {"{{": "}}", "{%": "%}", "{#": "#}"}


def unfinished(xml: str) -> Iterator[tuple[str, str]]:
    """What a part of a template begins and doesn't finish: the text there, and what is wrong."""
    if any(_MARK.search(tag) for tag in _XML_TAG.findall(xml)):
        yield "", "占位符写在了文字以外的地方（如图片说明）"
    text = _XML_TAG.sub("", xml)
    begun: re.Match[str] | None = None
    for count, mark in enumerate(_MARK.finditer(text)):
        if count > MOST_TAGS:
            yield "", f"占位符超过 {MOST_TAGS // 2:,} 个"
            return
        if begun is None:
            begun = mark if mark[0] in _ENDS else None
        elif mark[0] == _ENDS[begun[0]]:
            begun = None
        elif mark[0] in _ENDS:
            break
    if begun is not None:
        yield text[begun.start() : begun.start() + SHOWN], "占位符没有写完"
