"""A chart as a Vega-Lite specification, from which SVG is drawn."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import JsonValue

from zlrules_office.chart_figures import ChartFigures, Sort
from zlrules_office.fonts import SANS_SERIF

Part = dict[str, JsonValue]
"""A part of a specification; see https://vega.github.io/vega-lite/docs/."""

WIDTH, HEIGHT = 480, 220
"""In pixels, axes and titles apart."""

COLOURS = {Sort.FINAL: "#2f6b9a", Sort.PROVISIONAL: "#b7d0e4", Sort.BASELINE: "#8a8a8a"}
TARGET_COLOUR, GRID_COLOUR, LABEL_COLOUR = "#b3261e", "#e6e6e6", "#222222"
LABEL_RISE = -11
FLAT = 2
"""Bars start at 0; where the highest is less than so many times the lowest, a line shows more."""


def specification(figures: ChartFigures) -> Part:
    """The chart: marks, target lines, and each figure as printed."""
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "config": {"font": ", ".join((*SANS_SERIF, "sans-serif")), "view": {"stroke": None}},
        "data": {"values": list(_rows(figures))},
        "encoding": {"x": _periods(figures), "y": _values(figures)},
        "layer": [*_marks(figures), *_lines(figures), *_labels()],
    }


def _rows(figures: ChartFigures) -> Iterator[JsonValue]:
    for one in figures.points:
        yield {
            "period": one.slot,
            "value": float(one.value),
            "label": one.label,
            "sort": one.sort.value,
        }


def _periods(figures: ChartFigures) -> Part:
    axis: Part = {"title": None, "labelAngle": 0, "labelOverlap": True}
    scale: Part = {"domain": list(figures.slots)}
    return {"field": "period", "type": "ordinal", "sort": None, "scale": scale, "axis": axis}


def _values(figures: ChartFigures) -> Part:
    """The axis of values, with the name of the indicator and its unit above it."""
    axis: Part = {
        "title": figures.title,
        "titleAngle": 0,
        "titleAlign": "left",
        "titleAnchor": "start",
        "titleX": -30,
        "titleY": -12,
        "tickCount": 5,
        "gridColor": GRID_COLOUR,
    }
    scale: Part = {"domain": list(_span(figures)), "nice": False}
    return {"field": "value", "type": "quantitative", "scale": scale, "axis": axis}


def _marks(figures: ChartFigures) -> list[JsonValue]:
    """Bars from 0; a line with points where bars would look all alike."""
    colour: Part = {"color": _sorts(figures)}
    edge = COLOURS[Sort.FINAL]
    if _as_bars(figures):
        bars: Part = {"type": "bar", "size": 30, "stroke": edge, "strokeWidth": 1}
        return [{"mark": bars, "encoding": colour}]
    points: Part = {"type": "point", "filled": True, "size": 90, "opacity": 1, "stroke": edge}
    line: Part = {"type": "line", "color": edge, "strokeWidth": 1.5}
    marks: list[JsonValue] = [] if _disputed(figures) else [{"mark": line}]
    return [*marks, {"mark": points, "encoding": colour}]


def _sorts(figures: ChartFigures) -> Part:
    """The colours of what figures are; with a legend where that differs."""
    sorts = [sort for sort in Sort if any(one.sort is sort for one in figures.points)]
    scale: Part = {
        "domain": [sort.value for sort in sorts],
        "range": [COLOURS[one] for one in sorts],
    }
    legend: Part | None = {"title": None, "orient": "bottom"} if len(sorts) > 1 else None
    return {"field": "sort", "type": "nominal", "scale": scale, "legend": legend}


def _labels() -> Iterator[Part]:
    """Each figure as printed, above its mark; white around it, so that lines don't cross it."""
    text: Part = {"type": "text", "dy": LABEL_RISE}
    label: Part = {"text": {"field": "label"}}
    yield {
        "mark": {**text, "stroke": "white", "strokeWidth": 4, "strokeJoin": "round"},
        "encoding": label,
    }
    yield {"mark": {**text, "color": LABEL_COLOUR}, "encoding": label}


def _lines(figures: ChartFigures) -> Iterator[Part]:
    """The targets, each with its label at the right end."""
    if not figures.lines:
        return
    values: list[JsonValue] = [
        {"value": float(one.value), "label": list(one.labels)} for one in figures.lines
    ]
    rule: Part = {"type": "rule", "color": TARGET_COLOUR, "strokeDash": [6, 4], "strokeWidth": 1.5}
    text: Part = {"type": "text", "align": "left", "baseline": "middle", "dx": 6}
    end: Part = {"value": WIDTH}
    label: Part = {"x": end, "text": {"field": "label"}, "color": {"value": TARGET_COLOUR}}
    data: Part = {"values": values}
    yield {"data": data, "mark": rule, "encoding": {"x": None}}
    yield {"data": data, "mark": text, "encoding": label}


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


def _span(figures: ChartFigures) -> tuple[float, float]:
    """From where to where the axis goes, with room for labels."""
    lowest, highest = _ends(figures)
    if _as_bars(figures):
        lowest, highest = min(lowest, 0), max(highest, 0)
        room = (highest - lowest or 1) / 8
        return (lowest - room if lowest < 0 else 0), highest + room
    room = max(highest - lowest, abs(highest) / 10) / 4
    return lowest - room, highest + room
