"""Requirements that another document sets or settles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from zlrules import hookimpl

if TYPE_CHECKING:
    from zlrules import Operator


@hookimpl
def zlrules_operators() -> Iterable[Operator]:
    """Hand over what is judged by another document."""
    from zlrules import Operator
    from zlrules_delegated.delegated import Assigned, Stated, Unknown

    return [
        Operator("assigned", Assigned, "达到上级下达的目标（见下达目标表）"),
        Operator("stated", Stated, "只凭书面认定"),
        Operator("unknown", Unknown, "原文要求未取得，不作判定"),
    ]
