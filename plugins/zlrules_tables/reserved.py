"""The header that readers keep for themselves."""

from __future__ import annotations

from collections.abc import Iterable

ROW = "row"
"""The column in which a reader says where each row stands."""


def refuse_reserved(header: Iterable[str], row: int) -> None:
    """Refuse a header that readers write themselves.

    Args:
        row: Where the header stands.

    Raises:
        ValueError: It is there.
    """
    if ROW in header:
        raise ValueError(f"表头 {ROW} 留给行号，换一个表头", row)
