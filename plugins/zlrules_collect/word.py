"""Reminders as Word documents: one for all departments, or one each."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from zlrules import SafeNames, Table, needing, new_folder, writing, written
from zlrules_collect.reminders import Reminder

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

BODY, HEADING = "仿宋", "黑体"
WIDTHS = (1.6, 4.6, 1.8, 2.1, 4.4, 4.6, 2.9, 1.6, 1.6)
"""Widths of the columns in cm; together what a page on its side has between its margins."""


def write_reminders(reminders: Sequence[Reminder], folder: Path) -> None:
    """Write a document for each department into a new folder.

    Raises:
        ZlrulesError: Something is in the folder, or it can't be written.
    """
    names = SafeNames()
    by_department: dict[str, list[Reminder]] = {}
    for one in reminders:
        by_department.setdefault(one.department, []).append(one)
    with writing(folder), new_folder(folder) as new:
        for department, own in by_department.items():
            written(new / names.name(f"提醒清单 {department}", ".docx"), reminder_document(own))


def reminder_document(reminders: Sequence[Reminder]) -> bytes:
    """One document, each reminder on pages of its own."""
    with needing("office"):
        import docx

    document = docx.Document()
    _set_page(document)
    for number, reminder in enumerate(reminders):
        heading = document.add_heading(f"提醒清单：{reminder.department}", level=1)
        heading.paragraph_format.page_break_before = number > 0
        for line in (reminder.title, *reminder.lines):
            document.add_paragraph(line)
        _add_table(document, reminder.requests)
        if reminder.definitions:
            document.add_heading("指标的定义", level=2)
            for title, text in reminder.definitions:
                document.add_paragraph(f"{title}：{text}", style="List Bullet")
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _set_page(document: Document) -> None:
    """A4 on its side, Chinese fonts, page numbers."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)
    _add_page_number(section.footer.paragraphs[0])
    for name, font, size in (
        ("Normal", BODY, 12),
        ("List Bullet", BODY, 12),
        ("Heading 1", HEADING, 18),
        ("Heading 2", HEADING, 14),
    ):
        style: ParagraphStyle = document.styles[name]
        _set_font(style, font)
        style.font.size = Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)


def _set_font(style: ParagraphStyle, font: str) -> None:
    """A font for Chinese characters, too, which Word keeps apart from that of Latin letters."""
    from docx.oxml.ns import qn

    style.font.name = font
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:eastAsia", "w:hAnsi", "w:cs"):
        fonts.set(qn(kind), font)
    for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(kind), None)


def _add_page_number(paragraph: Paragraph) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields


def _add_table(document: Document, table: Table) -> None:
    """A table whose head repeats on every page and whose rows don't break."""
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    grid = document.add_table(rows=0, cols=len(table.headers), style="Table Grid")
    grid.autofit = False
    for column, width in zip(grid.columns, WIDTHS, strict=True):
        column.width = Cm(width)
    for number, cells in enumerate((table.headers, *table.rows)):
        row = grid.add_row()
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no such setting
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, text, width in zip(row.cells, cells, WIDTHS, strict=True):
            cell.width = Cm(width)
            _fill(cell, text, bold=number == 0)


def _fill(cell: _Cell, text: str, *, bold: bool) -> None:
    from docx.shared import Pt

    run = cell.paragraphs[0].add_run(text)
    run.bold = bold
    run.font.size = Pt(10.5)
