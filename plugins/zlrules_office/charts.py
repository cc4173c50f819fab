"""Charts of the figures of one criterion, as SVG and PNG."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from zlrules import ResultDocument, needing
from zlrules_office.chart_figures import ChartFigures, chart_figures
from zlrules_office.fonts import sans_serif
from zlrules_office.vega_lite import specification


@dataclass(frozen=True)
class Chart:
    """A chart of one criterion."""

    figures: ChartFigures

    def svg(self) -> str:
        """The chart as SVG; its text stays text, in the first font of a list the reader has."""
        return self._svg

    def png(self, scale: float = 2) -> bytes:
        """The chart as PNG, with the fonts of this machine.

        Args:
            scale: Pixels for each pixel of the chart, which is some 600 wide.

        Raises:
            ZlrulesError: No font of this machine has Chinese characters.
        """
        with needing("office"):
            import vl_convert

        sans_serif()
        drawn: bytes = vl_convert.svg_to_png(self._svg, scale=scale)
        return drawn

    @cached_property
    def _svg(self) -> str:
        with needing("office"):
            import vl_convert

        drawn: str = vl_convert.vegalite_to_svg(specification(self.figures), allowed_base_urls=[])
        return drawn


def chart_of(result: ResultDocument) -> Chart | None:
    """The chart of a criterion's figures by period, with its target line.

    Returns:
        None where there is nothing to draw: states, and criteria without a figure of any year.
    """
    figures = chart_figures(result)
    return Chart(figures) if figures else None
