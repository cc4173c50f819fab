"""Text folded: what is the same to a reader becomes the same string."""

from __future__ import annotations

import re
import unicodedata

_RESIDUE = re.compile(r"\[bookmark:[^\]]*\]|\*\*|\s+")
_INDEX = re.compile(r"_\{?|[{}]")
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("“”„‟「」『』«»″", '"'),
        **dict.fromkeys("‘’‛′", "'"),
        **dict.fromkeys("‐‑‒–—―−─", "-"),
        **dict.fromkeys("〜∼", "~"),
        **dict.fromkeys("•‧・", "·"),
        **dict.fromkeys("〈《", "《"),
        **dict.fromkeys("〉》", "》"),
        "﹤": "<",
        "≧": "≥",
        "≦": "≤",
        "µ": "u",
        "μ": "u",
        "．": ".",
        "\u200b": None,
        "\ufeff": None,
        "\u00ad": None,
    }
)


def fold(text: str) -> str:
    r"""Fold full-width forms, Roman numerals, punctuation, indices, marks and all white space.

    Example:
        >>> fold("全区 PM_{2.5}浓度，劣Ⅴ类\n“清零”")
        '全区PM2.5浓度,劣V类"清零"'
    """
    marked = _RESIDUE.sub("", text.translate(_ALIKE))
    return _RESIDUE.sub("", unicodedata.normalize("NFKC", _INDEX.sub("", marked)))
