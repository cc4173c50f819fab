"""Charts of the figures of one criterion, as SVG and PNG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zlrules import ResultDocument
from zlrules_office.chart_figures import ChartFigures, Sort, chart_figures
from zlrules_office.fonts import SANS_SERIF, sans_serif

if TYPE_CHECKING:
    import altair as alt

WIDTH, HEIGHT = 480, 220
"""In pixels, axes and titles apart."""

COLOURS = {Sort.FINAL: "#2f6b9a", Sort.PROVISIONAL: "#b7d0e4", Sort.BASELINE: "#8a8a8a"}
TARGET_COLOUR = "#b3261e"
LABEL_RISE = -11
FLAT = 2
"""Bars start at 0; where the highest is less than so many times the lowest, a line shows more."""


@dataclass(frozen=True)
class Chart:
    """A chart of one criterion."""

    figures: ChartFigures

    def svg(self) -> str:
        """The chart as SVG; its text stays text, in the first font of `SANS_SERIF` the reader has."""
        import vl_convert

        svg: str = vl_convert.vegalite_to_svg(_specification(self.figures), allowed_base_urls=[])
        return svg

    def png(self, scale: float = 2) -> bytes:
        """The chart as PNG, with the fonts of this machine.

        Args:
            scale: Pixels for each pixel of `WIDTH`.

        Raises:
            ZlrulesError: No font of this machine has Chinese characters.
        """
        import vl_convert

        sans_serif()
        png: bytes = vl_convert.svg_to_png(self.svg(), scale=scale)
        return png


def chart_of(result: ResultDocument) -> Chart | None:
    """The chart of a criterion's figures by period, with its target line.

    Returns:
        None where there is nothing to draw: states, and criteria without a figure of any year.
    """
    figures = chart_figures(result)
    return Chart(figures) if figures else None


def _specification(figures: ChartFigures) -> str:
    """The chart in Vega-Lite's terms, as JSON."""
    import altair as alt

    font = ", ".join((*SANS_SERIF, "sans-serif"))
    layers = [*_marks(figures), *_lines(figures), *_labels(figures)]
    chart = alt.layer(*layers).properties(width=WIDTH, height=HEIGHT)
    specification: str = chart.configure(font=font).configure_view(stroke=None).to_json()
    return specification


def _marks(figures: ChartFigures) -> list[alt.Chart]:
    """Bars from 0; a line with points where bars would look all alike."""
    base = _coloured(figures)
    if _as_bars(figures):
        return [base.mark_bar(size=30, stroke=COLOURS[Sort.FINAL], strokeWidth=1)]
    line = _placed(figures).mark_line(color=COLOURS[Sort.FINAL], strokeWidth=1.5)
    points = base.mark_point(filled=True, size=90, opacity=1, stroke=COLOURS[Sort.FINAL])
    return [points] if _disputed(figures) else [line, points]


def _placed(figures: ChartFigures) -> alt.Chart:
    """The figures by period and value."""
    import altair as alt

    rows = [
        {"period": one.period, "value": float(one.value), "label": one.label, "sort": one.sort}
        for one in figures.points
    ]
    return alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X(
            "period:O",
            sort=None,
            scale=alt.Scale(domain=list(figures.slots)),
            axis=alt.Axis(title=None, labelAngle=0, labelOverlap=True),
        ),
        y=alt.Y("value:Q", scale=alt.Scale(domain=_span(figures), nice=False), axis=_axis(figures)),
    )


def _coloured(figures: ChartFigures) -> alt.Chart:
    """The figures, in the colour of what they are; with a legend where that differs."""
    import altair as alt

    sorts = [sort for sort in Sort if any(one.sort is sort for one in figures.points)]
    scale = alt.Scale(domain=[sort.value for sort in sorts], range=[COLOURS[one] for one in sorts])
    legend = alt.Legend(title=None, orient="bottom") if len(sorts) > 1 else None
    return _placed(figures).encode(color=alt.Color("sort:N", scale=scale, legend=legend))


def _axis(figures: ChartFigures) -> alt.Axis:
    """The axis of values, with the name of the indicator and its unit above it."""
    import altair as alt

    return alt.Axis(
        title=figures.title,
        titleAngle=0,
        titleAlign="left",
        titleAnchor="start",
        titleX=-30,
        titleY=-12,
        tickCount=5,
        gridColor="#e6e6e6",
    )


def _labels(figures: ChartFigures) -> list[alt.Chart]:
    """Each figure as printed, above its mark; white around it, so that lines don't cross it."""
    base = _placed(figures).encode(text="label:N")
    halo = base.mark_text(dy=LABEL_RISE, stroke="white", strokeWidth=4, strokeJoin="round")
    return [halo, base.mark_text(dy=LABEL_RISE, color="#222222")]


def _lines(figures: ChartFigures) -> list[alt.Chart]:
    """The targets, each with its label at the right end."""
    import altair as alt

    if not figures.lines:
        return []
    rows = [{"value": float(one.value), "label": "\n".join(one.labels)} for one in figures.lines]
    base = alt.Chart(alt.InlineData(values=rows)).encode(y="value:Q")
    rule = base.mark_rule(color=TARGET_COLOUR, strokeDash=[6, 4], strokeWidth=1.5)
    text = base.mark_text(
        align="left", baseline="middle", dx=6, color=TARGET_COLOUR, lineBreak="\n"
    )
    return [rule, text.encode(x=alt.value(WIDTH), text="label:N")]


def _as_bars(figures: ChartFigures) -> bool:
    lowest, highest = _ends(figures)
    return not _disputed(figures) and (lowest <= 0 or lowest == highest or highest >= FLAT * lowest)


def _disputed(figures: ChartFigures) -> bool:
    """Whether several figures are known of the same period."""
    periods = [one.period for one in figures.points]
    return len(periods) > len(set(periods))


def _ends(figures: ChartFigures) -> tuple[float, float]:
    values = [
        *(float(point.value) for point in figures.points),
        *(float(line.value) for line in figures.lines),
    ]
    return min(values), max(values)


def _span(figures: ChartFigures) -> list[float]:
    """From where to where the axis goes, with room for labels."""
    lowest, highest = _ends(figures)
    if _as_bars(figures):
        lowest, highest = min(lowest, 0), max(highest, 0)
        room = (highest - lowest or 1) / 8
        return [lowest - room if lowest < 0 else 0, highest + room]
    room = max(highest - lowest, abs(highest) / 10) / 4
    return [lowest - room, highest + room]
