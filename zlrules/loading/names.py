"""Finds indicators of the catalogue by the names that tables print."""

from __future__ import annotations

import re
import unicodedata

from zlrules.loading.catalogue import Catalogue
from zlrules.models.indicator import Indicator

_TYPESETTING = re.compile(r"[\s_{}$\\]")


def fold_name(name: str) -> str:
    """A name without differences of width, spaces and typesetting.

    Example:
        >>> fold_name("细颗粒物 （PM _{2.5}） 年均浓度")
        '细颗粒物(PM2.5)年均浓度'
    """
    return _TYPESETTING.sub("", unicodedata.normalize("NFKC", name))


class Names:
    """The catalogue by folded names; a name that two indicators share leads to neither."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._found: dict[str, Indicator | None] = {}
        for indicator in catalogue:
            for name in {fold_name(one) for one in (indicator.name, *indicator.aliases)}:
                known = name in self._found
                self._found[name] = None if known else indicator

    def find(self, name: str) -> Indicator | None:
        """The indicator with a name or alias."""
        return self._found.get(fold_name(name))
