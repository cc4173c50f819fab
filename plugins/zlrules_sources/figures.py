"""Which sentences and cells carry a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zlrules_sources.finding import cell_key
from zlrules_sources.passages import Passage

_NAMES = re.compile(
    r"PM2\.5|PM10|O3|SO2|NO[2x]|CO2|N2O|第三方|第一时间|一大?批|一次能源|每一[次个]"
)
_COUNTING = "一二两三四五六七八九十百千万亿几"
_COUNTED = "个|条|家|项|次|座|倍|天|批|类|人|件|起|名|所|处|成|年|大|公里|亩|吨|辆|台|支"
_FIGURE = re.compile(rf"\d|第[{_COUNTING}]+(?![章节])|[{_COUNTING}]+(?:{_COUNTED})")
_UNITS = "单位"


@dataclass(frozen=True)
class Statement:
    """A sentence or cell with a figure.

    Attributes:
        key: The folded sentence, or what names the cell; the same for what is printed twice.
        text: As printed.
        place: Where it stands.
        line: Its line in the document, or that of its paragraph.
    """

    key: str
    text: str
    place: str
    line: int
    passage: Passage


def statements(passages: tuple[Passage, ...]) -> Iterator[Statement]:
    """Every statement with a figure, each once; headings carry none."""
    seen = set()
    for passage in passages:
        if not _may_have_figures(passage):
            continue
        for raw, folded in passage.sentences:
            key = cell_key(passage) or folded
            if key not in seen and has_figure(folded):
                seen.add(key)
                yield Statement(key, raw, passage.place(), passage.line, passage)


def _may_have_figures(passage: Passage) -> bool:
    """Headings don't, nor do the names and units of rows."""
    cell = passage.cell
    if cell:
        return cell.column != _UNITS and passage.text not in cell.names
    return passage.kind == "paragraph"


def has_figure(text: str) -> bool:
    """Whether a folded text has digits or counting numerals that aren't part of a name.

    Example:
        >>> has_figure("PM2.5浓度下降"), has_figure("改善幅度全市第一")
        (False, True)
    """
    return bool(_FIGURE.search(_NAMES.sub("", text)))
