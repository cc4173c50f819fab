"""The page of an official paper: A4 and margins after GB/T 9704, fonts, footer."""

from __future__ import annotations

from typing import cast

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import CONTENT_TYPE
from docx.opc.package import OpcPackage
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

BODY, HEADING, TITLE, SUBHEADING = "仿宋_GB2312", "黑体", "方正小标宋简体", "楷体_GB2312"
FALLBACKS = {
    BODY: "仿宋,FangSong,STFangsong",
    HEADING: "SimHei,STHeiti,Noto Sans CJK SC",
    TITLE: "小标宋体,华文中宋,宋体,SimSun,Noto Serif CJK SC",
    SUBHEADING: "楷体,KaiTi,STKaiti",
}
"""Fonts that office programs take where the first isn't installed."""

LATIN = "Times New Roman"
LINE = Pt(28)
WIDTH, HEIGHT = Mm(210), Mm(297)
TOP, BOTTOM, LEFT, RIGHT = Mm(37), Mm(35), Mm(28), Mm(26)

_HEADINGS = ((1, HEADING, 16.0), (2, SUBHEADING, 16.0), (3, BODY, 16.0))
_STYLES = {
    *("Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid", "Title"),
    *("heading 1", "heading 2", "heading 3", "header", "footer"),
    *("正文缩进", "表格", "小字表格", "表头", "题注", "目录项"),
}
_UNUSED = ("/stylesWithEffects", "/thumbnail", "/customXml", "/numbering", "/extended-properties")
_SMALL = {
    "表格": (BODY, 10.5),
    "小字表格": (BODY, 9),
    "表头": (HEADING, 10.5),
    "题注": (HEADING, 10.5),
    "目录项": (BODY, 12),
}
_CENTRED = ("表头", "题注")


def new_paper(title: str) -> DocumentObject:
    """An empty paper with its styles."""
    document = Document()
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.language = "zh-CN"
    _set_styles(document)
    _leave_out(document)
    _speak_chinese(document)
    _name_fallbacks(document)
    _portrait(document.sections[0])
    number_pages(document.sections[0])
    return document


def _leave_out(document: DocumentObject) -> None:
    """Leave out the styles that no paper uses, and what python-docx's own template carries along."""
    styles = document.styles.element
    for style in list(styles.findall(qn("w:style"))):
        name = style.find(qn("w:name"))
        if name is None or name.get(qn("w:val")) not in _STYLES:
            styles.remove(style)
        for link in style.findall(qn("w:link")):
            style.remove(link)
    package = cast("OpcPackage", document.part.package)
    for relations in (document.part.rels, package.rels):
        for key in [key for key, one in relations.items() if one.reltype.endswith(_UNUSED)]:
            del relations[key]


def _set_styles(document: DocumentObject) -> None:
    normal = _style(document, "Normal")
    _set_font(normal, BODY, 16)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    normal.paragraph_format.line_spacing = LINE
    normal.paragraph_format.space_after = Pt(0)
    _style_body(document)
    for level, font, size in _HEADINGS:
        heading = _style(document, f"Heading {level}")
        _set_font(heading, font, size)
        heading.paragraph_format.space_before = Pt(10 if level == 1 else 4)
        heading.paragraph_format.space_after = Pt(4)
        heading.paragraph_format.keep_with_next = True
    title = _style(document, "Title")
    _set_font(title, TITLE, 22)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(12)
    title.paragraph_format.line_spacing = Pt(34)
    _remove_border(title)
    _set_font(_style(document, "Footer"), BODY, 12)
    for name, (font, size) in _SMALL.items():
        _small(document, name, font, size)


def _style_body(document: DocumentObject) -> None:
    """正文: the first line is indented by two characters."""
    body = cast("ParagraphStyle", document.styles.add_style("正文缩进", 1))
    body.base_style = _style(document, "Normal")
    indent = OxmlElement("w:ind")
    indent.set(qn("w:firstLineChars"), "200")
    indent.set(qn("w:firstLine"), "640")
    body.element.get_or_add_pPr().append(indent)


def _small(document: DocumentObject, name: str, font: str, size: float) -> None:
    style = cast("ParagraphStyle", document.styles.add_style(name, 1))
    style.base_style = _style(document, "Normal")
    _set_font(style, font, size)
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    style.paragraph_format.line_spacing = 1.0
    if name in _CENTRED:
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _style(document: DocumentObject, name: str) -> ParagraphStyle:
    return cast("ParagraphStyle", document.styles[name])


def _set_font(style: ParagraphStyle, font: str, size: float) -> None:
    """Name the font for Chinese characters, which Word keeps apart from that for others."""
    style.font.size = Pt(size)
    style.font.bold = False
    style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.font.name = LATIN
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if str(name).lower().endswith("theme"):
            del fonts.attrib[name]
    fonts.set(qn("w:eastAsia"), font)
    fonts.set(qn("w:cs"), LATIN)


def _remove_border(style: ParagraphStyle) -> None:
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _speak_chinese(document: DocumentObject) -> None:
    """Say that the text is Chinese, and that the file is laid out as Word 2013 and later do."""
    for part, tag in ((document.styles, "w:lang"), (document.settings, "w:themeFontLang")):
        for language in part.element.iter(qn(tag)):
            language.set(qn("w:eastAsia"), "zh-CN")
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _name_fallbacks(document: DocumentObject) -> None:
    """Say which fonts may stand in."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for name, others in FALLBACKS.items()
    )
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    package = cast("OpcPackage", document.part.package)
    for part in package.iter_parts():
        if part.content_type == CONTENT_TYPE.WML_FONT_TABLE:
            part._blob = f'{head}<w:fonts xmlns:w="{namespace}">{fonts}</w:fonts>'.encode()  # noqa: SLF001


def _portrait(section: Section) -> None:
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = WIDTH, HEIGHT
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.footer_distance = Mm(28)


def portrait(document: DocumentObject) -> None:
    """Go on upright on a new page."""
    _portrait(document.add_section(WD_SECTION.NEW_PAGE))


def landscape(document: DocumentObject) -> None:
    """Go on across on a new page; the margins turn with it."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = HEIGHT, WIDTH
    section.top_margin, section.bottom_margin = LEFT, RIGHT
    section.left_margin, section.right_margin = Mm(20), Mm(20)
    section.footer_distance = Mm(15)


def number_pages(section: Section) -> None:
    """第 X 页 共 Y 页, at the foot of each page."""
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, field in (("第 ", "PAGE"), (" 页 共 ", "NUMPAGES")):
        foot.add_run(text)
        open_field(foot, field)
        foot.add_run("1")
        close_field(foot)
    foot.add_run(" 页")


def open_field(paragraph: Paragraph, instruction: str) -> None:
    """Begin a field; what is added up to `close_field` is shown until it is worked out."""
    _mark(paragraph, "begin")
    run = paragraph.add_run()
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {instruction} "
    run._r.append(text)  # noqa: SLF001
    _mark(paragraph, "separate")


def close_field(paragraph: Paragraph) -> None:
    """End a field."""
    _mark(paragraph, "end")


def _mark(paragraph: Paragraph, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)  # noqa: SLF001
