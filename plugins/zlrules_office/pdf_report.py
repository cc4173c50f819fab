"""The PDF report: the chapter 指标完成情况 as Word has it, set by Typst."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from importlib.resources import files
from io import BytesIO

from zlrules import AssessmentDocument, PaperRequest, Problem, ZlrulesError, needing
from zlrules_office.chapter import chapters_of
from zlrules_office.contents import content_of
from zlrules_office.fonts import sans_serif, serif
from zlrules_office.pictures import Picture
from zlrules_office.placeholders import Content

LAYOUT = "chapter.typ"


def render_pdf(document: AssessmentDocument, request: PaperRequest) -> bytes:
    """Write an assessment as PDF; the same bytes for the same assessment.

    Raises:
        ZlrulesError: There is nothing to write, or a library or a font is missing.
    """
    with needing("office"):
        import typst
    chapters = chapters_of(document)
    if not chapters:
        raise ZlrulesError([Problem("pdf", 0, "", "没有评估结果，写不成材料")])
    contents = [content_of(chapter, _no_place) for chapter in chapters]
    layout = files("zlrules_office").joinpath("typst", LAYOUT).read_bytes()
    values = {"data": _json(contents, document.run.judged_on)}
    pdf: bytes = typst.compile(layout, format="pdf", sys_inputs=values)
    return pdf


def _json(contents: Sequence[Content], day: date) -> str:
    """What the layout reads: values only, none of which it takes for markup."""
    told = {
        "chapters": contents,
        "day": [day.year, day.month, day.day],
        "fonts": {"text": serif(), "heading": sans_serif()},
    }
    return json.dumps(told, default=_plain, ensure_ascii=False)


def _plain(value: object) -> object:
    """A part of the content as JSON has it; charts as SVG."""
    if isinstance(value, Picture):
        return {"svg": value.chart.svg(), "alt": value.description}
    assert is_dataclass(value)
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _no_place(image: BytesIO, description: str) -> str:
    """Nowhere: the layout places the charts."""
    return ""
