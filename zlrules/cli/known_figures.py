"""All that is known of an indicator in one district, as a table with the sources."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from zlrules.cli.tables import table
from zlrules.words import MEASURE_LABELS, STATUS_LABELS

if TYPE_CHECKING:
    from zlrules.telling.figures import Figure, FigureBook

HEADERS = ("", "时期", "范围", "内容", "数值", "状态", "出处")


def known_figures(
    book: FigureBook, indicator: str, district: str, used: Collection[int] = ()
) -> str:
    """Make the table, in every scope and measure; "" when nothing is known.

    Args:
        used: Rows of the observations that are marked ✓.
    """
    rows = list(_rows(book, indicator, district, used))
    return table(HEADERS, rows, widest=44) if rows else ""


def _rows(
    book: FigureBook, indicator: str, district: str, used: Collection[int]
) -> Iterator[tuple[str, ...]]:
    for index, scope, figure in book.about(indicator, district):
        yield (
            "✓" if index in used else "",
            figure.period,
            scope,
            MEASURE_LABELS[figure.measure],
            figure.shown,
            f"{STATUS_LABELS[figure.status]}{'，未采信' if figure.set_aside else ''}",
            _origin(figure),
        )


def _origin(figure: Figure) -> str:
    """The document, or what the figure was added up from."""
    from zlrules.telling.phrases import source_text

    if figure.added:
        return figure.added.words
    return source_text(figure.source) if figure.source else ""
