"""Fonts with Chinese characters, as found on this machine."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from zlrules import Problem, ZlrulesError, needing

_SANS_SERIF = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "SimHei",
    "Microsoft YaHei",
    "DengXian",
    "PingFang SC",
    "Heiti SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
_SERIF = (
    "FangSong",
    "FangSong_GB2312",
    "STFangsong",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "SimSun",
    "Songti SC",
    "AR PL UMing CN",
)

SANS_SERIF = (*_SANS_SERIF, *_SERIF)
"""黑体, the best first: Noto and 思源 are free, others come with Windows, macOS, Linux; else 宋体."""

SERIF = (*_SERIF, *_SANS_SERIF)
"""仿宋, then 宋体, then whatever there is."""


def serif() -> str:
    """The font of this machine for running text.

    Raises:
        ZlrulesError: There is none with Chinese characters.
    """
    return installed(SERIF)


def sans_serif() -> str:
    """The font of this machine for headings and charts.

    Raises:
        ZlrulesError: There is none with Chinese characters.
    """
    return installed(SANS_SERIF)


def installed(wanted: Sequence[str]) -> str:
    """The first of some fonts that this machine has.

    Raises:
        ZlrulesError: It has none of them.
    """
    known = _families()
    found = next((name for name in wanted if name in known), None)
    if found is None:
        wrong = "没有中文字体，图和 PDF 里的汉字显示不出来"
        remedy = (
            f"安装其中一种: {', '.join(wanted)}；Debian、Ubuntu 可用 apt install fonts-noto-cjk"
        )
        raise ZlrulesError([Problem("字体", 0, "", wrong, remedy)])
    return found


@cache
def _families() -> frozenset[str]:
    """All fonts of this machine, looked through once: it takes as long as drawing a chart."""
    with needing("office"):
        import typst

    return frozenset(typst.Fonts(include_embedded_fonts=False).families())
