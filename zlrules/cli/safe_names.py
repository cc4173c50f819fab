"""File names that every system takes, Windows above all."""

from __future__ import annotations

import re
import unicodedata

from zlrules.extras import needing

LONGEST = 80
"""Characters of a name without its suffix; paths on Windows have some 260 in all."""

MOST_BYTES = 200
"""Bytes of a name without its suffix; Linux takes 255 in all."""

_SUFFIX = re.compile(r"\.[0-9A-Za-z]{1,10}", re.ASCII)


class SafeNames:
    """Gives out file names, none twice, also where capitals don't count.

    Args:
        taken: Names that are already in use.
    """

    def __init__(self, *taken: str) -> None:
        self._taken = {_folded(name) for name in taken}

    def name(self, wanted: str, suffix: str) -> str:
        """A name as near as can be to the wanted one.

        Args:
            suffix: With the dot; left out unless it is a plain one.
        """
        end = suffix if _SUFFIX.fullmatch(suffix) else ""
        stem = safe_stem(wanted)
        name = f"{stem}{end}"
        again = 1
        while _folded(name) in self._taken:
            again += 1
            name = f"{stem} ({again}){end}"
        self._taken.add(_folded(name))
        return name


def safe_stem(wanted: str) -> str:
    r"""A name without suffix that is allowed everywhere; never empty.

    Example:
        >>> safe_stem("1/2: a\tb.")
        '1_2_ a_b'
    """
    with needing("office"):
        from pathvalidate import sanitize_filename

    shown = "".join(c if c.isprintable() else "_" for c in unicodedata.normalize("NFC", wanted))
    clean = sanitize_filename(shown, replacement_text="_", platform="universal")
    clean = clean[:LONGEST].encode()[:MOST_BYTES].decode(errors="ignore")
    return sanitize_filename(clean.strip(" ."), platform="universal") or "_"


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
