"""Requirements made of requirements: all, any, by attribute, in each of several places, by reading."""

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
    from zlrules_combination.each_of import EachOf
    from zlrules_combination.readings import Readings

    return [
        Operator("all", All, "各项要求同时满足（且）"),
        Operator("any", Any, "满足其中一项（或）"),
        Operator("by", By, "按行政区的属性适用不同要求（山区、丘陵……）"),
        Operator("each_of", EachOf, "几个点位、断面各自都满足"),
        Operator("readings", Readings, "条文有几种读法：结论一致才算数，或以有文件依据的读法为准"),
    ]
