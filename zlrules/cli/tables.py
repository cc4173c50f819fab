"""Tables on the terminal, aligned for Chinese text."""

from __future__ import annotations

from collections.abc import Sequence


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], widest: int | None = None) -> str:
    """Make a table.

    Args:
        widest: Width beyond which the last column is wrapped.
    """
    from tabulate import tabulate

    widths = None if widest is None else [*[None] * (len(headers) - 1), widest]
    return tabulate(rows, headers, tablefmt="simple", disable_numparse=True, maxcolwidths=widths)
