"""Requirements on how a figure moves over the years."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from zlrules import hookimpl

if TYPE_CHECKING:
    from zlrules import Operator


@hookimpl
def zlrules_operators() -> Iterable[Operator]:
    """Hand over the trends and changes."""
    from zlrules import Operator
    from zlrules_trends.change import ChangeBy, NotWorseThan, ReducedBy
    from zlrules_trends.steps import Falling, Rising, Steady

    return [
        Operator("rising", Rising, "窗口内逐年提高（持续提高）"),
        Operator("falling", Falling, "窗口内逐年下降（持续下降）"),
        Operator("steady", Steady, "窗口内逐年变化不超过允许幅度（保持稳定）"),
        Operator("change", ChangeBy, "与某年或上年相比的变化量、变化百分点或变化率"),
        Operator("reduced_by", ReducedBy, "与某年或上年相比下降的幅度"),
        Operator("not_worse_than", NotWorseThan, "不比某年或上年差（按指标的优劣方向）"),
    ]
