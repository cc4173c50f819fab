"""Requirements made of requirements: all, any, by attribute of the district."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from zlrules import hookimpl

if TYPE_CHECKING:
    from zlrules import Operator


@hookimpl
def zlrules_operators() -> Iterable[Operator]:
    """Hand over the combinations."""
    from zlrules import Operator
    from zlrules_combination.combination import All, Any, By

    return [
        Operator("all", All, "各项要求同时满足（且）"),
        Operator("any", Any, "满足其中一项（或）"),
        Operator("by", By, "按行政区的属性适用不同要求（山区、丘陵……）"),
    ]
