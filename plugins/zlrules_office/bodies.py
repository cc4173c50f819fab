"""Several bodies of Word documents, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from lxml.etree import _Element, tostring


def joined(bodies: Iterable[str]) -> str:
    """Bodies as one; each begins on a new page, and only the first keeps its fields of contents.

    A field of contents lists the headings of the whole document, so one is enough.
    """
    first, *others = [parse_xml(one) for one in bodies]
    for other in others:
        _end_section(first)
        for element in _without_contents(other):
            first.append(element)
    text: str = tostring(first, encoding="unicode")
    return text


def _end_section(body: _Element) -> None:
    """Turn the last section of a body into one that others can follow."""
    last = body[-1]
    if last.tag != qn("w:sectPr"):
        return
    paragraph, properties = OxmlElement("w:p"), OxmlElement("w:pPr")
    paragraph.append(properties)
    body.append(paragraph)
    properties.append(last)


def _without_contents(body: _Element) -> Iterator[_Element]:
    """The elements of a body; fields over several paragraphs lose what makes them fields."""
    depth = 0
    for element in list(body):
        marks = element.findall(f".//{qn('w:fldChar')}")
        kinds = [mark.get(qn("w:fldCharType")) for mark in marks]
        opened, closed = kinds.count("begin"), kinds.count("end")
        if opened != closed or depth:
            for mark in [*marks, *element.findall(f".//{qn('w:instrText')}")]:
                run = mark.getparent()
                if run is not None:
                    run.remove(mark)
        depth += opened - closed
        yield element
