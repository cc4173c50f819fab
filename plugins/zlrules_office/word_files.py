"""A Word file made from a template."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate
from jinja2.exceptions import TemplateError
from lxml.etree import XMLSyntaxError, tostring

from zlrules import Problem, ZlrulesError
from zlrules_office.archives import repacked
from zlrules_office.bodies import joined
from zlrules_office.chapter import Chapter
from zlrules_office.contents import content_of, fields
from zlrules_office.environment import TemplateEnvironment, TooLargeError
from zlrules_office.tags import unfinished
from zlrules_office.template_names import Wrong

PICTURE_WIDTH = Mm(120)
PLACES = {DocxTemplate.HEADER_URI: "页眉", DocxTemplate.FOOTER_URI: "页脚"}


class WordFile:
    """A template that is being filled in.

    Args:
        name: What messages call the template.
        content: The .docx, as far as it is an archive already looked at.

    Raises:
        ZlrulesError: It isn't a Word file, or asks for what there isn't; all of that at once.
    """

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self.template = DocxTemplate(io.BytesIO(content))
        try:
            self.template.render_init()
            raw = list(self._sources())
        except (AttributeError, KeyError, ValueError, XMLSyntaxError) as error:
            raise self._refused(
                "不是 Word 文件（.docx）", "在 Word 或 WPS 中另存为 .docx"
            ) from error
        self.environment = TemplateEnvironment()
        problems = [
            Problem(name, 0, f"{place}: {what}" if what else place, wrong, remedy)
            for place, source in raw
            for what, wrong, remedy in self._wrong(source)
        ]
        if problems:
            raise ZlrulesError(problems)

    def _wrong(self, source: str) -> Iterator[Wrong]:
        """What is wrong with a part; names are looked at where all placeholders are finished."""
        broken = [(what, wrong, "核对 {{ }}、{% %} 是否成对") for what, wrong in unfinished(source)]
        yield from broken or self.environment.wrong(self.template.patch_xml(source))

    def fill(self, chapters: Sequence[Chapter]) -> None:
        """Fill in the placeholders, with the body once for each chapter.

        Raises:
            ZlrulesError: The template's loops cut through the parts of a table, it becomes too
                large, or header or footer would have to say several things.
        """
        self._refuse_several(len(chapters))
        contexts = [fields(content_of(one, self._place)) for one in chapters]
        try:
            self._fill_body(contexts)
            self._fill_edges(contexts[0])
        except TooLargeError as error:
            raise self._refused("填好后过大", "减少模板里的循环") from error
        except (TemplateError, XMLSyntaxError, ValueError, TypeError) as error:
            remedy = "成行的循环写 {%tr for … %}，成段的写 {%p for … %}，各占一行或一段"
            raise self._refused("填不进去，for 或 if 可能跨过了表格的行或段落", remedy) from error

    def saved(self, title: str, day: datetime) -> bytes:
        """The file; the same bytes for the same content.

        Args:
            title: Title in the properties of the file.
            day: When it says that it was made.
        """
        self._detach()
        properties = self.template.get_docx().core_properties
        properties.title, properties.author, properties.last_modified_by = title, "", ""
        properties.comments, properties.revision = "", 1
        properties.created = properties.modified = day
        content = io.BytesIO()
        self.template.get_docx().save(content)
        return repacked(content.getvalue())

    def _sources(self) -> Iterator[tuple[str, str]]:
        """The parts of the template that can have placeholders, and what they are called."""
        template = self.template
        yield "正文", template.get_xml()
        for uri, place in PLACES.items():
            for _, part in template.get_headers_footers(uri):
                yield place, template.get_part_xml(part)
        for part in template.get_docx().part.package.iter_parts():
            if part.content_type.endswith(".footnotes+xml"):
                yield "脚注", part.blob.decode("utf-8")

    def _refuse_several(self, chapters: int) -> None:
        """Refuse placeholders that would have to say several things."""
        if chapters == 1:
            return
        places = {place for place, source in self._sources() if place != "正文" and "{" in source}
        if places:
            wrong = f"{'、'.join(sorted(places))}里有占位符，而材料有 {chapters} 份（行政区、指标体系或年度不同）"
            remedy = "删去那里的占位符，或用 --ruleset、--year 一次写一份"
            raise self._refused(wrong, remedy)

    def _fill_body(self, contexts: Sequence[dict[str, object]]) -> None:
        template = self.template
        body = joined([template.build_xml(one, self.environment) for one in contexts])
        tree = template.fix_tables(body)
        template.fix_docpr_ids(tree)
        template.map_tree(tree)

    def _fill_edges(self, context: dict[str, object]) -> None:
        """Fill in headers, footers and footnotes."""
        template = self.template
        for uri in PLACES:
            filled = template.build_headers_footers_xml(context, uri, self.environment)
            for key, xml in list(filled):
                template.map_headers_footers_xml(key, xml)
        template.render_footnotes(context, self.environment)

    def _place(self, image: io.BytesIO, description: str) -> str:
        """Put a picture where a placeholder stands; gives the XML that goes there."""
        part = self.template.current_rendering_part
        inline = part.new_pic_inline(image, PICTURE_WIDTH)
        inline.docPr.set("descr", description)
        drawing = tostring(inline, encoding="unicode")
        return (
            f"</w:t></w:r><w:r><w:drawing>{drawing}</w:drawing></w:r>"
            '<w:r><w:t xml:space="preserve">'
        )

    def _detach(self) -> None:
        """Forget the template that the template was made from; Word would look for it."""
        document = self.template.get_docx()
        settings = document.settings.element
        for attached in settings.findall(qn("w:attachedTemplate")):
            settings.remove(attached)
        relations = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels
        for key in [key for key, one in relations.items() if one.is_external]:
            del relations[key]

    def _refused(self, wrong: str, remedy: str) -> ZlrulesError:
        return ZlrulesError([Problem(self.name, 0, "模板", wrong, remedy)])
