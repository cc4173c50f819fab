"""Names of files that Windows takes, whatever a department is called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import chain, count

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_LONGEST = 60


def safe_names(texts: Sequence[str]) -> list[str]:
    """A name for each text: no separators, no reserved names, no two that differ in case only.

    Example:
        >>> safe_names(["发改委/统计局", "CON", "a", "A"])
        ['发改委_统计局', 'CON_', 'a', 'A-2']
    """
    names: list[str] = []
    for text in texts:
        name = _safe(text)
        taken = {one.casefold() for one in names}
        numbered = (f"{name}-{number}" for number in count(2))
        names.append(next(one for one in chain([name], numbered) if one.casefold() not in taken))
    return names


def _safe(text: str) -> str:
    plain = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", text))
    name = plain.strip(" .")[:_LONGEST].rstrip(" .") or "_"
    return f"{name}_" if _RESERVED.fullmatch(name) else name
