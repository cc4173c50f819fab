"""What papers are made of: paragraphs, tables with one row per item, marks for the writer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from docs.word_templates.page import close_field, open_field


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        width: In millimetres.
        cell: What stands in each row, with placeholders.
    """

    head: str
    width: float
    cell: str


def body(document: Document, *texts: str) -> None:
    """Paragraphs of text; what is in 〔〕 is marked for the writer."""
    for text in texts:
        mark_up(document.add_paragraph(style="正文缩进"), text)


def plain(document: Document, text: str) -> Paragraph:
    """A paragraph that isn't indented."""
    paragraph = document.add_paragraph()
    mark_up(paragraph, text)
    return paragraph


def control(document: Document, tag: str) -> None:
    """A tag that stands for a whole paragraph, and leaves none: ``for 项 in 指标``."""
    document.add_paragraph("{%p " + tag + " %}")


def to_write(document: Document, *texts: str) -> None:
    """What the writer has to fill in."""
    body(document, *(f"〔待撰写：{text}〕" for text in texts))


def unless_empty(document: Document, name: str, empty: str) -> None:
    """Begin what is shown where a list isn't empty; `end` ends it."""
    control(document, f"if not {name}")
    body(document, empty)
    control(document, "else")


def end(document: Document) -> None:
    """End what `unless_empty` began."""
    control(document, "endif")


def listing(document: Document, loop: str, columns: Sequence[Column], style: str = "表格") -> None:
    """A table with a row per item; its header is repeated on each page and no row is broken.

    Args:
        loop: ``项 in 指标``.
        style: Of the text in its rows.
    """
    table = _table(document, [column.width for column in columns], rows=4)
    head, opening, row, closing = table.rows
    _repeat(head)
    for cell, column in zip(head.cells, columns, strict=True):
        _write(cell, column.head, "表头")
        _shade(cell)
    _write(opening.cells[0], "{%tr for " + loop + " %}", "表格")
    for cell, column in zip(row.cells, columns, strict=True):
        _write(cell, column.cell, style)
    _write(closing.cells[0], "{%tr endfor %}", "表格")


def sheet(
    document: Document, rows: Iterable[tuple[str, str, str]], widths: Sequence[float]
) -> None:
    """A table of two columns, names on the left, that stays on one page if it can.

    Args:
        rows: When a row is shown (``项.基数``; always where empty), its name, what it says. The
            last one isn't kept together with what follows the table, the others are.
    """
    *before, last = (list(_lines(*row)) for row in rows)
    lines = [*chain.from_iterable(before), *last]
    table = _table(document, widths, rows=len(lines))
    for place, (row, (name, text)) in enumerate(zip(table.rows, lines, strict=True)):
        left, right = row.cells
        _write(left, name, "表头")
        _write(right, text, "表格")
        _shade(left)
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = place < len(lines) - len(last)


def _lines(when: str, name: str, text: str) -> Iterator[tuple[str, str]]:
    """A row, with rows of tags around it if it isn't always shown."""
    if when:
        yield "{%tr if " + when + " %}", ""
    yield name, text
    if when:
        yield "{%tr endif %}", ""


def contents(document: Document, entries: Iterable[tuple[str, str]]) -> None:
    """A table of contents, filled in but for page numbers, which the office program adds.

    Args:
        entries: A loop (``项 in 指标``; none where empty) and the entry.
    """
    first = document.add_paragraph(style="目录项")
    open_field(first, 'TOC \\o "1-2" \\h \\z')
    first.add_run("（右键点“更新域”，显示页码）")
    for loop, entry in entries:
        if loop:
            control(document, f"for {loop}")
        document.add_paragraph(entry, style="目录项")
        if loop:
            control(document, "endfor")
    close_field(document.add_paragraph())


def _table(document: Document, widths: Sequence[float], rows: int) -> Table:
    table: Table = document.add_table(rows=rows, cols=len(widths), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _narrow(table)
    _fix(table, widths)
    return table


def _narrow(table: Table) -> None:
    """Leave a millimetre beside the text of cells."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "57")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr  # noqa: SLF001
    look = properties.find(qn("w:tblLook"))
    if look is None:
        properties.append(margins)
    else:
        look.addprevious(margins)


def _fix(table: Table, widths: Sequence[float]) -> None:
    """Fix the widths of columns, and keep rows on one page."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        _keep_together(row)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _write(cell: _Cell, text: str, style: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    paragraph.add_run(text)


def mark_up(paragraph: Paragraph, text: str) -> None:
    """Add a text and highlight what is in 〔〕."""
    before, mark, rest = text.partition("〔")
    paragraph.add_run(before)
    if not mark:
        return
    inside, _, after = rest.partition("〕")
    paragraph.add_run(f"〔{inside}〕").font.highlight_color = WD_COLOR_INDEX.YELLOW
    mark_up(paragraph, after)


def _repeat(row: _Row) -> None:
    _row_property(row, "w:tblHeader")


def _keep_together(row: _Row) -> None:
    _row_property(row, "w:cantSplit")


def _row_property(row: _Row, name: str) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001
    if properties.find(qn(name)) is None:
        properties.append(OxmlElement(name))


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "EDEDED")):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001
