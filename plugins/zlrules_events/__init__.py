"""Requirements that something didn't happen, or was put right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from zlrules import hookimpl

if TYPE_CHECKING:
    from zlrules import Operator


@hookimpl
def zlrules_operators() -> Iterable[Operator]:
    """Hand over the judgement on events."""
    from zlrules import Operator
    from zlrules_events.no_event import NoEvent

    return [Operator("no_event", NoEvent, "截至评估日的几年内没有发生这种事件，或者都已整改")]
